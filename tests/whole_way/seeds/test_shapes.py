"""The six blanks have the shape of the printed forms: rows, columns, merges and open cells counted by hand on paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.spec.catalogue import load_form


@dataclass(frozen=True)
class Shape:
    """A form on paper: its year, visible rows and columns, merged boxes, and the cells to fill in each section."""

    year: int
    rows: int
    columns: int
    merges: int
    slots: dict[str, int]


SHAPES = {
    # 标题、部门行、资金5行、职能5、目标5、表头、指标15行
    "S0": Shape(2023, 33, 6, 48, {"head": 2, "funds": 4, "duties": 5, "goals": 5, "indicators": 15 * 2}),
    # 标题、部门、基本信息、预算6行、总体目标、任务表头+6+1、指标表头+21
    "S1": Shape(
        2023, 40, 6, 27, {"head": 1, "basic": 1, "budget": 8, "goal": 1, "tasks": 7 * 4, "indicators": 21 * 3}
    ),
    # 附件3、标题、填报日期、两行表头信息、资金2+6、职能、任务、整体目标2、四个目标各1+3+8
    "S2": Shape(
        2022, 65, 8, 71,
        {"head": 1 + 3, "funds": 4 * 3, "duties": 1, "tasks": 1, "overall": 2, "goals": 4 * (1 + 8 * 5)},
    ),
    # 标题、单位、三级表头、十六个项目
    "S3": Shape(2021, 21, 32, 31, {"projects": 16 * 32}),
    # 标题、年度、两行表头信息、预算1+3、支出1+4、数据1+14、文字1+11
    "S4": Shape(2023, 40, 7, 61, {"head": 4, "budget": 3, "outlay": 3, "results": 10, "texts": 11}),
    # 标题、年度、项目与部门2行、资金1+4、目标2、指标1+13、总分
    "P1": Shape(2024, 26, 9, 22, {"head": 3, "funds": 9, "goal": 2, "indicators": 13 * 6}),
}  # fmt: skip
each_form = pytest.mark.parametrize("form", sorted(SHAPES))


def a_blank(form: str) -> Blank:
    order = Order(load_form(form), SHAPES[form].year, Party("00202", "示例市民政局"), Party("P01", "适老化改造"))
    return issue_blank(order)


def printed_sheet(blank: Blank) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(blank.data)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def printed_area(sheet: Worksheet) -> tuple[int, int, int, int]:
    """First column and row, last column and row of what is printed."""
    area = CellRange(sheet.print_area.split("!")[1].replace("$", ""))
    return area.min_col, area.min_row, area.max_col, area.max_row


@each_form
def test_rows_columns_and_merges_are_those_of_the_printed_form(form: str) -> None:
    sheet = printed_sheet(a_blank(form))
    left, top, right, bottom = printed_area(sheet)
    inside = [area for area in sheet.merged_cells.ranges if area.min_row >= top and area.min_col >= left]
    shape = SHAPES[form]
    assert (bottom - top + 1, right - left + 1, len(inside)) == (shape.rows, shape.columns, shape.merges)


@each_form
def test_each_section_asks_as_many_cells_as_the_printed_form(form: str) -> None:
    slots = Counter(str(slot.key[0]) for slot in a_blank(form).layout.sheets[0].slots())
    assert dict(slots) == SHAPES[form].slots


@each_form
def test_the_cells_that_can_be_typed_into_are_exactly_those(form: str) -> None:
    sheet = printed_sheet(a_blank(form))
    left, top, right, bottom = printed_area(sheet)
    covered = {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row, column in area.cells
        if (row, column) != (area.min_row, area.min_col)
    }
    unlocked = [
        (row, column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) not in covered and not sheet.cell(row, column).protection.locked
    ]
    assert len(unlocked) == sum(SHAPES[form].slots.values())


@each_form
def test_nothing_outside_the_printed_area_can_be_typed_into(form: str) -> None:
    sheet = printed_sheet(a_blank(form))
    left, top, right, bottom = printed_area(sheet)
    outside = [
        sheet.cell(row, column).coordinate
        for row in range(1, sheet.max_row + 1)
        for column in range(1, sheet.max_column + 1)
        if not (left <= column <= right and top <= row <= bottom) and not sheet.cell(row, column).protection.locked
    ]
    assert outside == []
