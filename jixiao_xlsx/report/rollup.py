"""汇总: many filings in one workbook: totals per form, indicators, values, findings, sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from jixiao_xlsx.model.filing import Filing
from jixiao_xlsx.report.book import Table, book_of
from jixiao_xlsx.report.records_flat import Asking
from jixiao_xlsx.report.rollup_figures import figure_groups, figures_table, form_title
from jixiao_xlsx.report.rollup_indicators import indicators_table
from jixiao_xlsx.report.rollup_lists import findings_table, sources_table, values_table
from jixiao_xlsx.report.versions import Kept, kept_filings

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 — pinned, as a workbook's created time has no zone


def rollup_workbook(filings: Iterable[Filing], *, asking: Asking | None = None) -> bytes:
    """The workbook of a rollup: 汇总 (one sheet for each form and year), 指标, 明细, 问题, 来源.

    `asking` gives what a filing's form asked, so that columns stand in the form's order and blank ones are there.
    The same filings in any order give the same bytes. Raises WorkbookError where Excel cannot hold them.
    """
    kept = kept_filings(filings)
    return book_of(_tables(kept, asking or _nothing_known), title="预算绩效汇总", created=CREATED)


def _tables(kept: tuple[Kept, ...], asking: Asking) -> tuple[Table, ...]:
    groups = figure_groups(kept, asking)
    titles = _titles(kept, asking)
    return (
        *(figures_table(group, alone=len(groups) == 1) for group in groups),
        indicators_table(kept, titles),
        values_table(kept, titles, asking=asking),
        findings_table(kept, titles),
        sources_table(kept, titles),
    )


def _titles(kept: tuple[Kept, ...], asking: Asking) -> dict[str, str]:
    """The printed titles of the forms, by code; of several editions' the greatest, whichever came first."""
    titles: dict[str, str] = {}
    for one in kept:
        seal = one.filing.seal
        if seal is not None:
            titles[seal.form] = max(form_title(asking(one.filing), seal.form), titles.get(seal.form, ""))
    return titles


def _nothing_known(_filing: Filing) -> None:
    return None
