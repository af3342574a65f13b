"""The national forms: a careful filing has nothing to be said of, and each rule of theirs finds its mistake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.seal import PREFIX
from jixiao_xlsx.spec.catalogue import all_forms, load_form
from whole_way.forms.national import CLEAN, Cells, blank_of, filled, findings

HOMES = "indicators.output.quantity[1]"
CARE = "indicators.benefit.social[1]"
ALIASES = sorted(CLEAN)
_REVIEW = ("name", "target", "actual", "points", "score")


@pytest.mark.parametrize("alias", ALIASES)
def test_a_careful_filing_has_nothing_to_be_said_of(alias: str) -> None:
    assert [str(finding) for finding in findings(alias, {})] == []


BROKEN: tuple[tuple[str, Cells, str], ...] = (
    ("P2", {"funds.fiscal": "301"}, "年度资金总额不应超过中期资金总额"),
    ("P2", {"goal.cycle": "为五百户困难老年人家庭完成居家适老化改造，降低居家风险。"}, "一字不差"),
    ("P2B", {f"{HOMES}.points": "30"}, "指标分值合计应为 90 分"),
    ("P2B", {f"{HOMES}.measure": None}, "定量指标应写明单位"),
    ("P2B", {f"{CARE}.measure": "项"}, "定性指标不写单位"),
    ("P2B", {"funds.fiscal.annual": "301"}, "年度资金总额不应超过中期资金总额"),
    ("P3", {"tasks[1].fiscal": "0", "tasks[1].other": "0"}, "任务的预算金额应大于零"),
    (
        "P3",
        {"tasks[2].name": "困难老人家庭改造", "tasks[2].content": "培训护理员。", "tasks[2].fiscal": "5"},
        "不应重复",
    ),
    ("P3", {f"{CARE}.name": None, f"{CARE}.target": None}, "效益指标至少应填一个"),
    ("P4", {"funds.fiscal.executed": "99"}, "不应超过全年预计执行数"),
    ("P4", {"funds.fiscal.forecast": "120"}, "请说明资金来源"),
    ("P4", {f"{HOMES}.possible": "√"}, "也只打一个"),
    ("P4", {f"{HOMES}.certain": None}, "应打一个"),
    ("P4", {f"{HOMES}.certain": None, f"{HOMES}.possible": "√"}, "应写明偏差原因"),
    ("P4", {f"{HOMES}.certain": None, f"{HOMES}.impossible": "√", f"{HOMES}.reason": "材料涨价"}, "纠偏措施"),
    ("P5", {f"{HOMES}.core": None}, "应标出至少一个核心指标"),
    ("P5", {f"{HOMES}.deviation": None}, "核心指标没有得满分的"),
    ("P5", {f"{HOMES}.score": "50"}, "按表内数据应为"),
    ("P5", {f"{CARE}.points": "25", f"{CARE}.score": "25"}, "合计应为 100"),
    ("P5", {"conclusion.grade": "良"}, "应为‘优’"),
    ("P1B", {f"{CARE}.score": "18", f"{CARE}.deviation": "无"}, "完成 24%，达到指标值，得 20"),
    ("P1B", {f"{CARE}.points": "15", f"{CARE}.score": "15"}, "合计应为 100 分"),
    ("P1B", {f"indicators.cost.economic[1].{word}": None for word in _REVIEW}, "成本指标一般至少填一个"),
    ("P1B", {"funds.fiscal.executed": "120"}, "全年执行数不应超过全年预算数"),
)


@pytest.mark.parametrize(("alias", "cells", "words"), BROKEN, ids=lambda value: value if isinstance(value, str) else "")
def test_each_rule_finds_its_mistake(alias: str, cells: Cells, words: str) -> None:
    assert any(words in str(finding) for finding in findings(alias, cells))


@pytest.mark.parametrize("text", ["-", "—", "——", "/", "无"])
def test_a_dash_is_no_measure_of_a_qualitative_target(text: str) -> None:
    assert not findings("P2B", {f"{CARE}.measure": text})


def test_two_mistakes_are_both_told() -> None:
    said = " ".join(
        str(finding) for finding in findings("P4", {f"{HOMES}.certain": None, "funds.fiscal.executed": "99"})
    )
    assert "应打一个" in said
    assert "不应超过全年预计执行数" in said


def without_seal(book: RawBook) -> RawBook:
    """The visible sheets only, as pasted into a new workbook."""
    sheets = (
        replace(sheet, cells={at: cell for at, cell in sheet.cells.items() if not cell.raw.startswith(PREFIX)})
        for sheet in book.sheets
        if not sheet.name.startswith("_")
    )
    return replace(book, sheets=tuple(sheets))


@pytest.mark.parametrize("alias", ALIASES)
def test_a_form_is_known_by_its_words_and_its_edition_too(alias: str) -> None:
    book = read_raw(filled(alias, {}), name="表.xlsx")
    assert isinstance(book, RawBook)
    seal = Reader.of().read_cells(without_seal(book), name="表.xlsx", sha256="").seal
    form = load_form(alias)
    assert seal is not None
    assert (seal.form, seal.edition) == (form.form, form.edition)


def editions_of(form: Form) -> list[str]:
    return [one.edition for one in all_forms() if one.form == form.form]


@pytest.mark.parametrize(("alias", "editions"), [("P1", ["2020", "2021"]), ("P2", ["2019", "2021"])])
def test_variants_of_a_form_are_its_editions(alias: str, editions: list[str]) -> None:
    assert editions_of(load_form(alias)) == editions
    assert load_form(f"{alias}B").edition == editions[-1]
    assert load_form(load_form(alias).form).edition == editions[-1]


@pytest.mark.parametrize("alias", ALIASES)
def test_a_form_names_its_default_rules_in_its_notes(alias: str) -> None:
    assert len(load_form(alias).instructions) >= 5
    assert blank_of(alias).name.endswith(".xlsx")
