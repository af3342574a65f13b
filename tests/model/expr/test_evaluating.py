"""Blank, zero, unreadable and 不适用 stay apart; figures of the forms come out to the last digit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpu
from jixiao_xlsx.model.expr import (
    NOT_APPLICABLE,
    NOT_RUN,
    SUPPRESSED,
    CellValue,
    Result,
    compared_pairs,
    evaluate,
    shown_result,
)
from jixiao_xlsx.model.keys import parse_key
from model.expr.cells import cells, resolved

FISCAL, OTHER, TOTAL = "funds.income.fiscal.y0", "funds.income.other.y0", "funds.income.total.y0"


def worth(
    source: str, values: Mapping[str, str | int | date | CellValue], *, owner: str = "head", tolerance: str = "0"
) -> Result:
    pattern = owner.replace("[2]", "[*]")
    return evaluate(resolved(source, pattern), parse_key(owner), cells(values), tolerance=Decimal(tolerance))


def test_the_money_of_a_form_adds_up_exactly() -> None:
    held = {FISCAL: Decimal("6009.09"), OTHER: 48, TOTAL: Decimal("6057.09")}
    rule = f"{FISCAL} + {OTHER} == {TOTAL}"
    assert worth(rule, held) is True
    assert worth(f"round({FISCAL} / {TOTAL}, 4)", held) == Decimal("0.9921")


@pytest.mark.parametrize(
    ("source", "fiscal", "other", "result"),
    [
        ("{f} + {o}", 5, None, Decimal(5)),
        ("{f} - {o}", None, 5, Decimal(-5)),
        ("{f} + {o}", None, None, NOT_RUN),
        ("{f} + {o}", 0, None, Decimal(0)),
        ("{f} * {o}", 5, None, NOT_RUN),
        ("{f} / {o}", 5, 0, NOT_APPLICABLE),
        ("{f} / {o}", None, 0, NOT_RUN),
        ("{f} / {o} + 1", 5, 0, NOT_APPLICABLE),
        ("1 - {f}", None, 5, NOT_RUN),
        ("1 - {f} + {o}", None, 5, Decimal(6)),
        ("{f} == {o}", 5, None, NOT_RUN),
        ("{f} + {o}", 5, "!九十", SUPPRESSED),
        ("sum({f}, {o})", 5, "!九十", SUPPRESSED),
        ("{f} + {o}", 5, "九十", SUPPRESSED),
        ("{f} + {o}", 5, "不适用", NOT_APPLICABLE),
        ("sum({f}, {o})", 5, "不适用", Decimal(5)),
        ("min(1, {f}) * 10", None, 5, NOT_RUN),
        ("min(1, {f}) * 10", "不适用", 5, NOT_APPLICABLE),
        ("{f} > 1 or {o} > 1", 5, None, True),
        ("{f} > 1 and {o} > 1", 5, None, NOT_RUN),
        ("{f} > 9 and {o} > 1", 5, None, False),
        ("not ({f} > 9 and {o} > 1)", 5, "不适用", True),
        ("blank({f}) or {o} > 1", None, None, True),
        ("filled({f}) or filled({o})", None, None, False),
        ("filled({f})", "!九十", None, True),
        ("if({f} > 1, {o}, 2)", 5, None, NOT_RUN),
        ("if({f} > 1, 2, {o} / 0)", 5, 1, Decimal(2)),
        ("if({f} > 1, 2, {o})", 5, "!九十", SUPPRESSED),
        ("round({f}, 2)", Decimal("2.675"), None, Decimal("2.68")),
        ("round({f}, 2)", Decimal("-0.125"), None, Decimal("-0.13")),
        ("abs({f} - {o})", 1, 3, Decimal(2)),
        ("{f} in (1, 2)", 2, None, True),
        ("within({f}, 0, 1)", 1, None, True),
        ("100", None, None, Decimal(100)),
    ],
)  # fmt: skip
def test_one_result_for_every_way_of_filling(source: str, fiscal: CellValue, other: CellValue, result: Result) -> None:
    found = worth(source.format(f=FISCAL, o=OTHER), {FISCAL: fiscal, OTHER: other})
    assert (found, type(found)) == (result, type(result))


def test_a_sum_of_rows_passes_over_blank_and_not_applicable_rows() -> None:
    held: dict[str, CellValue] = {f"tasks.main[{row}].amount": Decimal(row) for row in (1, 2)}
    held |= {"tasks.main[3].amount": None, "tasks.main[4].amount": "不适用"}
    assert worth("sum(tasks.main.amount)", held) == 3
    assert worth("average(tasks.main.amount)", held) == Decimal("1.5")
    assert worth("max(tasks.main.amount, 9)", held) == 9
    assert worth("count(tasks.main.amount)", held) == 3
    assert worth("sum(tasks.main.amount)", {"tasks.main[1].amount": None}) is NOT_RUN


def test_one_unreadable_row_suppresses_the_sum_and_only_what_uses_it() -> None:
    held = {"tasks.main[1].amount": "!四十", "tasks.main[2].amount": 5, "tasks.optional[1].amount": 7}
    assert worth("sum(tasks.main.amount)", held) is SUPPRESSED
    assert worth("sum(tasks.optional.amount)", held) == 7
    assert worth("count(tasks.main.amount)", held) == 2


def test_a_bound_index_takes_the_owners_row() -> None:
    held = {f"projects[{row}].executed.total": row * 10 for row in (1, 2)}
    held |= {f"projects[{row}].budgeted.total": 40 for row in (1, 2)}
    assert worth("executed.total / budgeted.total", held, owner="projects[2]") == Decimal("0.5")


def test_the_number_of_goals_is_the_number_of_duties() -> None:
    held = {"duties[1].text": "甲", "duties[2].text": "乙", "goals[1].text": "丙", "goals[2].text": "  "}
    assert worth("count(goals.text) == count(duties)", held) is False
    assert worth("count(goals.text) == count(duties)", {}) is NOT_RUN


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        ("办理户数", "办理户数", False),
        ("办理户数", "办理人数", True),
        ("abc", "ABC", False),
        (" 甲  乙", "甲 乙", False),
        ("甲", None, True),
        (None, None, NOT_RUN),
    ],
)  # fmt: skip
def test_unique_looks_only_at_what_is_filled(first: str | None, second: str | None, result: Result) -> None:
    held: dict[str, str | None] = {"tasks.main[1].name": first, "tasks.main[2].name": second}
    assert worth("unique(tasks.main.name)", dict(held)) is result


def test_words_are_compared_and_counted() -> None:
    held = {"head.agency": "某某局", "head.scope": "本级"}
    assert worth("head.scope in ('本级', '汇总') and head.agency != head.scope", held) is True
    assert worth("len(head.agency) <= 2", held) is False
    assert worth("if(head.scope == '本级', '单', '总')", held) == "单"
    assert worth("head.scope == '本级'", {}) is NOT_RUN


def test_dates_are_compared_as_days() -> None:
    held = {"head.date": date(2024, 1, 14)}
    assert worth("head.date >= 45305", held) is True
    assert worth("head.date + 1", held) == 45306


def test_a_difference_within_the_tolerance_is_equal() -> None:
    held = {FISCAL: Decimal("381681.04"), TOTAL: Decimal("381681.03")}
    assert worth(f"{FISCAL} == {TOTAL}", held) is False
    assert worth(f"{FISCAL} == {TOTAL}", held, tolerance="0.025") is True
    assert worth(f"{FISCAL} > {TOTAL}", held, tolerance="0.025") is False
    assert worth(f"{FISCAL} <= {TOTAL}", held, tolerance="0.01") is True
    assert worth(f"{FISCAL} <= {TOTAL}", held, tolerance="0.009") is False


def test_explain_gives_both_sides_of_every_pair() -> None:
    held = {FISCAL: Decimal("381681.04"), TOTAL: Decimal("381681.03"), OTHER: None}
    node = resolved(f"{FISCAL} == {TOTAL} and {OTHER} <= {TOTAL}")
    first, second = compared_pairs(node, ("head",), cells(held), tolerance=Decimal("0.025"))
    assert (first.left, first.operator, first.right) == (Decimal("381681.04"), "==", Decimal("381681.03"))
    assert (first.difference, first.holds) == (Decimal("0.01"), True)
    assert (second.left, second.difference, second.holds) == (None, None, NOT_RUN)


def test_states_are_shown_as_the_blank_shows_them() -> None:
    assert [shown_result(state) for state in (NOT_RUN, NOT_APPLICABLE, SUPPRESSED)] == ["", "不适用", "待更正"]


@given(
    st.lists(
        st.one_of(st.none(), st.decimals(), st.text(max_size=5), st.dates(), st.just(SUPPRESSED), st.just(NOT_RUN)),
        min_size=3,
        max_size=3,
    )
)
def test_no_content_of_cells_raises(held: list[CellValue]) -> None:
    values = dict(zip((FISCAL, OTHER, TOTAL), held, strict=True))
    for source in ("{f} / {o} * {t} == 1", "max({f}, {o}) < {t}", "round({f} * {o}, 2)", "average({f}, {o}) - {t}"):
        result = worth(source.format(f=FISCAL, o=OTHER, t=TOTAL), values)
        assert not isinstance(result, Decimal) or result.is_finite()


def test_fifty_rules_over_two_hundred_and_fifty_values_cost_little() -> None:
    held: dict[str, int] = {f"tasks.main[{row}].amount": row for row in range(1, 126)}
    held |= {f"tasks.optional[{row}].amount": row for row in range(1, 123)} | {FISCAL: 1, OTHER: 2, TOTAL: 3}
    rules = [resolved(f"{FISCAL} + {OTHER} == {TOTAL} and {FISCAL} / {TOTAL} < 1")] * 50
    values = cells(dict(held))
    with cpu.at_most(0.05):
        assert {evaluate(rule, ("head",), values) for rule in rules} == {True}
