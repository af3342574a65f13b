"""Findings as a clerk reads them: points as points, the cells that a score comes from, advice and causes once."""

from __future__ import annotations

import pytest

from filings.filled import Cells, findings
from jixiao_xlsx.findings import Finding

ROW = "indicators.output.quantity[1]"
LATE = "indicators.output.timeliness[1]"


def told(form: str, cells: Cells, code: str) -> list[Finding]:
    return [finding for finding in findings(form, cells) if finding.code == code]


def scored(**cells: int | str) -> Cells:
    return {f"{ROW}.{key}": value for key, value in {"name": "改造户数", "points": 20, **cells}.items()}


def test_a_score_is_told_with_the_target_and_the_actual_value() -> None:
    (finding,) = told("P1", scored(target="≥500户", actual="450户", score=20), "C01")
    assert finding.message == "填的得分是 20 分，按指标值‘≥500户’和完成值‘450户’应为 18 分：450 ÷ 500 × 20 = 18。"


@pytest.mark.parametrize(
    "cells",
    [
        scored(target="≥500户", actual="见附件", score=20),
        scored(target="无", actual="500户", score=20),
        scored(target="XX户", actual="500户", score=20),
        scored(target="按实际发生数", actual="500户", score=20),
    ],
)
def test_a_score_that_nobody_can_reckon_is_no_second_matter(cells: Cells) -> None:
    found = {finding.code for finding in findings("P1", {**cells, f"{LATE}.name": "及时率", f"{LATE}.target": "100%"})}
    assert "C03" not in found
    assert found & {"G22", "G23", "T04", "T05"}


def test_a_score_that_people_give_is_noted() -> None:
    assert told("P1", scored(target="≥20户", actual="改造后群众住得舒心", score=20), "C03")


@pytest.mark.parametrize(
    ("form", "cells", "found"),
    [
        ("P2B", {"operator": "≤", "target": "13月15日", "measure": "日期"}, {"T40"}),
        ("P2B", {"operator": "≤", "target": "11月31日", "measure": ""}, {"T14"}),
        ("P2", {"target": "2025年11月31日前"}, {"T14"}),
        ("P2", {"target": "2025年11月30日前"}, set()),
        ("P2B", {"operator": "≤", "target": "11月30日", "measure": ""}, set()),
    ],
)
def test_a_day_of_no_calendar_is_told_once(form: str, cells: dict[str, str], found: set[str]) -> None:
    filled: Cells = {f"{LATE}.{key}": value for key, value in {"name": "完成时间", **cells}.items() if value}
    at = [finding for finding in findings(form, filled) if finding.where.key == f"{LATE}.target"]
    assert {finding.code for finding in at} & {"T06", "T08", "T14", "T40"} == found
    assert all(finding.hint == "请核对年、月、日。请改正，或说明原因。" for finding in at if finding.code in found)


@pytest.mark.parametrize(
    ("cells", "message", "hint"),
    [
        (
            {"operator": "≥", "target": "≤40", "measure": "户"},
            "填的是‘≥≤40户’：前后两个比较词互相矛盾。",
            "请只保留一个。请改正，或说明原因。",
        ),
        (
            {"operator": "定性", "target": "95%"},
            "填的是‘95%’：符号选了“定性”，值却是数。",
            "请改选比较符号，或者写成定性的要求。请改正，或说明原因。",
        ),
        (
            {"operator": "≥", "target": "良好", "measure": "户"},
            "填的是‘≥良好（户）’：符号是比较符号，值却不是数。",
            "请填数，或者改选“定性”。请改正，或说明原因。",
        ),
    ],
)
def test_what_is_wrong_and_what_to_do_are_said_apart(cells: dict[str, str], message: str, hint: str) -> None:
    filled: Cells = {f"{ROW}.{key}": value for key, value in {"name": "改造户数", **cells}.items()}
    (finding,) = told("P2B", filled, "T14")
    assert (finding.message, finding.hint) == (message, hint)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (scored(target="无", actual="450户"), "可以考核的值，例如 ≥95%"),
        (scored(target="≥500户", actual="无"), "实际完成的值，例如 96.5%"),
    ],
)
def test_what_is_asked_for_fits_the_cell(cells: Cells, wanted: str) -> None:
    other: Cells = {f"{LATE}.name": "及时率", f"{LATE}.target": "100%", f"{LATE}.actual": "100%"}
    (finding,) = told("P1", {**cells, **other}, "G23")
    assert finding.hint.startswith(f"请填写{wanted}")


def test_a_goal_that_is_a_number_is_asked_for_content_and_no_reason() -> None:
    (finding,) = told("P2", {"goal.annual": "43.2"}, "G25")
    assert finding.hint == "请写出具体的内容。改正后重新报送。"
