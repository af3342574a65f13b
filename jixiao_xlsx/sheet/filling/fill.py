"""Fills a blank as a department would: values into the open slots' own cells, everything else left alone."""

from __future__ import annotations

from collections.abc import Mapping
from zipfile import BadZipFile

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key, format_key
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.cells import cell_value
from jixiao_xlsx.sheet.filling.typed_cells import TypedBook, TypedSheet
from jixiao_xlsx.sheet.grid import FormGrid, Grid, Slot
from jixiao_xlsx.sheet.layout.heights import TALLEST, field_align, room_of, text_height, width_of
from jixiao_xlsx.sheet.marker.outline import Unmarkable
from jixiao_xlsx.sheet.raw.foreign.limits import Refused
from jixiao_xlsx.sheet.theme import BODY_POINTS


def fill(
    data: bytes, layout: FormGrid, values: Mapping[Key, Value], *, pasted: Mapping[Key, str] | None = None
) -> bytes:
    """The blank with the values typed in, text as text even where it begins with `=`; `pasted` are texts that come
    past every check, as pasting does (`44, 770. 21` in an amount). Amounts are in the form's measure, as they stand in
    the cell, percentages fractions (95% is 0.95). Rows are drawn taller where a text needs it. The
    same input gives the same bytes.

    Raises WorkbookError where a key is no open slot, a value is not of its kind, or a sheet of the layout is missing.
    """
    slots = {slot.key: (number, slot) for number, grid in enumerate(layout.sheets) for slot in grid.slots()}
    contents = {**values, **(pasted or {})}
    closed = sorted(format_key(key) for key in contents if key not in slots or slots[key][1].field.locked)
    if closed:
        # Five names fill a line; one wrong key seldom comes alone.
        raise WorkbookError(f"这些不是可填的格子：{'、'.join(closed[:5])}", "请只填空表上未锁定的格子")
    book, tabs = _opened(data), tab_names(layout)
    for key in contents:
        number, slot = slots[key]
        content = pasted[key] if pasted and key in pasted else cell_value(slot, values[key])
        sheet = _sheet_of(book, tabs[number], slot)
        sheet.type((slot.region.top, slot.region.left), content)
        if isinstance(content, str):
            _show_whole(sheet, layout.sheets[number], slot, content)
    return book.done()


def _opened(data: bytes) -> TypedBook:
    try:
        return TypedBook.of(data)
    # The marker's and the guard's words are about returned files; this one is our own or the caller's.
    except (Unmarkable, Refused, BadZipFile) as error:
        raise WorkbookError(f"这份工作簿填不了：{error}", Advice.ISSUE_BLANKS) from error


def _sheet_of(book: TypedBook, tab: str, slot: Slot) -> TypedSheet:
    if tab not in book.sheets:
        raise WorkbookError(f"工作簿里没有工作表“{tab}”")
    if not book.sheets[tab].is_open((slot.region.top, slot.region.left)):
        raise WorkbookError(f"{tab}!{slot.region} 不是这份空表里可填的格子", "请用同一个版面生成的空表")
    return book.sheets[tab]


def _show_whole(sheet: TypedSheet, grid: Grid, slot: Slot, text: str) -> None:
    """Draws the row taller until it shows the text; boxes over several rows are tall enough as they are."""
    if slot.region.height > 1:
        return
    pixels = room_of(field_align(slot.field), width_of(slot.region, left=grid.left, widths=grid.widths))
    sheet.show(slot.region.top, min(TALLEST, text_height(text, pixels, BODY_POINTS)))
