"""The catalogue of finding codes: one entry for each, in families, with its words, cause and cure."""

from __future__ import annotations

from jixiao_xlsx.findings import (
    anchors,
    behind,
    contents,
    files,
    general,
    money,
    rules,
    scores,
    seals,
    self_reviews,
    structure,
    targets,
    values,
)
from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Finding, Severity, Where
from jixiao_xlsx.findings.fitting import FITTED, fitted_hint


def _collect() -> dict[str, CodeEntry]:
    entries: dict[str, CodeEntry] = {}
    # In the order of a file's way through the program, as FAMILIES has it.
    parts = (
        *(files, seals, anchors, values, behind, rules),
        *(targets, structure, general, contents, money, scores, self_reviews),
    )
    for part in parts:
        for entry in part.CODES:
            if entry.code in entries:
                raise ValueError(f"finding code {entry.code} is declared twice")
            entries[entry.code] = entry
    return entries


CATALOGUE: dict[str, CodeEntry] = _collect()


def finding(
    code: str,
    where: Where | None = None,
    *,
    severity: Severity | None = None,
    found: str = "",
    expected: str = "",
    **facts: object,
) -> Finding:
    """A finding of a catalogued code; `facts` fill the entry's message and hint templates, as data only."""
    entry = CATALOGUE[code]
    words: dict[str, object] = {"found": found, "expected": expected, **facts}
    weight, hint = severity or entry.severity, entry.hint.format_map(words)
    return Finding(
        code=code,
        severity=weight,
        where=where or Where(),
        # Only the catalogue's own words are templates: what a file says is data, braces and all.
        message=entry.message.format_map(words),
        hint=fitted_hint(hint, weight) if code.startswith(FITTED) else hint,
        found=found,
        expected=expected,
    )
