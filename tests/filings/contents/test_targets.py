"""Targets of nothing beside real names: cell by cell, many at once, all of them; and where 无 is a target."""

from __future__ import annotations

import pytest

from filings.contents.said import QUANTITY, ROW, message, said, severities
from filings.filled import Cells, findings
from jixiao_xlsx.findings import Severity

SECOND = "indicators.output.quality[1]"
QUALITY: Cells = {f"{SECOND}.name": "验收合格率", f"{SECOND}.target": "≥98%"}
NOTHING = (
    "无",
    "/",
    "／",
    "—",
    "——",
    "-",
    "暂无",
    "没有",
    "不涉及",
    "空",
    "（无）",
    "无。",
    "略",
    "N/A",
    "测试",
    "aaa",
    "\\",
)
NONE_IS_BEST = (
    "重大安全事故",
    "有无违规行为",
    "投诉事件",
    "群体性事件发生情况",
    "是否发生泄密",
    "项目质量问题",
    "信访案件",
    "资金损失",
    "环境污染",
    "对周边居民的不良影响",
    "拖欠工资情况",
    "安全隐患",
    "档案丢失损毁",
    "图书破损",
    "停播",
    "学生溺水",
    "漏报瞒报",
    "耕地撂荒",
)


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("form", ["P1", "S0", "P2"])
def test_a_target_of_nothing_is_told_at_its_cell(form: str, text: str) -> None:
    cells = {f"{QUANTITY}.name": "改造户数", f"{QUANTITY}.target": text, **QUALITY}
    assert said(form, cells) == [("G23", f"{QUANTITY}.target")]


@pytest.mark.parametrize("form", ["P1B", "P2B", "P3", "P4", "P5"])
def test_it_is_told_in_every_form(form: str) -> None:
    cells = {f"{QUANTITY}.name": "改造户数", f"{QUANTITY}.target": "无", **QUALITY}
    assert said(form, cells) == [("G23", f"{QUANTITY}.target")]


@pytest.mark.parametrize("name", NONE_IS_BEST)
def test_of_what_harms_none_is_the_best_target(name: str) -> None:
    cells = {f"{QUANTITY}.name": name, f"{QUANTITY}.target": "无", **QUALITY}
    assert said("S0", cells) == []
    assert said("S0", {**cells, f"{QUANTITY}.target": "/"}) == [("G23", f"{QUANTITY}.target")]


@pytest.mark.parametrize("name", ["投诉办结率", "隐患整改率", "事故下降率", "问题整改数", "风险防控培训", "案件侦破数"])
def test_of_what_is_done_about_harm_none_is_no_target(name: str) -> None:
    cells = {f"{QUANTITY}.name": name, f"{QUANTITY}.target": "无", **QUALITY}
    assert said("S0", cells) == [("G23", f"{QUANTITY}.target")]


@pytest.mark.parametrize(
    "text",
    ["0起", "0", "不适用", "优", "良好", "是", "有效", "无重大事故", "零投诉", "应保尽保", "A级", "全覆盖", "长期/优"],
)
def test_a_short_target_that_says_something_is_let_be(text: str) -> None:
    cells = {f"{QUANTITY}.name": "改造户数", f"{QUANTITY}.target": text, **QUALITY}
    assert said("S0", cells) == []


@pytest.mark.parametrize("text", ["无", "/", "—", "没有", "测试"])
def test_what_came_of_a_target_is_asked_in_a_self_review_only(text: str) -> None:
    assert said("P1", {**ROW, f"{QUANTITY}.actual": text}) == [("G23", f"{QUANTITY}.actual")]
    assert (
        said("P4", {f"{QUANTITY}.name": "改造户数", f"{QUANTITY}.target": "≥500户", f"{QUANTITY}.actual": text}) == []
    )


@pytest.mark.parametrize("text", ["0户", "0", "不适用", "已完成", "未完成", "512"])
def test_an_actual_value_that_says_something_is_let_be(text: str) -> None:
    assert said("P1", {**ROW, f"{QUANTITY}.actual": text}) == []


def test_of_an_accident_none_came() -> None:
    accident = {f"{QUANTITY}.name": "安全事故起数", f"{QUANTITY}.target": "0起", f"{QUANTITY}.actual": "无"}
    assert said("P1", {**ROW, **accident}) == []


def test_a_row_of_nothing_is_no_target_without_content() -> None:
    cells = {f"{QUANTITY}.name": "/", f"{QUANTITY}.target": "/", f"{QUANTITY}.actual": "/", **QUALITY}
    assert said("P1", cells) == []


def _five(text: str) -> Cells:
    rows = [f"indicators.output.quantity[{number}]" for number in range(1, 6)]
    names = ("改造户数", "评估次数", "培训人次", "慰问户数", "床位数")
    return {f"{row}.name": name for row, name in zip(rows, names, strict=True)} | {
        f"{row}.target": text for row in rows
    }


def test_many_are_said_once_with_all_cells() -> None:
    cells = {**_five("无"), **QUALITY}
    assert said("S0", cells) == [("G23", f"{QUANTITY}.target")]
    words = message("S0", cells, "G23")
    assert "共 5 格" in words
    places = [finding.where.cell for finding in findings("S0", {**_five("0"), **QUALITY}) if finding.code == "T07"]
    assert all(place in words for place in places)


def test_up_to_three_are_said_each_at_its_cell() -> None:
    cells = {**_five("无"), **QUALITY, f"{QUANTITY}.target": "≥5户", "indicators.output.quantity[2].target": "≥6次"}
    assert said("S0", cells) == [("G23", f"indicators.output.quantity[{number}].target") for number in (3, 4, 5)]


@pytest.mark.parametrize("text", ["无", "/", "——", "暂无"])
def test_all_of_them_are_sent_back_once(text: str) -> None:
    assert said("S0", _five(text)) == [("T24", f"{QUANTITY}.target")]
    assert severities("S0", _five(text)) == [Severity.RETURN]


def test_all_not_applicable_is_to_be_explained() -> None:
    assert severities("S0", _five("不适用")) == [Severity.EXPLAIN]


def test_a_target_of_a_cycle_is_asked_where_the_form_demands_it() -> None:
    row = "indicators.output.quantity[1]"
    cells = {f"{row}.name": "社工服务人次", f"{row}.cycle": "/", f"{row}.annual": "400万人次"}
    assert said("S1", cells) == [("G23", f"{row}.cycle")]
    once = {f"{row}.cycle": "/", f"{row}.name": "改造户数", f"{row}.target": "≥500户"}
    assert said("P2", once) == []
