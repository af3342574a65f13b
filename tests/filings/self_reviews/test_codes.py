"""Every code of the room: a few cells of a clean self-evaluation are changed, and exactly that is said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from filings.filled import Cells, findings
from filings.self_reviews.reviews import COST, LASTING, P1, PLEASED, QUALITY, QUANTITY, SECOND, SOCIAL, TIMELY, p5
from filings.self_reviews.test_spending import TYPED
from filings.self_reviews.test_throughout import FULL, SAME
from filings.self_reviews.test_weights import shared
from jixiao_xlsx.findings import CodeEntry, Severity, self_reviews


@dataclass(frozen=True)
class Case:
    """What is changed, the cell that is named, and words of the message."""

    code: str
    cells: Cells
    key: str
    words: str
    form: str = "P1"


NO_LOSS: Cells = {f"{LASTING}.score": 10, f"{LASTING}.deviation": None}
CASES = (
    Case("C08", {f"{TIMELY}.actual": "11月8日"}, f"{TIMELY}.score", "‘10月底前’，完成情况是‘11月8日’"),
    Case("C09", {f"{QUANTITY}.actual": "未完成"}, f"{QUANTITY}.score", "满分 15 分"),
    Case("C10", {f"{SECOND}.actual": "72000立方米"}, f"{SECOND}.deviation", "360%"),
    Case("C11", {f"{QUALITY}.actual": "≥98%"}, f"{QUALITY}.actual", "带着‘≥’"),
    Case("C12", {f"{PLEASED}.actual": "112%"}, f"{PLEASED}.actual", "‘沿岸群众满意度’的完成值是‘112%’"),
    Case("C13", SAME, f"{QUANTITY}.actual", "6 项有数的指标"),
    Case("C14", FULL, f"{QUANTITY}.score", "8 项得分全是满分，总分 100"),
    Case(
        "C15",
        {**shared(70, 2, 2, 2, 2, 1, 1, 10), **NO_LOSS, f"{LASTING}.score": 1},
        f"{QUANTITY}.points",
        "分值是 70 分，占全部指标分值 90 分的 77.8%",
    ),
    Case(
        "C16",
        {**shared(10, 10, 5, 5, 5, 10, 5, 40), **NO_LOSS, f"{LASTING}.score": 5},
        f"{PLEASED}.points",
        "分值是 40 分，占全部指标分值 90 分的 44.4%",
    ),
    Case(
        "C17",
        {"funds.total.executed": Decimal(210), "funds.total.score": 10, "result.text": "工程完工，尾款未支付。"},
        "funds.total.score",
        "执行数 210.00 是预算数 400.00 的 52.5%",
        form="typed",
    ),
    Case(
        "C18",
        {**NO_LOSS, "funds.fiscal.executed": 168},
        "funds.fiscal.executed",
        "预算一共 400.00，只执行了 168.00（42%）",
    ),
)


def test_every_code_of_the_room_has_a_case() -> None:
    assert [case.code for case in CASES] == [entry.code for entry in self_reviews.CODES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_changed_cell_is_said_and_nothing_else(case: Case) -> None:
    found = findings(case.form, {**(P1 if case.form == "P1" else TYPED), **case.cells})
    assert [(one.code, one.where.key) for one in found] == [(case.code, case.key)]
    (only,) = found
    assert case.words in only.message
    assert "{" not in str(only)
    assert only.where.cell


@pytest.mark.parametrize("entry", self_reviews.CODES, ids=lambda entry: entry.code)
def test_none_is_sent_back_and_the_advice_fits_the_weight(entry: CodeEntry) -> None:
    assert entry.severity is not Severity.RETURN
    assert ("说明" in entry.hint or "写明" in entry.hint) is (entry.severity is Severity.EXPLAIN)
    assert ("可以不改" in entry.hint) is (entry.severity is Severity.NOTE)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({f"{QUANTITY}.actual": "6公里", f"{QUANTITY}.score": 12}, [("C01", "score")]),
        ({f"{SOCIAL}.target": "显著", f"{SOCIAL}.actual": "未达到", f"{SOCIAL}.score": 9}, [("C02", "score")]),
        ({f"{QUANTITY}.actual": "未完成", f"{QUANTITY}.score": 15}, [("C09", "score")]),
        ({f"{QUANTITY}.actual": "≥11公里"}, [("C11", "actual")]),
        ({f"{COST}.actual": "90万元"}, [("C01", "score")]),
        ({f"{SOCIAL}.target": "显著", f"{SOCIAL}.actual": "部分完成"}, [("C02", "score")]),
        ({f"{TIMELY}.target": "按时完成", f"{TIMELY}.actual": "未按时完成"}, [("C08", "score")]),
    ],
)
@pytest.mark.parametrize("form", ["P1", "P1B"])
def test_one_row_has_one_finding(cells: Cells, told: list[tuple[str, str]], form: str) -> None:
    moved = ("output.cost", "cost.economic" if form == "P1B" else "output.cost")
    typed = {key.replace(*moved): value for key, value in {**P1, **cells}.items()}
    said = [(one.code, one.where.key.rpartition(".")[2]) for one in findings(form, typed)]
    assert said == told


@pytest.mark.parametrize(
    "cells",
    [
        {f"{QUANTITY}.actual": "11.7公里", f"{QUANTITY}.score": 5},
        {f"{SECOND}.score": 5},
        {f"{SECOND}.actual": "70000立方米", f"{SECOND}.score": 5},
        {f"{LASTING}.score": 6, f"{LASTING}.deviation": None},
    ],
)
def test_too_few_points_without_a_reason_are_told_once(cells: Cells) -> None:
    (only,) = findings("P1", {**P1, **cells})
    assert only.code in ("C01", "R02")


def test_a_score_that_is_not_the_product_is_told_once() -> None:
    cells: Cells = {f"{QUANTITY}.score": 12, f"{QUANTITY}.deviation": "有一段未做。"}
    assert [one.code for one in findings("P5", {**p5(), **cells})] == ["R04"]


def test_of_two_rules_that_ask_for_a_reason_the_graver_is_told() -> None:
    cells: Cells = {f"{QUANTITY}.score": 12, f"{QUANTITY}.coefficient": Decimal("0.8"), f"{QUANTITY}.actual": "9.6公里"}
    said = [one for one in findings("P5", {**p5(), **cells}) if one.code == "R02"]
    assert [one.severity for one in said] == [Severity.RETURN]
