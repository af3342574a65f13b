"""Ledger lines of an invented season: agencies under 主管部门, their forms and projects, in every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from jixiao_xlsx.findings import CATALOGUE, Finding, Severity, Where
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.report.ledger.overview import Overview, SeasonFacts, overview_of

TODAY = date(2026, 3, 20)
DEADLINE = date(2026, 3, 15)
FACTS = SeasonFacts(2026, TODAY, office="示例市财政局", deadline=DEADLINE, strays=2)
_STATES = (
    LedgerState.PASSED,
    LedgerState.RECEIVED,
    LedgerState.PASSED,
    LedgerState.MISSING,
    LedgerState.RETURNED,
    LedgerState.REVISED,
    LedgerState.PASSED,
)
_FORMS = (("S0", "2026年度部门整体绩效申报表"), ("S4", "2025年度部门整体支出绩效自评报告"))
_TRADES = ("民政", "教育", "卫生健康", "住房和城乡建设", "交通运输", "农业农村", "文化广电和旅游", "市场监督管理")


def filing(sent: datetime, *findings: Finding) -> Filing:
    return Filing("一.xlsx", sent.isoformat(), "xlsx", None, findings=findings, sent=sent)


def found(code: str, *, times: int = 1, explained: bool = False) -> tuple[Finding, ...]:
    made = Finding(code, Severity.EXPLAIN if explained else CATALOGUE[code].severity, Where(), "意见")
    return (replace(made, explanation="已核实" if explained else ""),) * times


def line(
    code: str,
    state: LedgerState,
    *,
    name: str = "",
    parent: str = "",
    section: str = "社保科",
    form: int = 0,
    subject: str = "",
    versions: tuple[Filing, ...] = (),
    late: int = 0,
    due: bool = True,
) -> LedgerLine:
    alias, title = _FORMS[form] if not subject else ("P1", "2025年度项目支出绩效自评表")
    return LedgerLine(
        identity=Identity(alias, 2026, code, subject_name=subject),
        agency_name=name or f"示例单位{code}",
        parent=parent,
        section=section,
        title=title,
        subject_name=subject,
        due=due,
        state=state,
        deadline=DEADLINE,
        versions=versions,
        received=versions[-1].sent if versions else None,
        late=late,
        alias=alias,
    )


def season(agencies: int, *, projects: int = 0) -> tuple[LedgerLine, ...]:
    """Lines for each agency: two forms and so many projects."""
    lines: list[LedgerLine] = []
    for number in range(agencies):
        for slot in range(2 + projects):
            lines.append(_made(number, slot))
    return tuple(lines)


def overview(lines: tuple[LedgerLine, ...]) -> Overview:
    return overview_of(lines, FACTS)


def _made(number: int, slot: int) -> LedgerLine:
    seed = number * 7 + slot * 3 + number // 5
    state = _STATES[seed % len(_STATES)]
    trade = _TRADES[number % len(_TRADES)]
    came = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=seed % 18, hours=slot)
    codes = ("R01", "V101", "R02", "G01")
    opened = found(codes[seed % 4], times=1 + seed % 3) if state is not LedgerState.PASSED else ()
    versions: tuple[Filing, ...] = () if state is LedgerState.MISSING else (filing(came, *opened),)
    if state is LedgerState.REVISED:
        versions = (filing(came - timedelta(days=4)), *versions)
    return line(
        f"{100 + number}",
        state,
        name=f"示例市{trade}局" if number < len(_TRADES) else f"示例市{trade}局第{number}中心",
        parent="" if number < len(_TRADES) else f"示例市{trade}局",
        section=("社保科", "教科文科", "经建科", "农业科")[number % 4],
        form=slot % 2,
        subject=f"第{slot}号专项经费" if slot > 1 else "",
        versions=versions,
        late=5 if state is LedgerState.MISSING else max(seed % 18 - 14, 0),
    )
