"""G01: all amounts in another measure, one amount in 元 among 万元, and the sums that it breaks."""

from __future__ import annotations

import pytest

from filings.money.money_forms import said, told, yuan
from jixiao_xlsx.findings import Severity

TASKS = ("tasks[1].fiscal", "tasks[2].fiscal", "tasks[3].fiscal", "tasks[4].fiscal")


@pytest.mark.parametrize(
    ("form", "key", "value"),
    [
        ("P3", "tasks[2].fiscal", "1234567"),
        ("P3", "tasks[2].fiscal", "4805000"),
        ("P3", "tasks[4].fiscal", "950000"),
        ("P3", "tasks[1].fiscal", "6200000"),
        ("P3", "tasks[3].other", "1500000"),
        ("P1", "funds.fiscal.executed", "885000"),
        ("P1", "funds.fiscal.initial", "899700"),
        ("P2", "funds.cycle_fiscal", "899700"),
        ("S2", "funds.income.fiscal.y0", "60090900"),
        ("S2", "funds.spending.project.y_1", "48441700"),
    ],
)
def test_one_amount_in_yuan_among_wan_yuan_is_told_once(form: str, key: str, value: str) -> None:
    assert told(form, {key: yuan(value)}) == [("G01", key)]


@pytest.mark.parametrize(
    "amounts",
    [
        ("2", "5", "8", "12000"),
        ("1.5", "3", "8", "20000"),
        ("620", "480.5", "260", "35000"),
        ("12", "15", "9", "8600"),
        ("100", "200", "300", "50000"),
        ("0.5", "0.8", "1.2", "960"),
        ("50", "50", "50", "50"),
        ("3500", "12000", "86000", "4200"),
        ("1000", "1200", "800", "90000"),
        ("0.9", "8", "70", "6500"),
    ],
)
def test_tasks_of_very_different_size_are_let_be(amounts: tuple[str, ...]) -> None:
    codes = [code for code, _ in told("P3", dict(zip(TASKS, map(yuan, amounts), strict=True)))]
    assert "G01" not in codes


def test_a_sum_that_the_amount_breaks_is_not_told_beside_it_and_lends_it_its_weight() -> None:
    (only,) = said("S1", {"budget.basic": yuan("11789700")})
    assert (only.code, only.where.key, only.severity) == ("G01", "budget.basic", Severity.RETURN)
    assert "说明" not in only.hint
    (soft,) = said("S2", {"funds.income.fiscal.y0": yuan("60090900")})
    assert soft.severity is Severity.EXPLAIN


def test_a_sum_that_is_wrong_anyway_is_told_too() -> None:
    cells = {"budget.basic": yuan("11789700"), "budget.project": yuan("9000")}
    assert {code for code, _ in told("S1", cells)} == {"G01", "R02"}


@pytest.mark.parametrize("rest", [{}, {"funds.gov_fund.amount": yuan("0")}, {"funds.gov_fund.amount": yuan("95.2")}])
def test_a_department_of_some_hundred_yuan_filed_in_wan_yuan(rest: dict[str, object]) -> None:
    cells = {"funds.general.amount": yuan("180.50"), "funds.other.amount": None, **rest}
    assert told("S0", cells) == [("G01", "funds.general.amount")]  # type: ignore[arg-type]


def test_a_small_project_in_yuan_is_a_project() -> None:
    names = [f"projects[{row}].{part}" for row in (1, 2) for part in ("budgeted", "executed")]
    small = {f"{name}.{part}": yuan("35120.50") for name in names for part in ("total", "fiscal")}
    others = {f"projects[{row}].budgeted.other": yuan("0") for row in (1, 2)}
    assert "G01" not in [code for code, _ in told("review", {**small, **others})]
    tiny = {key: yuan("61.85") for key in small}
    assert "G01" in [code for code, _ in told("review", {**tiny, **others})]
