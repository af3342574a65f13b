"""What one cell holds, before any kind has looked at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

DAY_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's calendar, two days before 1 January 1900: it counts from 1, and gives 1900 a 29 February."""

CELL_UNITS = 32_767
"""Excel's longest cell text, in UTF-16 units."""


UNNAMED_ERROR = "#UNKNOWN!"
"""What an error cell holds that does not say which error it is."""


class ContentType(StrEnum):
    """The six things a cell can hold; an error cell (`#REF!`) is none of the others."""

    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Content:
    """A cell's content: `value` is None, Decimal, str, date/datetime/time, bool, or the error's text as `#REF!`.

    `percent` tells that a number's cell format shows it as a percentage (so 0.95 was seen as 95%);
    `formula` is the formula's text without `=`, empty where the file tells only that there is one, None where there is
    none; a blank cell with a formula is one whose result the file does not hold. `struck` tells that the whole cell is
    struck through, `dropped` are the struck words that were left out of `value`. `format` is the code of a number's
    format, empty where it has none; `seen` the text that the file itself says is shown. How a number is dressed makes
    no other content: neither is compared.
    """

    type: ContentType
    value: Decimal | str | date | datetime | time | bool | None = None
    percent: bool = False
    formula: str | None = None
    struck: bool = False
    dropped: str = ""
    format: str = field(default="", compare=False)
    seen: str | None = field(default=None, compare=False)

    @property
    def is_unsolved(self) -> bool:
        """Whether it is a formula without a result: filled, but nobody can tell with what."""
        return self.type is ContentType.BLANK and self.formula is not None

    @property
    def raw(self) -> str:
        """The content as text, for people and for the record's raw field."""
        # Texts first: most cells hold one, and each is asked several times.
        if isinstance(self.value, str):
            return self.value
        if self.value is None:
            return "" if self.formula is None else f"={self.formula}"
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, Decimal):
            return format(self.value, "f")
        return self.value.isoformat(sep=" ") if isinstance(self.value, datetime) else self.value.isoformat()


def number(value: Decimal, *, percent: bool = False, formula: str | None = None) -> Content:
    """A number cell; a value that came as a float must have passed `decimal_of_float` first."""
    return Content(ContentType.NUMBER, value, percent, formula)


def text(value: str, *, formula: str | None = None) -> Content:
    """A text cell; the empty string is kept as text, apart from a blank cell."""
    return Content(ContentType.TEXT, value, formula=formula)


def decimal_of_float(value: float) -> Decimal:
    """The decimal that a person typed or saw: fifteen significant digits, as Excel itself keeps them."""
    # Gave back every one of 300,000 typed amounts and clean sums; `repr` has noise in 42 % of cached sums.
    # -0.0 is what a formula leaves behind; nobody means another zero by it.
    return Decimal(format(value, ".15g")) if value else Decimal(0)
