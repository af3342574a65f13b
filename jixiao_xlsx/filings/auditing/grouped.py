"""Notes that ask the department for nothing, one for all cells of a sheet: how they are spelled, what people score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from jixiao_xlsx.findings import Finding, Severity

_SPELLINGS = frozenset({"V132", "V134", "V301", "V302", "V303", "V306", "V309"})
_SCORED_BY_PEOPLE = frozenset({"C03"})
"""Each has a reason of its own, which the one that is left repeats."""
_ALSO = "同样的还有"
# As many cells as a line has room for.
_NAMED = 6


def with_notes_grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with one note for each spelling and sheet, at the first cell, which names the others."""
    given = tuple(findings)
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in given:
        if _is_note(finding):
            alike[finding.code, finding.where.sheet].append(finding)
    first = {id(group[0]): group for group in alike.values()}
    return tuple(
        _for_all(finding, first[id(finding)][1:]) if id(finding) in first else finding
        for finding in given
        if id(finding) in first or not _is_note(finding)
    )


def names_others(finding: Finding) -> bool:
    """Whether a note stands for other cells besides its own."""
    return _ALSO in finding.message


def _is_note(finding: Finding) -> bool:
    return (
        finding.code in _SPELLINGS | _SCORED_BY_PEOPLE
        and finding.severity is Severity.NOTE
        and bool(finding.where.cell)
    )


def _for_all(finding: Finding, others: list[Finding]) -> Finding:
    if not others:
        return finding
    if finding.code in _SCORED_BY_PEOPLE:
        said = "".join(f"{other.where.cell}：{other.message}" for other in others)
        return replace(finding, message=f"{finding.message}另有 {len(others)} 处：{said}")
    cells = "、".join(other.where.cell for other in others[:_NAMED])
    more = f"{cells} 等 {len(others)} 格" if len(others) > _NAMED else cells
    return replace(finding, message=f"{finding.message}{_ALSO} {more}。")
