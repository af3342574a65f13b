"""C08, C09: full marks for what came late or was not done; what was done in time, or lost points for it, is let be."""

from __future__ import annotations

import pytest

from filings.filled import REVIEW as UNSCORED
from filings.filled import Cells, found
from filings.self_reviews.reviews import COST, PLEASED, QUALITY, QUANTITY, SOCIAL, TIMELY, changed, own

LATE = (
    ("10月底前", "11月8日"),
    ("2024年10月31日前", "2024年12月15日"),
    ("≤10月", "2024.12.20"),
    ("9月底前", "四季度"),
    ("12月31日前", "2025年1月20日"),
    ("2024年12月底前完成", "2025年3月"),
    ("上半年", "8月完成"),
    ("10月底前", "延期完成"),
    ("10月底前", "推迟至次年1月"),
    ("按时完成", "未按时完成"),
    ("10月底前", "已完成，较计划滞后一个月"),
    ("及时支付", "逾期支付"),
    ("6月中旬前", "6月28日"),
    ("2024-10-31", "2024-11-30"),
    ("10月底前", "2024年9月至11月"),
    ("10月底前", "8月15日开工，12月8日完工"),
    ("按期完工", "超期完工"),
)
IN_TIME = (
    ("10月底前", "10月"),
    ("10月20日前", "10月"),
    ("12月底前", "2024年"),
    ("12月底前", "第四季度"),
    ("6月15日前", "上半年"),
    ("12月31日前", "12月下旬"),
    ("12月底前", "12月31日"),
    ("10月底前", "9月提前完成"),
    ("10月底前", "10月31日"),
    ("按期完成", "按期完成，未逾期"),
    ("及时支付", "及时支付，未发生延期"),
    ("无逾期", "无逾期"),
    ("10月底前", "原计划推迟，经市政府批准延期至12月"),
    ("12月底前", "由9月推迟至11月20日完成"),
    ("11月开工", "11月15日"),
    ("全年", "全年"),
    ("按时完成", "按时完成"),
    ("2023年10月底前", "2024年10月22日"),
    ("每月10日前", "每月8日前"),
    ("3月1日前启动，10月底前完成", "10月25日"),
    ("春节前", "2月5日"),
)
NOT_ABOUT_TIME = (
    ("改善基础设施滞后状况", "基础设施滞后状况明显改善"),
    ("减少逾期办件", "逾期办件减少两成"),
    ("解决住房延期交付问题", "住房延期交付问题全部解决"),
    ("缓解工程款拖延", "工程款拖延问题得到缓解"),
)
UNDONE = (
    (QUANTITY, "≥12公里", "未完成"),
    (QUANTITY, "≥12公里", "部分完成"),
    (QUANTITY, "≥12公里", "正在施工"),
    (QUANTITY, "≥12公里", "进行中"),
    (QUALITY, "≥98%", "尚未验收"),
    (TIMELY, "10月底前", "未完成"),
    (TIMELY, "10月底前", "尚未开工"),
    (COST, "≤30万元", "未达到"),
    (SOCIAL, "≥5000亩", "基本完成"),
)
DONE = (
    (QUANTITY, "≥12公里", "12公里"),
    (QUANTITY, "≥12公里", "12.5公里，其余3公里正在施工"),
    (QUANTITY, "12公里", "12公里（全部完成）"),
    (QUALITY, "≥98%", "99%"),
    (QUALITY, "无未完工项目", "无未完工项目"),
    (QUALITY, "杜绝返工", "杜绝返工"),
    (QUALITY, "验收合格", "验收合格"),
    (TIMELY, "10月底前", "已完成"),
    (TIMELY, "10月底前", "按期完成"),
    (COST, "≤30万元", "控制在预算内"),
    (COST, "≤30万元", "30万元"),
    (SOCIAL, "≥5000亩", "不适用"),
)


@pytest.mark.parametrize(("target", "actual"), LATE)
def test_full_marks_for_what_came_late_are_told_once_at_the_score(target: str, actual: str) -> None:
    cells = {f"{TIMELY}.target": target, f"{TIMELY}.actual": actual}
    said = [(code, key) for code, key in changed(cells) if key.startswith(TIMELY) and code[0] in "CR"]
    assert said == [("C08", f"{TIMELY}.score")]


@pytest.mark.parametrize(("target", "actual"), IN_TIME)
def test_what_came_in_time_is_let_be(target: str, actual: str) -> None:
    codes = [code for code, _ in changed({f"{TIMELY}.target": target, f"{TIMELY}.actual": actual})]
    assert not {"C08", "C09"} & set(codes)


