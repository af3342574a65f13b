"""Rows and columns inserted into or deleted from a sheet as Excel does it: merges, heights and formulas move along."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.cell import Cell
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import column_index_from_string, get_column_letter

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# Excel's last column is XFD, three letters.
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
_LOST = "#REF!"


@dataclass(frozen=True, slots=True)
class Shift:
    """Lines (rows, or columns) from `at` on (counted from 1) move by one: down for an insertion, up for a deletion."""

    at: int
    columns: bool = False
    deleted: bool = False

    def line(self, line: int, *, end: bool = False) -> int | None:
        """Where a line is now; None for the deleted one, which as the end of a range gives way to the one before."""
        if self.deleted and line == self.at:
            return line - 1 if end else None
        return line + (0 if line < self.at else -1 if self.deleted else 1)

    def cell(self, name: str, *, end: bool = False, start: bool = False) -> str:
        match = _CELL.fullmatch(name)
        if match is None:
            return name
        column, row = column_index_from_string(match[2]), int(match[4])
        moved = self.line(column if self.columns else row, end=end)
        if moved is None:
            moved = self.at if start else None
        if moved is None:
            return _LOST
        column, row = (moved, row) if self.columns else (column, moved)
        return f"{match[1]}{get_column_letter(column)}{match[3]}{row}"

    def _is_one_line(self, first: str, last: str) -> bool:
        ends = [match for match in map(_CELL.fullmatch, (first, last)) if match]
        return len({match[2] if self.columns else match[4] for match in ends}) == 1

    def area(self, text: str) -> str:
        """`D4` or `D4:F8`, moved; the name of a sheet before it stays."""
        sheet, mark, cells = text.rpartition("!")
        first, colon, last = cells.partition(":")
        if not colon:
            return f"{sheet}{mark}{self.cell(first)}"
        if _LOST in (self.cell(first), self.cell(last)) and self._is_one_line(first, last):
            return f"{sheet}{mark}{_LOST}"
        return f"{sheet}{mark}{self.cell(first, start=True)}:{self.cell(last, end=True)}"


def reshape(book: Workbook, sheet: Worksheet, shift: Shift) -> None:
    """Inserts an empty row or column before `shift.at`, or deletes that one."""
    for other in book.worksheets:
        for cell in _formulas(other):
            cell.value = _moved(str(cell.value), shift, sheet=sheet.title, here=other is sheet)
    _move_rules(sheet, shift)
    merges = [str(area) for area in sheet.merged_cells.ranges]
    for area in merges:
        sheet.unmerge_cells(area)
    _move_cells(sheet, shift)
    for area in merges:
        moved = shift.area(area)
        if _is_merge(moved):
            sheet.merge_cells(moved)


def _formulas(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell) and cell.data_type == "f")


def _moved(formula: str, shift: Shift, *, sheet: str, here: bool) -> str:
    tokens = Tokenizer(formula)
    # Only operands that are ranges move; a text that looks like a cell does not.
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            named = token.value.rpartition("!")[0].strip("'")
            if (named == sheet) if named else here:
                token.value = shift.area(token.value)
    return "=" + "".join(token.value for token in tokens.items)


def _move_cells(sheet: Worksheet, shift: Shift) -> None:
    if shift.columns:
        _move_columns(sheet, shift)
    else:
        _move_rows(sheet, shift)


def _move_rows(sheet: Worksheet, shift: Shift) -> None:
    """The cells with their heights; an inserted row looks like the one above it."""
    kept = dict(sheet.row_dimensions.items())
    (sheet.delete_rows if shift.deleted else sheet.insert_rows)(shift.at)
    # openpyxl moves cells, but neither heights, merges, validations nor formats.
    sheet.row_dimensions.clear()
    for number, dimension in kept.items():
        moved = shift.line(number)
        if moved is not None:
            new = copy.copy(dimension)
            new.index = moved
            sheet.row_dimensions[moved] = new
    if shift.deleted:
        return
    for column in range(1, sheet.max_column + 1):
        source, target = sheet.cell(shift.at - 1, column), sheet.cell(shift.at, column)
        for look in ("font", "border", "fill", "alignment", "protection", "number_format"):
            setattr(target, look, copy.copy(getattr(source, look)))
    sheet.row_dimensions[shift.at].height = sheet.row_dimensions[shift.at - 1].height


def _move_columns(sheet: Worksheet, shift: Shift) -> None:
    """The cells with their widths."""
    kept = dict(sheet.column_dimensions.items())
    (sheet.delete_cols if shift.deleted else sheet.insert_cols)(shift.at)
    sheet.column_dimensions.clear()
    for name, dimension in kept.items():
        number = column_index_from_string(name)
        moved = shift.line(number)
        if moved is not None:
            new = copy.copy(dimension)
            new.index = get_column_letter(moved)
            new.min = moved
            new.max = max(dimension.max or number, number) + (moved - number)
            sheet.column_dimensions[new.index] = new


def _move_rules(sheet: Worksheet, shift: Shift) -> None:
    """Validations and conditional formats."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import MultiCellRange

    for rule in sheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange(" ".join(_areas(str(rule.sqref), shift)))
        rule.formula1 = _rule(rule.formula1, shift, sheet.title)
        rule.formula2 = _rule(rule.formula2, shift, sheet.title)
    formats = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for condition in area.rules:
            condition.formula = [_rule(formula, shift, sheet.title) for formula in condition.formula]
            formats.add(" ".join(_areas(str(area.sqref), shift)), condition)
    sheet.conditional_formatting = formats


def _areas(text: str, shift: Shift) -> list[str]:
    moved = [shift.area(area) for area in text.split()]
    return [area for area in moved if _LOST not in area]


def _rule(formula: str | None, shift: Shift, sheet: str) -> str | None:
    return _moved(f"={formula}", shift, sheet=sheet, here=True)[1:] if formula else formula


def _is_merge(area: str) -> bool:
    first, _, last = area.partition(":")
    return bool(last) and first != last and _LOST not in area
