"""A line of 自检 says which cells to change, nothing where there is nothing to check yet, and speaks in labels."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from jixiao_xlsx.model.checks.checks import NUMBERS, REQUIRED
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.sheet.grid import FormGrid, LiveShow, Slot
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.self_check.computing import live_values_of
from jixiao_xlsx.sheet.self_check.state import FAILS, HOLDS, SILENT
from jixiao_xlsx.spec.catalogue import all_forms, load_form
from jixiao_xlsx.spec.load import load_text

QUANTITY = "indicators.output.quantity[1]"
TWO_SHEETS = """
form: sample
title: 示例表
edition: 2024
measure: 万元
sheets:
  - key: main
    name: 申报表
    columns: [14, 20]
    sections: [{key: head, lines: [[{label: 部门名称, key: agency, required: true}]]}]
  - key: detail
    name: 明细
    columns: [14, 20]
    sections:
      - key: funds
        lines:
          - [{label: 财政拨款, key: fiscal, kind: amount, required: true}]
          - [{label: 其他资金, key: other, kind: amount}]
        rules:
          - {check: fiscal >= 0, say: 财政拨款不应小于零}
          - {check: other <= fiscal, say: 其他资金不应多于财政拨款}
"""


def shown(layout: FormGrid, **cells: Decimal | int | str) -> dict[str, tuple[str, str]]:
    """By the sentence of each line, what it lists and its verdict."""
    values: dict[Key, Value] = {
        parse_key(key): Decimal(value) if isinstance(value, int) else value for key, value in cells.items()
    }
    live = live_values_of(layout, values)
    return {
        check.sentence: (str(live.get((number, LiveShow.LEFT), "")), str(live[number, LiveShow.VERDICT]))
        for number, check in enumerate(layout.checks)
    }


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.name)
def test_an_untouched_blank_holds_nothing_for_right(form: Form) -> None:
    layout = lay_out(form, 2026)
    live = live_values_of(layout, {})
    verdicts = [(check, live[number, LiveShow.VERDICT]) for number, check in enumerate(layout.checks)]
    assert HOLDS not in [verdict for _, verdict in verdicts]
    # What is wrong already is only what has to be filled in.
    asking = [check for check, verdict in verdicts if verdict == FAILS]
    assert all(check.blanks or check.anything or "填" in check.sentence for check in asking)


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.name)
def test_sentences_name_labels_and_no_keys(form: Form) -> None:
    for check in lay_out(form, 2026).checks:
        assert not re.search(r"[a-z]{2,}|第1行|第 (\d+)–\1 行", check.sentence), check.sentence


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.name)
def test_each_line_of_a_rule_tells_its_remedy_beside_it(form: Form) -> None:
    layout = lay_out(form, 2026)
    remedies = {rule.fix for rule in form.rules}
    notes = {
        box.field.note
        for box in layout.sheets[-1].boxes
        if isinstance(box, Slot) and box.key[:2] == ("explain", "rules")
    }
    heavy = {rule.fix for rule in form.rules if rule.severity != "提示"}
    assert heavy <= notes <= remedies | {""}


def test_required_cells_that_are_blank_are_named() -> None:
    layout = lay_out(load_form("P1"), 2026)
    lines = shown(layout, **{f"{QUANTITY}.name": "改造户数"})
    listed, verdict = next(line for sentence, line in lines.items() if sentence.startswith("必填项都已填写（1/"))
    assert verdict == FAILS
    assert listed.split()[:4] == ["D6", "D7", "I7", "D14"]
    assert listed.endswith(" …")
    assert len(listed) <= 30


def test_few_blank_cells_are_all_named() -> None:
    layout = lay_out(load_text(TWO_SHEETS, name=""), 2026)
    assert shown(layout, **{"main.head.agency": "甲"})["必填项都已填写"] == ("明细!C5", FAILS)
    assert shown(layout)["必填项都已填写"][0].split() == ["C5", "明细!C5"]


def test_rows_that_break_a_rule_are_named_by_the_cell_to_change() -> None:
    layout = lay_out(load_form("P1"), 2026)
    lines = shown(layout, **{f"{QUANTITY}.points": 20, f"{QUANTITY}.score": 22})
    assert lines["得分不应超过分值（第 1–6 行）"] == ("I16", FAILS)
    assert lines["得分不应超过分值（第 7–12 行）"] == ("", SILENT)


def test_words_in_number_cells_are_named() -> None:
    layout = lay_out(load_form("P3"), 2026)
    lines = shown(layout, **{"tasks[2].fiscal": "九十", "tasks[1].fiscal": 5})
    assert lines["数字格里填的都是数"] == ("F10", FAILS)


def test_what_holds_shows_it_and_names_nothing() -> None:
    layout = lay_out(load_form("P3"), 2026)
    lines = shown(layout, **{"tasks[1].fiscal": 5})
    assert lines["数字格里填的都是数"] == ("", HOLDS)


def test_rules_of_further_sheets_have_lines_of_their_own() -> None:
    layout = lay_out(load_text(TWO_SHEETS, name=""), 2026)
    codes = [check.code for check in layout.checks if check.code not in (REQUIRED, NUMBERS)]
    assert codes == ["detail.funds#1", "detail.funds#2"]
    assert shown(layout, **{"detail.funds.fiscal": 5, "detail.funds.other": 9})["其他资金不应多于财政拨款"][1] == FAILS


def test_a_single_row_left_over_is_called_by_its_number() -> None:
    sentences = [check.sentence for check in lay_out(load_form("P1"), 2026).checks]
    assert "没有得满分的指标应写明偏差原因和改进措施（第 13 行）" in sentences
