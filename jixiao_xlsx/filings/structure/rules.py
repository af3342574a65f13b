"""The rules of this room, each with its name; in the order of their codes."""

from __future__ import annotations

from jixiao_xlsx.filings.view.rule import GeneralRule

RULES: tuple[tuple[str, GeneralRule], ...] = ()
