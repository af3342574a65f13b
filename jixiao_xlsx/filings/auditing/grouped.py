"""Notes on how cells are spelled, one for all cells of a sheet that are spelled so: nobody has to do anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from jixiao_xlsx.findings import Finding, Severity

_SPELLINGS = frozenset({"V132", "V134", "V301", "V302", "V303", "V306", "V309"})
# As many cells as a line has room for.
_NAMED = 6


def with_notes_grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with one note for each spelling and sheet, at the first cell, which names the others."""
    given = tuple(findings)
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in given:
        if _is_spelling(finding):
            alike[finding.code, finding.where.sheet].append(finding)
    first = {id(group[0]): group for group in alike.values()}
    return tuple(
        _for_all(finding, first[id(finding)][1:]) if id(finding) in first else finding
        for finding in given
        if id(finding) in first or not _is_spelling(finding)
    )


def _is_spelling(finding: Finding) -> bool:
    return finding.code in _SPELLINGS and finding.severity is Severity.NOTE and bool(finding.where.cell)


def _for_all(finding: Finding, others: list[Finding]) -> Finding:
    if not others:
        return finding
    cells = "、".join(other.where.cell for other in others[:_NAMED])
    more = f"{cells} 等 {len(others)} 格" if len(others) > _NAMED else cells
    return replace(finding, message=f"{finding.message}同样的还有 {more}。")
