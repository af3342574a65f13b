"""Fills a blank as a department would: values into the open slots' own cells, everything else left alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key, format_key
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.cells import cell_value
from jixiao_xlsx.sheet.grid import FormGrid, Grid, Slot
from jixiao_xlsx.sheet.layout.heights import BODY_POINTS, TALLEST, text_height, width_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


def fill(
    data: bytes, layout: FormGrid, values: Mapping[Key, Value], *, pasted: Mapping[Key, str] | None = None
) -> bytes:
    """The blank with the values typed in, text as text even where it begins with `=`; `pasted` are texts that come
    past every check, as pasting does (`44, 770. 21` in an amount). Rows are drawn taller where a text needs it.

    Raises WorkbookError where a key is no open slot, a value is not of its kind, or a sheet of the layout is missing.
    """
    import openpyxl

    slots = {slot.key: (number, slot) for number, grid in enumerate(layout.sheets) for slot in grid.slots()}
    contents = {**values, **(pasted or {})}
    closed = sorted(format_key(key) for key in contents if key not in slots or slots[key][1].field.locked)
    if closed:
        raise WorkbookError(f"这些不是可填的格子：{'、'.join(closed[:5])}", "请只填空表上未锁定的格子")
    book = openpyxl.load_workbook(BytesIO(data))
    tabs = tab_names(layout)
    for key in contents:
        number, slot = slots[key]
        content = pasted[key] if pasted and key in pasted else cell_value(slot, values[key])
        _type_in(_cell_of(book, tabs[number], slot), content)
        if isinstance(content, str):
            _show_whole(book[tabs[number]], layout.sheets[number], slot, content)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell_of(book: Workbook, tab: str, slot: Slot) -> Cell:
    from openpyxl.cell import Cell

    if tab not in book.sheetnames:
        raise WorkbookError(f"工作簿里没有工作表“{tab}”")
    cell = book[tab].cell(slot.region.top + 1, slot.region.left + 1)
    if not isinstance(cell, Cell) or cell.protection.locked:
        raise WorkbookError(f"{tab}!{slot.region} 不是这份空表里可填的格子", "请用同一个版面生成的空表")
    return cell


def _type_in(cell: Cell, content: Decimal | str | date) -> None:
    shown_as = cell.number_format
    if isinstance(content, str):
        cell.value = _escaped(content)
        cell.data_type = "s"
    else:
        cell.value = content
    cell.number_format = shown_as


def _show_whole(sheet: Worksheet, grid: Grid, slot: Slot, text: str) -> None:
    """Draws the row taller until it shows the text; boxes over several rows are tall enough as they are."""
    if slot.region.height > 1:
        return
    row = sheet.row_dimensions[slot.region.top + 1]
    pixels = width_of(slot.region, left=grid.left, widths=grid.widths)
    needed = min(TALLEST, text_height(text, pixels, BODY_POINTS))
    row.height = max(row.height or 0.0, needed)


def _escaped(text: str) -> str:
    """As Excel itself stores what XML cannot hold: control characters as `_x000D_`, look-alikes with `_x005F_`."""
    literal = _ESCAPE_LIKE.sub("_x005F_", text)
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", literal)
