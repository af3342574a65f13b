"""What a verb at the head of a name fights is not bad: 查处食品安全违法案件; what comes of a deed may well be."""

from __future__ import annotations

import pytest

from jixiao_xlsx.model.target import Direction
from jixiao_xlsx.model.target.direction import named_direction

FOUGHT = (
    "整治易涝积水点",
    "整治重大事故隐患",
    "为受援人挽回经济损失",
    "化解信访积案数",
    "打击违法犯罪案件",
    "破获电信诈骗案件",
    "查处食品安全违法案件",
    "治理水土流失面积",
    "拆除违章建筑面积",
    "消除黑臭水体条数",
)
LEFT = (
    "办案差错率",
    "处置失误次数",
    "治理后积水点",
    "整治后事故起数",
    "医疗救治死亡人数",
    "救治患者感染人数",
    "处理垃圾渗漏次数",
    "监测设备故障率",
    "事故处理成本",
)


@pytest.mark.parametrize("name", FOUGHT)
def test_what_is_fought_is_better_the_more(name: str) -> None:
    assert named_direction(name).direction is Direction.POSITIVE


@pytest.mark.parametrize("name", LEFT)
def test_what_comes_of_a_deed_is_better_the_less(name: str) -> None:
    assert named_direction(name).direction is Direction.NEGATIVE


@pytest.mark.parametrize("name", ["控制污染物排放", "办理消费投诉件数", "受理群众举报件数", "办理业务投诉件数"])
def test_what_is_held_or_dealt_with_tells_nothing(name: str) -> None:
    assert named_direction(name).direction is not Direction.NEGATIVE
