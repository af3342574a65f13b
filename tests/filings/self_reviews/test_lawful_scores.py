"""Scores that are right though no formula gives them: stricter with a reason, near an estimate, told once by people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filings.filled import findings, found
from filings.self_reviews.reviews import LASTING, P1, QUALITY, SECOND, SOCIAL, TIMELY, row
from jixiao_xlsx.model.filings.filing import Value

REASON = "年初指标值偏低，按偏离度扣减；明年据实核定。"
Typed = dict[str, Value | int | str | None]


def _typed(start: str, *texts: Value | int | str | None) -> Typed:
    columns = ("name", "target", "actual", "points", "score", "deviation")
    return {**P1, **{f"{start}.{column}": text for column, text in zip(columns, texts, strict=False)}}


@pytest.mark.parametrize(
    ("start", "name", "target", "actual"),
    [
        (SECOND, "清淤土方量", "≥20000立方米", "38000立方米"),
        (SECOND, "印制宣传册", "5000册", "5200册"),
        (TIMELY, "完工时间", "10月底前", "10月22日"),
        (TIMELY, "响应时间", "≤30分钟", "12分钟"),
        (SOCIAL, "受益农田", "≥5000亩", "9600亩"),
        (SOCIAL, "公共服务水平", "提升", "有效提升"),
        (LASTING, "管护制度", "建立健全", "建立健全"),
    ],
)
def test_points_taken_off_a_target_that_was_met_stand_with_their_reason(
    start: str, name: str, target: str, actual: str
) -> None:
    strict = _typed(start, name, target, actual, 10, 7, REASON)
    assert found("P1", strict) == []
    assert {code for code, _ in found("P1", {**strict, f"{start}.deviation": None})} & {"C01", "C02", "R02", "G20"}


@pytest.mark.parametrize("score", [0, 3, 5])
def test_most_of_the_points_taken_off_a_target_that_was_met_are_told(score: int) -> None:
    strict = _typed(SECOND, "清淤土方量", "≥20000立方米", "21000立方米", 10, score, "场地检修，少做一段。")
    assert ("C01", f"{SECOND}.score") in found("P1", strict)


@pytest.mark.parametrize(("actual", "score"), [("15000立方米", 5), ("15000立方米", 10), ("16000立方米", 9)])
def test_a_share_that_is_reckoned_wrong_is_told_though_a_reason_stands_there(actual: str, score: int) -> None:
    cells = _typed(SECOND, "清淤土方量", "≥20000立方米", actual, 10, score, "汛期停工，清淤面减少；明年三月补做。")
    assert ("C01", f"{SECOND}.score") in found("P1", cells)


@pytest.mark.parametrize(
    ("target", "actual"),
    [("约200人次", "196人次"), ("200人次左右", "185人次"), ("大约1.2万人", "11800人"), ("约200人次", "213人次")],
)
def test_near_an_estimate_all_points_are_right(target: str, actual: str) -> None:
    assert found("P1", _typed(SECOND, "服务群众人次", target, actual, 10, 10)) == []


@pytest.mark.parametrize(
    ("target", "actual"), [("约200人次", "150人次"), ("200人次", "196人次"), ("≥200人次", "185人次")]
)
def test_far_from_an_estimate_or_below_a_figure_they_are_not(target: str, actual: str) -> None:
    assert ("C01", f"{SECOND}.score") in found("P1", _typed(SECOND, "服务群众人次", target, actual, 10, 10))


def test_what_people_score_is_noted_once_and_names_every_cell() -> None:
    cells = {
        **P1,
        **row(TIMELY, "完工时间", "10月底前", "11月20日", 10, 8, "汛期停工二十天，工期顺延。"),
        **row(LASTING, "管护制度", "进一步健全", "与六个村签订管护合同", 10, 10),
    }
    noted = [finding for finding in findings("P1", cells) if finding.code == "C03"]
    assert [finding.where.key for finding in noted] == [f"{TIMELY}.score"]
    assert "完成日期晚于时限" in noted[0].message
    assert "另有 1 处" in noted[0].message
    assert "定性指标" in noted[0].message


@pytest.mark.parametrize("actual", ["低于6.3%", "低于均价6.3%"])
def test_how_far_below_something_is_no_comparison_where_the_target_asks_it(actual: str) -> None:
    apart = _typed(QUALITY, "采购价与市价相比", "低于市场均价5%", actual, 15, 15)
    assert "C11" not in {code for code, _ in found("P1", apart)}
    plain = _typed(QUALITY, "设备故障率", "≤5%", "低于4%", 15, Decimal(15))
    assert ("C11", f"{QUALITY}.actual") in found("P1", plain)


def test_a_rate_of_what_was_not_begun_is_no_number() -> None:
    told = _typed(QUALITY, "检测合格率", "100%", "未开展", 15, 0, "招标推迟到明年一月，今年没有检测。")
    assert "T18" not in {code for code, _ in found("P1", told)}
    assert "T18" in {code for code, _ in found("P1", {**told, f"{QUALITY}.actual": "已完成"})}
    counted = _typed(SECOND, "清淤土方量", "≥20000立方米", "未开展", 10, 0, "招标推迟到明年一月。")
    assert "T18" in {code for code, _ in found("P1", counted)}


@pytest.mark.parametrize(("score", "told"), [(8, False), (Decimal("8.6"), False), (10, True), (Decimal("9.5"), True)])
def test_beyond_a_limit_a_stricter_share_stands_with_its_reason_and_a_milder_one_does_not(
    score: int | Decimal, told: bool
) -> None:
    late = _typed(TIMELY, "建设工期", "≤150天", "171天", 10, score, "电力报装审批延后；今后与施工招标同步启动。")
    assert (("C01", f"{TIMELY}.score") in found("P1", late)) is told


def test_as_above_is_a_reason_below_one() -> None:
    short = row(SECOND, "清淤土方量", "≥20000立方米", "18000立方米", 10, 9, "汛期停工二十天，明年三月补做。")
    also = row(QUALITY, "单元工程验收合格率", "100%", "90%", 15, Decimal("13.5"), "同上。")
    assert found("P1", {**P1, **short, **also}) == []
    alone = row(SECOND, "清淤土方量", "≥20000立方米", "21000立方米", 10, 10)
    assert ("G24", f"{QUALITY}.deviation") in found("P1", {**P1, **alone, **also})
