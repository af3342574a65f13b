"""The P 版面 family: rows, columns, blocks that could not be placed as issued."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry

CODES: tuple[CodeEntry, ...] = ()
