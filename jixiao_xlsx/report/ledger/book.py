"""报送台账 as a workbook: every line, how things stand by 主管部门, form and 对口科室, and what nobody has placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.report.kit.book import BookTable, TableColumn, TableRow, TableValue, book_of
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.ledger.rows import (
    Standing,
    by_form,
    by_parent,
    by_section,
    received_text,
    standing,
    standings,
    versions_text,
)

# Widths in characters: codes 10, names of agencies about ten Chinese characters, the rest by what stands there.
_LINES = (
    TableColumn("单位编码", 10, "wrap"),
    TableColumn("单位名称", 24, "wrap"),
    TableColumn("主管部门", 20, "wrap"),
    TableColumn("对口科室", 12, "wrap"),
    TableColumn("表", 34, "wrap"),
    TableColumn("年度", 7, "center"),
    TableColumn("项目编码", 10, "wrap"),
    TableColumn("项目名称", 20, "wrap"),
    TableColumn("状态", 8, "center"),
    TableColumn("版本", 6, "center"),
    TableColumn("期限", 12, "center"),
    TableColumn("收到时间", 17, "center"),
    TableColumn("逾期（天）", 9, "integer"),
    *(TableColumn(str(severity), 7, "integer") for severity in Severity),
    TableColumn("审核结论", 12, "center"),
    TableColumn("审核意见", 30, "wrap"),
    TableColumn("应报", 6, "center"),
    # The last one: nothing cuts it, and programs look for it.
    TableColumn("文件", 34),
)
_STATE = [column.label for column in _LINES].index("状态")
_STRAYS = (
    TableColumn("文件", 34, "wrap"),
    TableColumn("发件人", 26, "wrap"),
    TableColumn("为什么没有归入台账", 60, "wrap"),
    TableColumn("处理", 18, "wrap"),
    TableColumn("来处", 50, "wrap"),
)
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 — pinned, as a workbook's created time has no zone


@dataclass(frozen=True, slots=True)
class StrayRow:
    """A file that has no line: its name, who sent it, why it has none, where it was found, what was done about it."""

    name: str
    sender: str
    why: str
    origin: str
    done: str = ""


def ledger_workbook(
    lines: Sequence[LedgerLine], strays: Iterable[StrayRow], *, title: str, today: date, settled: int = 0
) -> bytes:
    """The workbook of the ledger as of a day; `settled` strays were put right and are only counted.

    The same ledger gives the same bytes; raises WorkbookError.
    """
    note = _note(lines, today)
    tables = [
        BookTable("台账", title, note, _LINES, tuple(_line(line) for line in lines), frozen=2, flagged=_STATE),
        _standings("按主管部门", standings(lines, by_parent), lines),
        _standings("按表", standings(lines, by_form), lines),
        _standings("按对口科室", standings(lines, by_section), lines),
    ]
    stray = tuple(
        TableRow(tuple(map(encodable, (row.name, row.sender, row.why, row.done, row.origin)))) for row in strays
    )
    more = f"另有 {settled} 个已由后来的文件改正，没有列出。" if settled else ""
    tables.append(BookTable("待处理", "没有归入台账的来件", f"共 {len(stray)} 个文件。{more}", _STRAYS, stray))
    return book_of(tables, title=title, created=_CREATED)


def _note(lines: Sequence[LedgerLine], today: date) -> str:
    whole = standing("", lines)
    words = "，".join(f"{state} {whole.states[state]}" for state in LedgerState if whole.states.get(state))
    return f"截至 {today.isoformat()}：应报 {whole.total} 份（{words or '没有'}）。"


def _line(line: LedgerLine) -> TableRow:
    identity, decision, newest = line.identity, line.decision, line.newest
    cells: tuple[TableValue, ...] = (
        identity.agency_code,
        encodable(line.agency_name),
        line.parent,
        line.section,
        line.title,
        str(identity.year),
        identity.subject_code,
        encodable(line.subject_name),
        str(line.state),
        versions_text(line),
        line.deadline.isoformat() if line.deadline else "",
        received_text(line),
        line.late or None,
        *(line.counts.get(severity) or None for severity in Severity),
        f"{decision.step}{decision.verdict}" if decision else "",
        decision.opinion if decision else "",
        "是" if line.due else "否",
        encodable(newest.source) if newest else "",
    )
    # Grey is what does not count in the rates.
    return TableRow(cells, muted=not line.due or line.state is LedgerState.WAIVED)


def _standings(name: str, found: Sequence[Standing], lines: Sequence[LedgerLine]) -> BookTable:
    whole = standing("", lines)
    totals = [whole.total, whole.arrived, *(whole.states.get(state, 0) for state in LedgerState)]
    labels = ("应报", "已收到", *(str(state) for state in LedgerState))
    columns = (
        TableColumn(name.removeprefix("按"), 36, "wrap"),
        *(TableColumn(label, 9, "integer", Decimal(total)) for label, total in zip(labels, totals, strict=True)),
        TableColumn("报送率", 9, "percent"),
        TableColumn("最多逾期（天）", 10, "integer"),
    )
    return BookTable(
        name, f"报送情况（{name}）", "应报含豁免的；报送率不含。", columns, tuple(_standing(group) for group in found)
    )


def _standing(group: Standing) -> TableRow:
    rate = Decimal(group.arrived) / group.asked if group.asked else None
    states = (group.states.get(state, 0) for state in LedgerState)
    return TableRow((encodable(group.name), group.total, group.arrived, *states, rate, group.late or None))
