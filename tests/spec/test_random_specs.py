"""What holds for every spec that can be written: it lays out, only its slots are open, what is filled is read."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
from hypothesis import HealthCheck, given, settings

from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.load import load_text
from sheet.reader.distinct import distinct_values
from spec.random_specs import specs

SLOW = settings(suppress_health_check=list(HealthCheck))
"""As many examples as the profile says (200 under CI); a blank of each is built, opened and read."""


@SLOW
@given(specs())
def test_a_random_spec_covers_its_sheet_once_with_keys_of_its_own(text: str) -> None:
    layout = lay_out(load_text(text, name="random.yaml"), 2026)
    for grid in layout.sheets:
        covered = [
            (row, column)
            for box in grid.boxes
            for row in range(box.region.top, box.region.bottom + 1)
            for column in range(box.region.left, box.region.right + 1)
        ]
        assert len(covered) == len(set(covered)) == (grid.bottom - grid.top + 1) * len(grid.widths)
    keys = [box.key for grid in layout.sheets for box in grid.boxes if box.key]
    assert len(keys) == len(set(keys))


@SLOW
@given(specs())
def test_only_slots_are_open_and_what_is_filled_is_read(text: str) -> None:
    form = load_text(text, name="random.yaml")
    blank = issue_blank(Order(form, 2026, Party("101", "示例市民政局")))
    assert set(open_cells(blank.data, blank.layout)) == {
        (grid.name, slot.region.top, slot.region.left) for grid, slot in blank.layout.slots()
    }
    values = distinct_values(blank.layout)
    filing = Reader.of([form]).read(fill(blank.data, blank.layout, values), name="填好.xlsx")
    assert {record.key: record.value for record in filing.records} == values


def open_cells(data: bytes, layout: FormGrid) -> Iterator[tuple[str, int, int]]:
    """The unlocked cells of the blank's form sheets, a merged region by its first cell; counted from 0 as grids are."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for grid in layout.sheets:
        sheet = book[grid.name]
        assert sheet.protection.sheet
        merged = {cell for region in sheet.merged_cells.ranges for cell in list(region.cells)[1:]}
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked and (cell.row, cell.column) not in merged:
                    yield grid.name, cell.row - 1, cell.column - 1
