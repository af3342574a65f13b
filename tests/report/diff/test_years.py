"""Two years of an agency: the same keys compared, and earlier years' figures checked against what was filed then."""

from __future__ import annotations

from jixiao_xlsx.model.keys import format_key
from report.diff.returned import S2, compared, one, returned

LAST = {**S2, "funds.income.fiscal.y0": 5500, "funds.income.fiscal.y_1": 5000}


def test_the_budget_is_compared_with_last_years_budget() -> None:
    diff = compared(returned(LAST, year=2025), returned(S2, year=2026))
    changes = {format_key(change.key): change for change in diff.changes}
    amounts = changes["funds.income.fiscal.y0"].amounts
    assert amounts is not None
    assert amounts.difference == 500


def test_history_that_agrees_is_counted_and_one_that_does_not_is_shown() -> None:
    same = compared(returned(LAST, year=2025), returned({**S2, "funds.income.fiscal.y_2": 5000}, year=2026))
    assert same.history == ()
    assert same.history_equal >= 2
    other = compared(returned(LAST, year=2025), returned({**S2, "funds.income.fiscal.y_1": 5600}, year=2026))
    told = [change for change in other.history if not change.is_computed]
    assert [format_key(change.key) for change in told] == ["funds.income.fiscal.y_1"]
    assert told[0].amounts is not None
    assert (told[0].before and told[0].before.value, told[0].amounts.difference) == (5500, 100)


def test_history_reads_the_same_from_either_side() -> None:
    last, this = returned(LAST, year=2025), returned({**S2, "funds.income.fiscal.y_1": 5600}, year=2026)
    assert compared(last, this).history == compared(this, last).history


def test_versions_of_one_year_have_no_history() -> None:
    assert compared(returned(S2), returned(S2)).history_equal == 0


def test_two_editions_compare_what_both_ask_and_say_the_rest() -> None:
    common = {"goal.expected": "完成改造任务。", "indicators.output.quantity[1].name": "改造户数"}
    diff = compared(returned(common, form="P1"), returned({**common, "goal.expected": "完成改造。"}, form="P1B"))
    assert one(diff).label == "预期目标"
    assert any("版次不同" in note for note in diff.notes)
