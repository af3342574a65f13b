"""汇总: many filings in one workbook: totals as the form prints them, by agency, indicators, values, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.acts import Verdict
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.report.kit.book import BookTable, DrawnSheet, Tabs, book_of
from jixiao_xlsx.report.records.flat_rows import Asking
from jixiao_xlsx.report.records.versions import RollupEntry, kept_filings
from jixiao_xlsx.report.rollup.agencies import FigurePlaces, agencies_table, places_of
from jixiao_xlsx.report.rollup.charts import charts_sheet
from jixiao_xlsx.report.rollup.counting import Counting, set_checks_apart
from jixiao_xlsx.report.rollup.figures import FigureGroup, figure_groups, form_title
from jixiao_xlsx.report.rollup.form import FormDrawing, FormSheets
from jixiao_xlsx.report.rollup.indicators import indicators_table
from jixiao_xlsx.report.rollup.lists import findings_table, sources_table, values_table
from jixiao_xlsx.report.rollup.nodes import node_figures, nodes_table
from jixiao_xlsx.report.rollup.years import FormYear, years_by_form, years_table

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 — pinned, as a workbook's created time has no zone


@dataclass(frozen=True, slots=True)
class JudgedFilings:
    """The filings as they count, and their figures by form and year."""

    kept: tuple[RollupEntry, ...]
    counting: Counting
    groups: tuple[FigureGroup, ...]


def judged_filings(
    filings: Iterable[Filing],
    *,
    asking: Asking,
    roster: Roster,
    verdicts: Mapping[str, Verdict] | None = None,
    passed_only: bool = False,
) -> JudgedFilings:
    """Which filings count, and what they say; `verdicts` and `passed_only` as `kept_filings` takes them. The order of
    the filings does not matter.

    A filing under a former code is its present agency's, and a version of what that filed under the present one.
    """
    present = Counting(roster)
    current = [replace(filing, seal=present.current(filing.seal)) if filing.seal else filing for filing in filings]
    kept, counting = set_checks_apart(kept_filings(current, verdicts=verdicts, passed_only=passed_only), roster)
    return JudgedFilings(kept, counting, figure_groups(kept, asking, counting))


def workbook_of(judged: JudgedFilings, *, asking: Asking, drawing: FormDrawing | None = None) -> bytes:
    """The workbook: 汇总表, 按单位 and, with a roster, 节点汇总 (one of each for each form and year), 按年度 of the
    forms with several years, 图表, 指标库, 明细表, 问题清单, 来源.

    `asking` gives what a filing's form asked, so that columns stand in the form's order and blank ones are there;
    `drawing` draws the 汇总表. The same filings in any order give the same bytes. Raises WorkbookError where Excel
    cannot hold them.
    """
    return book_of(tuple(_sheets(judged, asking, drawing)), title="预算绩效汇总", created=CREATED)


def _sheets(judged: JudgedFilings, asking: Asking, drawing: FormDrawing | None) -> Iterator[BookTable | DrawnSheet]:
    tabs, titles = Tabs(), _titles(judged.kept, asking)
    # Names are taken before anything is drawn, because formulas of the first sheets name later ones.
    placed = [places_of(group, tabs.take(_name("按单位", group, judged))) for group in judged.groups]
    forms = [_form_of(places, tabs, judged, drawing) for places in placed]
    for form in forms:
        yield from form.sheets if form else ()
    yield from _comparisons(placed, forms, tabs=tabs, judged=judged)
    for places in placed:
        yield agencies_table(places.group, places.tab)
    last = [
        indicators_table(judged.kept, titles, asking=asking),
        values_table(judged.kept, titles, asking=asking),
        findings_table(judged.kept, titles),
        sources_table(judged.kept, titles),
    ]
    # Before the charts, whose formulas name 问题清单.
    names = {table.name: tabs.take(table.name) for table in last}
    if placed:
        yield charts_sheet(placed, judged.kept, tab=tabs.take("图表"), findings_tab=names["问题清单"])
    yield from (replace(table, name=names[table.name]) for table in last)


def _comparisons(
    placed: list[FigurePlaces], forms: list[FormSheets | None], *, tabs: Tabs, judged: JudgedFilings
) -> Iterator[BookTable]:
    """节点汇总 of each group, and 按年度 of each form with several years."""
    for places in placed:
        figures = node_figures(places.group)
        if figures:
            yield nodes_table(places, figures, tabs.take(_name("节点汇总", places.group, judged)))
    compared = years_by_form([FormYear(places, form) for places, form in zip(placed, forms, strict=True)])
    for years in compared.values():
        # The short name where nothing has to be told apart.
        alone = len({group.form for group in judged.groups}) == 1
        yield years_table(years, tabs.take("按年度" if alone else f"按年度-{years[-1].places.group.title}"))


def _form_of(places: FigurePlaces, tabs: Tabs, judged: JudgedFilings, drawing: FormDrawing | None) -> FormSheets | None:
    return drawing(places, tabs, _name("汇总表", places.group, judged)) if drawing else None


def _name(what: str, group: FigureGroup, judged: JudgedFilings) -> str:
    """A sheet's name: what it is, and of which year and form where there are several."""
    return what if len(judged.groups) == 1 else f"{what}-{group.year}{group.title}"


def _titles(kept: tuple[RollupEntry, ...], asking: Asking) -> dict[str, str]:
    """The printed titles of the forms, by code; of several editions' the greatest, whichever came first."""
    titles: dict[str, str] = {}
    for entry in kept:
        seal = entry.filing.seal
        if seal is not None:
            titles[seal.form] = max(form_title(asking(entry.filing), seal.form), titles.get(seal.form, ""))
    return titles
