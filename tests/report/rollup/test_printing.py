"""What of 汇总.xlsx goes onto paper: the sheets that people read, one page wide; not the long lists for filters."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.report.rollup.workbook import judged_filings, workbook_of
from report.records.made import agency

PARENT, CHILD = "示例市住房和城乡建设局机关本级及所属事业单位", "示例市住房和城乡建设局工程质量安全监督站"


@pytest.fixture(scope="module")
def book() -> Workbook:
    filings = [agency(f"101{number:03}", f"{CHILD}{number}", "29.40", sha256=f"{number:064}") for number in range(60)]
    roster = Roster((Agency("101", PARENT), *(Agency(f"101{n:03}", f"{CHILD}{n}", parent="101") for n in range(60))))
    judged = judged_filings(filings, asking=lambda _: None, roster=roster)
    return openpyxl.load_workbook(BytesIO(workbook_of(judged, asking=lambda _: None)))


@pytest.mark.parametrize("name", ["明细表", "指标库"])
def test_a_list_for_filters_prints_its_title_only(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.print_area.replace("$", "").endswith(str(sheet.cell(2, sheet.max_column).coordinate))
    assert "取消打印区域" in sheet["A2"].value


@pytest.mark.parametrize("name", ["按单位", "节点汇总", "问题清单", "来源"])
def test_what_is_read_prints_one_page_wide_with_its_head_on_each(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert not sheet.print_area
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize(("name", "head"), [("节点汇总", "节点"), ("按单位", "单位名称")])
def test_a_long_name_is_wrapped(book: Workbook, name: str, head: str) -> None:
    sheet = book[name]
    (column,) = (cell.column for cell in sheet[3] if cell.value == head)
    assert sheet.cell(4, column).alignment.wrap_text
    assert sheet.row_dimensions[4].height > 30  # two lines of 10-point letters
