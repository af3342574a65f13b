"""G37, G38: a budget cut without a word, a year out of all likeness to the last."""

from __future__ import annotations

import pytest

from filings.money.money_forms import CLEAN, said, told, yuan

CUT = {
    "funds.fiscal.initial": yuan("450"),
    "funds.fiscal.budgeted": yuan("89.97"),
    "funds.fiscal.executed": yuan("88.5"),
}
KEY = "funds.fiscal.budgeted"


@pytest.mark.parametrize(
    ("initial", "budgeted"),
    [("450", "89.97"), ("180", "89.97"), ("1000", "89.97"), ("900", "100"), ("300", "120"), ("5000", "95")],
)
def test_a_budget_cut_without_a_word_is_told_where_it_can_be_changed(initial: str, budgeted: str) -> None:
    cells = {"funds.fiscal.initial": yuan(initial), KEY: yuan(budgeted)}
    (only,) = said("P1", cells)
    assert (only.code, only.where.key) == ("G37", KEY)
    assert f"{yuan(initial):,.2f}万元 减少" in only.message


def test_of_several_parts_the_one_that_was_cut_is_told() -> None:
    other = {"funds.other.initial": yuan("400"), "funds.other.budgeted": yuan("5")}
    assert told("P1", other) == [("G37", "funds.other.budgeted")]


@pytest.mark.parametrize(
    "text",
    [
        "因年中压减一般性支出，预算由450万元调减为89.97万元，改造户数相应减少。",
        "项目因招标流标延期实施，剩余部分转入下一年度。",
        "按照财政部门通知，收回结余资金，全年完成五百户改造。",
        "年中调整预算，全年完成512户改造并通过验收，服务对象满意。",
        "财政收回未支出的指标，相关资金统筹用于民生保障。",
        "经批准，核减项目资金，其余工作按计划完成。",
        "二期工程暂停实施，一期全年完成512户改造。",
        "部分任务取消，全年完成512户改造并通过验收。",
        "经费压缩后，优先保障困难老人家庭改造。",
        "上级资金未到位，全年完成512户改造。",
    ],
)
def test_a_cut_with_a_word_of_it_is_let_be(text: str) -> None:
    assert "G37" not in [code for code, _ in told("P1", {**CUT, "goal.achieved": text})]


@pytest.mark.parametrize(
    ("initial", "budgeted"),
    [
        ("100", "89.97"),
        ("100", "100"),
        ("150", "89.97"),
        ("0", "89.97"),
        (None, "89.97"),
        ("60", "89.97"),
        ("20", "89.97"),
    ],
)
def test_a_budget_that_changed_less_or_grew_is_let_be(initial: str | None, budgeted: str) -> None:
    cells = {"funds.fiscal.initial": None if initial is None else yuan(initial), KEY: yuan(budgeted)}
    assert told("P1", cells) == []


def test_a_word_about_something_else_is_no_word_of_the_money() -> None:
    text = "居家跌倒事件减少，老人生活更加便利，家属负担下降明显。"
    assert told("P1", {**CUT, "goal.achieved": text}) == [("G37", KEY)]


def _y0(share: str) -> dict[str, object]:
    parts = ("income.fiscal", "income.other", "spending.basic", "spending.project")
    return {f"funds.{part}.y0": yuan(str(CLEAN["S2"][f"funds.{part}.y0"])) * yuan(share) for part in parts}


@pytest.mark.parametrize("share", ["0.1", "0.15", "6", "12"])
def test_a_department_that_shrank_or_grew_beyond_likeness_is_told_once(share: str) -> None:
    (only,) = said("S2", _y0(share))  # type: ignore[arg-type]
    assert (only.code, only.where.key) == ("G38", "funds.income.fiscal.y0")


@pytest.mark.parametrize("share", ["0.3", "0.5", "0.8", "1", "1.5", "2", "4"])
def test_ordinary_changes_of_a_year_are_let_be(share: str) -> None:
    assert told("S2", _y0(share)) == []  # type: ignore[arg-type]


def test_a_text_that_speaks_of_it_explains_the_year_as_well() -> None:
    text = "机构改革后职责划转，预算相应调减，重点保障困难群众救助。"
    assert told("S2", {**_y0("0.1"), "overall.annual": text}) == []  # type: ignore[dict-item]
