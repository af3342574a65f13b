"""C15, C16: one indicator with nearly all points, satisfaction with far too many or too few; the usual is let be."""

from __future__ import annotations

import pytest

from filings.filled import Cells, found
from filings.self_reviews.reviews import COST, LASTING, PLEASED, QUALITY, QUANTITY, SECOND, SOCIAL, TIMELY, changed, own

ROWS = (QUANTITY, SECOND, QUALITY, TIMELY, COST, SOCIAL, LASTING, PLEASED)
P2B_ROWS = (
    "indicators.cost.economic[1]",
    "indicators.output.quantity[1]",
    "indicators.benefit.social[1]",
    "indicators.satisfaction.beneficiaries[1]",
)


def shared(*points: int) -> dict[str, int]:
    """The clean form with these points, every score full."""
    return {
        f"{start}.{word}": number for start, number in zip(ROWS, points, strict=True) for word in ("points", "score")
    }


@pytest.mark.parametrize(
    ("points", "heavy"),
    [
        ((83, 1, 1, 1, 1, 1, 1, 1), QUANTITY),
        ((60, 5, 5, 5, 5, 3, 2, 5), QUANTITY),
        ((2, 2, 2, 2, 2, 70, 2, 8), SOCIAL),
        ((1, 1, 76, 1, 1, 1, 1, 8), QUALITY),
        ((0, 0, 0, 90, 0, 0, 0, 0), TIMELY),
        ((5, 5, 5, 5, 5, 5, 3, 57), PLEASED),
    ],
)
def test_one_indicator_with_nearly_all_points_is_told(points: tuple[int, ...], heavy: str) -> None:
    said = own(changed(shared(*points)))
    assert [finding for finding in said if finding[0] in ("C15", "C16")] == (
        [] if 90 in points else [("C15", f"{heavy}.points")]
    )


@pytest.mark.parametrize(
    "points",
    [
        (50, 5, 5, 5, 5, 5, 5, 10),
        (15, 10, 15, 10, 10, 10, 10, 10),
        (40, 10, 10, 5, 5, 5, 5, 10),
        (20, 10, 10, 10, 10, 10, 10, 10),
        (45, 5, 5, 5, 5, 5, 10, 10),
        (54, 4, 4, 4, 4, 5, 5, 10),
        (10, 10, 10, 10, 10, 10, 20, 10),
        (12, 12, 12, 12, 12, 10, 10, 10),
        (10, 10, 10, 10, 10, 15, 10, 15),
        (10, 10, 10, 10, 10, 10, 10, 20),
        (15, 15, 15, 10, 10, 10, 10, 5),
        (11, 11, 11, 11, 11, 10, 10, 15),
    ],
)
def test_points_shared_out_as_usual_are_let_be(points: tuple[int, ...]) -> None:
    assert not {"C15", "C16"} & {code for code, _ in changed(shared(*points))}


@pytest.mark.parametrize("points", [1, 2, 3, 4, 30, 40, 50])
def test_odd_points_of_satisfaction_are_noted(points: int) -> None:
    others = divmod(90 - points, 7)
    cells = shared(others[0] + others[1], *[others[0]] * 6, points)
    assert [finding for finding in own(changed(cells)) if finding[0] == "C16"] == [("C16", f"{PLEASED}.points")]


def plan(*points: int) -> Cells:
    names = ("户均改造成本", "改造户数", "居家安全", "老人满意度")
    split = (("≤", "2400", "元"), ("≥", "500", "户"), ("定性", "明显改善", None), ("≥", "92", "%"))
    cells: dict[str, str | int | None] = {}
    for start, name, (sign, value, measure), number in zip(P2B_ROWS, names, split, points, strict=True):
        cells |= {f"{start}.name": name, f"{start}.operator": sign, f"{start}.target": value}
        cells |= {f"{start}.measure": measure, f"{start}.points": number}
    return cells


def test_plans_share_out_points_too() -> None:
    assert ("C15", f"{P2B_ROWS[1]}.points") in found("P2B", plan(5, 70, 5, 10))
    assert ("C16", f"{P2B_ROWS[3]}.points") in found("P2B", plan(20, 20, 10, 40))
    assert own(found("P2B", plan(20, 40, 20, 10))) == []


@pytest.mark.parametrize("points", [(45, 45), (80, 10), (90,)])
def test_one_or_two_indicators_say_nothing(points: tuple[int, ...]) -> None:
    cells = {f"{start}.{word}": None for start in ROWS for word in ("name", "target", "actual", "points", "score")}
    cells |= {f"{LASTING}.deviation": None}
    kept = dict(zip((QUANTITY, PLEASED), points, strict=False))
    typed: Cells = {
        **cells,
        **{f"{start}.name": "改造户数" for start in kept},
        **{f"{start}.points": number for start, number in kept.items()},
    }
    assert not {"C15", "C16"} & {code for code, _ in changed(typed)}
