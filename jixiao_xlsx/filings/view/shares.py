"""Shares as they are told: in percent, never as bare fractions."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_FINEST = 8
"""Decimals of a percentage at most: the last 分 of a hundred 亿元 is seen with so many."""


def share_text(value: Decimal, *, beside: Decimal | None = None) -> str:
    """A share as percent: `98.5%`; with as many decimals as tell it from another one that it was compared with."""
    other = value if beside is None else beside
    for places in range(1, _FINEST):
        text = percent(value, places)
        if value == other or text != percent(other, places):
            return text
    return percent(value, _FINEST)


def percent(share: Decimal, places: int) -> str:
    """A fraction as percent, with so many decimals at most."""
    rounded = f"{(share * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    return f"{rounded.rstrip('0').removesuffix('.') if '.' in rounded else rounded}%"
