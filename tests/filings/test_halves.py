"""Two indicators side by side on one row, 中期 and 年度, are two: neither lends the other its name or its target."""

from __future__ import annotations

from filings.filled import Cells, found

ROW = "indicators.output.quantity[1]"
HALVES: Cells = {
    f"{ROW}.cycle_name": "改造户数",
    f"{ROW}.cycle": "≥1500户",
    f"{ROW}.name": "群众投诉率",
    f"{ROW}.target": "≤5%",
    f"{ROW}.forecast": "XX",
    "indicators.satisfaction.served[1].cycle_name": "老人满意度",
    "indicators.satisfaction.served[1].cycle": "≥95%",
    "indicators.satisfaction.served[1].name": "老人满意度",
    "indicators.satisfaction.served[1].target": "≥95%",
}


def test_each_half_is_weighed_by_its_own_name() -> None:
    assert found("halves", HALVES) == []
    assert found("halves", {**HALVES, f"{ROW}.target": "≥5%"}) == [("T09", f"{ROW}.target")]


def test_a_half_without_its_target_is_said_though_the_other_has_one() -> None:
    assert found("halves", {**HALVES, f"{ROW}.target": None}) == [("T01", f"{ROW}.target")]
    assert found("halves", {**HALVES, f"{ROW}.cycle_name": None}) == [("T02", f"{ROW}.cycle_name")]


def test_an_unused_half_is_let_be() -> None:
    unused = dict.fromkeys(key for key in HALVES if "cycle" in key)
    assert found("halves", {**HALVES, **unused}) == []
