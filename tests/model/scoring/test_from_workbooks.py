"""Every C code: a few cells of a clean filing are changed, and exactly that is said, at that cell."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.findings import scores
from jixiao_xlsx.spec.catalogue import load_form
from model.scoring.filed import Cells, findings

HOMES = "indicators.output.quantity[1]"
COST = "indicators.output.cost[1]"
CARE = "indicators.benefit.social[1]"
ALL_ZERO = "G18"
"""A form whose only amounts are the budget's says so too where there is no budget."""


@dataclass(frozen=True)
class Case:
    """What is changed, the cell that is named, and words of the message."""

    code: str
    cells: Cells
    key: str
    words: str


CASES = (
    Case("C01", {f"{HOMES}.mark": "29", "conclusion.total": "96"}, f"{HOMES}.mark", "466 ÷ 500 × 30 = 27.96"),
    Case("C02", {f"{CARE}.done": "部分建立"}, f"{CARE}.mark", "部分达成，分值 30，得 18 至 24（不含）"),
    Case("C03", {f"{HOMES}.done": "466人"}, f"{HOMES}.mark", "指标值是‘户’，完成值是‘人’"),
    Case("C04", {"conclusion.total": "95.96"}, "conclusion.total", "94.96"),
    Case("C05", {"conclusion.grade": "良"}, "conclusion.grade", "总分 94.96 分应为‘优’"),
    Case("C06", {"funds.total.mark": "20", "conclusion.total": "95.96"}, "funds.total.mark", "95% × 20 = 19"),
    Case(
        "C07",
        {
            "funds.total.budgeted": "0",
            "funds.total.executed": "0",
            "funds.total.mark": None,
            "conclusion.total": "75.96",
            "conclusion.grade": "中",
        },
        "funds.total.budgeted",
        "这 20 分不计也不扣",
    ),
)


def told(cells: Cells, profile: str = "20/80") -> list[tuple[str, str]]:
    return [(finding.code, finding.where.key) for finding in findings(cells, profile)]


def test_a_clean_filing_has_no_finding() -> None:
    assert told({}) == []


def test_every_code_of_the_family_has_a_case() -> None:
    assert [case.code for case in CASES] == [entry.code for entry in scores.CODES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_changed_cell_is_said_and_nothing_else(case: Case) -> None:
    found = [finding for finding in findings(case.cells) if finding.code != ALL_ZERO]
    assert [(one.code, one.where.key) for one in found] == [(case.code, case.key)]
    (only,) = found
    assert case.words in only.message
    assert "{" not in str(only)
    assert only.where.cell
    assert only.hint


def test_a_total_of_many_decimals_is_told_with_two_that_do_not_reach_the_grade() -> None:
    found = findings({"conclusion.total": "89.996666", "conclusion.grade": "优"})
    (message,) = [finding.message for finding in found if finding.code == "C05"]
    assert "总分 89.99 分应为‘良’" in message


def test_two_mistakes_are_told_each_at_its_cell() -> None:
    cells = {f"{HOMES}.mark": "25", f"{COST}.done": "4000元", f"{COST}.deviation": "涨价", "conclusion.total": "92"}
    assert told(cells) == [("C01", f"{HOMES}.mark"), ("C01", f"{COST}.mark")]


def test_a_score_within_a_tenth_is_right() -> None:
    assert told({f"{HOMES}.mark": "28.06", "conclusion.total": "95.06"}) == []
    assert told({f"{HOMES}.mark": "28.07", "conclusion.total": "95.07"}) == [("C01", f"{HOMES}.mark")]


def test_the_direction_of_the_form_decides_where_the_cell_has_no_operator() -> None:
    assert (
        told({f"{COST}.done": "2640元", f"{COST}.mark": "18", f"{COST}.deviation": "涨价", "conclusion.total": "92.96"})
        == []
    )


def test_blank_and_unreadable_cells_are_left_to_their_own_findings() -> None:
    codes = [code for code, _ in told({f"{HOMES}.done": None, f"{COST}.aim": None})]
    assert not any(code.startswith("C") for code in codes)


@pytest.mark.parametrize(("words", "code"), [(("mark", "weight"), "C01"), (("score", "points"), "G16")])
def test_a_score_above_its_points_is_told_once(words: tuple[str, str], code: str) -> None:
    over = {f"{HOMES}.mark": "31", "conclusion.total": "98"}
    assert [(finding.code, finding.where.key.rpartition(".")[0]) for finding in findings(over, words=words)] == [
        (code, HOMES)
    ]


def test_the_profile_of_the_form_decides_the_band() -> None:
    cells = {f"{CARE}.done": "部分建立", f"{CARE}.mark": "16", "conclusion.total": "82.96", "conclusion.grade": "良"}
    assert told(cells) == [("C02", f"{CARE}.mark")]
    assert told(cells, "80/50") == []


def test_without_an_execution_rate_a_scaling_profile_scales_the_total() -> None:
    nothing = {"funds.total.budgeted": "0", "funds.total.executed": "0", "funds.total.mark": None}
    cells = {**nothing, "conclusion.total": "94.95"}
    codes = [code for code, _ in told(cells, "scaled") if code.startswith("C")]
    assert codes == ["C07"]
    assert ("C04", "conclusion.total") in told(cells, "20/80")


def test_a_number_beside_the_target_is_in_its_measure() -> None:
    quality = "indicators.output.quality[1]"
    cells = {"name": "验收合格率", "aim": "≥95%", "done": "90.25", "weight": "10", "mark": "10"}
    typed = {f"{quality}.{word}": text for word, text in cells.items()}
    assert ("C01", f"{quality}.mark") in told(typed)
    assert ("C01", f"{quality}.mark") not in told({**typed, f"{quality}.mark": "9.5"})


def test_a_form_with_nothing_but_indicators_filled_is_not_told_of_totals() -> None:
    blank = dict.fromkeys(("funds.total.budgeted", "funds.total.executed", "funds.total.mark", "conclusion.grade"))
    assert told({**blank, "conclusion.total": "75.96"}) == []
    assert told({**blank, "conclusion.total": None}) == []


def test_an_office_may_weigh_scores_otherwise() -> None:
    tuning = Tuning().with_words({"C01": "退回", "C03": "关闭"})
    assert set(tuning.severities) == {"C01", "C03"}


@pytest.mark.parametrize("alias", ["P1", "P1B", "P5"])
def test_the_national_reviews_are_scored_by_the_national_profile(alias: str) -> None:
    (scoring,) = load_form(alias).scorings
    assert scoring.profile == "national"
    assert scoring.rate == ("funds", "total", "rate")
    assert scoring.total == ("indicators", "total", "score")
