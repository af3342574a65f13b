"""docs/audit.md says of every code of the audit what the catalogue says, and its example can be run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.findings import CodeEntry, general, rules, structure, targets

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "entry", [*rules.CODES, *targets.CODES, *structure.CODES, *general.CODES], ids=lambda entry: entry.code
)
def test_every_code_is_described_as_in_the_catalogue(entry: CodeEntry) -> None:
    assert f"| {entry.code} | {entry.severity} | {entry.title} | {entry.cause} | {entry.cure} |" in PAGE


def test_the_thresholds_told_are_those_in_force() -> None:
    tuning = Tuning()
    assert tuning.long_text == 30
    assert tuning.same_rows == 5
    assert (str(tuning.same_share), tuning.near) == ("0.6", 0.85)
    assert tuning.points_total == Decimal(100)
    assert (tuning.worded_rows, tuning.one_off_months, tuning.slow_spending) == (3, 24, Decimal("0.1"))
    assert (tuning.small_yuan, tuning.large_yuan) == (Decimal("10e4"), Decimal("1000e8"))
