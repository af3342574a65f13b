"""C13, C14: everything exactly as planned, every score full; said once, and not where something differs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filings.filled import Cells
from filings.self_reviews.reviews import COST, LASTING, P1, PLEASED, QUALITY, QUANTITY, SECOND, SOCIAL, TIMELY, changed

SAME: Cells = {
    f"{QUANTITY}.actual": "12公里",
    f"{SECOND}.actual": "20000立方米",
    f"{QUALITY}.actual": "98%",
    f"{COST}.actual": "30万元",
    f"{SOCIAL}.actual": "5000亩",
    f"{PLEASED}.actual": "90%",
}
FULL: Cells = {
    "funds.fiscal.executed": 400,
    f"{LASTING}.score": 10,
    f"{LASTING}.deviation": None,
}


def _without(*starts: str) -> dict[str, None]:
    return {key: None for key in P1 if key.startswith(starts)}


def test_all_as_planned_is_said_once_at_the_first_value() -> None:
    assert changed(SAME) == [("C13", f"{QUANTITY}.actual")]
    assert changed({**SAME, f"{SECOND}.actual": "2万立方米", f"{PLEASED}.actual": "90"}) == [
        ("C13", f"{QUANTITY}.actual")
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {f"{QUANTITY}.actual": "12.1公里"},
        {f"{PLEASED}.actual": "90.5%"},
        {f"{COST}.actual": "29.9万元"},
        {f"{SECOND}.actual": "20001立方米"},
        _without(SECOND, COST, SOCIAL),
        {
            f"{QUANTITY}.target": "=100%",
            f"{QUANTITY}.name": "任务覆盖率",
            f"{QUANTITY}.actual": "100%",
            f"{QUALITY}.target": "100%",
            f"{QUALITY}.actual": "100%",
            f"{SECOND}.name": "返工次数",
            f"{SECOND}.target": "0次",
            f"{SECOND}.actual": "0次",
            f"{PLEASED}.target": "100%",
            f"{PLEASED}.actual": "100%",
        },
        {f"{SOCIAL}.actual": "5300亩", f"{QUALITY}.actual": "99%"},
        {f"{QUALITY}.actual": "100%"},
        {f"{PLEASED}.actual": "95%"},
        {
            f"{QUANTITY}.actual": "11.9公里",
            f"{QUANTITY}.score": Decimal("14.88"),
            f"{QUANTITY}.deviation": "征地受阻。",
        },
        {f"{SECOND}.actual": "21000立方米", f"{COST}.actual": "28万元"},
    ],
)
def test_one_row_that_differs_is_enough(cells: Cells) -> None:
    assert "C13" not in [code for code, _ in changed({**SAME, **cells})]


def test_a_hundred_with_every_score_full_is_said_once() -> None:
    assert changed(FULL) == [("C14", f"{QUANTITY}.score")]
    spent: Cells = {"funds.basic.executed": 4100, "funds.project.executed": 4100}
    lasting: Cells = {f"{LASTING}.score": 10, f"{LASTING}.coefficient": 1, f"{LASTING}.deviation": None}
    assert changed({**spent, **lasting}, "P5") == [("C14", f"{QUANTITY}.score")]


def test_both_are_told_as_one() -> None:
    assert changed({**SAME, **FULL}) == [("C13", f"{QUANTITY}.actual")]


@pytest.mark.parametrize(
    "cells",
    [
        {"funds.fiscal.executed": 399},
        {f"{LASTING}.score": 9, f"{LASTING}.deviation": "台账不全。"},
        {f"{PLEASED}.actual": "88%", f"{PLEASED}.score": Decimal("9.78"), f"{PLEASED}.deviation": "工期扰民。"},
        _without(SECOND, COST, SOCIAL, LASTING, PLEASED),
        {f"{TIMELY}.actual": "11月", f"{TIMELY}.score": 8, f"{TIMELY}.deviation": "汛期停工。"},
        {f"{QUANTITY}.score": 14, f"{QUANTITY}.deviation": "验收扣分。"},
        {f"{SOCIAL}.score": 8, f"{SOCIAL}.deviation": "部分农田尚未复垦。"},
        {f"{COST}.score": Decimal("9.5"), f"{COST}.deviation": "材料涨价。"},
        {f"{QUALITY}.score": None},
        {"funds.fiscal.executed": None},
        {f"{QUANTITY}.points": None, f"{QUANTITY}.score": None},
    ],
)
def test_one_score_that_is_not_full_is_enough(cells: Cells) -> None:
    assert "C14" not in [code for code, _ in changed({**FULL, **cells})]
