"""How numbers, words and verdicts combine when some are blank or 不适用: the whole of the blank semantics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from jixiao_xlsx.model.expr.results import NOT_APPLICABLE, ResultState
from jixiao_xlsx.model.expr.rounding import ZERO_PLACES, rounded

Numeric = Decimal | ResultState | None
"""A number, NOT_APPLICABLE, or None for blank."""

TruthResult = bool | ResultState | None
"""True, False, NOT_APPLICABLE, or None for blank."""

WordsResult = str | ResultState | None
"""Words, NOT_APPLICABLE, or None for blank."""


def complete(values: Sequence[Numeric]) -> list[Decimal] | ResultState | None:
    """All values as numbers; NOT_APPLICABLE if any is, else None if any is blank."""
    if any(value is NOT_APPLICABLE for value in values):
        return NOT_APPLICABLE
    figures = [value for value in values if isinstance(value, Decimal)]
    return figures if len(figures) == len(values) else None


def added(terms: Sequence[tuple[str, Numeric]]) -> Numeric:
    """Blank counts 0; only blanks add up to blank."""
    if any(value is NOT_APPLICABLE for _, value in terms):
        return NOT_APPLICABLE
    figures = [-value if sign == "-" else value for sign, value in terms if isinstance(value, Decimal)]
    return sum(figures, Decimal(0)) if figures else None


def multiplied(factors: Sequence[tuple[str, Numeric]]) -> Numeric:
    """Blank where any factor is; a divisor of zero makes 不适用."""
    figures = complete([value for _, value in factors])
    if not isinstance(figures, list):
        return figures
    product = Decimal(1)
    for (sign, _), value in zip(factors, figures, strict=True):
        # As the formula asks it: in Excel 1*(0.5-0.4-0.1) is not zero.
        if sign == "/" and rounded(value, ZERO_PLACES) == 0:
            return NOT_APPLICABLE
        product = product / value if sign == "/" else product * value
    return product


def changed(value: Numeric, change: Callable[[Decimal], Decimal]) -> Numeric:
    return change(value) if isinstance(value, Decimal) else value


def picked(function: str, cells: Sequence[Numeric], singles: Sequence[Numeric]) -> Numeric:
    """min, max, average: blank and 不适用 among many cells are passed over; anything single must be there."""
    figures = complete(singles)
    if not isinstance(figures, list):
        return figures
    figures = [value for value in (*cells, *figures) if isinstance(value, Decimal)]
    return _PICKERS[function](figures) if figures else None


def compared(left: Numeric, operator: str, right: Numeric, *, places: int, tolerance: Decimal) -> TruthResult:
    """Numbers whose difference, rounded, is within the tolerance are equal."""
    figures = complete((left, right))
    if not isinstance(figures, list):
        return figures
    exact = figures[0] - figures[1]
    # The difference, not the sides: two sides that are equal may be rounded apart.
    difference = rounded(exact, places)
    return _HOLDS[operator](difference if difference.is_finite() else exact, tolerance)


def same_words(left: WordsResult, operator: str, right: WordsResult) -> TruthResult:
    if isinstance(left, str) and isinstance(right, str):
        return (left == right) == (operator == "==")
    return NOT_APPLICABLE if NOT_APPLICABLE in (left, right) else None


def decided(verdicts: Sequence[TruthResult], *, by: bool) -> TruthResult:
    """`by` decides alone; else what is not known stays so, 不适用 before blank."""
    if any(verdict is by for verdict in verdicts):
        return by
    if any(verdict is NOT_APPLICABLE for verdict in verdicts):
        return NOT_APPLICABLE
    return None if any(verdict is None for verdict in verdicts) else not by


def trimmed(text: str) -> str:
    """As Excel's TRIM: no spaces at the ends, single ones inside."""
    return " ".join(word for word in text.split(" ") if word)


def number_words(value: Decimal) -> str:
    """A number as words, without an exponent and without trailing zeros."""
    # `+ 0` takes the sign off −0.
    return format(value.normalize() + 0, "f")


def _average(figures: Sequence[Decimal]) -> Decimal:
    return sum(figures, Decimal(0)) / len(figures)


_PICKERS: Mapping[str, Callable[[Sequence[Decimal]], Decimal]] = MappingProxyType(
    {"min": min, "max": max, "average": _average}
)

_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = MappingProxyType(
    {
        "==": lambda difference, tolerance: abs(difference) <= tolerance,
        "!=": lambda difference, tolerance: abs(difference) > tolerance,
        "<=": lambda difference, tolerance: difference <= tolerance,
        ">=": lambda difference, tolerance: difference >= -tolerance,
        "<": lambda difference, tolerance: difference < -tolerance,
        ">": lambda difference, tolerance: difference > tolerance,
    }
)
