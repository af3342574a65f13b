"""Steps on whole sheets: rename, duplicate, add, remove, and the ways of copying one into a new workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clients.office_side.bridge import Refused, UnoObject
from clients.office_side.workbook import Workbook, hidden_columns, hidden_rows, used_area

_AT_THE_END = 32767
_VALUES_ONLY = "SVD"  # strings, numbers, dates: no formulas, no formats


def rename_sheet(book: Workbook, sheet: str | int, name: str) -> None:
    """Give a sheet another name."""
    book.sheet(sheet).Name = name


def duplicate_sheet(book: Workbook, sheet: str | int, name: str) -> None:
    """Copy a sheet inside its workbook, right behind the original."""
    source = book.sheet(sheet)
    book.document.Sheets.copyByName(source.Name, name, source.RangeAddress.Sheet + 1)


def add_sheet(book: Workbook, name: str, rows: list[list[str]]) -> None:
    """Append a sheet with rows of text."""
    sheets = book.document.Sheets
    sheets.insertNewByName(name, sheets.Count)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            sheets.getByName(name).getCellByPosition(column, row).String = text


def remove_sheet(book: Workbook, sheet: str | int) -> None:
    """Delete a sheet."""
    book.document.Sheets.removeByName(book.sheet(sheet).Name)


def copy_sheet_to_new(book: Workbook, sheet: str | int) -> None:
    """Copy a sheet, protection and hidden lines included, into a new workbook and go on there.

    The menu command is used because `importSheet` breaks the bridge to the office about once in a hundred calls.
    """
    book.document.CurrentController.setActiveSheet(book.sheet(sheet))
    before = book.suite.documents()
    book.suite.dispatch(book.document, ".uno:Move", DocName="", Index=_AT_THE_END, Copy=True)
    made = [document for document in book.suite.documents() if document not in before]
    if len(made) != 1:
        raise Refused("LibreOffice 没有把工作表复制到新工作簿")
    book.continue_in(made[0])


def paste_all_to_new(book: Workbook, sheet: str | int) -> None:
    """Copy all cells of a sheet, paste them into an empty workbook and go on there."""
    source = book.sheet(sheet)
    fresh = _pasted(book, source, source)
    book.continue_in(fresh)


def paste_values_to_new(book: Workbook, sheet: str | int) -> None:
    """Copy all cells in use, paste only texts, numbers and dates into an empty workbook and go on there."""
    source = book.sheet(sheet)
    _select(book.document, source, used_area(source))
    book.suite.dispatch(book.document, ".uno:Copy")
    fresh = book.suite.new()
    book.suite.dispatch(fresh, ".uno:InsertContents", Flags=_VALUES_ONLY, FormulaCommand=0, MoveMode=4)
    book.continue_in(fresh)


def copy_visible_to_new(book: Workbook, sheet: str | int, columns: bool, rows: bool) -> None:
    """Copy only the visible columns and/or rows into an empty workbook and go on there."""
    copy_sheet_to_new(book, sheet)
    middle = book.document.Sheets.getByIndex(0)
    middle.unprotect("")
    for place in hidden_columns(middle) if columns else ():
        middle.Columns.removeByIndex(place, 1)
    for place in hidden_rows(middle) if rows else ():
        middle.Rows.removeByIndex(place, 1)
    book.continue_in(_pasted(book, middle, used_area(middle)))


def _pasted(book: Workbook, sheet: UnoObject, area: UnoObject) -> UnoObject:
    _select(book.document, sheet, area)
    carried = book.document.CurrentController.getTransferable()
    fresh = book.suite.new()
    fresh.CurrentController.insertTransferable(carried)
    return fresh


def _select(document: UnoObject, sheet: UnoObject, area: UnoObject) -> None:
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(area)


_STEPS: tuple[Callable[..., None], ...] = (
    *(rename_sheet, duplicate_sheet, add_sheet, remove_sheet, copy_sheet_to_new),
    *(paste_all_to_new, paste_values_to_new, copy_visible_to_new),
)
SHEET_STEPS: Mapping[str, Callable[..., None]] = MappingProxyType({step.__name__: step for step in _STEPS})
