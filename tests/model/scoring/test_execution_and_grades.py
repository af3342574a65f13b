"""Points of the execution rate, totals and grades, by profile."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_xlsx.model.scoring.profiles import NATIONAL, PROFILES, grade
from jixiao_xlsx.model.scoring.scoring import execution_points


@pytest.mark.parametrize(
    ("rate", "points", "value"),
    [
        ("0.9545", "10", "9.55"),
        ("1", "10", "10"),
        ("1.2", "10", "10"),
        ("0", "10", "0"),
        ("-0.1", "10", "0"),
        ("0.5", "20", "10"),
    ],
)
def test_the_execution_rate_earns_its_share_and_no_more(rate: str, points: str, value: str) -> None:
    assert execution_points(Decimal(rate), Decimal(points)).value == Decimal(value)


@pytest.mark.parametrize(("profile", "words"), [("national", "由财政部门定"), ("scaled", "折算到满分")])
def test_a_rate_that_does_not_apply_earns_and_loses_nothing(profile: str, words: str) -> None:
    score = execution_points(None, Decimal(10), PROFILES[profile])
    assert not score.scorable
    assert words in score.reason


def test_a_scaled_total_counts_the_rest_as_the_whole() -> None:
    scaled = PROFILES["scaled"]
    assert scaled.total(Decimal(81), points=Decimal(100), left_out=Decimal(10)) == 90
    assert scaled.total(Decimal("81.0045"), points=Decimal(100), left_out=Decimal(10)) == Decimal("90.01")
    assert scaled.total(Decimal(81), points=Decimal(100)) == 81
    assert scaled.total(Decimal(0), points=Decimal(100), left_out=Decimal(100)) == 0
    assert NATIONAL.total(Decimal(81), points=Decimal(100), left_out=Decimal(10)) == 81


def test_profiles_are_known_by_their_own_names() -> None:
    assert [profile.name for profile in PROFILES.values()] == list(PROFILES)
    assert {name: profile.execution for name, profile in PROFILES.items() if profile.execution != 10} == {"20/80": 20}


@pytest.mark.parametrize(
    ("total", "name"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grades(total: str, name: str) -> None:
    assert grade(Decimal(total)) == name
