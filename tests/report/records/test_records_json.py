"""Nested JSON: what a program reads of a filing, exactly and without floats."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.report.records.filing_json import filing_json
from report.records.made import figure, filing, record, wrong_number


def sections(made: Filing) -> Any:
    """The sections as a program reads them from the text."""
    return json.loads(json.dumps(filing_json(made, "申报表")["sections"]))


def no_floats(plain: object) -> bool:
    if isinstance(plain, dict):
        return all(no_floats(value) for value in plain.values())
    if isinstance(plain, list):
        return all(no_floats(value) for value in plain)
    return not isinstance(plain, float)


def test_an_amount_has_its_text_its_value_its_measure_and_yuan() -> None:
    made = filing(record("funds.fiscal", Decimal("6009.09"), raw="6,009.09"))
    assert sections(made) == {
        "funds": {
            "fiscal": {
                "raw": "6,009.09",
                "value": "6009.09",
                "measure": "万元",
                "yuan": "60090900.00",
                "cell": "D4",
                "sheet": "填报表",
            }
        }
    }


def test_yuan_is_given_for_every_measure_of_money_and_for_no_other() -> None:
    measures = {"a": "元", "b": "千元", "c": "万元", "d": "亿元", "e": "人"}
    plain = sections(filing(*(record(key, Decimal(2), measure=measure) for key, measure in measures.items())))
    assert [plain[key].get("yuan") for key in measures] == ["2.00", "2000.00", "20000.00", "200000000.00", None]


def test_zero_is_present_blank_is_absent_and_unreadable_is_neither() -> None:
    plain = sections(filing(record("a", Decimal("-0")), record("c", None, raw="九十", kind="amount")))
    assert plain["a"]["value"] == "0"
    assert "b" not in plain
    assert plain["c"] == {"raw": "九十", "unreadable": True, "cell": "D4", "sheet": "填报表"}


def test_percents_dates_and_texts_each_have_their_shape() -> None:
    made = filing(
        record("share", Decimal("0.9921"), kind="percent", raw="99.21%", measure=""),
        record("day", date(2026, 1, 14)),
        record("text", "甲", raw=" 甲"),
    )
    plain = sections(made)
    place = {"cell": "D4", "sheet": "填报表"}
    assert plain["share"] == {"raw": "99.21%", "value": "0.9921", "percent": "99.21", **place}
    assert plain["day"] == {"value": "2026-01-14", **place}
    assert plain["text"] == {"raw": " 甲", "value": "甲", **place}


def test_open_rows_and_repeats_are_lists_in_sheet_order() -> None:
    made = filing(
        record("goals[2].rows[1].name", "乙", order=4),
        record("goals[1].text", "目标", order=7),
        record("goals[1].rows[1].name", "甲", order=8),
        record("goals[1].rows[3].name", "丙", order=9, inserted=True),
    )
    goals = sections(made)["goals"]
    assert [(goal["row"], goal["order"], goal["inserted"]) for goal in goals] == [(2, 4, False), (1, 7, False)]
    rows = goals[1]["rows"]
    assert [(row["row"], row["inserted"], row["name"]["value"]) for row in rows] == [(1, False, "甲"), (3, True, "丙")]


def test_a_column_called_row_does_not_hide_the_index() -> None:
    made = filing(record("tasks[2].row", "第二排"), record("tasks[2].order", "先"))
    (task,) = sections(made)["tasks"]
    assert (task["row"], task["row_"]["value"], task["order_"]["value"]) == (2, "第二排", "先")


def test_a_target_is_read_with_its_indicators_name_and_the_year_of_its_column() -> None:
    made = filing(
        record("i.quantity[1].name", "投诉率"),
        record("i.quantity[1].target", "5%", kind="target"),
        record("i.time[1].y_1", "12月底前", kind="target"),
    )
    plain = sections(made)["i"]
    target = plain["quantity"][0]["target"]
    assert (target["raw"], target["target"]["direction"]) == ("5%", "反向")
    assert plain["time"][0]["y_1"]["target"]["deadline"] == "2025-12-31"


def test_computed_figures_stand_in_the_tree_and_say_when_they_do_not_apply() -> None:
    made = replace(
        filing(record("f.a", Decimal(1))),
        figures=(figure("f.total", Decimal(1)), figure("f.rate", None, "不适用", kind="percent"), figure("f.x", None)),
    )
    plain = sections(made)["f"]
    assert plain["total"] == {"value": "1", "measure": "万元", "yuan": "10000.00", "computed": True}
    assert plain["rate"] == {"value": None, "text": "不适用", "computed": True}
    assert "x" not in plain


def test_a_figure_stands_where_the_form_asks_for_it() -> None:
    names = [parse_key(key) for key in ("f.total", "f.a", "f.share", "f.b")]
    asked = {key: AskedCell(key, None, "", "", "") for key in names}
    questions = Questions(Form("S0", "表", "2023", "万元", ()), 2026, asked)
    made = replace(
        filing(record("f.a", Decimal(1)), record("f.b", Decimal(2))),
        figures=(figure("f.total", Decimal(3)), figure("f.share", Decimal("0.5"), kind="percent")),
    )
    plain: Any = filing_json(made, "表", questions=questions)
    assert list(plain["sections"]["f"]) == ["total", "a", "share", "b"]


def test_a_blank_row_is_not_brought_to_life_by_its_formula() -> None:
    made = replace(
        filing(record("t[1].a", Decimal(1))), figures=(figure("t[1].sum", Decimal(1)), figure("t[2].sum", Decimal(0)))
    )
    assert [row["row"] for row in sections(made)["t"]] == [1]


def test_a_refused_file_has_findings_and_no_sections() -> None:
    plain = filing_json(replace(filing(seal=None), findings=(wrong_number("D4"), wrong_number("D5"))), "")
    assert (plain["form"], plain["agency"], plain["sections"]) == (None, None, {})
    assert plain["counts"] == {"退回": 2, "说明": 0, "提示": 0}


def test_a_file_name_in_another_encoding_can_still_be_written() -> None:
    plain = filing_json(filing(name="\udcb1\udced.xlsx"), "")
    json.dumps(plain, ensure_ascii=False).encode("utf-8")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_money_comes_back_exactly_and_never_as_a_float(value: Decimal) -> None:
    plain = filing_json(filing(record("a", value)), "")
    again = json.loads(json.dumps(plain, ensure_ascii=False), parse_float=lambda text: 1 / 0)
    assert no_floats(plain)
    assert Decimal(again["sections"]["a"]["value"]) == value
    assert Decimal(again["sections"]["a"]["yuan"]) == value * 10_000
