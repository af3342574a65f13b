"""A workbook filled by openpyxl, which shares nothing with ours: what filling is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
from openpyxl.cell import Cell

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.cells import cell_value
from jixiao_xlsx.sheet.grid import FormGrid

Looks = dict[str, dict[str, tuple[object, ...]]]


def filled_by_openpyxl(blank: bytes, layout: FormGrid, values: Mapping[Key, Value]) -> bytes:
    """The blank with the values in their cells; texts as texts."""
    book = openpyxl.load_workbook(BytesIO(blank))
    for tab, grid in zip(tab_names(layout), layout.sheets, strict=True):
        for slot in grid.slots():
            if slot.key in values:
                _type(book[tab].cell(slot.region.top + 1, slot.region.left + 1), cell_value(slot, values[slot.key]))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _type(cell: Cell, content: Decimal | str | date) -> None:
    shown_as = cell.number_format
    cell.value = content
    if isinstance(content, str):
        cell.data_type = "s"
    cell.number_format = shown_as


def looks(data: bytes) -> Looks:
    """What every cell of every sheet holds, of which type, shown how, and whether it is locked."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {
        sheet.title: {
            cell.coordinate: (cell.value, cell.data_type, cell.number_format, cell.protection.locked)
            for row in sheet.iter_rows()
            for cell in row
        }
        for sheet in book.worksheets
    }
