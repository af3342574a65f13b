"""见附件 where content belongs; and words that begin like it and say something."""

from __future__ import annotations

import pytest

from filings.contents.said import QUANTITY, REVIEWED, ROW, said
from filings.filled import Cells

AWAY = (
    "见附件",
    "详见附件",
    "详见附件1",
    "见附表2",
    "具体见附件",
    "见说明",
    "详见说明",
    "见实施方案",
    "详见项目实施方案",
    "见绩效自评报告",
    "另附",
    "另附页",
    "附后",
    "附件",
    "另行报送",
    "见申报书",
    "见合同",
    "同上",
    "同左",
    "见上",
    "（见附件）",
    "见附件。",
    "同年度目标",
    "见任务书",
    "见绩效目标申报表",
    "如附件所示",
    "详见部门决算",
)
HERE = (
    "按实施方案执行",
    "参照国家标准",
    "符合合同约定",
    "不低于上年",
    "与上年持平",
    "同比增长5%",
    "达到规划要求",
    "见实效",
    "成效明显",
    "附件齐全",
    "同步完成",
    "12月底前",
    "≥95%",
    "按照《管理办法》执行",
    "见义勇为表彰方案",
    "见证取样报告",
    "详细规划文本",
)


@pytest.mark.parametrize("text", AWAY)
@pytest.mark.parametrize("column", ["target", "actual"])
def test_a_value_elsewhere_is_told_at_its_cell(text: str, column: str) -> None:
    assert said("P1", {**ROW, f"{QUANTITY}.{column}": text}) == [("G22", f"{QUANTITY}.{column}")]


@pytest.mark.parametrize("text", HERE)
def test_a_value_that_refers_to_a_standard_is_let_be(text: str) -> None:
    assert said("P1", {**ROW, f"{QUANTITY}.target": text}) == []


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("P1", "goal.expected"),
        ("P1", "goal.achieved"),
        ("P1B", "goal.expected"),
        ("P2", "goal.annual"),
        ("P2", "goal.cycle"),
        ("P2B", "goal.annual"),
        ("P4", "goal.text"),
        ("P5", "goal.achieved"),
        ("S0", "goals[1].text"),
        ("S0", "duties[1].text"),
        ("S1", "goal.text"),
        ("S1", "tasks.main[1].content"),
        ("S1", "tasks.main[1].goal"),
        ("S2", "overall.annual"),
        ("S2", "tasks.text"),
        ("S3", "projects[1].goal"),
        ("S3", "projects[1].result"),
        ("S4", "texts.overview.goals.text"),
        ("S4", "texts.application.text"),
        ("P3", "goals[1].text"),
        ("P3", "tasks[1].content"),
    ],
)
def test_a_text_elsewhere_is_told_in_every_form(form: str, key: str) -> None:
    assert said(form, {key: "详见附件"}) == [("G22", key)]


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("P1", f"{QUANTITY}.deviation"),
        ("S3", "projects[1].problems"),
        ("S3", "projects[1].remedy"),
        ("P4", f"{QUANTITY}.remark"),
        ("S2", "goals[1].indicators.output.quantity[1].standard"),
    ],
)
def test_where_nothing_need_be_said_an_attachment_is_let_be(form: str, key: str) -> None:
    assert said(form, {key: "见附件"}) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年完成改造五百户，名单见附件。",
        "按照《关于推进养老服务的意见》组织实施，改造五百户。",
        "见义勇为人员及其家属得到慰问，慰问率达到百分之百。",
        "附属工程如期开工，主体工程完成过半。",
        "同上级部门签订的责任书要求逐项落实，改造五百户。",
    ],
)
def test_a_goal_with_content_is_let_be(text: str) -> None:
    cells: Cells = {**REVIEWED, "goal.expected": text}
    assert said("P1", cells) == []
