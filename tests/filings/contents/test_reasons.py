"""Reasons that give none: told beside a loss or a doubt, right where there is neither."""

from __future__ import annotations

import pytest

from filings.contents.said import QUANTITY, ROW, message, said, severities
from filings.filled import REVIEW, Cells, amount
from jixiao_xlsx.findings import Severity

REASON = f"{QUANTITY}.deviation"
LOST: Cells = {**ROW, f"{QUANTITY}.actual": "450户", f"{QUANTITY}.score": 9}
NONE = (
    "无",
    "0",
    "/",
    "—",
    "-",
    "没有",
    "正常",
    "已完成",
    "按计划",
    "按计划完成",
    "按计划推进",
    "完成",
    "良好",
    "暂无",
    "无偏差",
    "不存在偏差",
    "无原因",
    "原因不明",
    "不详",
    "其他",
    "其他原因",
    "客观原因",
    "客观原因造成",
    "见附件",
    "详见自评报告",
    "1",
    "100%",
    "无。",
    "（无）",
    "不涉及",
    "偏差",
    "正常推进",
    "达成预期目标",
    "无特殊原因",
    "没有原因",
    "无需整改",
    "符合预期",
    "在合理范围内",
    "继续努力",
    "下一步改进",
    "进一步加强管理",
    "完成情况良好",
    "据实",
    "未按计划完成",
)
REASONS = (
    "受疫情影响，部分工程延期。",
    "资金未到位",
    "材料涨价",
    "招标流标两次",
    "部分对象自愿放弃",
    "雨季停工",
    "征地未完成",
    "人员不足，下年增配2人",
    "无法入户施工的有50户，下年补做。",
    "已完成招标，施工推迟到次年。",
    "政策调整",
    "按上级要求压减任务",
    "预算下达晚",
    "疫情",
    "施工未按进度",
    "无资金",
    "无人报名",
    "没有申请人",
    "未招标",
    "指标值设置偏高",
    "正常退役",
    "差50户未能入户",
)


@pytest.mark.parametrize("text", NONE)
def test_beside_a_loss_it_is_no_reason(text: str) -> None:
    assert said("P1", {**LOST, REASON: text}) == [("G24", REASON)]


@pytest.mark.parametrize("text", NONE)
def test_where_all_was_reached_it_is_right(text: str) -> None:
    assert said("P1", {**ROW, REASON: text}) == []


@pytest.mark.parametrize("text", REASONS)
def test_a_reason_is_let_be(text: str) -> None:
    assert said("P1", {**LOST, REASON: text}) == []


@pytest.mark.parametrize("form", ["P1", "P1B", "P5"])
def test_it_is_to_be_explained_in_every_self_review(form: str) -> None:
    cells = {**LOST, REASON: "无", f"{QUANTITY}.coefficient": amount("0.9")}
    cells = cells if form == "P5" else {key: value for key, value in cells.items() if "coefficient" not in key}
    assert said(form, cells) == [("G24", REASON)]
    assert severities(form, cells) == [Severity.EXPLAIN]
    assert "得 9 分，分值 10 分" in message(form, cells, "G24")


def test_an_unknown_form_is_weighed_as_well() -> None:
    reason = "indicators.output.cost[1].deviation"
    assert said("review", {**REVIEW, reason: "正常"}) == [("G24", reason)]
    assert said("review", REVIEW) == []


@pytest.mark.parametrize(
    ("target", "actual", "missed"),
    [
        ("≥500户", "450户", True),
        ("≥500户", "500户", False),
        ("≥500户", "512户", False),
        ("≤2%", "3%", True),
        ("≤2%", "1%", False),
        ("≥95%", "93.5%", True),
        ("建立健全", "基本建立", True),
        ("建立健全", "已建立", False),
        ("11月底前", "12月10日", True),
        ("11月底前", "11月10日", False),
        ("≥500户", "不适用", False),
        ("按实际发生数", "12户", False),
        ("显著提升", "效果较好", False),
    ],
)
def test_without_points_what_came_of_the_target_decides(target: str, actual: str, missed: bool) -> None:
    cells = {**ROW, f"{QUANTITY}.target": target, f"{QUANTITY}.actual": actual, REASON: "无"}
    cells |= dict.fromkeys((f"{QUANTITY}.points", f"{QUANTITY}.score"))
    assert [code for code, _ in said("P1", cells) if code == "G24"] == (["G24"] if missed else [])


