"""Only what is required is tinted: in an open row nothing until the row is begun, and in a repeat likewise."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from clients.libreoffice import Office
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.season.single.one_blank import Blank, Order, issue_blank
from jixiao_xlsx.sheet import theme
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.sheet.writer.waiting import waiting_slots
from jixiao_xlsx.spec.catalogue import all_forms, load_form
from jixiao_xlsx.spec.load import load_text
from sheet.writer.test_in_libreoffice import pages, share_of

REPEATED = """
form: sample
title: 示例表
edition: 2024
measure: 万元
columns: [14, 20, 20]
sections:
  - key: goals
    repeat: {shown: 3, least: 1, most: 5}
    sections:
      - {lines: [[{label: 目标<k>, key: text, required: true}], [{label: 依据<k>, key: basis}]]}
      - key: indicators
        table:
          stub: [1]
          columns: [{name: 名称, required: true}, {target: 指标值, kind: target, required: true}]
          rows: [{quantity: 数量指标, open: {shown: 2, least: 1, most: 5}}]
"""


def blank_of(form: Form) -> Blank:
    return issue_blank(Order(form, 2026))


def rules_of(blank: Blank) -> dict[str, str]:
    """The condition of each tint by the cells it is for."""
    sheet = load_workbook(BytesIO(blank.data))[blank.layout.sheets[0].name]
    rules = [(str(area.sqref), rule) for area in sheet.conditional_formatting for rule in area.rules]
    tints = [(area, rule) for area, rule in rules if rule.dxf.fill.bgColor.rgb.endswith(theme.REQUIRED_FILL[1:])]
    return {area: rule.formula[0] for area, rule in tints}


def test_a_cell_of_an_open_row_waits_for_its_row() -> None:
    rules = rules_of(blank_of(load_form("P1")))
    assert "LEN(TRIM(D6))=0" in rules.values()
    later = [formula for area, formula in rules.items() if "F17" in area.partition(":")[0]]
    assert later == ["AND(LEN(TRIM(F17))=0,COUNTA(E17,G17:J17)>0)"]


def test_the_first_row_that_there_must_be_waits_for_nothing_but_another_one() -> None:
    rules = rules_of(blank_of(load_form("P1")))
    assert rules["E16"] == "AND(LEN(TRIM(E16))=0,OR(COUNTA(F16:J16)>0,COUNTA($E$16:$J$17)=0))"


def test_a_repeat_waits_for_whatever_stands_in_it() -> None:
    blank = blank_of(load_text(REPEATED, name=""))
    waiting = waiting_slots(blank.layout.form, blank.layout.sheets[0])
    assert parse_key("goals[1].text") not in waiting
    assert len(waiting[parse_key("goals[2].text")].row) == 5
    assert waiting[parse_key("goals[1].indicators.quantity[1].name")].block
    assert not waiting[parse_key("goals[2].indicators.quantity[1].name")].block


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.name)
def test_only_required_cells_are_tinted(form: Form) -> None:
    blank = blank_of(form)
    slots = [slot for slot in blank.layout.sheets[0].slots() if slot.field.required and not slot.field.locked]
    required = {str(slot.region).partition(":")[0] for slot in slots}
    tinted = {area.partition(":")[0] for areas in rules_of(blank) for area in areas.split()}
    assert tinted <= required
    assert bool(tinted) == bool(required)


def begun(layout_slots: list[Slot]) -> dict[Key, Value]:
    return {slot.key: "甲" for slot in layout_slots if slot.field.required and not slot.field.locked}


def test_unused_rows_are_white_and_begun_ones_are_tinted(office: Office, tmp_path: Path) -> None:
    blank = blank_of(load_text(REPEATED, name=""))
    must = {"goals[1].text", "goals[1].indicators.quantity[1].name", "goals[1].indicators.quantity[1].target"}
    done = fill(blank.data, blank.layout, {parse_key(key): "甲" for key in must})
    more = fill(
        blank.data, blank.layout, {parse_key(key): "甲" for key in {*must, "goals[3].indicators.quantity[2].name"}}
    )
    assert share_of(theme.REQUIRED_FILL, pages(office, blank.data, tmp_path / "blank")[0]) > 0
    assert share_of(theme.REQUIRED_FILL, pages(office, done, tmp_path / "done")[0]) == 0
    assert share_of(theme.REQUIRED_FILL, pages(office, more, tmp_path / "more")[0]) > 0
