"""Filling types into the open slots only, and a text never becomes a formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.content import decimal_of_float
from jixiao_xlsx.model.filings.filing import Seal, Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.writer import write_blank
from sheet.writer.by_openpyxl import filled_by_openpyxl, looks
from sheet.writer.packages import opened, unlocked_cells

FISCAL: Key = ("funds", "fiscal", "amount")
TARGET: Key = ("indicators", "quantity", 2, "target")
VALUES: dict[Key, Value] = {
    ("head", "date"): date(2026, 3, 5),
    ("head", "code"): "00202",
    FISCAL: Decimal("0"),
    ("duties", "text"): "一、负责救助。\n二、负责养老。",
    TARGET: "=1+1",
    ("extra", "sort"): "第3类支出，含其他",
}


@pytest.fixture(scope="module")
def blank(layout: FormGrid, seal: Seal) -> bytes:
    return write_blank(layout, seal, instructions=("填表说明",))


def test_values_stand_in_their_slots_as_their_kinds_write_them(layout: FormGrid, blank: bytes) -> None:
    book = opened(fill(blank, layout, VALUES))
    sheet = book["部门申报"]
    assert [sheet[name].value for name in ("E5", "D7", "C10", "D13")] == [
        "00202",
        0,
        VALUES[("duties", "text")],
        "=1+1",
    ]
    assert sheet["D13"].data_type == "s"
    assert sheet["C4"].value.date() == date(2026, 3, 5)
    assert book["附表- 类别-可能性 -补充-"]["C4"].value == "第3类支出，含其他"


def test_nothing_else_changes(layout: FormGrid, blank: bytes) -> None:
    before, after = opened(blank), opened(fill(blank, layout, VALUES))
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        old = {cell.coordinate: cell.value for row in before[name].iter_rows() for cell in row}
        new = {cell.coordinate: cell.value for row in after[name].iter_rows() for cell in row}
        changed = {place for place in new if new[place] != old[place]}
        assert changed == {"部门申报": {"C4", "E5", "D7", "C10", "D13"}, "附表- 类别-可能性 -补充-": {"C4"}}.get(
            name, set()
        )
        assert unlocked_cells(after, name) == unlocked_cells(before, name)
        assert after[name].sheet_state == before[name].sheet_state


def test_it_is_filled_as_another_program_fills_it(layout: FormGrid, blank: bytes) -> None:
    theirs = filled_by_openpyxl(blank, layout, VALUES)
    assert looks(fill(blank, layout, VALUES)) == looks(theirs)
    assert looks(fill(theirs, layout, {FISCAL: Decimal("1.5")})) == looks(
        filled_by_openpyxl(theirs, layout, {FISCAL: Decimal("1.5")})
    )


def test_the_same_values_give_the_same_bytes_and_no_formula_keeps_what_it_showed(
    layout: FormGrid, blank: bytes
) -> None:
    filled = fill(blank, layout, VALUES)
    assert fill(blank, layout, VALUES) == filled
    with ZipFile(BytesIO(filled)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "</f></c>" in sheet
    assert "</f><v>" not in sheet


@pytest.mark.parametrize("data", [b"PK", b"", b"no workbook"])
def test_what_is_no_workbook_is_refused(layout: FormGrid, data: bytes) -> None:
    with pytest.raises(WorkbookError, match="填不了"):
        fill(data, layout, VALUES)


def test_a_cell_behind_a_merged_one_takes_nothing(layout: FormGrid, blank: bytes) -> None:
    first, second = layout.sheets
    boxes = tuple(
        replace(box, region=Region(9, 3, 9, 3)) if box.key == ("duties", "text") else box for box in first.boxes
    )
    with pytest.raises(WorkbookError, match="不是这份空表里可填的格子"):
        fill(blank, replace(layout, sheets=(replace(first, boxes=boxes), second)), {("duties", "text"): "甲"})


def test_keys_that_are_no_open_slot_are_refused_all_together(layout: FormGrid, blank: bytes) -> None:
    closed: dict[Key, Value] = {
        ("funds", "total", "amount"): Decimal(1),
        ("head", "agency"): "别的单位",
        ("no", "such"): "x",
        FISCAL: Decimal(1),
    }
    with pytest.raises(WorkbookError, match=r"funds\.total\.amount、head\.agency、no\.such"):
        fill(blank, layout, closed)


def _one_row_up(region: Region) -> Region:
    return Region(region.top - 1, region.left, region.bottom - 1, region.right)


def test_a_value_of_another_kind_and_a_blank_of_another_layout_are_refused(layout: FormGrid, blank: bytes) -> None:
    with pytest.raises(WorkbookError, match="财政拨款"):
        fill(blank, layout, {FISCAL: "九十"})
    first, second = layout.sheets
    with pytest.raises(WorkbookError, match="没有工作表“别的名字”"):
        fill(blank, replace(layout, sheets=(replace(first, name="别的名字"), second)), {FISCAL: Decimal(1)})
    moved = tuple(replace(box, region=_one_row_up(box.region)) for box in first.boxes)
    with pytest.raises(WorkbookError, match="不是这份空表里可填的格子"):
        fill(blank, replace(layout, sheets=(replace(first, boxes=moved), second)), {FISCAL: Decimal(1)})


texts = st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), min_size=1, max_size=40)
amounts = st.decimals(min_value=0, max_value=10**11, places=2)


@settings(max_examples=20, deadline=None)
@given(texts.filter(lambda text: "_x" not in text and "\r" not in text and text.isprintable()), amounts)
def test_any_text_and_any_amount_come_back(layout: FormGrid, blank: bytes, text: str, amount: Decimal) -> None:
    sheet = opened(fill(blank, layout, {TARGET: text, FISCAL: amount}))["部门申报"]
    assert sheet["D13"].value == text
    assert decimal_of_float(float(sheet["D7"].value)) == amount


def test_control_characters_are_stored_as_excel_stores_them(layout: FormGrid, blank: bytes) -> None:
    sheet = opened(fill(blank, layout, {TARGET: "甲\r乙\x01丙"}))["部门申报"]
    assert sheet["D13"].value == "甲_x000D_乙_x0001_丙"
