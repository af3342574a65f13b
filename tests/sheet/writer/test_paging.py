"""Pages end between groups of rows: a goal keeps its table, a head its rows, a label its words."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Order, issue_blank
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.writer.paging import plan_pages
from jixiao_xlsx.spec.catalogue import load_form


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
    assert page_tops(printed("S1"))[-1] == "indicators#h1"
    assert page_tops(printed("S4"))[0] == "texts#h1"


@pytest.mark.parametrize(("form", "pages"), [("P1", 1), ("S3", 2)])
def test_a_little_too_much_is_drawn_smaller(form: str, pages: int) -> None:
    plan = plan_pages(printed(form))
    assert (plan.tall, plan.breaks) == (pages, ())


def test_a_long_list_of_projects_takes_as_many_pages_as_it_needs() -> None:
    for count in (40, 80, 120):
        plan = plan_pages(printed("S3", projects=count))
        pages = plan.tall or len(plan.breaks) + 1
        assert count / 9 <= pages <= count / 7, f"{count} projects on {pages} pages"


@pytest.mark.parametrize("form", ["S0", "S1", "S2", "S4"])
def test_no_label_is_cut_in_two(form: str) -> None:
    grid = printed(form)
    for row in plan_pages(grid).breaks:
        for box in grid.printed():
            if box.region.top < row <= box.region.bottom and box.text:
                above = sum(grid.row_at(one).height for one in range(box.region.top, row))
                whole = sum(grid.row_at(one).height for one in range(box.region.top, box.region.bottom + 1))
                assert abs(above - whole / 2) > 10.5, f"{box.text} is cut at row {row + 1}"


def test_the_breaks_stand_in_the_workbook() -> None:
    form = load_form("S2")
    sheet = openpyxl.load_workbook(BytesIO(issue_blank(Order(form, 2024)).data)).worksheets[0]
    assert [page_break.id for page_break in sheet.row_breaks.brk] == list(plan_pages(printed("S2")).breaks)
