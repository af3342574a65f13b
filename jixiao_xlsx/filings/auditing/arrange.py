"""Findings arranged for people: no finding that another one causes, none twice, in the order of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jixiao_xlsx.filings.places import in_cell_order
from jixiao_xlsx.findings import Finding, Where

_ABOUT_A_ROW = frozenset({"T20", "R05", "R06"})
_TOLD_BY_RULES = frozenset({"G13", "G14", "G16", "G17"})
"""What a rule of the spec that fails at the same cell says better."""


def arrange(findings: Iterable[Finding], *, sheets: Sequence[str] = ()) -> tuple[Finding, ...]:
    """The findings without cascades and doubles: those of the whole file first, as they came, then sheet by sheet
    (in the order given, else as they come), row by row, cell by cell; within a cell the weightier first."""
    kept = tuple(dict.fromkeys(findings))
    codes: dict[tuple[str, str], set[str]] = {}
    for one in kept:
        codes.setdefault(_cell(one.where), set()).add(one.code)
    tabs = list(dict.fromkeys((*sheets, *(one.where.sheet for one in kept))))
    causes = [one for one in kept if not _is_caused(one, codes[_cell(one.where)])]
    return tuple(sorted(causes, key=lambda one: _order(one, tabs)))


def _cell(where: Where) -> tuple[str, str]:
    return where.sheet, where.key or where.cell


def _order(one: Finding, tabs: list[str]) -> tuple[int, tuple[int, int], int, str]:
    if not one.where.cell:
        return (-1, (0, 0), 0, "")
    return (tabs.index(one.where.sheet), in_cell_order(one.where), one.severity.rank, one.code)


def _is_caused(one: Finding, beside: set[str]) -> bool:
    """Whether another finding at the same cell explains this one."""
    if one.code in _ABOUT_A_ROW:
        return False
    others = beside - {one.code}
    if any(code.startswith("V1") or code == "P14" for code in others):
        return not one.code.startswith(("V1", "P"))
    if one.code[0] in "TG" and ("R01" in others or any(code.startswith("V2") for code in others)):
        return True
    return one.code in _TOLD_BY_RULES and bool({"R02", "R04"} & others)
