"""Directions from operator, spec and name, and the issues a careful reader would raise."""

from __future__ import annotations

import pytest

from jixiao_xlsx.model.target import Confidence, Direction, DirectionSource, TargetIssueCode, TargetKind, parse_target


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("投诉率", Direction.NEGATIVE),
        ("投诉办结率", Direction.POSITIVE),
        ("事故下降率", Direction.POSITIVE),
        ("成本节约率", Direction.POSITIVE),
        ("隐患整改率", Direction.POSITIVE),
        ("安全事故发生数", Direction.NEGATIVE),
        ("单位能耗", Direction.NEGATIVE),
        ("事故处理成本", Direction.NEGATIVE),
        ("超支额", Direction.NEGATIVE),
        ("服务对象满意度", Direction.POSITIVE),
        ("社区数量", Direction.UNKNOWN),
    ],
)
def test_a_bare_percentage_takes_its_direction_from_the_name(name: str, direction: Direction) -> None:
    target = parse_target("5%", name=name)
    assert target.direction is direction
    assert target.parts[0].implied


def test_operator_outranks_spec_and_spec_outranks_name() -> None:
    by_operator = parse_target("≤5%", name="投诉率", direction=Direction.POSITIVE)
    by_spec = parse_target("5%", name="投诉率", direction=Direction.POSITIVE)
    assert (by_operator.direction, by_operator.direction_source) == (Direction.NEGATIVE, DirectionSource.OPERATOR)
    assert (by_spec.direction, by_spec.direction_source) == (Direction.POSITIVE, DirectionSource.SPEC)
    assert by_operator.has(TargetIssueCode.DIRECTION_AGAINST_SPEC)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("≥5%", "投诉率", TargetIssueCode.DIRECTION_AGAINST_NAME),
        ("≤95%", "群众满意度", TargetIssueCode.DIRECTION_AGAINST_NAME),
        ("≥4000", "", TargetIssueCode.MISSING_MEASURE),
        ("2.3-3.5", "", TargetIssueCode.MISSING_MEASURE),
        ("培训2场，参加人数≥50人", "", TargetIssueCode.COMPOUND),
        ("120%", "验收合格率", TargetIssueCode.PERCENT_OVER_100),
        ("0.95", "验收合格率", TargetIssueCode.AMBIGUOUS_FRACTION),
        ("1", "验收合格率", TargetIssueCode.AMBIGUOUS_FRACTION),
        ("2/3", "", TargetIssueCode.AMBIGUOUS_FRACTION),
        ("1:3", "", TargetIssueCode.RATIO),
        ("按实际发生数", "", TargetIssueCode.UNMEASURABLE),
        ("据实结算", "", TargetIssueCode.UNMEASURABLE),
        ("≤95%以上", "", TargetIssueCode.OPERATOR_CONFLICT),
        ("大于3小于5", "", TargetIssueCode.OPEN_RANGE_END),
        ("5-3天", "", TargetIssueCode.REVERSED_RANGE),
        ("44, 770. 21元", "", TargetIssueCode.NUMBER_HYGIENE),
        ("》95%", "", TargetIssueCode.ODD_SIGN),
        ("9" * 40 + "户", "", TargetIssueCode.NUMBER_TOO_LONG),
        ("12月底前", "", TargetIssueCode.YEAR_UNKNOWN),
        ("12月前", "", TargetIssueCode.AMBIGUOUS_DEADLINE),
        ("春节前", "", TargetIssueCode.UNRESOLVED_DATE),
        ("2月30日前", "", TargetIssueCode.IMPOSSIBLE_DATE),
        ("6月底前完成立项，12月底前验收", "", TargetIssueCode.SEVERAL_DATES),
        ("培训2场、60", "", TargetIssueCode.INHERITED_MEASURE),
        ("新增床位100张、200平方米", "", TargetIssueCode.INHERITED_LABEL),
        ("≥95%，逐年提高", "", TargetIssueCode.UNREAD_TEXT),
        ("★95%", "", TargetIssueCode.UNREAD_TEXT),
        ("梅兰竹菊", "", TargetIssueCode.UNKNOWN_WORDING),
        ("", "", TargetIssueCode.BLANK),
    ],
)
def test_a_doubt_is_raised(text: str, name: str, code: TargetIssueCode) -> None:
    target = parse_target(text, name=name)
    assert target.has(code)
    assert all(issue.message for issue in target.issues)


def test_two_doubts_at_once_are_both_raised() -> None:
    target = parse_target("投诉率≥5%，合格率120%")
    codes = [(issue.code, issue.part) for issue in target.issues]
    assert (TargetIssueCode.DIRECTION_AGAINST_NAME, 0) in codes
    assert (TargetIssueCode.PERCENT_OVER_100, 1) in codes


def test_a_deadline_of_another_year_is_noticed() -> None:
    target = parse_target("2022年12月底前", year=2023)
    assert target.deadline == "2022-12-31"
    assert target.has(TargetIssueCode.YEAR_DIFFERS)


@pytest.mark.parametrize("text", ["3:00", "梅兰竹菊", "≤95%以上", "@@@", "1/2", "9" * 40])
def test_a_guess_is_never_confident(text: str) -> None:
    assert parse_target(text).confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("name", "text"),
    [("投诉办结时间", "24小时内"), ("培训补助成本", "≤400元"), ("垃圾处理费用", "≤90万元"), ("增长率", "120%")],
)
def test_no_false_alarm(name: str, text: str) -> None:
    assert parse_target(text, name=name).issues == ()


def test_a_day_that_exists_only_in_leap_years() -> None:
    assert parse_target("2月29日前", year=2024).deadline == "2024-02-29"
    assert parse_target("2月29日前", year=2023).kind is TargetKind.DATE
    assert parse_target("2月29日前", year=2023).has(TargetIssueCode.IMPOSSIBLE_DATE)


@pytest.mark.parametrize("name", ["整治违规公墓处数", "查处违法案件数", "调解纠纷件数", "盘活闲置校舍面积"])
def test_a_bad_thing_that_is_fought_may_be_many(name: str) -> None:
    target = parse_target("≥5处", name=name)
    assert not target.has(TargetIssueCode.DIRECTION_AGAINST_NAME)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026年13月40日", TargetKind.DATE),
        ("2026年2月40日前", TargetKind.DATE),
        ("1e5", TargetKind.UNPARSED),
        ("≥1.5E+05元", TargetKind.UNPARSED),
        ("完成率1e5%", TargetKind.UNPARSED),
        ("优良中低差", TargetKind.QUALITATIVE),
        ("优、良、中、差", TargetKind.QUALITATIVE),
    ],
)
def test_what_is_no_target_is_read_with_doubt(text: str, kind: TargetKind) -> None:
    target = parse_target(text, year=2026)
    assert (target.kind, target.confidence, target.deadline, target.level) == (kind, Confidence.LOW, "", "")
    assert target.issues


@pytest.mark.parametrize("text", ["优良", "优", "良好以上", "2026年3月15日前", "PM2.5≤35微克", "配备E5处理器3台"])
def test_its_neighbours_are_read_as_surely_as_before(text: str) -> None:
    assert parse_target(text, year=2026).confidence is Confidence.HIGH
