"""What this room says of a few typed cells: its codes with their keys; other rooms' findings are left aside."""

from __future__ import annotations

from filings.filled import Cells, findings
from jixiao_xlsx.findings import Finding, structure

OWN = frozenset(entry.code for entry in structure.CODES)
"""The codes of this room."""


def said(form: str, cells: Cells) -> list[Finding]:
    return [finding for finding in findings(form, cells) if finding.code in OWN]


def told(form: str, cells: Cells) -> list[tuple[str, str]]:
    return [(finding.code, finding.where.key) for finding in said(form, cells)]
