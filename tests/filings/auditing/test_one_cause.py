"""One cause gives one finding, which says all that is to be done and weighs what the gravest of it weighs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filings.filled import Cells, amount, findings
from jixiao_xlsx.findings import Finding

QUANTITY = "indicators.output.quantity[1]"
BUDGET = {"basic": "1002.31", "project": "513.77", "special": "0", "development": "0", "fiscal": "1516.08"}
MONEY = {f"budget.{key}": Decimal(value) for key, value in {**BUDGET, "other": "0", "city": "1516.08"}.items()}
MONEY["budget.transfer"] = Decimal(0)
REVIEWED = {
    f"{QUANTITY}.name": "改造户数",
    f"{QUANTITY}.target": "≥500户",
    f"{QUANTITY}.points": 20,
}
EVEN = {"funds.fiscal.budgeted": amount("8000.31"), "funds.fiscal.executed": amount("7912.44")}


def about(form: str, cells: Cells, *codes: str) -> list[Finding]:
    return [found for found in findings(form, cells) if found.code in codes]


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


def test_an_amount_in_another_measure_breaks_no_sums_besides() -> None:
    cells = {**MONEY, "budget.basic": Decimal("10023100")}
    # The other amount of the pair that betrays it: a ten-thousandth of it, to the cent.
    cells["tasks.main[1].amount"] = Decimal("1002.31")
    found = about("S1", cells, "R02", "G01")
    assert codes(found) == ["G01"]
    assert found[0].where.key == "budget.basic"
    assert found[0].severity == "退回"
    assert "重新报送" in found[0].hint


def test_an_executed_amount_in_yuan_is_told_once() -> None:
    cells = {**EVEN, "funds.fiscal.executed": amount("79124400")}
    found = about("P1", cells, "R02", "G01", "G14")
    assert [(one.code, one.where.key) for one in found if "空着" not in one.message] == [
        ("G01", "funds.fiscal.executed")
    ]


def of_indicator(cells: Cells) -> list[str]:
    """What the general rules say of the first indicator; its points alone never add up."""
    said = [found for found in findings("P1", cells) if found.where.key.startswith(QUANTITY)]
    return [found.code for found in said if not found.code.startswith("R")]


def test_a_minus_too_many_breaks_no_sums_besides() -> None:
    found = about("S1", {**MONEY, "budget.basic": -MONEY["budget.basic"]}, "R02", "G42")
    assert [(one.code, one.where.key, one.severity) for one in found] == [("G42", "budget.basic", "退回")]


def test_a_negative_amount_beside_a_wrong_sum_hides_nothing() -> None:
    cells = {**MONEY, "budget.basic": -MONEY["budget.basic"], "budget.project": Decimal("600.00")}
    assert {"R02", "G42"} <= set(codes(about("S1", cells, "R02", "G42")))


@pytest.mark.parametrize(
    ("typed", "code"), [("见附件", "G22"), ("详见实施方案", "G22"), ("测试", "G23"), ("无", "G23")]
)
def test_a_target_that_is_none_is_told_once(typed: str, code: str) -> None:
    other = {f"{QUANTITY[:-3]}[2].{word}": value for word, value in (("name", "培训人次"), ("target", "≥120人次"))}
    cells = {**REVIEWED, **other, f"{QUANTITY}.actual": "512户", f"{QUANTITY}.score": 20, f"{QUANTITY}.target": typed}
    assert of_indicator(cells) == [code]


@pytest.mark.parametrize("typed", ["良好", "显著提升", "优"])
def test_words_for_a_quantity_are_told_once(typed: str) -> None:
    cells = {**REVIEWED, f"{QUANTITY}.actual": "512户", f"{QUANTITY}.score": 20, f"{QUANTITY}.target": typed}
    assert of_indicator(cells) == ["T26"]


def test_a_sum_that_is_wrong_all_the_same_is_told_too() -> None:
    cells = {**MONEY, "budget.basic": Decimal("10023100"), "budget.project": Decimal("600.00")}
    cells["tasks.main[1].amount"] = Decimal("1002.31")
    assert "R02" in codes(about("S1", cells, "R02", "G01"))


def test_a_score_that_is_wrong_asks_for_no_reason_besides() -> None:
    cells = {**REVIEWED, f"{QUANTITY}.actual": "512户", f"{QUANTITY}.score": 18}
    (found,) = about("P1", cells, "C01")
    assert (found.code, found.where.key) == ("C01", f"{QUANTITY}.score")
    assert not [one for one in about("P1", cells, "R02") if one.where.key == f"{QUANTITY}.deviation"]
    assert "偏差原因" not in found.hint


def test_points_that_are_lost_all_the_same_ask_for_their_reason_in_the_same_finding() -> None:
    cells = {**REVIEWED, f"{QUANTITY}.actual": "400户", f"{QUANTITY}.score": 18}
    found = [one for one in about("P1", cells, "C01", "R02") if one.where.key.startswith(QUANTITY)]
    assert codes([one for one in found if not one.where.key.endswith("points")]) == ["C01"]
    assert "写明偏差原因和改进措施" in next(one.hint for one in found if one.code == "C01")


def test_a_right_score_still_asks_for_its_reason() -> None:
    cells = {**REVIEWED, f"{QUANTITY}.actual": "400户", f"{QUANTITY}.score": 16}
    assert [one for one in about("P1", cells, "R02") if one.where.key == f"{QUANTITY}.deviation"]


def test_a_core_indicator_asks_for_its_reason_once() -> None:
    cells = {**REVIEWED, f"{QUANTITY}.actual": "400户", f"{QUANTITY}.score": 16, f"{QUANTITY}.core": "是"}
    cells[f"{QUANTITY}.coefficient"] = Decimal("0.8")
    found = [one for one in about("P5", cells, "R02") if one.where.key == f"{QUANTITY}.deviation"]
    assert [one.severity for one in found] == ["退回"]


def test_points_left_blank_break_no_total_besides() -> None:
    cells = {**REVIEWED, f"{QUANTITY}.actual": "512户", f"{QUANTITY}.points": None, f"{QUANTITY}.score": 10}
    found = about("P1", cells, "R01", "R02")
    assert f"{QUANTITY}.points" in [one.where.key for one in found if one.code == "R01"]
    assert not [one for one in found if "合计应为" in one.message]


@pytest.mark.parametrize("form", ["P1", "P1B", "P2", "P2B", "P3", "P5", "S0", "S1"])
def test_a_form_without_one_indicator_is_told_once(form: str) -> None:
    head = {"S0": "funds.general.amount", "S1": "budget.basic", "P3": "tasks[1].fiscal", "P2": "funds.fiscal"}
    money = {"P2B": "funds.fiscal.annual", "P5": "funds.basic.budgeted"}
    cells = {{**head, **money}.get(form, "funds.fiscal.budgeted"): Decimal(100)}
    found = [one for one in about(form, cells, "T20", "R05", "R02") if one.where.key.startswith("indicators")]
    assert [(one.code, one.severity) for one in found] == [("T20", "退回")]


def test_an_empty_block_that_must_have_rows_is_told_as_such() -> None:
    cells = {"indicators.benefit.social[1].name": "居民生活", "indicators.benefit.social[1].target": "改善"}
    found = [one for one in about("P3", cells, "T20", "R05") if one.where.key.startswith("indicators.output")]
    assert codes(found) == ["R05"]


def test_a_rule_that_counts_a_block_speaks_for_it() -> None:
    cells = {f"{QUANTITY}.name": "改造户数", f"{QUANTITY}.target": "≥500户"}
    found = [one for one in about("P3", cells, "T20", "R02") if ".benefit" in one.where.key]
    assert codes(found) == ["R02"]


def test_rows_that_are_too_few_are_told_at_the_first_of_them() -> None:
    (found,) = [one for one in about("P3", {"goals[1].text": "甲"}, "R05") if one.where.key == "tasks"]
    assert (found.where.cell, found.where.label) == ("C9", "年度主要任务")


@pytest.mark.parametrize(
    ("name", "text", "example"),
    [
        ("验收合格率", "100", "例如 100%"),
        ("验收合格率", "≥98", "例如 ≥98%"),
        ("群众满意度", "95", "例如 95%"),
        ("改造户数", "500", "例如 500户"),
        ("培训人次", "≥120", "例如 ≥120人次"),
        ("举办培训期数", "6", "例如 6期"),
        ("绿化面积（亩）数", "6.5", "6.5"),
        ("设备更新", "12", "例如 12个"),
        ("设施完好比例", "90", "例如 90%"),
        ("发放补贴人数", "＞30", "例如 ＞30人"),
    ],
)
def test_a_missing_measure_is_shown_by_an_example_of_its_kind(name: str, text: str, example: str) -> None:
    cells = {f"{QUANTITY}.name": name, f"{QUANTITY}.target": text}
    hints = [one.hint for one in about("P3", cells, "T07")]
    assert all(example in hint for hint in hints)
    assert not any("500人" in hint for hint in hints)


@pytest.mark.parametrize(
    ("actual", "score", "expected"),
    [
        ("基本建立", 10, ["R02"]),
        ("已建立", 12, ["R02"]),
        ("部分建立", 19, ["C02"]),
    ],
)
def test_points_of_a_quality_that_lack_their_reason_are_told_once(actual: str, score: int, expected: list[str]) -> None:
    cells = {f"{QUANTITY}.name": "管理制度", f"{QUANTITY}.target": "建立健全", f"{QUANTITY}.actual": actual}
    cells |= {f"{QUANTITY}.points": 20, f"{QUANTITY}.score": score}
    row = [one for one in about("P1", cells, "C01", "C02", "R02") if one.where.key.startswith(QUANTITY)]
    assert codes([one for one in row if "合计应为" not in one.message]) == expected


@pytest.mark.parametrize(
    ("target", "actual", "cause"),
    [
        ("≥500户", "详见附件", "G22"),
        ("/", "500户", "G23"),
        ("12月32日前", "12月5日", "T14"),
        ("按需培训", "500户", "T05"),
    ],
)
def test_a_value_that_is_none_needs_no_word_on_its_score(target: str, actual: str, cause: str) -> None:
    row = {**REVIEWED, f"{QUANTITY}.target": target, f"{QUANTITY}.actual": actual, f"{QUANTITY}.score": 20}
    other = {key.replace("quantity", "quality"): value for key, value in REVIEWED.items()}
    found = codes(about("P1", {**row, **other}, "C03", "T18", "T26", cause))
    assert found == [cause]
