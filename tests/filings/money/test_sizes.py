"""G41, G42: money of a size that nobody has, and money below nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filings.filled import filing_of
from filings.money.money_forms import CLEAN, told, yuan
from jixiao_xlsx.filings.view import Tuning


@pytest.mark.parametrize(
    ("form", "cells", "key"),
    [
        ("P2", {"funds.fiscal": "5000000", "funds.cycle_fiscal": "5000000"}, "funds.cycle_fiscal"),
        ("P2", {"funds.fiscal": "1000000", "funds.cycle_fiscal": None}, "funds.fiscal"),
        ("P2", {"funds.fiscal": "0.05", "funds.cycle_fiscal": "0.05"}, "funds.cycle_fiscal"),
        ("S0", {"funds.general.amount": "18000", "funds.other.amount": None}, "funds.general.amount"),
        ("S0", {"funds.general.amount": "14042", "funds.other.amount": "2405"}, "funds.general.amount"),
    ],
)
def test_a_size_out_of_range_is_a_note(form: str, cells: dict[str, str | None], key: str) -> None:
    change = {name: None if value is None else yuan(value) for name, value in cells.items()}
    assert [(code, where) for code, where in told(form, change) if code != "R02"] == [("G41", key)]


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("P2", {"funds.fiscal": "0.5", "funds.cycle_fiscal": "1.5"}),
        ("P2", {"funds.fiscal": "2", "funds.cycle_fiscal": "2"}),
        ("P2", {"funds.fiscal": "860000", "funds.cycle_fiscal": "990000"}),
        ("P2", {"funds.fiscal": "12345.67", "funds.cycle_fiscal": "40000"}),
        ("S0", {"funds.general.amount": "180500", "funds.other.amount": None}),
        ("S0", {"funds.general.amount": "120000.50", "funds.other.amount": "0"}),
        ("S0", {"funds.general.amount": "9860000000", "funds.other.amount": "120000000"}),
        ("S0", {"funds.general.amount": "0", "funds.other.amount": "0"}),
        ("S0", {"funds.general.amount": "3280800", "funds.other.amount": "18000"}),
        ("P3", {"tasks[1].fiscal": "5", "tasks[2].fiscal": "8", "tasks[3].fiscal": "2", "tasks[4].fiscal": "1.5"}),
    ],
)
def test_small_projects_and_large_departments_are_let_be(form: str, cells: dict[str, str | None]) -> None:
    change = {name: None if value is None else yuan(value) for name, value in cells.items()}
    assert not {"G01", "G41"} & {code for code, _ in told(form, change)}


def test_the_range_can_be_set() -> None:
    cells = {**CLEAN["P2"], "funds.fiscal": yuan("5000000"), "funds.cycle_fiscal": yuan("5000000")}
    loose = replace(Tuning(), large_project=yuan("1e12"), large_yuan=yuan("1e13"))
    assert "G41" not in [finding.code for finding in filing_of("P2", cells, tuning=loose).findings]


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("P1", "funds.carried.executed"),
        ("P1", "funds.fiscal.initial"),
        ("S2", "funds.income.other.y0"),
        ("S2", "funds.income.fiscal.y_1"),
        ("S2", "funds.spending.basic.y_2"),
        ("plan", "funds.other.y0"),
        ("plan", "funds.fiscal.y_1"),
        ("review", "projects[1].budgeted.other"),
        ("review", "projects[2].executed.fiscal"),
    ],
)
def test_money_below_nothing_is_told(form: str, key: str) -> None:
    value = CLEAN[form].get(key)
    negative = -(value if isinstance(value, type(yuan("1"))) and value else yuan("35"))
    assert ("G42", key) in told(form, {key: negative})


@pytest.mark.parametrize("form", ["plan", "S2"])
def test_money_of_nothing_or_more_is_let_be(form: str) -> None:
    assert told(form, {}) == []


def test_a_part_below_nothing_is_told_and_not_its_total() -> None:
    cells = {"projects[1].budgeted.other": yuan("-700000"), "projects[1].budgeted.total": yuan("-100000")}
    about = [key for code, key in told("review", cells) if code == "G42"]
    assert about == ["projects[1].budgeted.other"]
