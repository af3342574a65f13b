"""Validations, tints and lists of a written blank: each slot has its own, within Excel's limits."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import Validation, kind_named
from jixiao_xlsx.model.kinds.texts import Code
from jixiao_xlsx.season.single.one_blank import Order, issue_blank
from jixiao_xlsx.sheet.addresses import first_cell, tab_names
from jixiao_xlsx.sheet.grid import FormGrid, Slot
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.seal import seal_for
from jixiao_xlsx.sheet.writer import courtesy, write_blank
from jixiao_xlsx.spec.catalogue import all_forms
from sheet.writer.packages import NS, opened, sheet_xml


def validations_over(sheet: Worksheet, region: Region) -> list[str]:
    """The types of the validations on a region's first cell."""
    first = cell_name(region.top, region.left)
    return [str(rule.type) for rule in sheet.data_validations.dataValidation if first in rule.sqref]


def with_field(layout: FormGrid, slot_number: int, field: Field) -> FormGrid:
    """The layout with another field in one slot of the second sheet."""
    second = layout.sheets[1]
    slots = [box for box in second.boxes if isinstance(box, Slot)]
    boxes = tuple(replace(box, field=field) if box is slots[slot_number] else box for box in second.boxes)
    return replace(layout, sheets=(layout.sheets[0], replace(second, boxes=boxes)))


def test_every_open_slot_has_the_validation_of_its_kind_and_no_other_cell_has_one(layout: FormGrid, seal: Seal) -> None:
    book = opened(write_blank(layout, seal))
    for grid, tab in zip(layout.sheets, tab_names(layout), strict=True):
        slots = [slot for slot in grid.slots() if not slot.field.locked]
        asked = [slot for slot in slots if kind_named(slot.field.kind).validation(slot.field)]
        assert all(len(validations_over(book[tab], slot.region)) == 1 for slot in asked)
        assert asked
        covered = {
            cell for rule in book[tab].data_validations.dataValidation for area in rule.sqref for cell in area.cells
        }
        mine = {(row + 1, column + 1) for slot in asked for row, column in cells_of(slot.region)}
        assert covered == mine


def cells_of(region: Region) -> list[tuple[int, int]]:
    rows, columns = range(region.top, region.bottom + 1), range(region.left, region.right + 1)
    return [(row, column) for row in rows for column in columns]


def test_slots_that_ask_the_same_share_one_validation(layout: FormGrid, seal: Seal) -> None:
    element = sheet_xml(write_blank(layout, seal), 1).find("m:dataValidations", NS)
    assert element is not None
    ranges = [one.get("sqref") for one in element]
    assert "D7:D8" in ranges
    assert "D12:D14" in ranges
    assert len(ranges) == len(set(ranges))


def test_prompts_and_errors_are_chinese_and_within_excels_limits(layout: FormGrid, seal: Seal) -> None:
    for number in (1, 2):
        for element in sheet_xml(write_blank(layout, seal), number).iter(f"{{{NS['m']}}}dataValidation"):
            texts = [element.get(name, "") for name in ("promptTitle", "prompt", "errorTitle", "error")]
            assert re.search("[\u4e00-\u9fff]", texts[0] + texts[1])
            assert [
                len(text.encode("utf-16-le")) // 2 <= most for text, most in zip(texts, (32, 255, 32, 255), strict=True)
            ]
            assert (element.get("type") is None) == (element.get("errorTitle") is None)


def test_a_long_list_stands_on_the_hidden_sheet_and_a_short_one_in_the_validation(layout: FormGrid, seal: Seal) -> None:
    book = opened(write_blank(layout, seal))
    lists = {
        rule.formula1 for rule in book[tab_names(layout)[1]].data_validations.dataValidation if rule.type == "list"
    }
    assert lists == {"_lists!$A$1:$A$40", '"确定能,有可能,完全不可能"'}
    items = [row[0].value for row in book["_lists"].iter_rows()]
    assert items == [f"第{number}类支出，含其他" for number in range(1, 41)]


