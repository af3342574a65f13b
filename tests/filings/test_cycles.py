"""A year's target above the cycle's is said at the year's cell, whether a form has the two in one row's halves or in
two columns of one indicator."""

from __future__ import annotations

import pytest

from filings.filled import PLAN, found
from filings.national import P2

ROW = "indicators.output.quantity[1]"
IN_COLUMNS = "goals[1].indicators.output.quantity[1]"
Pair = tuple[str, str]
ABOVE: tuple[Pair, ...] = (
    ("≥1500户", "≥2500户"),
    ("≥1500户", "2500户"),
    ("不少于1500户", "2500户以上"),
    ("＝1,500户", "＝2,500户"),
    ("≥1.5万户", "≥2万户"),
    ("≥9000户", "≥1万户"),
    ("≥1500", "≥2500户"),
    ("≥1500户", "≥2500"),
    ("1000-1500户", "2000-2500户"),
    ("１５００户", "２５００户"),
    ("≥95%", "≥98%"),
    ("完成1500户", "完成2500户"),
)
BELOW: tuple[Pair, ...] = (
    ("≥1500户", "≥500户"),
    ("≥1500户", "≥1500户"),
    ("≥1.5万户", "≥5000户"),
    ("≥3次", "≥10人"),
    ("≤5%", "≤8%"),
    ("≥12次", "≥4次/年"),
    ("2027年12月底前", "2026年12月底前"),
    ("显著提升", "有所提升"),
    ("按批复标准", "≥500户"),
    ("1200-1500户", "500-600户"),
    ("≥90%", "500户"),
    ("全覆盖", "≥98%"),
)


@pytest.mark.parametrize(("cycle", "year"), ABOVE)
def test_a_year_above_its_cycle_is_said_at_the_year(cycle: str, year: str) -> None:
    cells = {**P2, f"{ROW}.cycle": cycle, f"{ROW}.target": year}
    assert ("T17", f"{ROW}.target") in found("P2", cells)
    cells = {**PLAN, f"{IN_COLUMNS}.cycle": cycle, f"{IN_COLUMNS}.target": year}
    assert ("T17", f"{IN_COLUMNS}.target") in found("plan", cells)


@pytest.mark.parametrize(("cycle", "year"), BELOW)
def test_a_year_that_may_stand_beside_its_cycle_is_let_be(cycle: str, year: str) -> None:
    cells = {**P2, f"{ROW}.cycle": cycle, f"{ROW}.target": year}
    assert "T17" not in [code for code, _ in found("P2", cells)]
    cells = {**PLAN, f"{IN_COLUMNS}.cycle": cycle, f"{IN_COLUMNS}.target": year}
    assert "T17" not in [code for code, _ in found("plan", cells)]


@pytest.mark.parametrize(
    ("cycle_name", "name"),
    [
        ("改造户数", "改造户数"),
        ("三年改造户数", "年度改造户数"),
        ("改造户数（户）", "改造户数"),
        ("改造 户数", "改造户数。"),
        ("适老化改造户数", "改造户数"),
        (None, "改造户数"),
    ],
)
def test_the_halves_of_a_row_are_one_indicator_by_their_names(cycle_name: str | None, name: str) -> None:
    cells = {**P2, f"{ROW}.cycle_name": cycle_name, f"{ROW}.name": name, f"{ROW}.target": "≥2500户"}
    assert ("T17", f"{ROW}.target") in found("P2", cells)


@pytest.mark.parametrize("name", ["探访老人户数", "改造社区数量", "培训护理员数", "老人投诉户数"])
def test_halves_of_other_names_are_two_indicators(name: str) -> None:
    cells = {**P2, f"{ROW}.name": name, f"{ROW}.target": "≥2500户"}
    assert "T17" not in [code for code, _ in found("P2", cells)]


def test_a_cycle_and_a_year_in_two_columns_of_a_shipped_form_are_compared() -> None:
    row = "indicators.output.quantity[1]"
    cells = {f"{row}.name": "养老床位数", f"{row}.cycle": "≥1500张", f"{row}.annual": "≥2500张"}
    assert ("T17", f"{row}.annual") in found("S1", cells)
    assert "T17" not in [code for code, _ in found("S1", {**cells, f"{row}.annual": "≥500张"})]
