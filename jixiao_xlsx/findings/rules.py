"""The R 规则 family: identities and rules of the spec."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry

CODES: tuple[CodeEntry, ...] = ()
