"""The functions of a spreadsheet that are computed here; any other makes a formula unknowable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from math import prod

from jixiao_xlsx.sheet.typed_formulas.tokens import Unknowable
from jixiao_xlsx.sheet.typed_formulas.values import (
    FormulaError,
    Scalar,
    as_number,
    as_text,
    within_cell,
)

_NEAR = Decimal("1e-9")  # as much as binary arithmetic may be off, see `same_number`
_PLACES_MOST = 15  # beyond the digits of a number there is nothing to round

Aggregate = Callable[[Sequence[Decimal]], Decimal | FormulaError]
ScalarFunction = Callable[[Sequence[Scalar]], Scalar]


def _summed(numbers: Sequence[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


def _multiplied(numbers: Sequence[Decimal]) -> Decimal:
    return prod(numbers, start=Decimal(1)) if numbers else Decimal(0)


def _averaged(numbers: Sequence[Decimal]) -> Decimal | FormulaError:
    return _summed(numbers) / Decimal(len(numbers)) if numbers else FormulaError("#DIV/0!")


AGGREGATES: dict[str, Aggregate] = {
    "SUM": _summed,
    "PRODUCT": _multiplied,
    "AVERAGE": _averaged,
    "MIN": lambda numbers: min(numbers, default=Decimal(0)),
    "MAX": lambda numbers: max(numbers, default=Decimal(0)),
}
"""Of the numbers among cells; texts and truths that stand in cells are passed over."""


def _stepped(value: Decimal, places: Decimal, rounding: str) -> Decimal:
    """A number rounded to so many decimals, where it is sure which way a spreadsheet would go."""
    digits = int(places)
    if digits != places or abs(digits) > _PLACES_MOST:
        raise Unknowable("places")
    scaled = value.scaleb(digits)
    middle = Decimal("0.5") if rounding == ROUND_HALF_UP else Decimal(0)
    apart = (scaled - middle) - (scaled - middle).to_integral_value()
    # A double may stand on the other side of the step: 0.29*100 is 28.999999999999996.
    if abs(apart) < _NEAR:
        raise Unknowable("step")
    return scaled.to_integral_value(rounding).scaleb(-digits)


def _rounding(rounding: str, *, places: bool = True) -> ScalarFunction:
    def rounded(arguments: Sequence[Scalar]) -> Scalar:
        numbers = _numbers(arguments, least=1, most=2 if places else 1)
        if isinstance(numbers, FormulaError):
            return numbers
        return _stepped(numbers[0], numbers[1] if len(numbers) > 1 else Decimal(0), rounding)

    return rounded


def _numbers(arguments: Sequence[Scalar], *, least: int, most: int) -> list[Decimal] | FormulaError:
    if not least <= len(arguments) <= most:
        raise Unknowable("arguments")
    numbers: list[Decimal] = []
    for argument in arguments:
        number = as_number(argument)
        if isinstance(number, FormulaError):
            return number
        numbers.append(number)
    return numbers


def _absolute(arguments: Sequence[Scalar]) -> Scalar:
    numbers = _numbers(arguments, least=1, most=1)
    return numbers if isinstance(numbers, FormulaError) else abs(numbers[0])


def _number_of(arguments: Sequence[Scalar]) -> Scalar:
    """N: a number as it is, a text as 0."""
    if len(arguments) != 1:
        raise Unknowable("arguments")
    return Decimal(0) if isinstance(arguments[0], str) else as_number(arguments[0])


def joined_texts(arguments: Sequence[Scalar]) -> str | FormulaError:
    """The texts of the arguments one after the other."""
    words = ""
    for argument in arguments:
        piece = as_text(argument)
        if isinstance(piece, FormulaError):
            return piece
        words = within_cell(words + piece)
    return words


def _trimmed(arguments: Sequence[Scalar]) -> Scalar:
    words = joined_texts(arguments[:1])
    return words if isinstance(words, FormulaError) else " ".join(part for part in words.split(" ") if part)


SCALARS: dict[str, ScalarFunction] = {
    "ROUND": _rounding(ROUND_HALF_UP),
    "ROUNDUP": _rounding(ROUND_UP),
    "ROUNDDOWN": _rounding(ROUND_DOWN),
    "TRUNC": _rounding(ROUND_DOWN),
    "INT": _rounding(ROUND_FLOOR, places=False),
    "ABS": _absolute,
    "N": _number_of,
    "CONCATENATE": joined_texts,
    "CONCAT": joined_texts,
    "TRIM": _trimmed,
}
"""Of single values."""
