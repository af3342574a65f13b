"""The V 填报值 family: a cell's content that a kind cannot take, or takes with a note."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry

CODES: tuple[CodeEntry, ...] = ()
