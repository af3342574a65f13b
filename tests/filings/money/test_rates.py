"""G13, G14: a share above the whole is said as percent with the two amounts that make it."""

from __future__ import annotations

from filings.money.money_forms import said, yuan

SPENT = ("projects[1].executed.total", "projects[1].executed.fiscal")


def test_more_spent_than_budgeted_is_said_with_both_amounts() -> None:
    (only,) = said("review", dict.fromkeys(SPENT, yuan("636800.00")))
    assert (only.code, only.where.key) == ("G14", SPENT[0])
    assert "支出金额 636,800.00 是预算金额 618,000.00 的 103%" in only.message


def test_a_little_more_is_said_with_the_decimals_it_takes() -> None:
    (only,) = said("review", dict.fromkeys(SPENT, yuan("618000.05")))
    assert "的 100.00001%" in only.message


def test_a_share_is_said_as_percent() -> None:
    (only,) = said("review", {"projects[1].coverage": yuan("1.04")})
    assert only.message.startswith("这里是 104%")
