"""批复表 and 公开表 as sheets: what was filed, in its place, locked, wholly visible, the same whatever the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import permutations

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.printed_forms import Approval, Press, PrintJob, PublishedForm, is_personal
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.writer.printed import retitled
from jixiao_xlsx.spec.catalogue import all_forms
from report.diff.returned import S2, workbook
from sheet.reader.distinct import distinct_values

FORMS = {form.name: form for form in all_forms()}
READER = Reader.of()
APPROVAL = Approval("示例市财政局", "示财绩〔2026〕1号", date(2026, 3, 15))


@cache
def filled(name: str) -> tuple[FormGrid, Filing]:
    blank = issue_blank(Order(FORMS[name], 2026, Party("101", "示例市民政局"), Party("P01", "适老化改造")))
    data = fill(blank.data, blank.layout, distinct_values(blank.layout))
    return blank.layout, READER.read(data, name="填好.xlsx")


def pressed(filing: Filing, kind: str = "批复", opinion: str = "同意。") -> PublishedForm:
    return Press(READER, APPROVAL).sheets([PrintJob(filing, opinion)], [kind])[0]  # type: ignore[list-item]


def tabs_of(data: bytes) -> list[Worksheet]:
    book = openpyxl.load_workbook(BytesIO(data))
    return [book[name] for name in book.sheetnames]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_filed_value_stands_in_its_place(name: str) -> None:
    layout, filing = filled(name)
    book = openpyxl.load_workbook(BytesIO(pressed(filing).data))
    values = {record.key: record.value for record in filing.records}
    found = {}
    for tab, grid in zip(tab_names(layout), layout.sheets, strict=True):
        if not grid.aside:
            for slot in grid.slots():
                row, column = slot.region.top - grid.top + 1, slot.region.left - grid.left + 1
                found[slot.key] = book[tab].cell(row, column).value
    told = {key: value for key, value in found.items() if value is not None}
    assert {key: _plain(value) for key, value in told.items()} == {
        key: _plain(value) for key, value in values.items() if key in found and value is not None
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float | Decimal):
        return round(float(value), 9)
    return value


@pytest.mark.parametrize("kind", ["批复", "公开"])
@pytest.mark.parametrize("name", sorted(FORMS))
def test_everything_is_locked_and_nothing_is_a_formula(name: str, kind: str) -> None:
    for sheet in tabs_of(pressed(filled(name)[1], kind).data):
        assert sheet.protection.sheet
        assert sheet.sheet_state == "visible"
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.protection.locked for cell in cells)
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert not [row for row in sheet.row_dimensions.values() if row.hidden]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_public_values_are_the_filed_ones_but_for_personal_fields(name: str) -> None:
    layout, filing = filled(name)
    open_values = _texts(pressed(filing, "公开"))
    for grid in layout.sheets:
        for slot in grid.slots():
            value = next((record.value for record in filing.records if record.key == slot.key), None)
            if isinstance(value, str) and not is_personal(slot.field) and not grid.aside and slot.field.kind == "text":
                assert value in open_values


def _texts(sheet: PublishedForm) -> set[str]:
    return {cell.value for tab in tabs_of(sheet.data) for row in tab.iter_rows() for cell in row if cell.value}


def test_the_approval_has_its_lines_below_and_its_own_title() -> None:
    texts = _texts(pressed(READER.read(workbook(S2), name="表.xlsx")))
    assert {"部门整体支出绩效目标批复表", "审核意见", "同意。", "批复单位", "示例市财政局", "批复文号"} <= texts
    assert {"示财绩〔2026〕1号", "批复日期", "2026年3月15日"} <= texts


def test_the_public_form_has_no_opinion_and_its_own_title() -> None:
    texts = _texts(pressed(READER.read(workbook(S2), name="表.xlsx"), "公开"))
    assert "部门整体支出绩效目标公开表" in texts
    assert not {"同意。", "批复文号"} & texts


def test_a_year_in_the_words_of_a_title_stays_in_the_files_name() -> None:
    """Only the year that the form asks for is not said twice."""
    form = replace(FORMS["liuzhou_dept_target@2023"], title="<year>年度“2026行动”绩效申报表")
    blank = issue_blank(Order(form, 2026, Party("101", "示例市民政局")))
    reader = Reader.of((form,))
    filing = reader.read(fill(blank.data, blank.layout, distinct_values(blank.layout)), name="填好.xlsx")
    (printed,) = Press(reader, APPROVAL).sheets([PrintJob(filing)], ["批复"])
    assert printed.name == "批复/2026年度“2026行动”绩效批复表_101_示例市民政局.xlsx"


@pytest.mark.parametrize(
    ("title", "word", "expected"),
    [
        ("部门整体绩效目标申报表", "批复表", "部门整体绩效目标批复表"),
        ("项目支出绩效自评表", "公开表", "项目支出绩效自评公开表"),
        ("绩效自评报告", "公开表", "绩效自评报告（公开）"),
        ("绩效目标表\n（2026年度）", "批复表", "绩效目标批复表\n（2026年度）"),
        ("绩效目标批复表", "批复表", "绩效目标批复表"),
    ],
)
def test_titles(title: str, word: str, expected: str) -> None:
    assert retitled(title, word) == expected


def test_a_formula_in_a_text_stays_a_text() -> None:
    sheet = pressed(READER.read(workbook({**S2, "tasks.text": '=HYPERLINK("http://example.org")'}), name="表.xlsx"))
    cells = [cell for tab in tabs_of(sheet.data) for row in tab.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=HYPERLINK")] == ["s"]


@pytest.mark.parametrize("length", [60, 800, 3000])
def test_rows_grow_with_a_long_text(length: int) -> None:
    text = "推进养老服务体系建设。" * (length // 11)
    tab = tabs_of(pressed(READER.read(workbook({**S2, "tasks.text": text}), name="表.xlsx")).data)[0]
    cell = next(cell for row in tab.iter_rows() for cell in row if cell.value == text)
    merged = next((area for area in tab.merged_cells.ranges if cell.coordinate in area), None)
    assert merged is not None
    heights = [tab.row_dimensions[row].height or 15.0 for row in range(merged.min_row, merged.max_row + 1)]
    widths = [
        tab.column_dimensions[openpyxl.utils.get_column_letter(c)].width
        for c in range(merged.min_col, merged.max_col + 1)
    ]
    lines = len(text) / (sum(widths) * 7 / 14)
    assert sum(heights) >= lines * 13.5
    assert max(heights) <= 409


def test_the_order_of_the_filings_does_not_matter() -> None:
    filings = [
        READER.read(workbook({**S2, "funds.income.fiscal.y0": 6000 + n}, year=2024 + n), name=f"{n}.xlsx")
        for n in range(3)
    ]
    results = [
        [(sheet.name, sheet.data) for sheet in Press(READER).sheets([PrintJob(one) for one in order])]
        for order in permutations(filings)
    ]
    assert all(result == results[0] for result in results)


def test_two_of_one_name_get_names_of_their_own() -> None:
    filing = READER.read(workbook(S2), name="表.xlsx")
    other = replace(filing, sha256="f" * 64)
    names = [sheet.name for sheet in Press(READER).sheets([PrintJob(filing), PrintJob(other)], ["公开"])]
    assert len({name.casefold() for name in names}) == 2


def test_more_rows_than_issued_are_printed() -> None:
    _, filing = filled("national_project_target@2021")
    rows = {
        record.key[:-1] for record in filing.records if isinstance(record.key[-2], int) and record.key[-1] == "name"
    }
    row = sorted(rows, key=str)[0]
    last = max(int(one[-1]) for one in rows if one[:-1] == row[:-1])
    name = next(record for record in filing.records if record.key == (*row, "name"))
    added = replace(name, key=(*row[:-1], last + 1, "name"), value="后加的一行", raw="后加的一行", inserted=True)
    sheet = pressed(replace(filing, records=(*filing.records, added)))
    assert "后加的一行" in _texts(sheet)
    assert sheet.lost == ()


def test_a_file_that_was_not_read_is_refused() -> None:
    with pytest.raises(JixiaoError, match="没有读入"):
        pressed(READER.read(b"no workbook", name="坏.xlsx"))
