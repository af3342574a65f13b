"""G43: one year's money above that of all the years it is one of."""

from __future__ import annotations

import pytest

from filings.filled import Cells, amount, findings
from jixiao_xlsx.findings import Severity

FORMS = (
    ("P2", "funds.cycle_fiscal", "funds.fiscal", "funds.cycle_other", "funds.other"),
    ("P2B", "funds.fiscal.cycle", "funds.fiscal.annual", "funds.other.cycle", "funds.other.annual"),
)


def told(form: str, cells: Cells) -> list[tuple[str, str]]:
    codes = ("G43", "G01", "R02")
    return [
        (found.code, found.where.key)
        for found in findings(form, cells)
        if found.code in codes and found.where.key.startswith("funds")
    ]


def typed(keys: tuple[str, ...], *amounts: str | None) -> Cells:
    return {key: amount(value) if value else None for key, value in zip(keys, amounts, strict=True)}


@pytest.mark.parametrize(("form", "keys"), [(form, keys) for form, *keys in FORMS])
def test_one_source_above_its_cycle_is_told_at_the_year(form: str, keys: list[str]) -> None:
    cells = typed(tuple(keys), "900", "300", "80", "120")
    assert told(form, cells) == [("G43", keys[3])]
    (finding,) = [found for found in findings(form, cells) if found.code == "G43"]
    assert finding.severity is Severity.EXPLAIN
    assert "120.00万元" in finding.message
    assert "80.00万元" in finding.message


@pytest.mark.parametrize("amounts", [("300", "900", "80", "40"), ("300", "900", None, None)])
@pytest.mark.parametrize(("form", "keys"), [(form, keys) for form, *keys in FORMS])
def test_totals_the_wrong_way_round_are_told_once(form: str, keys: list[str], amounts: tuple[str | None, ...]) -> None:
    assert told(form, typed(tuple(keys), *amounts)) == [("R02", keys[1])]


@pytest.mark.parametrize(
    "amounts",
    [
        ("900", "300", "120", "80"),
        ("900", "300", "80", "80"),
        ("900", "900", None, None),
        ("900", "300", None, None),
        ("900", "300", "120", None),
        ("900", "300", None, "40"),
        ("900", None, "120", "80"),
        ("900.5", "900.4", "0.2", "0.1"),
        ("900", "300", "0", "40"),
        (None, "300", None, "40"),
    ],
)
@pytest.mark.parametrize(("form", "keys"), [(form, keys) for form, *keys in FORMS])
def test_a_year_within_its_cycle_is_let_be(form: str, keys: list[str], amounts: tuple[str | None, ...]) -> None:
    assert "G43" not in [code for code, _ in told(form, typed(tuple(keys), *amounts))]


@pytest.mark.parametrize(
    ("amounts", "wrong"), [(("1350.5", "4528000", None, None), 1), (("13505000", "452.8", None, None), 0)]
)
@pytest.mark.parametrize(("form", "keys"), [(form, keys) for form, *keys in FORMS])
def test_one_of_the_two_in_yuan_is_told_as_that(
    form: str, keys: list[str], amounts: tuple[str | None, ...], wrong: int
) -> None:
    assert told(form, typed(tuple(keys), *amounts)) == [("G01", keys[wrong])]
