"""A target in three cells, 符号 | 值 | 单位: read as one, and what the three say against each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.target import Confidence, Direction, TargetIssueCode, TargetKind, parse_split_target

CODE = TargetIssueCode


@pytest.mark.parametrize(
    ("operator", "value", "measure", "raw", "found"),
    [
        ("≥", "95", "%", "≥95%", ("≥", "95", "%")),
        ("＝", "100", "％", "＝100%", ("=", "100", "%")),
        ("＞", "3", "家", "＞3家", (">", "3", "家")),
        ("＜", "5", "‰", "＜5‰", ("<", "5", "‰")),
        (">=", "95", "百分比", ">=95百分比", ("≥", "95", "%")),
        ("≧", "500", "户", "≧500户", ("≥", "500", "户")),
        ("大于等于", "500", "户", "大于等于500户", ("≥", "500", "户")),
        ("不超过", "5", "个工作日", "不超过5个工作日", ("≤", "5", "工作日")),
        (" ≥ ", " 500 ", " 户 ", "≥500户", ("≥", "500", "户")),
        ("", "95", "%", "95%", ("", "95", "%")),
        ("/", "95", "%", "95%", ("", "95", "%")),
        ("≥", "95%", "%", "≥95%", ("≥", "95", "%")),
        ("≥", "≥95%", "", "≥95%", ("≥", "95", "%")),
        ("≥", "95%", "/", "≥95%", ("≥", "95", "%")),
        ("≥", "500户以上", "户", "≥500户以上", ("≥", "500", "户")),
        ("≥", "500以上", "户", "≥500以上（户）", ("≥", "500", "户")),
        ("＞", "95%以上", "%", "＞95%以上", ("≥", "95", "%")),
        ("≥", "1,200", "人", "≥1,200人", ("≥", "1200", "人")),
        ("≥", "3万", "人次", "≥3万人次", ("≥", "30000", "人次")),
        ("≤", "90万", "万元", "≤90万元", ("≤", "90", "万元")),
        ("≤", "500", "元/人", "≤500元/人", ("≤", "500", "元")),
        ("≤", "500元/人", "元/人", "≤500元/人", ("≤", "500", "元")),
        ("≥", "培训500人次", "人次", "≥培训500人次", ("≥", "500", "人次")),
        ("≥", "198个社区", "社区", "≥198个社区", ("≥", "198", "个")),
        ("≤", "12", "月", "≤12个月", ("≤", "12", "个月")),
    ],
)
def test_three_cells_are_one_target(
    operator: str, value: str, measure: str, raw: str, found: tuple[str, str, str]
) -> None:
    target = parse_split_target(value, operator=operator, measure=measure)
    part = target.parts[0]
    assert (target.raw, target.kind, target.issues) == (raw, TargetKind.NUMBER, ())
    assert (part.operator, str(part.value), part.measure) == found


@pytest.mark.parametrize(
    ("operator", "value", "measure", "name", "code"),
    [
        ("≥", "5", "%", "投诉率", CODE.DIRECTION_AGAINST_NAME),
        ("≥", "980", "%", "合格率", CODE.PERCENT_OVER_100),
        ("≥", "120%", "%", "覆盖率", CODE.PERCENT_OVER_100),
        ("≥", "≤500户", "", "", CODE.OPERATOR_CONFLICT),
        ("≤", "500户以上", "户", "", CODE.OPERATOR_CONFLICT),
        ("＝", "≥95", "%", "", CODE.OPERATOR_CONFLICT),
        ("≥", "500户", "人", "", CODE.MEASURE_CONFLICT),
        ("≥", "95%", "人", "", CODE.MEASURE_CONFLICT),
        ("≤", "900000元", "万元", "", CODE.MEASURE_CONFLICT),
        ("定性", "95", "", "", CODE.NUMBER_FOR_WORDS),
        ("定性", "≥95%", "", "", CODE.NUMBER_FOR_WORDS),
        ("定性", "85-90", "%", "", CODE.NUMBER_FOR_WORDS),
        ("≥", "良好", "%", "", CODE.WORDS_FOR_NUMBER),
        ("＝", "显著提升", "", "", CODE.WORDS_FOR_NUMBER),
        ("≤", "已完成", "", "", CODE.WORDS_FOR_NUMBER),
        ("≥", "500", "", "", CODE.MISSING_MEASURE),
        ("≥", "", "%", "", CODE.BLANK),
    ],
)
def test_what_the_cells_say_against_each_other(operator: str, value: str, measure: str, name: str, code: CODE) -> None:
    target = parse_split_target(value, operator=operator, measure=measure, name=name)
    assert [issue.code for issue in target.issues] == [code]


@pytest.mark.parametrize(
    ("operator", "value", "measure", "name"),
    [
        ("定性", "显著提升", "", "社会影响"),
        ("定性", "良好", "", ""),
        ("定性", "建立3项制度的长效机制", "", ""),
        ("≥", "二级", "", "空气质量"),
        ("≥", "不低于上年", "", ""),
        ("≤", "预算批复数", "", "成本"),
        ("≤", "2026年12月31日", "日期", "完成时间"),
        ("≤", "年底前", "", "完成时间"),
        ("≥", "/", "/", ""),
        ("≥", "不适用", "", ""),
        ("≥", "约500", "人", "受益人数"),
        ("≥", "85-90", "%", ""),
        ("＝", "0", "起", "安全事故"),
        ("≤", "0", "次", "投诉次数"),
        ("≥", "112", "%", "增长率"),
        ("≤", "5", "%", "投诉率"),
        ("≥", "95", "%", "投诉办结率"),
    ],
)
def test_what_agrees_is_not_doubted(operator: str, value: str, measure: str, name: str) -> None:
    target = parse_split_target(value, operator=operator, measure=measure, name=name, year=2026)
    assert target.issues == ()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1 000", CODE.NUMBER_HYGIENE),
        ("1，000", CODE.NUMBER_HYGIENE),
        ("12 000.5", CODE.NUMBER_HYGIENE),
        ("1\u3000000", CODE.NUMBER_HYGIENE),
        ("5 00以上", CODE.NUMBER_HYGIENE),
        ("》500", CODE.ODD_SIGN),
    ],
)
def test_a_value_spelled_badly_is_doubted_beside_its_measure_too(value: str, code: CODE) -> None:
    target = parse_split_target(value, operator="≥", measure="户", name="改造户数")
    assert [issue.code for issue in target.issues] == [code]
    assert target.confidence is Confidence.MEDIUM


@pytest.mark.parametrize("value", ["1000", "1,000", " 1000 ", "１０００", "1000.50", "12,000.5"])
def test_a_value_spelled_well_is_not_doubted(value: str) -> None:
    assert parse_split_target(value, operator="≥", measure="户", name="改造户数").confidence is Confidence.HIGH


def test_a_month_is_a_date_only_for_a_point_in_time() -> None:
    lasting = parse_split_target("12", operator="≤", measure="月", name="建设周期", year=2026)
    point = parse_split_target("12", operator="≤", measure="月", name="完成时间", year=2026)
    assert (lasting.kind, lasting.parts[0].measure) == (TargetKind.NUMBER, "个月")
    assert (point.kind, point.deadline) == (TargetKind.DATE, "2026-12-31")


def test_a_contradiction_is_never_confident() -> None:
    assert parse_split_target("≤500户", operator="≥").confidence is Confidence.LOW
    assert parse_split_target("良好", operator="≥").direction is Direction.QUALITATIVE


_CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["≥", "≤", "＝", "定性", "%", "万元", "/", "500户", "3万", "良好", "12月底"])
)


@given(value=_CELLS, operator=_CELLS, measure=_CELLS)
def test_any_three_cells_are_read_without_raising(value: str, operator: str, measure: str) -> None:
    target = parse_split_target(value, operator=operator, measure=measure, name="合格率", year=2026)
    assert value.strip() in target.raw
