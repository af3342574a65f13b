"""The sheets 明细表, 问题清单 and 来源: every value, every finding, every file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.filings.filing import Figure
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.model.money import yuan_of
from jixiao_xlsx.report.kit.book import NOT_PRINTED, BookTable, EmptyMark, TableColumn, TableRow, TableValue
from jixiao_xlsx.report.kit.plain import encodable, figure_value
from jixiao_xlsx.report.records.filing_json import severity_counts
from jixiao_xlsx.report.records.flat_rows import Asking
from jixiao_xlsx.report.records.leaves import Leaf, leaves
from jixiao_xlsx.report.records.versions import RollupEntry

Titles = Mapping[str, str]
"""Printed titles of the forms by their code."""

# Widths in characters of the default font; texts that may be long wrap, keys and sources are for programs and may be
# cut.
_VALUES = (
    TableColumn("表", 30),
    TableColumn("版次", 7, "center"),
    TableColumn("年度", 7, "center"),
    TableColumn("单位编码", 10),
    TableColumn("单位名称", 20),
    TableColumn("项目名称", 18),
    TableColumn("计入合计", 8, "center"),
    TableColumn("内容", 40),
    TableColumn("值", 24, "value"),
    TableColumn("计量单位", 9, "center"),
    TableColumn("折合元", 18, "amount"),
    TableColumn("原文", 24),
    TableColumn("工作表", 12),
    TableColumn("单元格", 8, "center"),
    TableColumn("重算", 7, "center"),
    TableColumn("插入的行", 8, "center"),
    TableColumn("键", 36),
    TableColumn("文件", 28),
)
_FINDINGS = (
    TableColumn("轻重", 7, "center"),
    TableColumn("代码", 7, "center"),
    TableColumn("单位编码", 10, "wrap"),
    TableColumn("单位名称", 20, "wrap"),
    TableColumn("项目名称", 18, "wrap"),
    TableColumn("表", 30, "wrap"),
    TableColumn("年度", 7, "center"),
    TableColumn("位置", 34, "wrap"),
    TableColumn("问题", 52, "wrap"),
    TableColumn("怎么办", 44, "wrap"),
    TableColumn("出错说明", 24, "wrap"),
    TableColumn("文件", 28, "wrap"),
)
_SOURCES = (
    TableColumn("文件", 40, "wrap"),
    TableColumn("类型", 8, "center"),
    TableColumn("识别依据", 12, "center"),
    TableColumn("表", 30, "wrap"),
    TableColumn("年度", 7, "center"),
    TableColumn("单位编码", 10, "wrap"),
    TableColumn("单位名称", 20, "wrap"),
    TableColumn("项目名称", 18, "wrap"),
    TableColumn("保存时间", 20, "center"),
    TableColumn("填了（格）", 9, "integer"),
    TableColumn("未读取（处）", 9, "integer"),
    *(TableColumn(str(severity), 7, "integer") for severity in Severity),
    TableColumn("计入合计", 8, "center"),
    TableColumn("备注", 44, "wrap"),
    TableColumn("SHA-256", 68),
)


def values_table(kept: Iterable[RollupEntry], titles: Titles, *, asking: Asking) -> BookTable:
    """One row per value of every filing that was read, in sheet order."""
    rows = tuple(row for entry in kept if entry.is_read for row in _value_rows(entry, titles, asking=asking))
    note = f"共 {len(rows)} 个值。“重算”的数由程序按表内公式得出；浅红格填了内容但读不出，原文照录。"
    return BookTable("明细表", "全部填报值", note + NOT_PRINTED, _VALUES, rows, frozen=5, streamed=True, printed=False)


def findings_table(kept: Iterable[RollupEntry], titles: Titles) -> BookTable:
    """One row per finding, by filing, the gravest first."""
    pairs = [
        (entry, finding)
        for entry in kept
        # sorted is stable: within one severity the order of the sheet stays.
        for finding in sorted(entry.filing.findings, key=lambda found: found.severity.rank)
    ]
    counts = severity_counts(finding for _, finding in pairs)
    note = f"共 {len(pairs)} 条：" + "，".join(f"{name} {count} 条" for name, count in counts.items()) + "。"
    rows = tuple(TableRow(_finding(entry, finding, titles=titles)) for entry, finding in pairs)
    return BookTable("问题清单", "审核意见", note, _FINDINGS, rows, frozen=4, streamed=True)


def sources_table(kept: Iterable[RollupEntry], titles: Titles) -> BookTable:
    """One row per file, those that were refused included."""
    rows = tuple(TableRow(_source(entry, titles), muted=not entry.counts) for entry in kept)
    return BookTable("来源", "收到的文件", f"共 {len(rows)} 个不同的文件。", _SOURCES, rows, frozen=1, streamed=True)


def _value_rows(kept: RollupEntry, titles: Titles, *, asking: Asking) -> Iterator[TableRow]:
    filing, seal = kept.filing, kept.filing.seal
    if seal is None:
        return
    counts = "是" if kept.counts else "否"
    head = (
        titles[seal.form],
        seal.edition,
        str(seal.year),
        seal.agency_code,
        seal.agency_name,
        seal.subject_name,
        counts,
    )
    for leaf in leaves(filing, asking(filing)):
        cells = (*head, *_value(leaf), format_key(leaf.key), encodable(filing.source))
        yield TableRow(cells, muted=not kept.counts)


def _value(leaf: Leaf) -> tuple[TableValue, ...]:
    if isinstance(leaf, Figure):
        value = figure_value(leaf.value) if leaf.value is not None else None
        shown: TableValue = value if value is not None else leaf.text
        # A figure's text, as 不适用, is no number and no blank.
        return (leaf.label, shown, leaf.measure, _yuan(value, leaf), leaf.filed, "", "", "是", "")
    place = (leaf.sheet, leaf.cell, "", "是" if leaf.inserted else "")
    value = leaf.value if isinstance(leaf.value, Decimal) else None
    shown = EmptyMark.UNREADABLE if leaf.value is None else leaf.value
    return (leaf.label, shown, leaf.measure, _yuan(value, leaf), leaf.raw, *place)


def _yuan(value: Decimal | None, leaf: Leaf) -> Decimal | None:
    return yuan_of(value, leaf.measure) if value is not None else None


def _finding(kept: RollupEntry, finding: Finding, *, titles: Titles) -> tuple[TableValue, ...]:
    seal = kept.filing.seal
    who = (seal.agency_code, seal.agency_name, seal.subject_name) if seal else ("", "", "")
    form = (titles[seal.form], str(seal.year)) if seal else ("", "")
    words = (str(finding.where), finding.message, finding.hint, finding.explanation)
    return (str(finding.severity), finding.code, *who, *form, *words, encodable(kept.filing.source))


def _source(kept: RollupEntry, titles: Titles) -> tuple[TableValue, ...]:
    filing, seal = kept.filing, kept.filing.seal
    who = (seal.agency_code, seal.agency_name, seal.subject_name) if seal else ("", "", "")
    return (
        encodable(filing.source),
        filing.file_type,
        filing.recognised if seal else "",
        titles[seal.form] if seal else "",
        str(seal.year) if seal else "",
        *who,
        filing.modified.strftime("%Y-%m-%d %H:%M:%S") if filing.modified else "",
        len(filing.records),
        filing.unplaced,
        *severity_counts(filing.findings).values(),
        "是" if kept.counts else "否",
        kept.note,
        filing.sha256,
    )
