"""How many decimals count, and when a number is zero; shared by the evaluator and the Excel formula."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

ZERO_PLACES = 10
"""A divisor that is 0 at this many decimals is zero; floats leave dust beyond."""

EXACT_PLACES = 8
"""Decimals that count in a comparison without a tolerance."""


def comparing_places(tolerance: Decimal) -> int:
    """Decimals that count in a comparison: two more than the tolerance has."""
    if not tolerance:
        return EXACT_PLACES
    # Two more, so that rounding the difference never decides what the tolerance should.
    exponent = tolerance.normalize().as_tuple().exponent
    return max(-int(exponent), 0) + 2


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as Excel's ROUND; NaN where the value has too many digits."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
