"""The printed face of a sheet as a person sees it: visible boxes, merged ones whole, with their text and lock."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, order=True)
class Box:
    """A cell or merged area: first and last row and column (from 1), folded text, whether it is locked."""

    top: int
    left: int
    bottom: int
    right: int
    text: str
    locked: bool

    @property
    def address(self) -> str:
        """The address of the upper left cell, the one that holds the value."""
        return f"{get_column_letter(self.left)}{self.top}"

    def holds_rows_of(self, other: Box) -> bool:
        """Whether the other box lies within this one's rows."""
        return self.top <= other.top and other.bottom <= self.bottom

    def holds_columns_of(self, other: Box) -> bool:
        """Whether the other box lies within this one's columns."""
        return self.left <= other.left and other.right <= self.right


class Face:
    """All visible boxes of a sheet; hidden rows and columns do not exist for it."""

    def __init__(self, sheet: Worksheet) -> None:
        self.name = sheet.title
        self._sheet = sheet
        self._last_row, self._last_column = sheet.max_row, sheet.max_column
        self._hidden_columns = _hidden_columns(sheet)
        self._hidden_rows = {row for row, look in sheet.row_dimensions.items() if look.hidden}

    @cached_property
    def boxes(self) -> Mapping[tuple[int, int], Box]:
        """Every place (row, column) → the box that covers it."""
        covered = {place: box for box in self._merged() for place in _places(box)}
        for row in range(1, self._last_row + 1):
            for column in range(1, self._last_column + 1):
                if (row, column) not in covered:
                    covered[row, column] = self._box(row, column, row, column)
        return {
            (row, column): box
            for (row, column), box in covered.items()
            if self.shows_row(row) and column not in self._hidden_columns
        }

    @cached_property
    def labels(self) -> tuple[Box, ...]:
        """The printed boxes: locked and not blank, in reading order."""
        return tuple(sorted({box for box in self.boxes.values() if box.locked and box.text}))

    def right_of(self, box: Box, *, row: int) -> Box | None:
        """The nearest visible box to the right on a row."""
        return self._next((row, column) for column in range(box.right + 1, self._last_column + 1))

    def below(self, box: Box) -> Box | None:
        """The nearest visible box below, in the box's first visible column."""
        column = self.first_column(box)
        return self._next((row, column) for row in range(box.bottom + 1, self._last_row + 1))

    def at(self, row: int, column: int) -> Box | None:
        """The visible box at a place."""
        return self.boxes.get((row, column))

    def shows_row(self, row: int) -> bool:
        """Whether a row is not hidden."""
        return row not in self._hidden_rows

    def first_column(self, box: Box) -> int:
        """The first column of a visible box that is not hidden."""
        return next(column for column in range(box.left, box.right + 1) if column not in self._hidden_columns)

    def _next(self, places: Iterator[tuple[int, int]]) -> Box | None:
        return next((self.boxes[place] for place in places if place in self.boxes), None)

    def _merged(self) -> Iterator[Box]:
        for area in self._sheet.merged_cells.ranges:
            yield self._box(area.min_row, area.min_col, area.max_row, area.max_col)

    def _box(self, top: int, left: int, bottom: int, right: int) -> Box:
        corner = self._sheet.cell(top, left)
        text = "" if corner.value is None else fold(str(corner.value))
        return Box(top, left, bottom, right, text, bool(corner.protection.locked))


def fold(text: str) -> str:
    """Text as labels are compared: compatibility forms unified, all blanks removed."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _places(box: Box) -> Iterator[tuple[int, int]]:
    for row in range(box.top, box.bottom + 1):
        for column in range(box.left, box.right + 1):
            yield row, column


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """Hidden columns; openpyxl keeps a run of equal columns under its first letter."""
    looks = [look for look in sheet.column_dimensions.values() if look.hidden]
    return {column for look in looks for column in range(look.min or 0, (look.max or 0) + 1)}
