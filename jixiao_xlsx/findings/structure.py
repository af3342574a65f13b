"""The T 指标 family, second part: the frame of indicators, periods and dates."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry

CODES: tuple[CodeEntry, ...] = ()
