"""A filled workbook as another program would save it: its cells, with what every formula shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.content import Content, number, text
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.grid import Computed, FormGrid, Grid, Live, LiveShow
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet, read_raw
from jixiao_xlsx.sheet.self_check.computing import computed_values, live_values_of
from jixiao_xlsx.sheet.self_check.parts import part_spots
from jixiao_xlsx.sheet.self_check.state import LiveValues

Cells = Mapping[tuple[int, int], Content]


def saved_cells(data: bytes, layout: FormGrid, values: Mapping[Key, Value]) -> RawBook:
    """Every sheet of a filled .xlsx, formulas with the value they show once these values are typed in.

    Raises WorkbookError for bytes that are no workbook.
    """
    book = read_raw(data, name="填报.xlsx")
    if isinstance(book, Finding):
        raise WorkbookError(book.message)
    shown = computed_values(layout, values)
    grids = dict(zip(tab_names(layout), layout.sheets, strict=True))
    # Other programs save what their own recalculation shows: so the cells of 自检 change too.
    live = live_values_of(layout, values)
    status = text(str(live.get((-1, LiveShow.STATUS), "")))
    sheets = []
    for sheet in book.sheets:
        grid = grids.get(sheet.name)
        cells = dict(sheet.cells)
        if grid is not None:
            cells |= _computed(grid, shown)
            cells |= dict(_live(grid, layout, live))
            if grid.status_row is not None:
                cells[grid.status_row, grid.left] = status
        sheets.append(_with_formulas(sheet, cells))
    return replace(book, sheets=tuple(sheets))


def _live(grid: Grid, layout: FormGrid, live: LiveValues) -> Iterator[tuple[tuple[int, int], Content]]:
    """The cells of 自检, and the hidden counts beside its lines."""
    for box in grid.boxes:
        if not isinstance(box, Live):
            continue
        yield (box.region.top, box.region.left), _shown(live.get((box.check, box.show)), percent=False)
        for part, spot in enumerate(part_spots(grid, box, layout.checks[box.check])):
            yield spot, _shown(live.get((box.check, part)), percent=False)


def _computed(grid: Grid, shown: Mapping[Key, Decimal | str | None]) -> dict[tuple[int, int], Content]:
    boxes = (box for box in grid.boxes if isinstance(box, Computed))
    return {
        (box.region.top, box.region.left): _shown(shown.get(box.key), percent=traits_of(box.field).is_percent)
        for box in boxes
    }


def _shown(value: Decimal | str | None, *, percent: bool) -> Content:
    """What a cell keeps of a result: a number is rounded to the fifteen digits that a workbook holds."""
    if isinstance(value, Decimal):
        # .15g is what Excel writes of a double.
        return number(Decimal(format(float(value), ".15g")), percent=percent)
    return text(value or "")


def _with_formulas(sheet: RawSheet, cells: Cells) -> RawSheet:
    kept = {
        place: replace(content, formula=sheet.cells[place].formula) if place in sheet.cells else content
        for place, content in cells.items()
    }
    return replace(sheet, cells=kept)
