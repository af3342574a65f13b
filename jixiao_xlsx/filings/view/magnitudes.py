"""Magnitudes: when two amounts of the same money are so far apart that one is in 元 and the other in 万元."""

from __future__ import annotations

from decimal import Decimal

# 万元 in 元; half and twice of it allow for what happens to money from one year or stage to the next.
FACTOR = Decimal(10_000)
_NEAR = (FACTOR / 2, FACTOR * 2)


def is_in_other_measure(value: Decimal, other: Decimal) -> bool:
    """Whether an amount is about ten thousand times another one of the same money."""
    return bool(other) and _NEAR[0] <= abs(value / other) <= _NEAR[1]
