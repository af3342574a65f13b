"""What people do to a workbook in Excel once it is filled: unlock it, retype, insert, delete, copy."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.demo.playing.opened import OpenedBlank
from jixiao_xlsx.season.demo.playing.reshaping import Shift, reshape
from jixiao_xlsx.sheet.addresses import Addresses, tab_names
from jixiao_xlsx.sheet.region import Region

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Edit = Callable[["Workbook", OpenedBlank], None]


def edited(data: bytes, blank: OpenedBlank, edit: Edit) -> bytes:
    """The filled workbook, unlocked and edited."""
    # openpyxl drops some of a workbook as it saves, as other programs do: so much the better for a test.
    book = openpyxl.load_workbook(BytesIO(data))
    unprotect(book, blank)
    edit(book, blank)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def unprotect(book: Workbook, _blank: OpenedBlank) -> None:
    """The protection lifted, as a password-free sheet allows everybody."""
    book.security = None
    for sheet in book.worksheets:
        sheet.protection.sheet = False


def _place(blank: OpenedBlank, key: str) -> Region:
    return Addresses.of(blank.layout).cells[parse_key(key)][1]


def _sheet(book: Workbook, blank: OpenedBlank) -> Worksheet:
    return book[tab_names(blank.layout)[0]]


def type_over(key: str, value: float) -> Edit:
    """A number typed over a formula."""

    def edit(book: Workbook, blank: OpenedBlank) -> None:
        place = _place(blank, key)
        _sheet(book, blank).cell(place.top + 1, place.left + 1).value = value

    return edit


def insert_row(before: str, texts: dict[str, str]) -> Edit:
    """A row inserted above a key's row, with texts in the columns of other keys of that row."""

    def edit(book: Workbook, blank: OpenedBlank) -> None:
        sheet, row = _sheet(book, blank), _place(blank, before).top + 1
        columns = {key: _place(blank, key).left + 1 for key in texts}
        reshape(book, sheet, Shift(row))
        for key, text in texts.items():
            sheet.cell(row, columns[key]).value = text

    return edit


def delete_row(key: str) -> Edit:
    """A key's whole row deleted."""

    def edit(book: Workbook, blank: OpenedBlank) -> None:
        reshape(book, _sheet(book, blank), Shift(_place(blank, key).top + 1, deleted=True))

    return edit


def insert_column(before: str) -> Edit:
    """An empty column inserted before a key's column."""

    def edit(book: Workbook, blank: OpenedBlank) -> None:
        reshape(book, _sheet(book, blank), Shift(_place(blank, before).left + 1, columns=True))

    return edit


def relabel(old: str, new: str) -> Edit:
    """A printed label written over."""

    def edit(book: Workbook, blank: OpenedBlank) -> None:
        for row in _sheet(book, blank).iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new

    return edit


def remark(text: str) -> Edit:
    """A remark written to the right of the form, two columns from its edge."""

    def edit(book: Workbook, blank: OpenedBlank) -> None:
        sheet, grid = _sheet(book, blank), blank.layout.sheets[0]
        # Right of the form and two columns off: nobody can take it for a cell of the form.
        sheet.cell(grid.top + 2, grid.right + 3).value = text

    return edit


def copy_sheet(book: Workbook, blank: OpenedBlank) -> None:
    """Only the form's own sheet left, as if copied into a new workbook; what spoke of other sheets became text."""
    kept = _sheet(book, blank)
    for sheet in list(book.worksheets):
        if sheet is not kept:
            book.remove(sheet)
    for row in kept.iter_rows():
        # Excel turns formulas that speak of lost sheets into errors; people paste values over them.
        for cell in row:
            if cell.data_type == "f" and "!" in str(cell.value):
                cell.value = None