@pytest.mark.parametrize(("target", "actual"), NOT_ABOUT_TIME)
def test_lateness_that_the_project_mends_is_let_be(target: str, actual: str) -> None:
    codes = [code for code, _ in changed({f"{SOCIAL}.target": target, f"{SOCIAL}.actual": actual})]
    assert "C08" not in codes


def test_what_was_done_late_is_told_in_any_row() -> None:
    cells = {f"{SOCIAL}.target": "新增灌溉面积", f"{SOCIAL}.actual": "推迟实施"}
    assert own(changed(cells)) == [("C08", f"{SOCIAL}.score")]


def test_what_came_late_and_lost_points_with_a_reason_is_let_be() -> None:
    cells: Cells = {
        f"{TIMELY}.actual": "11月20日",
        f"{TIMELY}.score": 8,
        f"{TIMELY}.deviation": "汛期停工二十天。",
    }
    assert "C08" not in [code for code, _ in changed(cells)]


def test_a_delay_that_was_approved_is_let_be() -> None:
    cells = {f"{TIMELY}.actual": "11月20日", f"{TIMELY}.deviation": "经市水利局批准，工期顺延一个月。"}
    assert "C08" not in [code for code, _ in changed(cells)]


@pytest.mark.parametrize(("start", "target", "actual"), UNDONE)
def test_full_marks_for_what_was_not_done_are_told_once_at_the_score(start: str, target: str, actual: str) -> None:
    said = changed({f"{start}.target": target, f"{start}.actual": actual})
    assert own(said) == [("C09", f"{start}.score")]
    assert [key for code, key in said if code == "T18"] == []


@pytest.mark.parametrize(("start", "target", "actual"), DONE)
def test_what_was_done_is_let_be(start: str, target: str, actual: str) -> None:
    codes = [code for code, _ in changed({f"{start}.target": target, f"{start}.actual": actual})]
    assert not {"C02", "C08", "C09"} & set(codes)


def test_what_was_not_done_and_lost_points_with_a_reason_is_let_be() -> None:
    cells: Cells = {
        f"{QUANTITY}.actual": "未完成",
        f"{QUANTITY}.score": 0,
        f"{QUANTITY}.deviation": "征地未完成，明年实施。",
    }
    assert "C09" not in [code for code, _ in changed(cells)]


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"indicators.output.quantity[1].actual": "480户"}, "indicators.output.quantity[1].score"),
        ({"indicators.satisfaction.served[1].actual": "80%"}, "indicators.satisfaction.served[1].score"),
        (
            {"indicators.output.cost[1].actual": "4000元", "indicators.output.cost[1].score": 30},
            "indicators.output.cost[1].score",
        ),
    ],
)
def test_a_form_without_a_way_to_score_is_told_too(cells: Cells, key: str) -> None:
    assert own(found("review", {**UNSCORED, **cells})) == [("C09", key)]


@pytest.mark.parametrize("actual", ["512户", "500户", "不适用", "约500户", "505"])
def test_a_form_without_a_way_to_score_is_let_be_where_it_was_done(actual: str) -> None:
    said = found("review", {**UNSCORED, "indicators.output.quantity[1].actual": actual})
    assert own(said) == []


@pytest.mark.parametrize("form", ["P1", "P5"])
def test_less_than_planned_with_full_marks_is_told_once_in_its_row(form: str) -> None:
    said = changed({f"{PLEASED}.actual": "81%"}, form)
    assert said == [("C01", f"{PLEASED}.score")]


@pytest.mark.parametrize(
    ("target", "actual", "is_told"),
    [
        ("覆盖全部乡镇", "个别乡镇未覆盖", True),
        ("全部公示", "部分村没有公示", True),
        ("台账规范、档案归集", "档案尚未归集", True),
        ("不发生安全事故", "未发生安全事故", False),
        ("杜绝超标排放", "没有超标排放", False),
        ("覆盖全部乡镇", "乡镇全部覆盖", False),
        ("覆盖全部乡镇", "三十个乡镇覆盖", False),
        ("环境明显改观", "没有新增投诉", False),
        ("减少群众跑腿", "群众未跑腿", False),
        ("控制在预算内", "未超出预算", False),
        ("运行平稳", "未见异常", False),
    ],
)
def test_a_deed_that_was_wanted_and_is_denied_was_not_done(target: str, actual: str, is_told: bool) -> None:
    said = changed({f"{SOCIAL}.target": target, f"{SOCIAL}.actual": actual})
    assert (("C09", f"{SOCIAL}.score") in said) is is_told
