"""One entry of the catalogue of finding codes."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao_xlsx.findings.finding import Severity


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code: severity, short title, message and hint templates (`{found}`…), and for the docs cause and cure."""

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    cause: str
    cure: str
