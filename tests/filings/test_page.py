"""docs/audit.md says of every code of the audit what the catalogue says, and its example can be run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.findings import CodeEntry, contents, general, money, rules, self_reviews, structure, targets
from jixiao_xlsx.model.target.bounded import BOUNDED

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")


GENERAL = (*targets.CODES, *structure.CODES, *general.CODES, *contents.CODES, *money.CODES)
TABLED = (*rules.CODES, *GENERAL, *self_reviews.CODES)


@pytest.mark.parametrize("entry", TABLED, ids=lambda entry: entry.code)
def test_every_code_is_described_as_in_the_catalogue(entry: CodeEntry) -> None:
    assert f"| {entry.code} | {entry.severity} | {entry.title} | {entry.cause} | {entry.cure} |" in PAGE


def test_the_thresholds_told_are_those_in_force() -> None:
    tuning = Tuning()
    assert tuning.long_text == 30
    assert tuning.same_rows == 5
    assert (str(tuning.same_share), tuning.near) == ("0.6", 0.85)
    assert tuning.points_total == Decimal(100)
    assert (tuning.copied_share, tuning.same_halves) == (0.8, 3)
    assert (tuning.worded_rows, tuning.one_off_months) == (3, 24)
    assert [str(share) for share in (tuning.slow_spending, tuning.certain_share)] == ["0.1", "0.75"]
    assert (tuning.small_yuan, tuning.large_yuan) == (Decimal("10e4"), Decimal("1000e8"))
    assert (tuning.small_project, tuning.large_project) == (Decimal(1000), Decimal("100e8"))
    assert (tuning.far_out, tuning.cost_margin, tuning.cost_below) == (1000, Decimal("0.01"), Decimal("0.8"))
    assert (tuning.budget_cut, tuning.year_cut, tuning.year_rise) == (Decimal("0.5"), Decimal("0.8"), 5)
    assert (tuning.told_parts, tuning.named_total) == (Decimal("0.2"), Decimal("0.5"))


def test_the_thresholds_of_self_evaluations_are_those_in_force() -> None:
    tuning = Tuning()
    assert (tuning.surpassed_times, tuning.surpassed_least) == (2, 5)
    assert (tuning.equal_rows, tuning.full_rows) == (4, 5)
    shares = (tuning.barely_spent, tuning.well_spent, tuning.heaviest_share)
    assert [str(share) for share in shares] == ["0.5", "0.8", "0.6"]
    assert (str(tuning.satisfaction_least), str(tuning.satisfaction_most)) == ("0.05", "0.3")


def test_the_names_of_rates_that_end_at_a_hundred_are_published() -> None:
    assert "　".join(BOUNDED) in PAGE
