"""docs/audit.md says of every code of the audit what the catalogue says, and its example can be run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.findings import CodeEntry, general, money, rules, targets

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "entry", [*rules.CODES, *targets.CODES, *general.CODES, *money.CODES], ids=lambda entry: entry.code
)
def test_every_code_is_described_as_in_the_catalogue(entry: CodeEntry) -> None:
    assert f"| {entry.code} | {entry.severity} | {entry.title} | {entry.cause} | {entry.cure} |" in PAGE


def test_the_thresholds_told_are_those_in_force() -> None:
    tuning = Tuning()
    assert tuning.long_text == 30
    assert tuning.same_rows == 5
    assert (str(tuning.same_share), tuning.near) == ("0.6", 0.85)
    assert tuning.points_total == Decimal(100)
    assert (tuning.small_yuan, tuning.large_yuan) == (Decimal("10e4"), Decimal("1000e8"))
    assert (tuning.small_project, tuning.large_project) == (Decimal(1000), Decimal("100e8"))
    assert (tuning.far_out, tuning.cost_margin, tuning.cost_below) == (1000, Decimal("0.01"), Decimal("0.8"))
    assert (tuning.budget_cut, tuning.year_cut, tuning.year_rise) == (Decimal("0.5"), Decimal("0.8"), 5)
    assert (tuning.told_parts, tuning.named_total) == (Decimal("0.2"), Decimal("0.5"))
