"""The words of a spreadsheet formula: as Excel writes them in an .xlsx, and as OpenFormula writes them in an .ods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from jixiao_xlsx.model.cell_names import column_index
from jixiao_xlsx.sheet.raw.contents.sheets import MAX_COLUMN, MAX_ROW

LONGEST_FORMULA = 8_192
"""Excel's longest formula; a longer one was made to hurt."""


class Unknowable(Exception):
    """A formula, or a part of one, that is not understood here, or whose result nobody can be sure of."""


class TooDeep(Unknowable):
    """Too many formulas inside one another to follow from here; one of them by itself may be computed."""


class Word(Enum):
    """What a token of a formula is."""

    NUMBER = "number"
    TEXT = "text"
    CELL = "cell"
    NAME = "name"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference, from 0; an anchored part (`$B$2`) does not move when the formula is shared."""

    row: int
    column: int
    row_anchored: bool = False
    column_anchored: bool = False

    def moved(self, rows: int, columns: int) -> tuple[int, int]:
        """Row and column as a formula means them that stands so far from the one that was written."""
        return (
            self.row if self.row_anchored else self.row + rows,
            self.column if self.column_anchored else self.column + columns,
        )


@dataclass(frozen=True, slots=True)
class CellReference:
    """`B2`, `B2:C5`, `B:B` or `'表'!B2`; `sheet` is empty for the formula's own."""

    sheet: str
    first: Corner
    last: Corner | None = None


@dataclass(frozen=True, slots=True)
class FormulaToken:
    """One token: its kind and what it stands for; a sign or a name is its text."""

    word: Word
    value: Decimal | str | CellReference


_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_SIGN = re.compile(r"<=|>=|<>|[-+*/^&%=<>(),;]")
_TAB = r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<tab>[^\W\d][\w.]*))"
_CORNER = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_WHOLE = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7}"
_EXCEL = re.compile(rf"(?:{_TAB}!)?(?P<cells>{_CORNER}(?::{_CORNER})?|{_WHOLE})(?![\w.(!\[])")
# [.B2], [.B2:.C5], [$表.B2:.C5]
_OPEN = re.compile(rf"\[(?:\$?{_TAB})?\.(?P<first>{_CORNER})(?::\.(?P<last>{_CORNER}))?\]")
_NAME = re.compile(r"[^\W\d][\w.]*")
_PART = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")


def formula_tokens(source: str) -> Iterator[FormulaToken]:
    """The tokens of a formula without its `=`; raises Unknowable at what is not known here: names, other workbooks,
    arrays, errors."""
    if len(source) > LONGEST_FORMULA:
        raise Unknowable(source[:1])
    position = 0
    while position < len(source):
        space = _SPACE.match(source, position)
        if space:
            position = space.end()
            continue
        token, position = _next(source, position)
        yield token


def _next(source: str, position: int) -> tuple[FormulaToken, int]:
    if match := _TEXT.match(source, position):
        return FormulaToken(Word.TEXT, match[1].replace('""', '"')), match.end()
    # References before numbers, for `1:3` are rows; and before names, for `B2` is none.
    if match := _OPEN.match(source, position) or _EXCEL.match(source, position):
        return FormulaToken(Word.CELL, _reference(match)), match.end()
    if match := _NUMBER.match(source, position):
        return FormulaToken(Word.NUMBER, Decimal(match[0])), match.end()
    if match := _SIGN.match(source, position):
        return FormulaToken(Word.SIGN, match[0]), match.end()
    if match := _NAME.match(source, position):
        return FormulaToken(Word.NAME, match[0].upper()), match.end()
    raise Unknowable(source[position])


def _reference(match: re.Match[str]) -> CellReference:
    parts = match.groupdict()
    sheet = (parts["quoted"] or "").replace("''", "'") or parts["tab"] or ""
    if "cells" in parts:
        first, _, last = parts["cells"].partition(":")
    else:
        first, last = parts["first"], parts["last"] or ""
    return CellReference(sheet, _corner(first, end=False), _corner(last, end=True) if last else None)


def _corner(written: str, *, end: bool) -> Corner:
    """`$B$2`; of a whole column or row (`B`, `2`) the one end of it."""
    match = _PART.fullmatch(written)
    if match is None:
        raise Unknowable(written)
    letters, digits = match[2].upper(), match[4]
    column = column_index(letters) if letters else MAX_COLUMN if end else 0
    row = int(digits) - 1 if digits else MAX_ROW if end else 0
    if not (0 <= row <= MAX_ROW and column <= MAX_COLUMN):
        raise Unknowable(written)
    # A whole column has no rows that could move; in `$5` without letters the sign is the row's.
    row_sign = match[3] if letters else match[1]
    return Corner(row, column, not digits or bool(row_sign), not letters or bool(match[1]))
