"""Names of what is cut, of what is granted to each, and of pure numbers: lawful targets are accused of nothing."""

from __future__ import annotations

import pytest

from jixiao_xlsx.model.target import Direction, TargetIssueCode, parse_target
from jixiao_xlsx.model.target.direction import direction_of, named_direction, tells_harm

LAWFUL = (
    ("减少洪涝灾害损失", "≥500万元"),
    ("减少火灾损失", "≥80万元"),
    ("减少森林病虫害面积", "≥2万亩"),
    ("降低企业融资成本", "≥0.5个百分点"),
    ("降低企业物流成本", "≥3%"),
    ("生均公用经费", "≥720元"),
    ("人均公用经费", "≤2.4万元"),
    ("非正常上访人次", "≤5人次"),
    ("药品收入占比", "≤30%"),
    ("旅游收入占比", "≥12%"),
    ("大型设备检查阳性率", "≥70%"),
    ("化肥使用量负增长率", "≥1%"),
    ("非正常停机次数", "≤2次"),
)
PURE = (
    ("农田灌溉水有效利用系数", "≥0.58"),
    ("渠道水利用系数", "0.7"),
    ("城区交通拥堵指数", "≤1.6"),
    ("基尼系数", "≤0.4"),
    ("城乡居民收入比", "≤1.85"),
    ("容积率", "≤1.8"),
    ("抗菌药物使用强度", "≤40"),
    ("交通事故万车死亡率", "≤1.5"),
    ("孕产妇死亡率", "≤9/10万"),
    ("出生缺陷发生率", "≤120/万"),
)


@pytest.mark.parametrize(("name", "text"), [*LAWFUL, *PURE])
def test_a_lawful_target_is_accused_of_nothing(name: str, text: str) -> None:
    assert not parse_target(text, name=name, year=2024).issues


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("洪涝灾害损失", "≥500万元", TargetIssueCode.DIRECTION_AGAINST_NAME),
        ("降低融资成本", "≤0.5个百分点", TargetIssueCode.DIRECTION_AGAINST_NAME),
        ("上访人次", "≥5人次", TargetIssueCode.DIRECTION_AGAINST_NAME),
        ("公用经费", "≥720万元", TargetIssueCode.DIRECTION_AGAINST_NAME),
        ("验收合格率", "0.95", TargetIssueCode.AMBIGUOUS_FRACTION),
        ("污水处理率", "≥0.9", TargetIssueCode.AMBIGUOUS_FRACTION),
        ("改造里程", "≥12", TargetIssueCode.MISSING_MEASURE),
        ("每周演出场次", "≥3/周", TargetIssueCode.MISSING_MEASURE),
    ],
)
def test_what_is_wrong_still_is(name: str, text: str, code: TargetIssueCode) -> None:
    assert parse_target(text, name=name, year=2024).has(code)


@pytest.mark.parametrize("name", ["生均公用经费", "人均公用经费", "药品收入占比", "阳性率"])
def test_what_may_go_either_way_is_unknown(name: str) -> None:
    assert direction_of(name) is Direction.UNKNOWN


def test_what_is_cut_is_all_that_stands_behind() -> None:
    assert named_direction("减少火灾直接经济损失").direction is Direction.POSITIVE
    assert named_direction("火灾损失").direction is Direction.NEGATIVE


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("档案丢失损毁", True),
        ("停播", True),
        ("图书破损", True),
        ("审判超期案件", True),
        ("单位成本", False),
        ("响应时间", False),
        ("投诉办结率", False),
        ("改造户数", False),
        ("损毁档案修复", False),
    ],
)
def test_of_harm_none_is_best_and_of_cost_it_is_not(name: str, told: bool) -> None:
    assert tells_harm(name) is told
