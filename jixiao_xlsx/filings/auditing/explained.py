"""出错说明: what a filler wrote beside a check, or under a code and place, settles findings that may be explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import Finding, Severity, Where
from jixiao_xlsx.findings import finding as new_finding
from jixiao_xlsx.model.filings.filing import Record

EXPLAIN = "explain"
"""The first word of the keys of the 自检 sheet’s slots."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One explanation: for a rule's code, or for a finding's code at a place (a cell, a label, or anywhere)."""

    text: str
    rule: str = ""
    code: str = ""
    place: str = ""

    def settles(self, finding: Finding) -> bool:
        if finding.severity is not Severity.EXPLAIN:
            return False
        if self.rule:
            # One line of 自检 may stand for several rules of one family: `funds` for `funds.1`, `funds.2`.
            return finding.rule == self.rule or finding.rule.startswith(f"{self.rule}.")
        where = finding.where
        # However people name the place: the cell, with its sheet, or the label.
        here = {where.cell.upper(), f"{where.sheet}!{where.cell}".upper(), where.label.upper()}
        return finding.code == self.code and (not self.place or self.place.upper() in here)


def explanations_in(records: Iterable[Record], checks: Mapping[int, str]) -> tuple[Explanation, ...]:
    """The explanations among a filing's records; `checks` gives the rule's code of each numbered line of 自检."""
    said: dict[tuple[str, int], dict[str, str]] = {}
    for record in records:
        if record.key[0] == EXPLAIN and isinstance(record.key[2], int) and isinstance(record.key[3], str):
            said.setdefault((str(record.key[1]), record.key[2]), {})[record.key[3]] = str(record.value or "").strip()
    found = []
    for (kind, number), words in said.items():
        text = words.get("text", "")
        if text and kind == "rules":
            # A code that no rule has: an explanation beside a line that is gone settles nothing.
            found.append(Explanation(text, rule=checks.get(number, "?")))
        elif text:
            found.append(Explanation(text, code=words.get("code", "").upper(), place=words.get("place", "")))
    return tuple(found)


def explained(findings: Iterable[Finding], explanations: Iterable[Explanation]) -> tuple[Finding, ...]:
    """The findings, those that an explanation settles with its text, and a note for each that settles none."""
    known = tuple(explanations)

    def settled(finding: Finding) -> Finding:
        text = next((explanation.text for explanation in known if explanation.settles(finding)), "")
        return replace(finding, explanation=text) if text else finding

    given = tuple(findings)
    idle = (
        explanation
        for explanation in known
        if not explanation.rule and not any(explanation.settles(finding) for finding in given)
    )
    return (*(settled(finding) for finding in given), *dict.fromkeys(_unmatched(explanation) for explanation in idle))


def _unmatched(explanation: Explanation) -> Finding:
    words = "，".join(
        word
        for word in (
            explanation.code and f"代码 {explanation.code}",
            explanation.place and f"单元格 {explanation.place}",
        )
        if word
    )
    return new_finding(
        "R07", Where(sheet="自检"), found=explanation.text, place=f"（{words}）" if words else "（没有写代码）"
    )
