"""Everyday ways of writing a target, by kind: what is compared, with which measure, and how often."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_xlsx.model.target import Direction, TargetKind, parse_target


@pytest.mark.parametrize(
    ("raw", "operator", "value", "measure", "per"),
    [
        ("一个季度两次", "", "2", "次", "季度"),
        ("一个月1次", "", "1", "次", "月"),
        ("一季两次", "", "2", "次", "季"),
        ("半月一次", "", "1", "次", "半月"),
        ("进入前十", "≤", "10", "名", ""),
        ("全省前三", "≤", "3", "名", ""),
        ("前5", "≤", "5", "名", ""),
        ("低于万分之二", "<", "0.02", "%", ""),
        ("≤万分之3", "≤", "0.03", "%", ""),
        ("不超过千分之五", "≤", "5", "‰", ""),
        ("≥600人·次", "≥", "600", "人次", ""),
        ("500元/人*天", "", "500", "元", "人/天"),
        ("人均不超过600元", "≤", "600", "元", ""),
        ("各班次均不少于40学时", "≥", "40", "学时", ""),
    ],
)
def test_a_figure_is_read_as_it_is_said(raw: str, operator: str, value: str, measure: str, per: str) -> None:
    target = parse_target(raw)
    (part,) = target.parts
    assert (part.operator, part.value, part.measure, part.per) == (operator, Decimal(value), measure, per)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("≥52次，每周1次", "52"),
        ("≥12次，每月≥1次", "12"),
        ("4期，每季度1期", "4"),
        ("≥2次（上下半年各1次）", "2"),
        ("≥5件（发明专利2件）", "5"),
        ("1200人（残疾人300人）", "1200"),
    ],
)
def test_what_tells_how_the_figure_comes_about_is_no_second_target(raw: str, value: str) -> None:
    target = parse_target(raw)
    assert (target.kind, [part.value for part in target.parts]) == (TargetKind.NUMBER, [Decimal(value)])


@pytest.mark.parametrize(
    "raw",
    [
        "≤2小时（重大故障4小时）",
        "≥90%（优秀率80%）",
        "12期，每期50人",
        "1000元/人，每月500元",
        "1部专著，3篇论文",
        "培训5次，演练2次",
        "≥5件（≤2件）",
    ],
)
def test_two_targets_in_a_cell_stay_two(raw: str) -> None:
    assert parse_target(raw).kind is TargetKind.COMPOUND


@pytest.mark.parametrize(
    "raw",
    [
        "5*8小时",
        "7×12小时",
        "7x24h",
        "全年365天24小时",
        "365天×24小时",
        "24h不间断",
        "24小时值守",
        "7*24",
        "每周7天24小时",
    ],
)
def test_hours_of_service_are_no_figure(raw: str) -> None:
    assert parse_target(raw, name="服务时间").kind is TargetKind.QUALITATIVE


@pytest.mark.parametrize("raw", ["24小时内办结", "≤24小时", "8小时以内", "2*5米", "3天", "365天"])
def test_hours_that_are_a_limit_are_one(raw: str) -> None:
    assert parse_target(raw).kind is not TargetKind.QUALITATIVE


@pytest.mark.parametrize(
    ("raw", "reference"),
    [
        ("按计划工期完成", "计划工期"),
        ("按合同约定时间完成", "合同约定时间"),
        ("按规定标准发放", "规定标准"),
        ("按合同进度支付", "合同进度"),
    ],
)
def test_the_standard_is_named_without_the_verb(raw: str, reference: str) -> None:
    target = parse_target(raw)
    assert (target.kind, target.reference) == (TargetKind.STANDARD, reference)


@pytest.mark.parametrize(
    ("name", "raw", "direction"),
    [
        ("降低成本", "降低10%", Direction.POSITIVE),
        ("成本降低率", "10%", Direction.POSITIVE),
        ("降低企业用能成本", "5%", Direction.POSITIVE),
        ("企业用能成本", "5万元", Direction.NEGATIVE),
        ("办理时限", "3个工作日", Direction.NEGATIVE),
        ("投诉", "下降5%", Direction.POSITIVE),
    ],
)
def test_lowering_what_should_be_low_is_good(name: str, raw: str, direction: Direction) -> None:
    assert parse_target(raw, name=name).direction is direction
