"""What the sheet 图表 shows: the main amount and the execution rate by agency, the findings by weight and by code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.findings.catalogue import CATALOGUE
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.report.kit.book import HEADER_ROW, DrawnSheet, ValuedFormula, sheet_prefix
from jixiao_xlsx.report.kit.chart_sheet import Bar, Chart, draw_charts
from jixiao_xlsx.report.records.versions import RollupEntry
from jixiao_xlsx.report.rollup.agencies import COUNTED, FigurePlaces
from jixiao_xlsx.report.rollup.counting import CountingRole
from jixiao_xlsx.report.rollup.figures import FigureColumn, FigureGroup

# Bars with labels that fit on one landscape page.
_MOST = 15
# y_1, y1 …: another year's column; y0 is the form's own.
_OTHER_YEAR = re.compile(r"y_\d+|y\d*[1-9]")
_RATE = "执行率"
_AMOUNT, _PERCENT, _COUNT = "#,##0.00", "0.0%", "0"


def charts_sheet(
    placed: Iterable[FigurePlaces], kept: Iterable[RollupEntry], *, tab: str, findings_tab: str
) -> DrawnSheet:
    """The sheet with every chart there is something to show for; each bar refers to a cell of the workbook."""
    findings = [finding for kept_one in kept for finding in kept_one.filing.findings]
    charts = [chart for places in placed for chart in _of_group(places)]
    charts += _of_findings(findings, findings_tab)
    return DrawnSheet(tab, partial(draw_charts, charts=tuple(charts), title="汇总图表"))


def _of_group(places: FigurePlaces) -> Iterator[Chart]:
    main = main_amount(places.group)
    if main:
        bars = sorted(_by_agency(places, main), key=lambda bar: (-_value(bar), bar.label))
        few = len(bars) <= _MOST
        which = f"各单位{main.label}" if few else f"{main.label}最多的 {_MOST} 个单位"
        yield Chart(_title(places, which, main.measure), main.header, _AMOUNT, tuple(bars[:_MOST]))
    rate = execution_rate(places.group)
    if rate:
        bars = sorted(_single(places, rate), key=lambda bar: (_value(bar), bar.label))
        few = len(bars) <= _MOST
        which = f"各单位{_RATE}（由低到高）" if few else f"{_RATE}最低的 {_MOST} 个单位"
        yield Chart(_title(places, which, ""), _RATE, _PERCENT, tuple(bars[:_MOST]))


def _title(places: FigurePlaces, which: str, measure: str) -> str:
    tail = f"（{measure}）" if measure and f"（{measure}）" not in which else ""
    return f"{places.group.year} 年度{places.group.title}：{which}{tail}"


def main_amount(group: FigureGroup) -> FigureColumn | None:
    """The amount that says most of a form: of this year's the greatest in total, the form's first where several are."""
    amounts = [(column, group.total(column)) for column in group.columns if traits_of(column).is_money]
    filled = [(column, total) for column, total in amounts if total]
    # Last year's budget may be the greatest sum of a form, and is not what the form is about.
    own = [pair for pair in filled if not any(_OTHER_YEAR.fullmatch(str(part)) for part in pair[0].key)]
    return max(own or filled, key=lambda pair: pair[1], default=(None, None))[0]


def execution_rate(group: FigureGroup) -> FigureColumn | None:
    """The first execution rate 执行率 of a form that anybody has a number for."""
    rates = [column for column in group.columns if traits_of(column).is_percent and _RATE in column.label]
    return next((rate for rate in rates if any(group.number(n, rate) is not None for n in group.numbers())), None)


def _by_agency(places: FigurePlaces, column: FigureColumn) -> Iterator[Bar]:
    """A bar for each agency; the amounts of several filings of one agency are added."""
    group, seals = places.group, places.group.seals
    numbers: dict[tuple[str, str], list[int]] = {}
    for number in group.numbers():
        if group.number(number, column) is not None:
            numbers.setdefault((seals[number].agency_code, seals[number].agency_name), []).append(number)
    for (code, name), mine in numbers.items():
        value = group.added(column, mine)
        formula = places.cell(mine[0], places.figures[column])
        if len(mine) > 1:
            # One bar for several filings of an agency: a formula over all its rows, which follows 计入合计.
            which = f"{places.range(places.letters['单位编码' if code else '单位名称'])}={_said(code or name)}"
            counted = f'{places.range(places.letters[COUNTED])}="{CountingRole.COUNTS}"'
            formula = f"=SUMPRODUCT(({which})*({counted}),{places.range(places.figures[column])})"
        yield Bar(name or code, ValuedFormula(formula, value))


def _single(places: FigurePlaces, column: FigureColumn) -> Iterator[Bar]:
    """A bar for each filing, named by its subject where it has one."""
    group, seals = places.group, places.group.seals
    for number in group.numbers():
        value = group.number(number, column)
        if value is not None:
            name = seals[number].subject_name or seals[number].agency_name or seals[number].agency_code
            yield Bar(name, ValuedFormula(places.cell(number, places.figures[column]), value))


def _of_findings(findings: list[Finding], tab: str) -> Iterator[Chart]:
    if not findings:
        return
    severities = [str(severity) for severity in Severity]
    found = Counter(str(finding.severity) for finding in findings)
    bars = [Bar(name, _counted(tab, "A", name, found[name], rows=len(findings))) for name in severities]
    yield Chart("审核意见的轻重（条）", "条", _COUNT, tuple(bars), upright=True)
    codes = Counter(finding.code for finding in findings)
    most = sorted(codes, key=lambda code: (-codes[code], code))[:_MOST]
    named = [Bar(_code_name(code), _counted(tab, "B", code, codes[code], rows=len(findings))) for code in most]
    which = "哪些问题最多" if len(codes) <= _MOST else f"最多的 {_MOST} 种问题"
    yield Chart(f"审核意见：{which}（条）", "条", _COUNT, tuple(named))


def _code_name(code: str) -> str:
    return f"{code} {CATALOGUE[code].title}" if code in CATALOGUE else code


def _counted(tab: str, letter: str, text: str, count: int, *, rows: int) -> ValuedFormula:
    first = HEADER_ROW + 2
    where = f"{sheet_prefix(tab)}${letter}${first}:${letter}${first + rows - 1}"
    return ValuedFormula(f"=COUNTIF({where},{_said(text)})", Decimal(count))


def _said(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def _value(bar: Bar) -> Decimal:
    return bar.value.value if isinstance(bar.value.value, Decimal) else Decimal(0)
