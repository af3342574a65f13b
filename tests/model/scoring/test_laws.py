"""Laws of scoring: a score stays within its points, more of what is wanted never scores less, points scale."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.scoring.profiles import PROFILES, Profile
from jixiao_xlsx.model.scoring.scoring import Score, execution_points, score_indicator
from jixiao_xlsx.model.target import parse_target

numbers = st.decimals(min_value=Decimal(-1000), max_value=Decimal(1000), places=2)
aims = st.decimals(min_value=Decimal(0), max_value=Decimal(1000), places=2)
weights = st.decimals(min_value=Decimal(0), max_value=Decimal(100), places=1)
operators = st.sampled_from(["≥", ">", "≤", "<", "=", ""])
words = st.text(alphabet="已未部分基本完成达建立健全500户≥≤%约～；12月底前", max_size=12)
profiles = st.sampled_from(list(PROFILES.values()))


def score(
    operator: str, aim: Decimal, actual: Decimal, points: Decimal, profile: Profile = PROFILES["national"]
) -> Score:
    return score_indicator(parse_target(f"{operator}{aim}户"), actual, points=points, profile=profile)


@given(operators, aims, numbers, weights, profiles)
def test_a_score_is_within_its_points(
    operator: str, aim: Decimal, actual: Decimal, points: Decimal, profile: Profile
) -> None:
    made = score(operator, aim, actual, points, profile)
    assert made.scorable or made.reason
    if made.low is not None and made.high is not None:
        assert 0 <= made.low <= made.high <= points
        assert made.computation


@given(words, words, weights, profiles)
def test_any_words_give_a_score_within_the_points_or_a_reason(
    target: str, actual: str, points: Decimal, profile: Profile
) -> None:
    made = score_indicator(
        parse_target(target, year=2024), parse_target(actual, year=2024), points=points, profile=profile
    )
    assert made.scorable != bool(made.reason)
    if made.low is not None and made.high is not None:
        assert 0 <= made.low <= made.high <= points


@given(aims.filter(bool), numbers, numbers, weights)
def test_more_never_scores_less_where_more_is_better(aim: Decimal, one: Decimal, two: Decimal, points: Decimal) -> None:
    less, more = (score("≥", aim, actual, points).value for actual in sorted((one, two)))
    assert less is not None
    assert more is not None
    assert less <= more


@given(aims, numbers, numbers, weights)
def test_more_never_scores_more_where_less_is_better(aim: Decimal, one: Decimal, two: Decimal, points: Decimal) -> None:
    less, more = (score("≤", aim, actual, points).value for actual in sorted((one, two)))
    assert less is not None
    assert more is not None
    assert less >= more


@given(numbers, weights)
def test_execution_earns_between_nothing_and_all(rate: Decimal, points: Decimal) -> None:
    value = execution_points(rate / 100, points).value
    assert value is not None
    assert 0 <= value <= points
