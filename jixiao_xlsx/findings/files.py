"""The F 文件 family: files that cannot be opened or are no workbook."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry

CODES: tuple[CodeEntry, ...] = ()
