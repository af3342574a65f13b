"""The S 封签 family: wrong form, year, agency, or no seal."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry

CODES: tuple[CodeEntry, ...] = ()
