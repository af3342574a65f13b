"""What a written blank holds, seen through its XML and through openpyxl."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.filings.filing import Seal, Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.grid import FormGrid, Printed
from jixiao_xlsx.sheet.seal import decode_seal, encode_seal, seal_for
from jixiao_xlsx.sheet.writer import write_blank
from sheet.writer.packages import NS, member, opened, sheet_xml, unlocked_cells

FISCAL: Key = ("funds", "fiscal", "amount")
DUTIES: Key = ("duties", "text")
TARGET: Key = ("indicators", "quantity", 1, "target")
CODE: Key = ("head", "code")
VALUES: dict[Key, Value] = {
    ("head", "agency"): "柳北区民政局",
    CODE: "00202",
    FISCAL: Decimal("6009.09"),
    ("head", "date"): date(2026, 3, 5),
    TARGET: "=198个社区",
}


@pytest.fixture(scope="module")
def blank(layout: FormGrid, seal: Seal) -> bytes:
    return write_blank(layout, seal, values=VALUES, instructions=("填表说明", "一、基本信息", "只填白格。"))


def test_exactly_the_open_slots_are_unlocked_in_every_cell_of_each(layout: FormGrid, blank: bytes) -> None:
    book = opened(blank)
    for grid, tab in zip(layout.sheets, tab_names(layout), strict=True):
        expected = {
            (row, column)
            for slot in grid.slots()
            if not slot.field.locked
            for row in range(slot.region.top, slot.region.bottom + 1)
            for column in range(slot.region.left, slot.region.right + 1)
        }
        assert unlocked_cells(book, tab) == expected
        assert expected
    for tab in ("填表说明", "_lists", "_jixiao"):
        assert unlocked_cells(book, tab) == set()


def test_every_sheet_is_protected_without_password_and_only_sizes_may_change(blank: bytes) -> None:
    for number in range(1, 6):
        protection = sheet_xml(blank, number).find("m:sheetProtection", NS)
        assert protection is not None
        assert protection.attrib == {
            "sheet": "1",
            "objects": "1",
            "scenarios": "1",
            "formatColumns": "0",
            "formatRows": "0",
        }


def test_the_workbook_structure_is_locked_at_its_place(blank: bytes) -> None:
    workbook = member(blank, "xl/workbook.xml")
    places = [
        workbook.index(mark) for mark in ("<workbookPr ", '<workbookProtection lockStructure="1"/>', "<bookViews>")
    ]
    assert places == sorted(places)
    assert opened(blank).security.lockStructure


def test_the_first_cells_of_boxes_hold_text_number_date_as_such(blank: bytes) -> None:
    sheet = opened(blank)["部门申报"]
    assert sheet["B3"].value == "2026年度部门整体绩效申报表"
    assert (sheet["E5"].value, sheet["E5"].data_type, sheet["E5"].number_format) == ("00202", "s", "@")
    assert sheet["D7"].value == pytest.approx(6009.09)
    assert sheet["C4"].value.date() == date(2026, 3, 5)
    assert (sheet["C5"].value, sheet["C5"].protection.locked) == ("柳北区民政局", True)
    assert (sheet["E12"].value, sheet["E12"].data_type) == (10, "n")


@pytest.mark.parametrize(
    "text", ["=198个社区", "=1+1", "+86", "@SUM(A1)", "<r><t>x</t></r>", "a_x0041_b", "a\r\nb", "http://a.cn", "{=1}"]
)
def test_text_stays_text_whatever_it_looks_like(layout: FormGrid, seal: Seal, text: str) -> None:
    data = write_blank(layout, seal, values={DUTIES: text, TARGET: text})
    cells = [opened(data)["部门申报"][name] for name in ("C10", "D12")]
    shown = text.replace("\r", "_x000D_")
    assert [(cell.value, cell.data_type) for cell in cells] == [(shown, "s")] * 2
    assert "hyperlink" not in member(data, "xl/worksheets/sheet1.xml")


def test_the_agency_in_printed_text_is_the_seals(blank: bytes) -> None:
    assert opened(blank)["附表- 类别-可能性 -补充-"]["B3"].value == "柳北区民政局"


def test_merged_boxes_are_merged_and_bordered_in_every_cell(layout: FormGrid, blank: bytes) -> None:
    sheet = opened(blank)["部门申报"]
    merged = {str(region) for region in sheet.merged_cells.ranges}
    assert merged == {str(box.region) for box in layout.sheets[0].boxes if box.region.is_merged}
    assert all(cell.border.left.style == "thin" for row in sheet["C10:E11"] for cell in row[:1])
    assert all(sheet[name].border.bottom.style == "thin" for name in ("C11", "D11", "E11"))


def test_computed_cells_have_formulas_and_the_cached_values_given(layout: FormGrid, seal: Seal) -> None:
    cached: dict[Key, Decimal | str | None] = {
        ("funds", "total", "amount"): Decimal("6057.09"),
        ("funds", "other", "share"): "不适用",
        ("funds", "fiscal", "share"): None,
    }
    data = write_blank(layout, seal, computed=cached)
    cells = {cell.get("r"): cell for cell in sheet_xml(data, 1).iter(f"{{{NS['m']}}}c")}
    assert cells["D9"].findtext("m:v", "", NS) == "6057.09"
    assert "SUM(D7:D8)" in cells["D9"].findtext("m:f", "", NS)
    assert (cells["E8"].get("t"), cells["E8"].findtext("m:v", "", NS)) == ("str", "不适用")
    assert not cells["E7"].findtext("m:v", "", NS)
    across = next(cell for cell in sheet_xml(data, 2).iter(f"{{{NS['m']}}}c") if cell.get("r") == "C6")
    assert "'部门申报'!D9" in across.findtext("m:f", "", NS)


def test_the_same_input_gives_the_same_bytes_and_another_date_others(
    layout: FormGrid, seal: Seal, blank: bytes
) -> None:
    again = write_blank(layout, seal, values=VALUES, instructions=("填表说明", "一、基本信息", "只填白格。"))
    assert again == blank
    assert write_blank(layout, seal, created=datetime(2025, 1, 1, tzinfo=UTC)) != write_blank(layout, seal)


def test_metadata_is_readable_and_very_hidden(blank: bytes, seal: Seal) -> None:
    sheet = opened(blank)["_jixiao"]
    assert sheet.sheet_state == "veryHidden"
    assert opened(blank)["_lists"].sheet_state == "hidden"
    lines = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert decode_seal(str(lines["seal"])) == seal
    assert lines["agency_name"] == "柳北区民政局"
    assert lines["count indicators.quantity[*]"] == "3"


def test_a_seal_of_another_layout_is_refused(layout: FormGrid, seal: Seal) -> None:
    for other in (replace(seal, year=2025), replace(seal, fingerprint="0" * 12), replace(seal, counts=())):
        with pytest.raises(WorkbookError, match="封签"):
            write_blank(layout, other)


def test_keys_that_are_no_slot_and_no_computed_cell_are_refused(layout: FormGrid, seal: Seal) -> None:
    with pytest.raises(WorkbookError, match=r"goals\.text、head\.nobody"):
        write_blank(layout, seal, values={("head", "nobody"): "x", ("goals", "text"): "y", CODE: "1"})
    with pytest.raises(WorkbookError, match="公式格"):
        write_blank(layout, seal, computed={FISCAL: Decimal(1)})


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (DUTIES, "字" * 32_768, "32768 字"),
        (DUTIES, "\U00020bb7" * 16_384, "32768 字"),
        (DUTIES, "坏\ufffe字", "无法保存"),
        (DUTIES, "坏\ud800字", "无法保存"),
        (FISCAL, Decimal("1234567890123456.78"), "15 位"),
        (FISCAL, "九十", "要填"),
        (FISCAL, Decimal("NaN"), "15 位"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused(layout: FormGrid, seal: Seal, key: Key, value: Value, message: str) -> None:
    with pytest.raises(WorkbookError, match=message):
        write_blank(layout, seal, values={key: value})


def test_what_xlsxwriter_only_warns_about_is_an_error(layout: FormGrid, seal: Seal) -> None:
    second = layout.sheets[1]
    crossing = Printed(replace(second.boxes[0].region, bottom=3), "", second.boxes[0].role)  # type: ignore[union-attr]
    broken = replace(layout, sheets=(layout.sheets[0], replace(second, boxes=(*second.boxes, crossing))))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(WorkbookError, match="Excel 不接受"):
            write_blank(broken, seal_for(broken, seal))


def test_anchors_are_hidden_and_complete(layout: FormGrid, seal: Seal, blank: bytes) -> None:
    book = opened(blank)
    for grid, tab in zip(layout.sheets, tab_names(layout), strict=True):
        sheet = book[tab]
        first, last = grid.key_columns
        ids = [row.id for row in grid.rows]
        for column in (first, last):
            assert [sheet.cell(row + 1, column + 1).value for row in range(grid.top, grid.bottom + 1)] == ids
        for column in (first, grid.left, last):
            assert sheet.cell(1, column + 1).value == encode_seal(seal)
        tokens = [f"c{number}" for number in range(len(grid.widths))]
        for row in grid.token_rows:
            assert [cell.value for cell in sheet[row + 1]] == ["#tokens", *tokens, "#tokens"]
        hidden_rows = {row - 1 for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
        assert hidden_rows == {0, *grid.token_rows}
        hidden = [
            column.attrib for column in sheet_xml(blank, book.sheetnames.index(tab) + 1).iter(f"{{{NS['m']}}}col")
        ]
        assert {int(column["min"]) - 1 for column in hidden if column.get("hidden")} == {first, last}


def test_sizes_are_the_grids(layout: FormGrid, blank: bytes) -> None:
    grid, sheet = layout.sheets[0], opened(blank)["部门申报"]
    assert [sheet.row_dimensions[row + 1].height for row in range(grid.top, grid.bottom + 1)] == [
        row.height for row in grid.rows
    ]
    assert [round(sheet.column_dimensions[name].width) for name in "BCDE"] == [15, 27, 23, 19]


def test_print_setup_covers_the_form_and_nothing_hidden(blank: bytes) -> None:
    first, second = opened(blank)["部门申报"], opened(blank)["附表- 类别-可能性 -补充-"]
    assert first.print_area == "'部门申报'!$B$3:$E$14"
    assert first.print_title_rows == "$6:$6"
    assert (first.page_setup.paperSize, first.page_setup.orientation) == (
        "9",
        "portrait",
    ) or first.page_setup.paperSize == 9
    assert (int(second.page_setup.paperSize), second.page_setup.orientation) == (8, "landscape")
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert int(first.page_setup.fitToHeight or 1) == 1, "a short form stays on one page"
    assert first.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert first.print_options.horizontalCentered
    assert first.freeze_panes == "A7"
    assert not first.sheet_view.showGridLines


def test_instructions_are_a_locked_sheet_of_their_own_and_absent_when_none_are_given(
    layout: FormGrid, seal: Seal, blank: bytes
) -> None:
    assert [row[0].value for row in opened(blank)["填表说明"].iter_rows()] == ["填表说明", "一、基本信息", "只填白格。"]
    assert "填表说明" not in opened(write_blank(layout, seal)).sheetnames


def test_numbers_shrink_rather_than_turn_into_hashes_and_text_codes_carry_no_warning(blank: bytes) -> None:
    sheet = opened(blank)["部门申报"]
    assert [sheet[name].alignment.shrink_to_fit for name in ("D7", "D9", "E7", "C10")] == [True, True, True, None]
    ignored = {name for element in sheet_xml(blank, 1).iter(f"{{{NS['m']}}}ignoredError") for name in element.attrib}
    assert ignored == {"sqref", "numberStoredAsText", "formulaRange", "formula"}


def test_formulas_stand_in_the_computed_cells_and_nowhere_else(layout: FormGrid, blank: bytes) -> None:
    book = opened(blank)
    for tab in book.sheetnames:
        formulas = {cell.coordinate for row in book[tab].iter_rows() for cell in row if cell.data_type == "f"}
        grids = dict(zip(tab_names(layout), layout.sheets, strict=True))
        assert formulas == ({str(cell.region) for cell in grids[tab].computed()} if tab in grids else set())
