"""Money in 元: which measures are money, and the exact amount."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from types import MappingProxyType

YUAN_IN: Mapping[str, Decimal] = MappingProxyType(
    {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
)
"""How many 元 one of each money measure is."""

_CENT = Decimal("0.01")  # 分, the least that is paid
_EXACT = Context(prec=40_000, Emax=MAX_EMAX, Emin=MIN_EMIN)  # more digits than a cell can hold
_SENSIBLE = 1000  # digits; with the exponent of 1E+999999 `quantize` would write out a million of them


def yuan_of(value: Decimal, measure: str) -> Decimal | None:
    """The exact amount in 元, with at least two decimals; None where the measure is not one of money.

    A number beyond all sense (a thousand digits before the point) keeps its exponent.
    """
    scale = YUAN_IN.get(measure)
    if scale is None:
        return None
    yuan = _EXACT.multiply(value, scale)
    if int(yuan.as_tuple().exponent) <= -2 or yuan.adjusted() > _SENSIBLE:
        return yuan
    return yuan.quantize(_CENT, context=_EXACT)


def in_measure(value: Decimal, measure: str, wanted: str) -> Decimal | None:
    """The exact amount in another measure, without trailing zeros; None where either is not one of money."""
    if measure not in YUAN_IN or wanted not in YUAN_IN:
        return None
    amount = _EXACT.divide(_EXACT.multiply(value, YUAN_IN[measure]), YUAN_IN[wanted]).normalize(_EXACT)
    return amount if int(amount.as_tuple().exponent) <= 0 else amount.quantize(Decimal(1), context=_EXACT)
