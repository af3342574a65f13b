"""Names that are none: digits, signs, a lone letter, trial words, 见附件; and names that look like it."""

from __future__ import annotations

import pytest

from filings.contents.said import QUANTITY, ROW, message, said, severities
from filings.filled import PLAN, Cells, amount
from jixiao_xlsx.findings import Severity

NAME = f"{QUANTITY}.name"
NO_NAMES = (
    "88",
    "1",
    "43.2",
    "１２３",
    "2026",
    "（1）",
    "①",
    "一",
    "第二",
    "a",
    "A",
    "aaa",
    "abc",
    "asdf",
    "test",
    "Test1",
    "测试",
    "测试数据",
    "测试 1",
    "指标",
    "指标1",
    "指标一",
    "指标：",
    "具体指标",
    "名称",
    "项目1",
    "的",
    "啊啊啊",
    "12月底前",
    "2025年12月31日",
)
NAMES = (
    "培训人次",
    "GDP",
    "PM2.5",
    "CPI涨幅",
    "5G基站数",
    "12345热线",
    "1+X证书",
    "R&D经费",
    "人均面积",
    "天天健身活动场次",
    "一网通办率",
    "三公经费控制率",
    "指标完成率",
    "项目开工数",
    "任务办结数",
    "测试设备台数",
    "样本采集数",
    "无障碍设施数",
    "无房户安置数",
    "附件完整率",
    "见习岗位数",
    "同城通办事项",
    "80岁以上老人",
    "“十四五”任务数",
    "AQI",
    "亩产",
    "两癌筛查",
)


@pytest.mark.parametrize("form", ["P1", "P1B", "P2", "P4", "P5", "S0", "P3", "P2B"])
def test_a_number_for_a_name_is_sent_back_in_every_form(form: str) -> None:
    cells = {NAME: "88", f"{QUANTITY}.target": "≥500户"}
    assert said(form, cells) == [("G21", NAME)]
    assert severities(form, cells) == [Severity.RETURN]


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_is_told(name: str) -> None:
    assert said("P1", {**ROW, NAME: name}) == [("G21", NAME)]


@pytest.mark.parametrize("name", NAMES)
def test_a_real_name_is_let_be(name: str) -> None:
    assert said("P1", {**ROW, NAME: name}) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("/", "T25"),
        ("无", "T25"),
        ("——", "T25"),
        ("≥95%", "T21"),
        ("500户", "T21"),
        ("数量指标", "T22"),
        ("三级指标", "G12"),
        ("XXX", "G02"),
        ("见附件", "G22"),
        ("同上", "G22"),
        ("详见实施方案", "G22"),
    ],
)
def test_each_is_told_once_by_its_own_rule(name: str, code: str) -> None:
    assert said("P1", {**ROW, NAME: name}) == [(code, NAME)]
    assert Severity.NOTE not in severities("P1", {**ROW, NAME: name})


@pytest.mark.parametrize("name", ["88", "/", "无", "测试", "任务1", "工作任务一"])
def test_a_task_needs_a_name_as_well(name: str) -> None:
    task = {
        "tasks[1].name": name,
        "tasks[1].content": "开展困难群众走访慰问，发放节日慰问金。",
        "tasks[1].fiscal": amount("30"),
    }
    expected = [] if name == "工作任务一" else [("G21", "tasks[1].name")]
    assert said("P3", task) == expected


@pytest.mark.parametrize(
    "name", ["困难群众救助", "5G应用推广", "S232线改造", "办公设备购置", "211工程奖补", "一老一小"]
)
def test_a_real_task_is_let_be(name: str) -> None:
    task = {
        "tasks[1].name": name,
        "tasks[1].content": "按照年度安排组织实施，完成验收。",
        "tasks[1].fiscal": amount("30"),
    }
    assert said("P3", task) == []


def test_a_project_in_a_wide_form_needs_one() -> None:
    row: Cells = {
        "projects[1].name": "99",
        "projects[1].goal": "配备办公设备，保障日常工作",
        "projects[1].result": "购置五十件",
    }
    assert said("S3", row) == [("G21", "projects[1].name")]
    assert said("S3", {**row, "projects[1].name": "办公设备购置"}) == []


def test_both_halves_of_a_row_need_a_name() -> None:
    cells = {
        f"{QUANTITY}.cycle_name": "123",
        f"{QUANTITY}.cycle": "≥1500户",
        NAME: "改造户数",
        f"{QUANTITY}.target": "≥500户",
    }
    assert said("P2", cells) == [("G21", f"{QUANTITY}.cycle_name")]


def test_a_row_that_says_nothing_has_no_name_to_miss() -> None:
    assert said("P1", {NAME: "指标2", f"{QUANTITY}.target": "/", f"{QUANTITY}.actual": "——"}) == []


def test_what_was_named_is_said() -> None:
    words = message("P1", {**ROW, NAME: "88"}, "G21")
    assert "‘88’" in words
    assert "什么指标" in words
    assert "重新报送" in words


def test_a_clean_plan_has_none() -> None:
    assert said("plan", PLAN) == []
