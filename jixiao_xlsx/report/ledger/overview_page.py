"""总览 as one self-contained HTML page: charts drawn inline, nothing fetched, fit for a screen and for A4 paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.season.ledger import LedgerState
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.kit.templates import page_template
from jixiao_xlsx.report.ledger.overview import ArrivalDay, FoundRule, Laggard, Overview, short_list
from jixiao_xlsx.report.ledger.rows import Standing
from jixiao_xlsx.report.ledger.svg import Point, Series, StackedBar, legend, line_chart, plain_bars, stacked_bars

_TEMPLATE = "pages/overview.html.j2"
# In the order of the bars: green is done, red is missing, grey asks nothing.
_COLOURS = {
    LedgerState.PASSED: "#1e8449",
    LedgerState.REVISED: "#7d3c98",
    LedgerState.RECEIVED: "#2471a3",
    LedgerState.RETURNED: "#b9770e",
    LedgerState.HELD: "#148f77",
    LedgerState.MISSING: "#c0392b",
    LedgerState.WAIVED: "#7f8c8d",
}
_SERIES = tuple(Series(str(state), colour) for state, colour in _COLOURS.items())
_SEVERITIES = {
    str(Severity.RETURN): "#c0392b",
    str(Severity.EXPLAIN): "#b9770e",
    str(Severity.NOTE): "#2471a3",
}
# About a page of A4 each; the whole lists stand in the ledger's workbook.
_MOST_PARENTS, _MOST_RULES = 30, 15


def overview_page(overview: Overview) -> str:
    """The page; every foreign text in it is escaped, and its own policy forbids it to fetch anything."""
    from markupsafe import Markup

    charts = {name: Markup(drawn) for name, drawn in _charts(overview).items()}  # noqa: S704 — svg.py escapes
    text = page_template(_TEMPLATE).render(
        title=f"{overview.year}年度预算绩效填报总览",
        overview=overview,
        tiles=_tiles(overview),
        charts=charts,
        laggards=[_laggard(laggard) for laggard in overview.laggards],
        totals=overview.totals,
        money=lambda total: f"{total:,.2f}",
        hidden_rules=max(len(overview.findings) - _MOST_RULES, 0),
    )
    return encodable(text)


def _tiles(overview: Overview) -> list[tuple[str, str, str]]:
    """The numbers at the head: name, number, and a word on it."""
    whole = overview.whole
    states = whole.states
    rate = f"{whole.arrived / whole.asked:.0%}" if whole.asked else "—"
    waived = states.get(LedgerState.WAIVED, 0)
    return [
        ("应报", str(whole.total), f"其中豁免 {waived} 份" if waived else "份"),
        ("已收到", str(whole.arrived), f"占 {rate}" + ("，不含豁免" if waived else "")),
        ("通过", str(states.get(LedgerState.PASSED, 0)), "份"),
        ("待审核", str(states.get(LedgerState.RECEIVED, 0) + states.get(LedgerState.REVISED, 0)), "已报、已改"),
        ("退回待改", str(states.get(LedgerState.RETURNED, 0)), "份"),
        ("未报", str(states.get(LedgerState.MISSING, 0)), "份"),
        ("逾期", str(overview.late), f"最长 {whole.late} 天" if overview.late else "份"),
    ]


def _charts(overview: Overview) -> dict[str, str]:
    due, whole = overview.whole.total, overview.whole
    return {
        "legend": legend(_SERIES),
        "forms": _progress("各表报送进度", overview.forms, whole),
        "parents": _progress("各主管部门报送进度", _shortened(overview.parents, "其余主管部门"), whole),
        "sections": _progress("各对口科室报送进度", overview.sections, whole),
        "days": line_chart("每日收到的填报件", _points(overview.days), most=due, mark=_day(overview.deadline)),
        "findings": _findings(overview.findings),
    }


def _progress(title: str, standings: Sequence[Standing], whole: Standing) -> str:
    """A bar for each heading, and one for all where there are several."""
    bars = [
        StackedBar(
            standing.name,
            tuple(standing.states.get(state, 0) for state in _COLOURS),
            f"{standing.arrived}/{standing.total}",
        )
        for standing in (*standings, *([whole] if len(standings) > 1 else []))
    ]
    return stacked_bars(title, bars, _SERIES)


def _shortened(standings: Sequence[Standing], rest: str) -> Sequence[Standing]:
    """Those with the most still to come first; beyond a readable number the others together."""
    # Most still to come first, then latest: where to call first.
    ordered = sorted(standings, key=lambda standing: (standing.arrived - standing.asked, -standing.late))
    if len(ordered) <= _MOST_PARENTS:
        return ordered
    kept, others = ordered[: _MOST_PARENTS - 1], ordered[_MOST_PARENTS - 1 :]
    states = {state: sum(standing.states.get(state, 0) for standing in others) for state in LedgerState}
    name = f"{rest} {len(others)} 个"
    return [
        *kept,
        Standing(name, sum(standing.total for standing in others), states, max(standing.late for standing in others)),
    ]


def _findings(rules: Sequence[FoundRule]) -> str:
    """The most frequent kinds, each severity in its own colour."""
    shown = rules[:_MOST_RULES]
    bars = [StackedBar(f"{rule.code} {rule.title}", (rule.places,), f"{rule.places}处") for rule in shown]
    return plain_bars("审核意见最多的种类", bars, [_SEVERITIES[rule.severity] for rule in shown])


def _points(days: Sequence[ArrivalDay]) -> list[Point]:
    return [Point(_day(day.day), day.so_far, day.first + day.again) for day in days]


def _day(day: date | None) -> str:
    return f"{day.month}-{day.day}" if day else ""


def _laggard(laggard: Laggard) -> dict[str, object]:
    return {
        "code": laggard.code,
        "name": laggard.name,
        "above": laggard.parent or laggard.section,
        "missing": short_list(laggard.missing),
        "returned": short_list(laggard.returned),
        "late": laggard.late,
    }
