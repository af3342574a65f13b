"""What a cell or a part of a formula is worth to a formula, and how one kind of it stands for another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from jixiao_xlsx.model.content import CELL_UNITS
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.typed_formulas.tokens import Unknowable

ARITHMETIC = Context(prec=34, Emin=-400, Emax=400, traps=[DivisionByZero, InvalidOperation, Overflow])
"""Twice Excel's fifteen digits and four more: what a sum of cells loses stays below the last digit that is compared."""
_NUMERAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class FormulaError:
    """An error value such as #DIV/0!, which every operator hands on."""

    name: str


@dataclass(frozen=True, slots=True)
class CellArea:
    """The cells that a reference means; `sheet` is the name of their sheet."""

    sheet: str
    region: Region


Scalar = Decimal | str | bool | FormulaError | None
"""A single value; None is a blank cell."""


def as_number(value: Scalar) -> Decimal | FormulaError:
    """What a value counts in arithmetic: a blank is 0, TRUE is 1, a text is the number that it spells, if any."""
    if isinstance(value, FormulaError):
        return value
    if value is None:
        return Decimal(0)
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    # `1/2` and `3月` are dates to Excel, and `1,000` depends on the machine.
    return Decimal(value.strip()) if _NUMERAL.fullmatch(value.strip()) else _no_number(value)


def _no_number(value: str) -> FormulaError:
    if any(sign.isdigit() for sign in value):
        raise Unknowable(value[:1])
    return FormulaError("#VALUE!")


def as_text(value: Scalar) -> str | FormulaError:
    """What a value is joined as; a number in its shortest spelling."""
    if isinstance(value, FormulaError | str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    shown = fifteen(value)
    # Excel would turn to powers of ten.
    if shown and not -5 <= shown.adjusted() < 15:
        raise Unknowable("power")
    plain = format(shown, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def as_truth(value: Scalar) -> bool | FormulaError:
    """What a value counts as a condition: a number is true unless it is 0."""
    if isinstance(value, FormulaError | bool):
        return value
    if isinstance(value, str):
        raise Unknowable("condition")
    return bool(value)


def fifteen(value: Decimal) -> Decimal:
    """A result with the fifteen digits that a cell keeps."""
    return Context(prec=15).plus(value)


def within_cell(words: str) -> str:
    """A text that a cell can hold; texts that grow from cell to cell end here."""
    if len(words) > CELL_UNITS:
        raise Unknowable("long")
    return words


def same_number(left: Decimal, right: Decimal) -> bool:
    """Whether two numbers differ by no more than what binary arithmetic loses."""
    # A billionth: Excel adds in doubles of sixteen digits, and a column of a thousand of them loses four.
    return abs(left - right) <= Decimal("1e-9") * max(abs(left), abs(right), Decimal(1))
