"""One indicator scored: every branch of the rules, with figures worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_xlsx.model.scoring.achieved import Achieved, achieved
from jixiao_xlsx.model.scoring.profiles import NATIONAL, PROFILES
from jixiao_xlsx.model.scoring.scoring import Score, score_indicator
from jixiao_xlsx.model.target import Direction, Target, TargetKind, TargetPart, parse_target

TEN = Decimal(10)


def scored(
    target: str, actual: str, *, name: str = "", told: Direction | None = None, profile: str = "national"
) -> Score:
    aim, done = (parse_target(text, name=name, year=2024) for text in (target, actual))
    return score_indicator(aim, done, points=TEN, direction=told, profile=PROFILES[profile])


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥500户", "512户", "10"),
        ("≥500户", "500户", "10"),
        ("≥500户", "466户", "9.32"),
        ("＞500户", "500户", "10"),
        ("≥3000件", "0件", "0"),
        ("≥3000件", "-5件", "0"),
        ("≥3万件", "29000件", "9.67"),
        ("≥400万人次", "3800000人次", "9.5"),
        ("≥3户", "2户", "6.67"),
        ("≥500户", "达到480户", "9.6"),
        ("≥500", "480户", "9.6"),
        ("≥500户", "480", "9.6"),
        ("≥90万元", "855000元", "9.5"),
        ("≥2000元/户", "1900元/户", "9.5"),
        ("=100%", "98%", "9.8"),
        ("198个社区", "198个", "10"),
        ("=0次", "0次", "10"),
        ("=0次", "1次", "0"),
        ("≥0次", "0次", "10"),
        ("≤5%", "5%", "10"),
        ("≤5%", "3%", "10"),
        ("≤5%", "7%", "6"),
        ("≤5%", "9.99%", "0.02"),
        ("≤5%", "10%", "0"),
        ("≤5%", "12%", "0"),
        ("≤0次", "1次", "0"),
        ("≤90万元", "950000元", "9.44"),
        ("20～30次", "25次", "10"),
        ("20～30万元", "25万元", "10"),
        ("≤5%", "=5%", "10"),
        ("11月底前", "11月30日", "10"),
        ("11月底前", "按期完成", "10"),
        ("≥95%", "97", "10"),
    ],
)
def test_figures(target: str, actual: str, value: str) -> None:
    score = scored(target, actual)
    assert score.value == Decimal(value)
    assert score.computation


@pytest.mark.parametrize(
    ("target", "actual", "reason"),
    [
        ("≥0次", "-1次", "不大于 0"),
        ("≤-3度", "-1度", "小于 0"),
        ("培训20次；改造500户", "20次", "几个数"),
        ("≥500户", "培训20次；改造500户", "完成值里有几个数"),
        ("≥500户", "480人", "计量单位不同"),
        ("≥95%", "0.97", "小数还是百分数"),
        ("0.95", "97%", "小数还是百分数"),
        ("≥90", "85万元", "没有都写明"),
        ("≤90万元", "885000", "没有都写明"),
        ("≤90万元", "超出预算", "看不出数"),
        ("≤90万元", "未控制在预算以内", "看不出数"),
        ("≥2000元/户", "2100元", "一个按‘户’计"),
        ("≥500户", "约500户", "约数"),
        ("≥500户", "≥500≤600≥700户", "完成值"),
        ("20～30万元", "250000元", "计量单位不同"),
        ("≥500户", "≤500户", "相反"),
        ("≥500户", "已完成", "完成情况"),
        ("≥500户", "不适用", "不适用"),
        ("≥500户", "500～600户", "区间"),
        ("≥500户", "XX户", "没有写完"),
        ("≥500户", "效果显著", "看不出数"),
        ("不适用", "500户", "不适用"),
        ("≥XX户", "500户", "没有写完"),
        ("~#a%", "500户", "读不出来"),
        ("按实际发生数", "500户", "无法考核"),
        ("30天", "25天", "越高越好"),
        ("20～30次", "5次", "区间以外"),
        ("11月底前", "12月10日", "晚于时限"),
        ("11月底前", "5次", "看不出日期"),
        ("显著提升", "有所提升", "看不出是达成"),
    ],
)
def test_what_a_machine_leaves_to_people(target: str, actual: str, reason: str) -> None:
    score = scored(target, actual)
    assert not score.scorable
    assert score.value is None
    assert score.text == ""
    assert reason in score.reason
    assert score.admits(Decimal(3))


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≤90万元", "90"),
        ("≤90万元", "88.5"),
        ("90万元以内", "89.974"),
        ("≤90万元", "玖拾万元整"),
        ("≤90万元", "捌拾捌万伍仟元"),
        ("≤90万元", "控制在预算内"),
        ("不超过90万元", "控制在预算范围以内"),
        ("≤90万元", "未超预算"),
        ("≤90万元", "没有超过批复金额"),
        ("≤90万元", "未超支，略有节约"),
        ("≤3000元/户", "低于预算标准"),
        ("≤90万元", "节约成本"),
    ],
)
def test_money_that_was_kept_within_its_limit_earns_all_points(target: str, actual: str) -> None:
    assert scored(target, actual).value == Decimal(10)


def test_a_direction_against_the_name_is_left_to_people() -> None:
    assert "相反" in scored("≤92%", "90%", name="老人满意度").reason


@pytest.mark.parametrize(
    ("actual", "low", "high", "below"),
    [
        ("已建立", "8", "10", False),
        ("建立健全", "8", "10", False),
        ("基本建立", "6", "8", True),
        ("未建立", "0", "6", True),
    ],
)
def test_bands_of_qualitative_indicators(actual: str, low: str, high: str, below: bool) -> None:
    score = scored("建立健全", actual)
    assert (score.low, score.high, score.below) == (Decimal(low), Decimal(high), below)
    assert score.value is None
    assert score.admits(Decimal(low))
    assert score.admits(Decimal(high)) is not below
    assert not score.admits(Decimal(high) + 1)


def test_one_region_lets_partly_reach_down_to_a_half() -> None:
    assert scored("建立健全", "部分建立", profile="80/50").low == 5
    assert scored("建立健全", "未建立", profile="80/50").high == 5


def test_far_above_the_target_is_left_to_people_where_the_profile_says_so() -> None:
    assert scored("≥500户", "700户").value == 10
    assert "1.3 倍" in scored("≥500户", "700户", profile="capped").reason
    assert scored("≥500户", "650户", profile="capped").value == 10


@pytest.mark.parametrize("told", [Direction.NEGATIVE, None])
def test_the_told_direction_decides_without_an_operator_and_beside_an_equals_sign(told: Direction | None) -> None:
    assert scored("=5次", "3次", told=told).value == (TEN if told else 6)
    assert scored("≥5次", "3次", told=told).value == 6


def test_an_unclear_direction_matters_only_where_the_figures_differ() -> None:
    assert scored("90万元", "90万元").value == 10
    assert not scored("90万元", "85万元").scorable
    assert scored("90万元", "85万元", told=Direction.NEGATIVE).value == 10


def test_a_bare_number_stands_in_the_measure_of_the_target() -> None:
    assert score_indicator(parse_target("≥95%"), Decimal("90.25"), points=TEN).value == Decimal("9.5")
    assert score_indicator(parse_target("建立健全"), Decimal(1), points=TEN).scorable is False
    assert score_indicator(parse_target("12月底前", year=2024), Decimal(1), points=TEN).scorable is False


def test_a_record_without_a_figure_is_left_to_people() -> None:
    hollow = Target("", TargetKind.NUMBER, (TargetPart(),))
    assert "看不出数" in score_indicator(hollow, hollow, points=TEN).reason
    assert "看不出数" in score_indicator(parse_target("≥5次"), hollow, points=TEN).reason


def test_negative_points_are_not_scored() -> None:
    assert not score_indicator(parse_target("≥5次"), Decimal(5), points=Decimal(-1)).scorable


def test_no_points_make_no_score() -> None:
    assert score_indicator(parse_target("≥5次"), Decimal(3), points=Decimal(0)).value == 0
    assert NATIONAL.name == "national"


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("已完成", Achieved.FULLY),
        ("达成年度指标", Achieved.FULLY),
        ("全部达标", Achieved.FULLY),
        ("部分达成年度指标并具有一定效果", Achieved.PARTLY),
        ("基本完成", Achieved.PARTLY),
        ("未完全达到", Achieved.PARTLY),
        ("未按期完成", Achieved.PARTLY),
        ("未达成年度指标且效果较差", Achieved.NOT),
        ("未完成", Achieved.NOT),
        ("没有开展", Achieved.NOT),
        ("尚未开工", Achieved.NOT),
        ("已完工未验收", Achieved.NOT),
        ("施工中", Achieved.PARTLY),
        ("正在办理，预计明年完成", Achieved.PARTLY),
        ("在建", Achieved.PARTLY),
        ("及时完成", Achieved.FULLY),
        ("无未完成事项", None),
        ("杜绝未办结信访件", None),
        ("未形成重大舆情", None),
        ("没有落实不到位的情况", None),
        ("未完成风险评估", Achieved.NOT),
        ("建设中心投入使用", None),
        ("实施中小学改造", None),
        ("效果较好", None),
        ("", None),
    ],
)
def test_words_of_the_actual_value(words: str, level: Achieved | None) -> None:
    assert achieved(words) is level