def test_full_points_beside_a_target_that_was_missed_are_the_scores_matter() -> None:
    assert said("P1", {**LOST, f"{QUANTITY}.score": 10, REASON: "无"}) == []


MONITORED: Cells = {
    f"{QUANTITY}.name": "改造户数",
    f"{QUANTITY}.target": "≥500户",
    f"{QUANTITY}.actual": "120户",
    f"{QUANTITY}.forecast": "400户",
}


@pytest.mark.parametrize("text", ["无", "正常", "按计划", "/", "其他", "0"])
def test_a_doubtful_chance_needs_a_reason(text: str) -> None:
    cells = {**MONITORED, f"{QUANTITY}.possible": "√", f"{QUANTITY}.reason": text}
    assert said("P4", cells) == [("G24", f"{QUANTITY}.reason")]
    sure = {**MONITORED, f"{QUANTITY}.certain": "√", f"{QUANTITY}.reason": text}
    assert said("P4", sure) == []


def test_what_cannot_be_reached_needs_a_remedy() -> None:
    cells = {
        **MONITORED,
        f"{QUANTITY}.impossible": "√",
        f"{QUANTITY}.reason": "施工单位退场",
        f"{QUANTITY}.remark": "无",
    }
    assert said("P4", cells) == [("G24", f"{QUANTITY}.remark")]
    assert said("P4", {**cells, f"{QUANTITY}.remark": "九月重新招标"}) == []
    maybe = {**MONITORED, f"{QUANTITY}.possible": "√", f"{QUANTITY}.reason": "雨季停工", f"{QUANTITY}.remark": "无"}
    assert said("P4", maybe) == []


@pytest.mark.parametrize(
    "text",
    [
        "按实际情况填写",
        "据实填报",
        "未达标",
        "略低于目标值",
        "有一定差距",
        "存在偏差",
        "与目标值有差距",
        "未达到预期目标",
        "目标未完成",
        "完成率97.9%",
        "实际完成96%",
        "有待加强",
        "原因如下：",
        "其他客观原因",
        "继续努力，不断提高",
    ],
)
def test_a_deviation_told_again_is_no_reason(text: str) -> None:
    assert said("P1", {**LOST, REASON: text}) == [("G24", REASON)]


@pytest.mark.parametrize(
    "text",
    [
        "资金未到位",
        "设备未按时到货",
        "完成率低于目标，因9月停课4天",
        "目标设定偏高",
        "报名人数不足",
        "雨季停工",
        "项目未验收",
        "合同未到期",
        "上级未下达任务",
        "人员偏少，完成率97%",
        "结算资料补充较慢",
        "两户未完成改造",
    ],
)
def test_what_lies_behind_a_deviation_is_a_reason(text: str) -> None:
    assert said("P1", {**LOST, REASON: text}) == []


WIDE: Cells = {
    "projects[1].name": "困难家庭改造",
    "projects[1].goal": "为八十户困难家庭完成改造",
    "projects[1].result": "改造七十二户",
    "projects[1].output.quantity.target": "改造家庭≥80户",
    "projects[1].output.quantity.actual": "72户",
    "projects[1].problems": "无",
}


@pytest.mark.parametrize("text", ["无", "/", "无。", "暂无", "没有"])
def test_a_project_of_a_list_that_fell_short_has_a_problem_to_name(text: str) -> None:
    assert said("S3", {**WIDE, "projects[1].problems": text}) == [("G24", "projects[1].problems")]


@pytest.mark.parametrize(
    "change",
    [
        {"projects[1].output.quantity.actual": "80户"},
        {"projects[1].output.quantity.actual": "86户"},
        {"projects[1].output.quantity.actual": "不适用"},
        {"projects[1].output.quantity.target": "改造家庭≤80户"},
        {"projects[1].problems": "报名家庭偏少"},
        {"projects[1].problems": "入户协调难度大，已列入下年计划"},
        {"projects[1].problems": None},
        {"projects[1].output.quantity.target": None},
        {"projects[1].output.quantity.actual": None},
        {"projects[1].output.quantity.target": "改造质量良好", "projects[1].output.quantity.actual": "良好"},
    ],
)
def test_a_project_that_is_as_planned_or_names_its_problem_is_let_be(change: Cells) -> None:
    assert "G24" not in [code for code, _ in said("S3", {**WIDE, **change})]
