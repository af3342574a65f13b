"""The notes that a marked workbook carries at its cells: the line above each of ours, and what a department wrote."""

from __future__ import annotations

AUTHOR = "财政审核"
DIVIDER = f"————【{AUTHOR}】————"
"""Stands above every note of ours; authors do not survive all clients, this line does."""


def theirs(text: str) -> str:
    """What stands in a comment above our note; all of it where none of ours is in it."""
    before, divider, _ = text.partition(DIVIDER)
    # The line break before the divider was ours.
    return before.removesuffix("\n") if divider else text
