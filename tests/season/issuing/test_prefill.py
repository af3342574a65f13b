"""What a blank takes over: the values of the right year under the right key, rows that carry them, exact measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Filing, Record, Seal
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.money import YUAN_IN, in_measure
from jixiao_xlsx.season.issuing.prefill import History, counts_from, prefill
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import load_form

WHEN = datetime(2025, 3, 1, tzinfo=UTC)


def filing(
    form: str, year: int, values: Mapping[str, object], *, measure: str = "万元", sent: datetime = WHEN
) -> Filing:
    records = tuple(
        Record(
            key=parse_key(key),
            value=Decimal(str(value)) if isinstance(value, int | float) else str(value),
            raw=str(value),
            kind="amount" if isinstance(value, int | float) else "text",
            sheet="表",
            cell="A1",
            label="",
            measure=measure if isinstance(value, int | float) else "",
        )
        for key, value in values.items()
    )
    seal = Seal(form=form, edition="1", year=year, fingerprint="", agency_code="101")
    return Filing(f"{year}.xlsx", f"{year}{len(values)}{sent}", "xlsx", seal, records, sent=sent)


def filled(
    form: Form, *filings: Filing, year: int = 2026, figures: Mapping[str, Decimal] | None = None
) -> dict[str, object]:
    identity, history = Identity(form.form, year, "101"), History(filings)
    layout = lay_out(form, year, counts_from(form, history.year(identity, 1)))
    given = {parse_key(key): value for key, value in (figures or {}).items()}
    values = prefill(layout, identity, history=history, figures=given).values
    from jixiao_xlsx.model.keys import format_key

    return {format_key(key): value for key, value in values.items()}


S2 = "wuhan_dept_target"


def test_each_past_year_comes_from_its_own_filing() -> None:
    found = filled(
        load_form("S2"),
        filing(S2, 2025, {"funds.income.fiscal.y0": 250, "funds.income.fiscal.y_1": 9}),
        filing(S2, 2024, {"funds.income.fiscal.y0": 240}),
    )
    assert found == {"funds.income.fiscal.y_1": 250, "funds.income.fiscal.y_2": 240}


def test_a_year_without_its_own_filing_comes_from_what_the_next_one_told() -> None:
    found = filled(load_form("S2"), filing(S2, 2025, {"funds.income.fiscal.y0": 250, "funds.income.fiscal.y_1": 241}))
    assert found == {"funds.income.fiscal.y_1": 250, "funds.income.fiscal.y_2": 241}


def test_the_newest_version_counts_whatever_the_order() -> None:
    old = filing(S2, 2025, {"funds.income.fiscal.y0": 1})
    new = filing(S2, 2025, {"funds.income.fiscal.y0": 2}, sent=datetime(2025, 4, 1, tzinfo=UTC))
    assert filled(load_form("S2"), old, new) == filled(load_form("S2"), new, old) == {"funds.income.fiscal.y_1": 2}


def test_locked_and_computed_cells_are_not_filled_and_other_agencies_do_not_matter() -> None:
    theirs = filing(S2, 2025, {"funds.income.fiscal.y0": 1})
    assert theirs.seal
    theirs = replace(theirs, seal=replace(theirs.seal, agency_code="102"))
    assert filled(load_form("S2"), theirs, filing(S2, 2025, {"funds.income.total.y0": 5})) == {}


def test_the_approved_figure_goes_before_anything_filed() -> None:
    found = filled(load_form("S2"), figures={"funds.income.fiscal.y0": Decimal("12.5")})
    assert found == {"funds.income.fiscal.y0": Decimal("12.5")}


def test_rows_are_carried_without_gaps_and_two_are_spare() -> None:
    form = load_form("S0")
    last = {f"duties[{n}].text": f"职能{n}" for n in (1, 2, 3, 5, 6, 8)}
    found = filled(form, filing("liuzhou_dept_target", 2025, last))
    assert list(found.values()) == ["职能1", "职能2", "职能3", "职能5", "职能6", "职能8"]
    assert list(found) == [f"duties[{n}].text" for n in range(1, 7)]
    history = History([filing("liuzhou_dept_target", 2025, last)])
    counts = counts_from(form, history.year(Identity(form.form, 2026, "101"), 1))
    assert counts == {parse_key("duties[*]"): 8}


@pytest.mark.parametrize(("used", "rows"), [(3, {}), (4, {"duties[*]": 6}), (14, {"duties[*]": 15})])
def test_never_fewer_rows_than_the_form_and_never_more_than_it_allows(used: int, rows: Mapping[str, int]) -> None:
    form = load_form("S0")
    last = filing("liuzhou_dept_target", 2025, {f"duties[{n}].text": "职能" for n in range(1, used + 1)})
    counts = counts_from(form, History([last]).year(Identity(form.form, 2026, "101"), 1))
    assert counts == {parse_key(key): count for key, count in rows.items()}


def test_an_indicator_takes_its_past_only_with_its_name() -> None:
    row = "goals[1].indicators.output.quantity[2]"
    found = filled(load_form("S2"), filing(S2, 2025, {f"{row}.name": "救助人次", f"{row}.y_1": "≥300人次"}))
    carried = "goals[1].indicators.output.quantity[1]"
    assert found == {f"{carried}.name": "救助人次", f"{carried}.y_2": "≥300人次"}
    assert filled(load_form("S2"), filing(S2, 2025, {f"{row}.y_1": "≥300人次"})) == {}


def test_what_a_slot_would_refuse_is_left_out() -> None:
    form = load_form("S0")
    last = filing("liuzhou_dept_target", 2025, {"duties[1].text": "长" * 151, "duties[2].text": "合适"})
    assert filled(form, last) == {"duties[2].text": "合适"}


def test_money_in_another_measure_is_converted_exactly() -> None:
    found = filled(load_form("S2"), filing(S2, 2025, {"funds.income.fiscal.y0": 1234567}, measure="元"))
    assert found == {"funds.income.fiscal.y_1": Decimal("123.4567")}
    assert filled(load_form("S2"), filing(S2, 2025, {"funds.income.fiscal.y0": 5}, measure="人")) == {}


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), *([st.sampled_from(sorted(YUAN_IN))] * 2))
def test_a_measure_and_back_is_the_same_amount(amount: Decimal, one: str, other: str) -> None:
    there = in_measure(amount, one, other)
    assert there is not None
    assert in_measure(there, other, one) == amount
