"""Findings arranged for people: no finding that another one causes, none twice, in the order of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jixiao_xlsx.filings.auditing.grouped import with_notes_grouped
from jixiao_xlsx.filings.view.places import in_cell_order
from jixiao_xlsx.findings import Finding, Severity, Where

# About the row or the block that a cell stands for: what is wrong with the cell itself does not explain it.
_ABOUT_A_ROW = frozenset({"T20", "R05", "R06"})
_UNREAD = frozenset({"P14", "P30"})
"""Besides V1: what of the P family says that a filled cell could not be read."""
_TOLD_BY_RULES = frozenset({"G13", "G14", "G16", "G17", "C01", "C02", "C03", "C06"})
"""What a rule of the spec that fails at the same cell says better."""
_UNREADABLE = frozenset({"G22", "G23", "T04", "T05", "T06", "T08", "T13", "T14", "T26", "T35", "T36", "T40"})
"""What says of a target or of an actual value why nothing can be reckoned with it."""
_TOLD_IN_ROW = {
    "C01": frozenset({"C08", "C11", "C12"}),
    "C02": frozenset({"C08", "C11", "C12"}),
    "C03": frozenset({"C01", "C02", "C08", "C09", "C10", "C11", "C12", *_UNREADABLE}),
    "C09": frozenset({"C01", "C02", "C08"}),
    "C10": frozenset({"C01", "C02", "C11", "C12"}),
    "T18": frozenset({"C08", "C09"}),
}
"""Of what is said of one indicator, what another finding in its row says better: its score is wrong because its actual
value is, and nobody need look at a score that is known to be wrong, or beside a target that is none."""
_TOLD_IN_CELL = {
    "T06": frozenset({"T40"}),
    "T07": frozenset({"T35"}),
    "T09": frozenset({"T35"}),
    "T14": frozenset({"T40"}),
    "T17": frozenset({"T12"}),
    "T18": frozenset({"G22", "G23"}),
    "T26": frozenset({"G22", "G23"}),
    "G24": frozenset({"G02"}),
}
"""Of what is said of one value, what another finding at its cell says better."""
_ABOUT_READING = frozenset({"T06", "T08", "T14"})
"""What the grammar of targets makes of a day that no calendar has."""
_OF_ITS_PERIOD = frozenset({"T31", "T32", "T33"})
"""What says of a project's period which year is wrong in it; that another year stands there is no second matter."""


def arrange(findings: Iterable[Finding], *, sheets: Sequence[str] = ()) -> tuple[Finding, ...]:
    """The findings without cascades and doubles: those of the whole file first, as they came, then sheet by sheet
    (in the order given, else as they come), row by row, cell by cell; within a cell the weightier first."""
    kept = tuple(dict.fromkeys(findings))
    codes: dict[tuple[str, str], set[str]] = {}
    for finding in kept:
        codes.setdefault(_cell(finding.where), set()).add(finding.code)
    rows: dict[tuple[str, str], set[str]] = {}
    for finding in kept:
        rows.setdefault(_row(finding.where), set()).add(finding.code)
    tabs = list(dict.fromkeys((*sheets, *(finding.where.sheet for finding in kept))))
    causes = [
        finding
        for finding in kept
        if not _is_caused(finding, codes[_cell(finding.where)]) and not _is_told(finding, rows[_row(finding.where)])
    ]
    return with_notes_grouped(sorted(causes, key=lambda finding: _order(finding, tabs)))


def _cell(where: Where) -> tuple[str, str]:
    return where.sheet, where.key or where.cell


def _row(where: Where) -> tuple[str, str]:
    """The indicator that a cell belongs to: the key that its cells share."""
    return where.sheet, where.key.rpartition(".")[0]


def _is_told(finding: Finding, row: set[str]) -> bool:
    # A form's own note on a row whose target contradicts itself: 定性 beside 85% and a measure.
    if finding.code == "R02" and finding.severity is Severity.NOTE and "T14" in row:
        return True
    return bool(_TOLD_IN_ROW.get(finding.code, frozenset()) & row)


def _order(finding: Finding, tabs: list[str]) -> tuple[int, tuple[int, int], int, str]:
    # Findings of the whole file come first and in the order of their making: tabs and cells sort nothing there.
    if not finding.where.cell:
        return (-1, (0, 0), 0, "")
    return (tabs.index(finding.where.sheet), in_cell_order(finding.where), finding.severity.rank, finding.code)


def _is_caused(finding: Finding, beside: set[str]) -> bool:
    """Whether another finding at the same cell explains this one."""
    if finding.code in _ABOUT_A_ROW:
        return False
    others = beside - {finding.code}
    # What could not be read cannot break a rule either.
    if any(code.startswith("V1") or code in _UNREAD for code in others):
        return not finding.code.startswith(("V1", "P"))
    # A general rule guesses; what the kind or the form itself said is certain.
    if finding.code[0] in "TG" and ("R01" in others or any(code.startswith("V2") for code in others)):
        return True
    if finding.code in _ABOUT_READING and "T40" in others:
        return True
    if finding.code == "G08" and others & _OF_ITS_PERIOD:
        return True
    if _TOLD_IN_CELL.get(finding.code, frozenset()) & others:
        return True
    return finding.code in _TOLD_BY_RULES and bool({"R02", "R04"} & others)
