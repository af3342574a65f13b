"""Days: before the year is over, the end before the beginning, and days of no calendar."""

from __future__ import annotations

from datetime import date

import pytest

from filings.filled import Cells
from filings.structure.told import said, told
from jixiao_xlsx.filings.structure.calendar import impossible_days
from jixiao_xlsx.findings import Severity

DATES = {"P5": ("conclusion.date", 2024), "S4": ("head.date", 2023)}


@pytest.mark.parametrize("form", sorted(DATES))
@pytest.mark.parametrize(("month", "day"), [(12, 30), (11, 30), (6, 30), (1, 1)])
def test_an_evaluation_before_its_year_is_over_is_told(form: str, month: int, day: int) -> None:
    key, year = DATES[form]
    (finding,) = said(form, {key: date(year, month, day)})
    assert (finding.code, finding.where.key, finding.severity) == ("T34", key, Severity.EXPLAIN)
    assert f"{year}年{month}月{day}日" in finding.message
    assert f"{year} 年度" in finding.message


@pytest.mark.parametrize("form", sorted(DATES))
@pytest.mark.parametrize(("later", "month", "day"), [(0, 12, 31), (1, 1, 1), (1, 3, 15), (1, 12, 31)])
def test_an_evaluation_after_its_year_is_let_be(form: str, later: int, month: int, day: int) -> None:
    key, year = DATES[form]
    assert told(form, {key: date(year + later, month, day)}) == []


@pytest.mark.parametrize("day", [date(2021, 11, 20), date(2022, 1, 14), date(2022, 6, 30)])
def test_a_plan_is_filed_before_its_year_is_over(day: date) -> None:
    assert told("S2", {"head.date": day}) == []


STEPS: Cells = {
    "stages[1].name": "基础施工",
    "stages[1].planned_start": date(2026, 3, 1),
    "stages[1].planned_finish": date(2026, 6, 30),
    "stages[1].real_start": date(2026, 3, 10),
    "stages[1].real_finish": date(2026, 7, 5),
    "stages[2].name": "验收",
    "stages[2].planned_start": date(2026, 11, 1),
    "stages[2].planned_finish": date(2026, 11, 1),
}


def test_days_in_their_order_are_let_be() -> None:
    assert told("staged", STEPS) == []


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"stages[1].planned_finish": date(2026, 2, 28)}, "stages[1].planned_finish"),
        ({"stages[1].planned_finish": date(2025, 6, 30)}, "stages[1].planned_finish"),
        ({"stages[1].real_finish": date(2026, 3, 9)}, "stages[1].real_finish"),
        ({"stages[2].planned_start": date(2026, 12, 1)}, "stages[2].planned_finish"),
        ({"head.begun": "2026年5月1日", "head.done": "2026年4月30日"}, "head.done"),
        ({"head.begun": "2026.5.1", "head.done": "2025-12-31"}, "head.done"),
    ],
)
def test_an_end_before_its_beginning_is_sent_back(cells: Cells, key: str) -> None:
    (finding,) = said("staged", {**STEPS, **cells})
    assert (finding.code, finding.where.key, finding.severity) == ("T32", key, Severity.RETURN)
    assert "早于" in finding.message


@pytest.mark.parametrize(
    "cells",
    [
        # The plan and what came of it are two pairs.
        {"stages[1].real_start": date(2026, 8, 1), "stages[1].real_finish": date(2026, 9, 1)},
        {"stages[1].real_start": date(2026, 1, 1)},
        {"stages[1].planned_finish": date(2026, 3, 1)},
        {"stages[1].planned_finish": None},
        {"stages[1].planned_start": None},
        {"stages[1].real_finish": date(2026, 12, 31)},
        # Rows stand for themselves.
        {"stages[2].planned_finish": date(2026, 12, 1)},
        {"head.begun": "2026年5月1日", "head.done": "年底前"},
        {"head.begun": "2026年5月1日", "head.done": "2026年5月1日"},
        {"head.begun": "2026年5月", "head.done": "2026年4月"},
        {"head.begun": "2026年3月起", "head.done": "2026年11月30日"},
    ],
)
def test_other_days_are_let_be(cells: Cells) -> None:
    assert told("staged", {**STEPS, **cells}) == []


def test_a_rule_of_the_form_that_weighs_both_says_it_alone() -> None:
    cells = {"steps[1].name": "基础施工", "steps[1].start": date(2026, 6, 1), "steps[1].finish": date(2026, 5, 1)}
    assert told("dated", cells) == []


IMPOSSIBLE = (
    ("2025年11月31日前完成", "2025年11月31日"),
    ("2026年13月40日", "2026年13月40日"),
    ("到2026年13月完成", "2026年13月"),
    ("2025年2月29日", "2025年2月29日"),
    ("完成于2025-11-31。", "2025-11-31"),
    ("2025.13.1起实施", "2025.13.1"),
    ("2025/4/31", "2025/4/31"),
    ("11月31日前发放", "11月31日"),
    ("自6月1日至31日", "6月1日至31日"),
    ("4月31日和5月31日", "4月31日"),
    ("２０２５年６月３１日", "2025年6月31日"),
    ("2025年 9 月 31 号", "2025年9月31号"),
    ("20255年12月底前", "20255年12月"),
    ("2025年0月", "2025年0月"),
    ("10月32日", "10月32日"),
)


@pytest.mark.parametrize(("text", "day"), IMPOSSIBLE, ids=[text for text, _ in IMPOSSIBLE])
def test_a_day_of_no_calendar_is_told_in_a_text(text: str, day: str) -> None:
    (finding,) = said("P1", {"goal.expected": f"组织开展居家适老化改造，{text}"})
    assert (finding.code, finding.where.key, finding.severity) == ("T40", "goal.expected", Severity.EXPLAIN)
    assert f"‘{day}’" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "2025年12月31日",
        "2024年2月29日",
        "2月29日",
        "6—24月龄儿童",
        "缴费满36月",
        "3月5000元",
        "6月31号楼",
        "5月25日至31日",
        "1月1日至12月31日",
        "2025年1-12月",
        "国发〔2025〕13号",
        "版本2025.10.1",
        "农历2月30日",
        "13个月",
        "3-10月",
        "第14月",
        "2025.11-2026.3",
        "12月底",
        "服务热线0771-2025-1131",
        "2025年",
        "共20255人",
        "1:30",
        "30日内",
        "31个工作日",
    ],
)
def test_days_of_the_calendar_are_let_be(text: str) -> None:
    assert impossible_days(text) == ()


@pytest.mark.parametrize("form", ["P2", "P2B"])
@pytest.mark.parametrize("text", ["2026年1月—2026年13月", "2026年11月31日至2026年12月31日"])
def test_a_period_has_days_of_the_calendar(form: str, text: str) -> None:
    assert told(form, {"head.period": text}) == [("T40", "head.period")]


def test_a_target_of_no_calendar_is_told_once() -> None:
    row = "indicators.output.timeliness[1]"
    cells = {f"{row}.name": "项目完成时间", f"{row}.target": "2024年11月31日前"}
    assert told("P1", cells) == []
    assert told("P1", {**cells, f"{row}.target": "2024年12月31日前", f"{row}.actual": "2024年11月31日"}) == [
        ("T40", f"{row}.actual")
    ]
