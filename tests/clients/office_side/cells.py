"""Steps inside one sheet: values, rows, columns, moves, merges, sorting and protection."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from types import MappingProxyType

from clients.office_side.bridge import Refused, UnoObject, choice, properties, sequence, structure
from clients.office_side.workbook import Workbook, hidden_columns, hidden_rows, used_area

_CONTENTS = 1 | 2 | 4 | 16  # CellFlags: VALUE, DATETIME, STRING, FORMULA
_SHIFTS = MappingProxyType({"down": "DOWN", "right": "RIGHT"})
_PULLS = MappingProxyType({"up": "UP", "left": "LEFT"})


def set_text(book: Workbook, sheet: str | int, cell: str, text: str) -> None:
    """Put text as it stands, digits and leading `=` included."""
    book.sheet(sheet).getCellRangeByName(cell).String = text


def set_number(book: Workbook, sheet: str | int, cell: str, number: float) -> None:
    """Put a number."""
    book.sheet(sheet).getCellRangeByName(cell).Value = number


def set_formula(book: Workbook, sheet: str | int, cell: str, formula: str) -> None:
    """Put a formula, with English function names."""
    book.sheet(sheet).getCellRangeByName(cell).Formula = formula


def set_date(book: Workbook, sheet: str | int, cell: str, day: str, shown: str) -> None:
    """Put a date (ISO text) as serial number with a number format that shows it."""
    null = book.document.NullDate
    start = datetime.date(null.Year, null.Month, null.Day)
    target = book.sheet(sheet).getCellRangeByName(cell)
    target.Value = (datetime.date.fromisoformat(day) - start).days
    target.NumberFormat = _number_format(book.document, shown)


def edit_label(book: Workbook, sheet: str | int, old: str, new: str) -> None:
    """Replace the text of every cell that reads exactly `old`."""
    area = used_area(book.open_sheet(sheet))
    search = area.createReplaceDescriptor()
    search.SearchString, search.ReplaceString, search.SearchWords = old, new, True
    if not area.replaceAll(search):
        raise Refused(f"没有写着“{old}”的单元格")


def clear(book: Workbook, sheet: str | int, area: str) -> None:
    """Empty the cells of an area, formats stay."""
    book.open_sheet(sheet).getCellRangeByName(area).clearContents(_CONTENTS)


def insert_rows(book: Workbook, sheet: str | int, before: int, count: int) -> None:
    """Insert blank rows before row number `before`."""
    book.open_sheet(sheet).Rows.insertByIndex(before - 1, count)


def delete_rows(book: Workbook, sheet: str | int, first: int, count: int) -> None:
    """Delete rows from row number `first` on."""
    book.open_sheet(sheet).Rows.removeByIndex(first - 1, count)


def insert_columns(book: Workbook, sheet: str | int, before: str, count: int) -> None:
    """Insert blank columns before a column letter."""
    target = book.open_sheet(sheet)
    target.Columns.insertByIndex(_column(target, before), count)


def delete_columns(book: Workbook, sheet: str | int, first: str, count: int) -> None:
    """Delete columns from a column letter on."""
    target = book.open_sheet(sheet)
    target.Columns.removeByIndex(_column(target, first), count)


def delete_hidden_rows(book: Workbook, sheet: str | int) -> None:
    """Delete every hidden row in use."""
    target = book.open_sheet(sheet)
    for place in hidden_rows(target):
        target.Rows.removeByIndex(place, 1)


def delete_hidden_columns(book: Workbook, sheet: str | int) -> None:
    """Delete every hidden column in use."""
    target = book.open_sheet(sheet)
    for place in hidden_columns(target):
        target.Columns.removeByIndex(place, 1)


def hide_rows(book: Workbook, sheet: str | int, first: int, count: int) -> None:
    """Hide rows from row number `first` on."""
    book.open_sheet(sheet).getCellRangeByName(f"A{first}:A{first + count - 1}").Rows.IsVisible = False


def hide_columns(book: Workbook, sheet: str | int, columns: str) -> None:
    """Hide columns given as letters (`C:D`)."""
    first, last = columns.split(":")
    book.open_sheet(sheet).getCellRangeByName(f"{first}1:{last}1").Columns.IsVisible = False


def show_all(book: Workbook, sheet: str | int) -> None:
    """Unhide every row and column in use."""
    area = used_area(book.open_sheet(sheet))
    area.Rows.IsVisible = True
    area.Columns.IsVisible = True


def move_rows(book: Workbook, sheet: str | int, first: int, count: int, before: int) -> None:
    """Cut rows and insert them before another row, as a person does: new rows, move, delete the emptied ones."""
    if first <= before <= first + count:
        raise Refused("不能把行移到它自己里面")
    target = book.open_sheet(sheet)
    target.Rows.insertByIndex(before - 1, count)
    start = first + count if before < first else first
    width = used_area(target).RangeAddress.EndColumn
    source = target.getCellRangeByPosition(0, start - 1, width, start + count - 2)
    target.moveRange(target.getCellByPosition(0, before - 1).CellAddress, source.RangeAddress)
    target.Rows.removeByIndex(start - 1, count)


def swap_rows(book: Workbook, sheet: str | int, columns: str, one: int, other: int) -> None:
    """Exchange two rows within some columns (`B:F`): sorting by hand, where merged cells forbid LibreOffice to sort."""
    target = book.open_sheet(sheet)
    sheets = book.document.Sheets
    sheets.insertNewByName("_swap", sheets.Count)
    spare = sheets.getByName("_swap")
    upper, lower, held = (_line(place, columns, row) for place, row in ((target, one), (target, other), (spare, one)))
    for source, destination in ((upper, held), (lower, upper), (held, lower)):
        corner = destination.getCellByPosition(0, 0).CellAddress
        destination.Spreadsheet.copyRange(corner, source.RangeAddress)
    sheets.removeByName("_swap")


def sort(book: Workbook, sheet: str | int, area: str, by: str, descending: bool, unmerge: bool) -> None:
    """Sort the rows of an area by one of its columns; merged cells are refused, or taken apart first."""
    target = book.open_sheet(sheet)
    cells = target.getCellRangeByName(area)
    if unmerge:
        cells.merge(False)
    if cells.getIsMerged():
        raise Refused(f"{area} 里有合并单元格，不能排序")
    key = _column(target, by) - cells.RangeAddress.StartColumn
    field = structure("com.sun.star.table.TableSortField", Field=key, IsAscending=not descending)
    fields = sequence("com.sun.star.table.TableSortField", (field,))
    cells.sort(properties(SortFields=fields, ContainsHeader=False))


def move_range(book: Workbook, sheet: str | int, area: str, to: str) -> None:
    """Cut an area and paste it with its upper left corner at `to`."""
    target = book.open_sheet(sheet)
    target.moveRange(target.getCellRangeByName(to).CellAddress, target.getCellRangeByName(area).RangeAddress)


def copy_range(book: Workbook, sheet: str | int, area: str, to: str) -> None:
    """Copy an area and paste it with its upper left corner at `to`."""
    target = book.open_sheet(sheet)
    target.copyRange(target.getCellRangeByName(to).CellAddress, target.getCellRangeByName(area).RangeAddress)


def insert_cells(book: Workbook, sheet: str | int, area: str, shift: str) -> None:
    """Insert cells at an area and push what stood there `down` or `right`."""
    target = book.open_sheet(sheet)
    mode = choice("com.sun.star.sheet.CellInsertMode", _SHIFTS[shift])
    _must_change(target, lambda: target.insertCells(target.getCellRangeByName(area).RangeAddress, mode))


def delete_cells(book: Workbook, sheet: str | int, area: str, shift: str) -> None:
    """Delete an area's cells and pull the rest `up` or `left`."""
    target = book.open_sheet(sheet)
    mode = choice("com.sun.star.sheet.CellDeleteMode", _PULLS[shift])
    _must_change(target, lambda: target.removeRange(target.getCellRangeByName(area).RangeAddress, mode))