@pytest.mark.parametrize("choices", [("甲,乙", "丙"), ("=", "≥"), ('他说"好"', "否"), (" 前有空格", "无")])
def test_a_list_that_excel_would_split_or_misread_stands_on_the_hidden_sheet(
    layout: FormGrid, seal: Seal, choices: tuple[str, ...]
) -> None:
    odd = with_field(layout, 1, Field("choice", choices=choices))
    book = opened(write_blank(odd, seal_for(odd, seal)))
    assert [row[1].value for row in book["_lists"].iter_rows(max_row=2)] == list(choices)
    assert book["_lists"]["B1"].data_type == "s"


def test_equal_long_lists_are_written_once_and_no_sheet_where_none_is_needed(layout: FormGrid, seal: Seal) -> None:
    long = Field("choice", choices=tuple(f"第{number}类支出，含其他" for number in range(1, 41)))
    twice = with_field(layout, 1, long)
    assert opened(write_blank(twice, seal_for(twice, seal)))["_lists"].max_column == 1
    only_first = replace(layout, sheets=layout.sheets[:1])
    assert "_lists" not in opened(write_blank(only_first, seal_for(only_first, seal))).sheetnames


def test_a_required_slot_is_tinted_by_its_own_cell_and_others_are_not(layout: FormGrid, seal: Seal) -> None:
    sheet = opened(write_blank(layout, seal))["部门申报"]
    rules = [(str(rule.sqref), one.formula[0]) for rule in sheet.conditional_formatting for one in rule.rules]
    assert ("D7:D8", "LEN(TRIM(D7))=0") in rules
    assert ("C10", "LEN(TRIM(C10))=0") in rules
    required = {slot.region for slot in layout.sheets[0].slots() if slot.field.required and not slot.field.locked}
    tinted = [area for area, formula in rules if formula.endswith("=0")]
    assert len(tinted) == 2
    assert len(required) == 3


def test_text_in_a_number_cell_and_too_long_a_text_turn_red(layout: FormGrid, seal: Seal) -> None:
    sheet = opened(write_blank(layout, seal))["部门申报"]
    rules = {(str(rule.sqref), one.formula[0]) for rule in sheet.conditional_formatting for one in rule.rules}
    assert ("D7:D8", "AND(ISTEXT(D7),LEN(TRIM(D7))>0)") in rules
    assert ("C10", "LEN(C10)>150") in rules
    assert ("C12:C14", "LEN(C12)>60") in rules
    assert any(area == "D7:D8" and "ISNUMBER(D7)" in formula and "D7<0" in formula for area, formula in rules)


class Wordy(Code):
    """A kind whose validation is longer than Excel can hold."""

    def validation(self, field: Field) -> Validation | None:
        return Validation("custom", "编码", "请填编码。", formula=f"={'+'.join(['LEN({cell})'] * 40)}>0")


def test_a_validation_formula_that_excel_could_not_hold_is_refused(
    layout: FormGrid, seal: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courtesy, "kind_named", lambda name: Wordy())
    with pytest.raises(WorkbookError, match="上限 255"):
        write_blank(layout, seal)


def test_first_cell_is_where_the_value_of_a_merged_box_stands() -> None:
    assert first_cell(Region(3, 1, 5, 4)) == Region(3, 1, 3, 1)


def test_limits_of_a_number_are_written_as_typed_not_as_floats(layout: FormGrid, seal: Seal) -> None:
    odd = with_field(layout, 2, Field("amount", least=Decimal("0.1"), most=Decimal("99999999.99")))
    xml = sheet_xml(write_blank(odd, seal_for(odd, seal)), 2)
    bounds = [
        (element.findtext("m:formula1", "", NS), element.findtext("m:formula2", "", NS))
        for element in xml.iter(f"{{{NS['m']}}}dataValidation")
    ]
    assert ("0.1", "99999999.99") in bounds


def test_the_last_row_of_each_open_block_says_what_to_do_when_it_is_full() -> None:
    for form in all_forms():
        blank = issue_blank(Order(form, 2026))
        sheet = opened(blank.data).worksheets[0]
        grid = blank.layout.sheets[0]
        last = {row.open: grid.top + number for number, row in enumerate(grid.rows) if row.open and "+" not in row.id}
        told = {
            row - 1
            for check in sheet.data_validations.dataValidation
            if "行数更多" in (check.prompt or "")
            for cells in check.sqref.ranges
            for row in range(cells.min_row, cells.max_row + 1)
        }
        assert told == set(last.values()), form.name
        assert all(len(check.prompt or "") <= 255 for check in sheet.data_validations.dataValidation)
