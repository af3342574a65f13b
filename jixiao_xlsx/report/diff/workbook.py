"""A 比较 as a workbook: the changes, earlier years' figures that do not agree, what one edition asks, the findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.report.diff.changes import AskedOnce, Change, Diff
from jixiao_xlsx.report.diff.values import leaf_number, shown_leaf
from jixiao_xlsx.report.diff.words import LEGEND, headline, history_summary, marked, summary
from jixiao_xlsx.report.kit.book import BookTable, TableColumn, TableRow, TableValue, book_of
from jixiao_xlsx.report.records.leaves import Leaf

# Fixed, so that the same comparison gives the same bytes; a workbook's created time is part of it.
_CREATED = datetime(2024, 1, 1, tzinfo=UTC)
# Widths are in characters: 16 holds 9,999,999,999.99; 34 and more wrap sentences to few lines on landscape A3.
_WHERE = (TableColumn("序号", 6, "integer"), TableColumn("变化", 8, "center"), TableColumn("项目", 44, "wrap"))
_VALUES = (TableColumn("{0}", 34, "wrap"), TableColumn("{1}", 34, "wrap"))
_AMOUNTS = (
    TableColumn("计量单位", 10, "center"),
    TableColumn("{0}（数）", 16, "amount"),
    TableColumn("{1}（数）", 16, "amount"),
    TableColumn("增减", 8, "center"),
    TableColumn("差额", 16, "amount"),
    TableColumn("差额的单位", 11, "center"),
    TableColumn("差额（元）", 18, "amount"),
    TableColumn("变动（%）", 11, "points"),
)
_TAIL = (
    TableColumn("文字的变化", 48, "wrap"),
    TableColumn("说明", 22, "wrap"),
    TableColumn("公式格", 8, "center"),
    TableColumn("{0}单元格", 16, "text"),
    TableColumn("{1}单元格", 16, "text"),
    TableColumn("键", 36, "text"),
)


def diff_workbook(diff: Diff, titles: tuple[str, str]) -> bytes:
    """The workbook's bytes; the same comparison, the same bytes. Raises WorkbookError for what Excel cannot hold."""
    notes = "；".join((summary(diff), *diff.notes, LEGEND))
    tables = [_changes("变化", f"比较：{titles[1]}", notes, diff.changes, ("原来", "现在"))]
    if history_summary(diff):
        tables.append(
            _changes("对上年数的核对", "对上年数的核对", history_summary(diff), diff.history, ("当年报", "现在填"))
        )
    for name, asked in (("只有原来的版次有", diff.only_before), ("只有现在的版次有", diff.only_after)):
        if asked:
            tables.append(_once(name, asked))
    if diff.solved or diff.raised:
        tables.append(_findings(diff))
    tables.append(_sides(diff, titles))
    return book_of(tables, title="填报件比较", created=_CREATED)


def _changes(name: str, title: str, note: str, changes: Iterable[Change], ends: tuple[str, str]) -> BookTable:
    columns = tuple(
        TableColumn(column.label.format(*ends), column.width, column.look)
        for column in (*_WHERE, *_VALUES, *_AMOUNTS, *_TAIL)
    )
    rows = tuple(TableRow(_cells(number, change), muted=change.is_computed) for number, change in enumerate(changes, 1))
    return BookTable(name, title, note, columns, rows, frozen=len(_WHERE))


def _cells(number: int, change: Change) -> tuple[TableValue, ...]:
    amounts, leaf = change.amounts, change.after or change.before
    return (
        number,
        str(change.kind) + ("整行" if change.whole_row else ""),
        change.label,
        shown_leaf(change.before),
        shown_leaf(change.after),
        leaf.measure if leaf else "",
        _number(change.before),
        _number(change.after),
        amounts.direction if amounts else "",
        amounts.difference if amounts else None,
        amounts.measure if amounts else "",
        amounts.yuan if amounts else None,
        amounts.percent if amounts else None,
        marked(change.runs, around=None),
        change.note,
        "是" if change.is_computed else "",
        _cell(change.before),
        _cell(change.after),
        format_key(change.key),
    )


def _number(leaf: Leaf | None) -> TableValue:
    return leaf_number(leaf) if leaf is not None else None


def _cell(leaf: Leaf | None) -> str:
    return f"{leaf.sheet}!{leaf.cell}" if isinstance(leaf, Record) else ""


def _sides(diff: Diff, titles: tuple[str, str]) -> BookTable:
    """Which two filings were compared."""
    # 68 characters hold a SHA-256 of 64 and the cell's padding.
    columns = (TableColumn("哪一份", 8, "center"), TableColumn("填报件", 110, "wrap"), TableColumn("校验和", 68))
    ends = (("原来", diff.before, titles[0]), ("现在", diff.after, titles[1]))
    rows = tuple(TableRow((word, headline(filing, title), filing.sha256)) for word, filing, title in ends)
    return BookTable("比较的两份", "比较的两份填报件", "校验和是文件的 SHA-256", columns, rows)


def _once(name: str, asked: Iterable[AskedOnce]) -> BookTable:
    columns = (TableColumn("项目", 48, "wrap"), TableColumn("内容", 60, "wrap"), TableColumn("键", 36))
    rows = tuple(
        TableRow((asked_once.label, shown_leaf(asked_once.leaf), format_key(asked_once.key))) for asked_once in asked
    )
    return BookTable(name, name, "两个版次的表样不同，这些格子没有可比的", columns, rows)


def _findings(diff: Diff) -> BookTable:
    columns = (
        TableColumn("变化", 10, "center"),
        TableColumn("代码", 8, "center"),
        TableColumn("程度", 8, "center"),
        TableColumn("位置", 40, "wrap"),
        TableColumn("意见", 70, "wrap"),
    )
    said = (("不再有", diff.solved), ("新出现", diff.raised))
    rows = tuple(TableRow(_finding(word, finding)) for word, found in said for finding in found)
    return BookTable("审核意见的变化", "审核意见的变化", "两份填报件各自审核的意见，按代码和位置对照", columns, rows)


def _finding(word: str, finding: Finding) -> tuple[TableValue, ...]:
    return (word, finding.code, str(finding.severity), str(finding.where), finding.message)
