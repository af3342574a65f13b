"""A 完成情况 in other words than its qualitative target: as much, less, or nothing of what was asked."""

from __future__ import annotations

import pytest

from jixiao_xlsx.model.scoring.achieved import Achieved, achieved

AS_MUCH = (
    ("提升", "有效提升"),
    ("提升", "提升1.8个百分点"),
    ("有所提高", "明显提高"),
    ("逐步完善", "不断完善"),
    ("有效改善", "改善明显"),
    ("稳定", "总体稳定"),
    ("良好", "良好以上"),
    ("合格", "优良"),
    ("正常运转", "运转正常"),
    ("二类及以上", "二类"),
    ("符合国家标准", "符合"),
    ("符合", "经检测符合规范要求"),
    ("逐年下降", "同比下降12%"),
    ("按国家规定时点", "按时上报"),
    ("按月发放", "每月10日前发放"),
    ("控制在预算内", "未超预算"),
    ("不发生", "未发生"),
    ("无重大事故", "全年未发生重大事故"),
    ("杜绝", "无"),
    ("基本建立", "已基本建立"),
    ("明确", "已明确由镇水利站负责"),
    ("长期", "长期发挥作用"),
)
NOTHING = (
    ("提升", "未见提升"),
    ("改善", "无明显改善"),
    ("明显", "不明显"),
    ("增强", "没有增强"),
    ("健全", "尚未健全"),
)
FOR_PEOPLE = (
    ("显著提升", "有所提升"),
    ("完善", "较完善"),
    ("优", "良"),
    ("满足需求", "基本满足"),
    ("提升", "下降"),
    ("满意", "不满意"),
    ("稳定", "不稳定"),
    ("提升", "服务水平有所提升，但仍有差距"),
    ("促进就业", "促进作用有限"),
    ("杜绝重大事故", "未发生一般事故"),
    ("无安全事故", "发生安全事故1起"),
    ("有效控制", "未得到有效控制"),
    ("及时", "不及时"),
    ("按规定时限办理", "逾期办理"),
)


@pytest.mark.parametrize(("target", "actual"), AS_MUCH)
def test_as_much_in_other_words_is_reached(target: str, actual: str) -> None:
    assert achieved(actual, target) is Achieved.FULLY


@pytest.mark.parametrize(("target", "actual"), NOTHING)
def test_what_came_to_nothing_is_not_reached(target: str, actual: str) -> None:
    assert achieved(actual, target) is Achieved.NOT


@pytest.mark.parametrize(("target", "actual"), FOR_PEOPLE)
def test_less_or_something_else_is_left_to_people(target: str, actual: str) -> None:
    assert achieved(actual, target) is None


def test_half_of_what_was_asked_is_partly_reached() -> None:
    assert achieved("基本建立", "建立") is Achieved.PARTLY
    assert achieved("正在建立", "建立健全") is Achieved.PARTLY
