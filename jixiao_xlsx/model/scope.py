"""填报口径: whether a filing tells what its agency did itself, or the sum with all agencies below it."""

from __future__ import annotations

from enum import StrEnum


class FilingScope(StrEnum):
    """The two scopes that a blank is issued with. A seal keeps the text it bears, as a foreign one may say anything."""

    OWN = "本级"
    SUMMED = "汇总"


def told_scope(scope: str) -> str:
    """The scope where people must be told it; empty for an agency's own filing, as nearly all are."""
    return "" if scope == FilingScope.OWN else scope