def merge(book: Workbook, sheet: str | int, area: str) -> None:
    """Merge the cells of an area into one."""
    book.open_sheet(sheet).getCellRangeByName(area).merge(True)


def unmerge(book: Workbook, sheet: str | int, area: str) -> None:
    """Take every merged cell of an area apart."""
    book.open_sheet(sheet).getCellRangeByName(area).merge(False)


def unprotect(book: Workbook, sheet: str | int, password: str) -> None:
    """Lift a sheet's protection."""
    target = book.sheet(sheet)
    target.unprotect(password)
    if target.isProtected():
        raise Refused("密码不对，保护仍在")


def protect(book: Workbook, sheet: str | int, password: str) -> None:
    """Protect a sheet."""
    book.sheet(sheet).protect(password)


def _column(sheet: UnoObject, letters: str) -> int:
    return int(sheet.getCellRangeByName(f"{letters}1").CellAddress.Column)


def _line(sheet: UnoObject, columns: str, row: int) -> UnoObject:
    first, last = columns.split(":")
    return sheet.getCellRangeByName(f"{first}{row}:{last}{row}")


def _must_change(sheet: UnoObject, act: Callable[[], None]) -> None:
    """Act, and refuse when nothing moved: LibreOffice says nothing when a merged cell stands in the way."""
    before = used_area(sheet).getFormulaArray()
    act()
    if used_area(sheet).getFormulaArray() == before:
        raise Refused("LibreOffice 没有移动任何单元格，多半有合并单元格挡着")


def _number_format(document: UnoObject, shown: str) -> int:
    locale = structure("com.sun.star.lang.Locale", Language="en", Country="US")
    known = document.NumberFormats.queryKey(shown, locale, False)
    return int(known if known >= 0 else document.NumberFormats.addNew(shown, locale))


_STEPS: tuple[Callable[..., None], ...] = (
    *(set_text, set_number, set_formula, set_date, edit_label, clear),
    *(insert_rows, delete_rows, insert_columns, delete_columns, delete_hidden_rows, delete_hidden_columns),
    *(hide_rows, hide_columns, show_all, move_rows, swap_rows, sort, move_range, copy_range),
    *(insert_cells, delete_cells, merge, unmerge, unprotect, protect),
)
CELL_STEPS: Mapping[str, Callable[..., None]] = MappingProxyType({step.__name__: step for step in _STEPS})
