"""Pages end between groups of rows: a goal keeps its table, a head its rows, a label its words."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from math import floor

import openpyxl
import pytest

from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Order, issue_blank
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.layout.heights import column_pixels, text_height, width_of
from jixiao_xlsx.sheet.writer.margins import printable
from jixiao_xlsx.sheet.writer.paging import drawn_scale, plan_pages
from jixiao_xlsx.sheet.writer.printed import PrintContents, write_printed
from jixiao_xlsx.spec.catalogue import all_forms, load_form


def printed(form: str, **counts: int) -> Grid:
    asked = {parse_key(key.replace("__", ".") + "[*]"): count for key, count in counts.items()}
    return lay_out(load_form(form), 2024, asked).sheets[0]


def page_tops(grid: Grid) -> list[str]:
    """The ids of the rows that begin a further page."""
    return [grid.row_at(row).id for row in plan_pages(grid).breaks]


def test_each_goal_stays_with_its_table() -> None:
    assert page_tops(printed("S2")) == ["goals[1].text", "goals[3].text"]
    assert page_tops(printed("S2", goals=6))[1:] == ["goals[3].text", "goals[5].text"]


def test_a_head_goes_to_the_page_of_its_rows() -> None:
    assert page_tops(printed("S0")) == ["indicators#h1"]
    assert page_tops(printed("S4"))[0] == "texts#h1"


@pytest.mark.parametrize(("form", "pages"), [("P1", 1), ("P1B", 1), ("P2", 1), ("P3", 2), ("S0", 2), ("P5", 2)])
def test_a_little_too_much_is_drawn_smaller(form: str, pages: int) -> None:
    plan = plan_pages(printed(form))
    assert (plan.tall or len(plan.breaks) + 1) == pages


def test_a_long_list_of_projects_takes_as_many_pages_as_it_needs() -> None:
    for count in (40, 80, 120):
        plan = plan_pages(printed("S3", projects=count))
        pages = plan.tall or len(plan.breaks) + 1
        assert count / 14 <= pages <= count / 10, f"{count} projects on {pages} pages"


def whole_forms() -> list[tuple[str, Grid]]:
    """Every sheet of every form, and forms with many rows."""
    sheets = [(form.aliases[0], sheet) for form in all_forms() for sheet in lay_out(form, 2024).sheets]
    grown = [
        printed("S0", goals=9, duties=9),
        printed("S0", indicators__output__quantity=12, indicators__benefit__social=7),
        printed("S1", tasks__main=15),
        printed("P1", indicators__output__quantity=20),
        printed("P5", indicators__output__quality=20),
    ]
    return sheets + [(f"many {number}", grid) for number, grid in enumerate(grown)]


SHEETS = whole_forms()
NAMED = [pytest.param(grid, id=f"{name}-{grid.name}") for name, grid in SHEETS]


@pytest.mark.parametrize("grid", NAMED)
def test_no_letters_are_too_small_to_read(grid: Grid) -> None:
    # Excel draws in whole percents, rounded down.
    percent = floor(drawn_scale(grid) * 100)
    assert percent / 100 * 10.5 >= {"A4": 8, "A3": 6.9}[grid.paper.size]


def page_rows(grid: Grid) -> list[range]:
    starts = [grid.top, *plan_pages(grid).breaks]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], grid.bottom + 1], strict=True)]


@pytest.mark.parametrize("grid", NAMED)
def test_no_page_is_half_empty_for_the_sake_of_a_break(grid: Grid) -> None:
    _, high = printable(grid.paper, plan_pages(grid).margins)
    room = high / drawn_scale(grid)
    for rows in page_rows(grid)[:-1]:
        assert sum(grid.row_at(row).height for row in rows) >= room * 0.45


@pytest.mark.parametrize("grid", NAMED)
def test_every_page_has_room_for_its_rows(grid: Grid) -> None:
    plan = plan_pages(grid)
    wide, high = printable(grid.paper, plan.margins)
    width = sum(map(column_pixels, grid.widths)) * 0.75
    scale = min(1.0, wide / width) if plan.breaks else drawn_scale(grid)
    for rows in page_rows(grid):
        heads = range(plan.repeat[0], plan.repeat[1] + 1) if plan.repeat and rows.start > plan.repeat[1] else range(0)
        tall = sum(grid.row_at(row).height for row in (*heads, *rows))
        assert tall * scale <= high * 1.001 or len(rows) == 1


@pytest.mark.parametrize("grid", NAMED)
def test_no_label_is_cut_where_its_words_have_no_room(grid: Grid) -> None:
    plan = plan_pages(grid)
    for box in grid.printed():
        if len(parts := plan.parts(box.region)) > 1 and box.text:
            pixels = width_of(box.region, left=grid.left, widths=grid.widths)
            for part in parts:
                tall = sum(grid.row_at(row).height for row in range(part.top, part.bottom + 1))
                assert tall >= text_height(box.text, pixels, 10.5), f"{box.text} has no room in {part}"


@pytest.mark.parametrize("form", [form.aliases[0] for form in all_forms()])
def test_the_groups_of_a_blank_stay_whole(form: str) -> None:
    grid = printed(form)
    for row in plan_pages(grid).breaks:
        broken = [box.text for box in grid.printed() if box.region.top < row <= box.region.bottom]
        assert not broken, f"a page ends in {broken} at row {row + 1}"


def test_a_label_longer_than_a_page_is_closed_and_named_on_both_pages_of_a_print() -> None:
    layout = lay_out(load_form("S0"), 2024, {parse_key("goals[*]"): 20})
    texts = {parse_key(f"goals[{number}].text"): "年度目标。" * 30 for number in range(1, 21)}
    sheet = openpyxl.load_workbook(BytesIO(write_printed(layout, PrintContents("示例局", texts)))).worksheets[0]
    label = "部门整体支出年度绩效目标（逐条填写，和部门职能对应）"
    named = [cell for row in sheet.iter_rows() for cell in row if cell.value == label]
    bounds = {(merge.min_row, merge.min_col): merge.max_row for merge in sheet.merged_cells.ranges}
    ends = {page_break.id for page_break in sheet.row_breaks.brk}
    assert len(named) > 1
    for cell, following in pairwise(named):
        last = bounds[cell.row, cell.column]
        assert last in ends
        assert following.row == last + 1
        assert sheet.cell(last, cell.column).border.bottom.style == "thin"


def test_a_label_of_a_blank_stands_there_once() -> None:
    # What is read back by its labels must find each of them in one place.
    form = load_form("S1")
    data = issue_blank(Order(form, 2024, counts={parse_key("tasks.main[*]"): 15})).data
    cells = [cell.value for row in openpyxl.load_workbook(BytesIO(data)).worksheets[0].iter_rows() for cell in row]
    assert cells.count("年度重点工作任务") == 1


@pytest.mark.parametrize(("form", "repeated"), [("P2B", "indicators#h1"), ("S4", "texts#h1"), ("S1", "tasks#h1")])
def test_the_head_of_a_table_stands_on_its_later_pages(form: str, repeated: str) -> None:
    grid = printed(form)
    rows = plan_pages(grid).repeat
    assert rows is not None
    assert grid.row_at(rows[0]).id == repeated
    sheet = openpyxl.load_workbook(BytesIO(issue_blank(Order(load_form(form), 2024)).data)).worksheets[0]
    assert sheet.print_title_rows == f"${rows[0] + 1}:${rows[1] + 1}"


def test_no_head_stands_above_the_rows_of_another_table() -> None:
    # 年度重点工作任务 goes on to the second page, the last begins with the head of the indicators.
    plan = plan_pages(printed("S1", tasks__main=9))
    assert len(plan.breaks) > 1
    assert plan.repeat is None


def test_the_breaks_stand_in_the_workbook() -> None:
    form = load_form("S2")
    sheet = openpyxl.load_workbook(BytesIO(issue_blank(Order(form, 2024)).data)).worksheets[0]
    assert [page_break.id for page_break in sheet.row_breaks.brk] == list(plan_pages(printed("S2")).breaks)
