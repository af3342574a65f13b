"""What the rules over empty words say of a few typed cells, beside whatever else is missing in so small a filing."""

from __future__ import annotations

from filings.filled import Cells, findings
from jixiao_xlsx.findings import Severity, contents

# Doubles of these codes would be told at the same cells.
_BESIDE = ("T04", "T21", "T22", "T24", "T25", "G02", "G03", "G04", "G12")
CODES = frozenset((*(entry.code for entry in contents.CODES), *_BESIDE))


def said(form: str, cells: Cells) -> list[tuple[str, str]]:
    """Code and key of every finding about what the cells say."""
    return [(finding.code, finding.where.key) for finding in findings(form, cells) if finding.code in CODES]


def severities(form: str, cells: Cells) -> list[Severity]:
    return [finding.severity for finding in findings(form, cells) if finding.code in CODES]


def message(form: str, cells: Cells, code: str) -> str:
    (text,) = [str(finding) for finding in findings(form, cells) if finding.code == code]
    return text


QUANTITY = "indicators.output.quantity[1]"
GOALS: Cells = {
    "goal.expected": "全年完成居家适老化改造五百户，改造户满意度不低于百分之九十五。",
    "goal.achieved": "全年完成居家适老化改造五百一十二户并通过验收，改造户普遍满意。",
}
ROW: Cells = {
    f"{QUANTITY}.name": "改造户数",
    f"{QUANTITY}.target": "≥500户",
    f"{QUANTITY}.actual": "512户",
    f"{QUANTITY}.points": 10,
    f"{QUANTITY}.score": 10,
}
REVIEWED: Cells = {**GOALS, **ROW}
"""A 自评 of one indicator, as P1 and P1B ask it."""
