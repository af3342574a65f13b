"""Every cell of a workbook after a forced hard recalculation, for judging formulas over planted wrong caches."""

from __future__ import annotations

from collections.abc import Iterator

from clients.office_side.bridge import UnoObject
from clients.office_side.workbook import used_area

_FORMULA = 16  # CellFlags.FORMULA
_ERROR = 4  # FormulaResult.ERROR


def all_values(document: UnoObject) -> dict[str, dict[str, list[object]]]:
    """Sheet name → address → [kind, content], kind is number, text or error; blank cells are left out."""
    document.calculateAll()
    return {sheet.Name: _sheet_values(sheet) for sheet in document.Sheets}


def _sheet_values(sheet: UnoObject) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for row, line in enumerate(used_area(sheet).getDataArray()):
        for column, content in enumerate(line):
            if content not in ("", None):
                found[address(row, column)] = ["text" if isinstance(content, str) else "number", content]
    for row, column in _places(sheet.queryContentCells(_FORMULA)):
        found.setdefault(address(row, column), ["text", ""])
    for row, column in _places(sheet.queryFormulaCells(_ERROR)):
        found[address(row, column)] = ["error", sheet.getCellByPosition(column, row).String]
    return found


def _places(ranges: UnoObject) -> Iterator[tuple[int, int]]:
    for area in ranges.RangeAddresses:
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield row, column


def address(row: int, column: int) -> str:
    """`A1` style address of a place counted from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"
