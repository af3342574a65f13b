"""Medium-term targets that are the annual ones in every row."""

from __future__ import annotations

import pytest

from filings.contents.said import said, severities
from filings.filled import Cells
from jixiao_xlsx.findings import Severity

ROWS = (
    ("output.quantity[1]", "改造户数", "≥500户"),
    ("output.quantity[2]", "评估次数", "≥600次"),
    ("output.quality[1]", "验收合格率", "≥98%"),
    ("benefit.social[1]", "老人居家安全", "明显提升"),
)


def _halves(rows: tuple[tuple[str, str, str], ...], **cycles: str) -> Cells:
    cells: dict[str, str | None] = {}
    for row, name, target in rows:
        cells[f"indicators.{row}.cycle_name"] = cells[f"indicators.{row}.name"] = name
        cells[f"indicators.{row}.target"] = target
        cells[f"indicators.{row}.cycle"] = cycles.get(name, target)
    return cells


def _columns(rows: tuple[tuple[str, str, str], ...], **cycles: str) -> Cells:
    cells: dict[str, str | None] = {}
    for row, name, target in rows:
        cells[f"indicators.{row}.name"] = name
        cells[f"indicators.{row}.annual"] = target
        cells[f"indicators.{row}.cycle"] = cycles.get(name, target)
    return cells


def test_all_rows_alike_are_to_be_explained_once() -> None:
    assert said("P2", _halves(ROWS)) == [("G28", "indicators.output.quantity[1].target")]
    assert severities("P2", _halves(ROWS)) == [Severity.EXPLAIN]
    assert said("S1", _columns(ROWS)) == [("G28", "indicators.output.quantity[1].annual")]


def test_spaces_and_full_width_signs_make_no_difference() -> None:
    assert [code for code, _ in said("P2", _halves(ROWS, 改造户数="≥ 500 户", 验收合格率="≥９８％"))] == ["G28"]


@pytest.mark.parametrize(
    "cycles",
    [
        {"改造户数": "≥1500户"},
        {"评估次数": "≥1800次"},
        {"验收合格率": "≥99%"},
        {"老人居家安全": "显著提升"},
        {"改造户数": "≥1500户", "评估次数": "≥1800次"},
    ],
)
def test_one_row_that_differs_shows_thought(cycles: dict[str, str]) -> None:
    assert said("P2", _halves(ROWS, **cycles)) == []


@pytest.mark.parametrize(
    "rows",
    [
        ROWS[:2],
        ROWS[:1],
        (("output.quality[1]", "合格率", "≥98%"), ("output.quality[2]", "及时率", "=100%"), ROWS[3]),
        (("output.quantity[1]", "覆盖率", "100%"), ("output.quality[1]", "达标率", "100%"), ROWS[3]),
        (("output.timeliness[1]", "完成时间", "12月底前"), ("output.quality[1]", "达标率", "100%"), ROWS[3]),
        (("output.cost[1]", "补贴标准", "80元/人·月"), ("output.quality[1]", "达标率", "100%"), ROWS[3]),
        (("output.quantity[1]", "救助人数", "应保尽保"), ("output.quality[1]", "达标率", "100%"), ROWS[3]),
    ],
)
def test_rates_grades_and_two_rows_may_be_alike(rows: tuple[tuple[str, str, str], ...]) -> None:
    assert said("P2", _halves(rows)) == []


@pytest.mark.parametrize(
    "head",
    [
        {"head.nature": "一次性项目"},
        {"head.period": "2026年"},
        {"head.period": "2026年1月至2026年12月"},
        {"head.period": "一次性（2026年度）"},
    ],
)
def test_a_project_of_one_year_has_one_target(head: Cells) -> None:
    assert said("P2", {**_halves(ROWS), **head}) == []


@pytest.mark.parametrize("period", ["2026—2028年", "2025年至2027年", "三年", "长期"])
def test_a_project_of_several_years_has_two(period: str) -> None:
    cells = {**_halves(ROWS), "head.nature": "延续项目", "head.period": period}
    assert [code for code, _ in said("P2", cells)] == ["G28"]


def test_an_empty_half_is_let_be() -> None:
    cells = {key: value for key, value in _halves(ROWS).items() if "cycle" not in key}
    assert said("P2", cells) == []


CYCLE = "到规划期末，建成覆盖全市的居家养老服务网络，困难老人家庭适老化改造做到应改尽改。"


@pytest.mark.parametrize(
    "annual",
    [
        CYCLE.rstrip("。"),
        CYCLE.replace("，", "；"),
        f"本年{CYCLE}",
        CYCLE.replace("困难老人", "困难的老人"),
        CYCLE.replace("到规划期末，", "到规划期末 "),
    ],
)
@pytest.mark.parametrize("form", ["P2", "P2B"])
def test_a_goal_of_the_cycle_with_another_comma_is_no_goal_of_the_year(form: str, annual: str) -> None:
    cells: Cells = {"goal.cycle": CYCLE, "goal.annual": annual}
    assert said(form, cells) == [("G31", "goal.annual")]
    assert said(form, {**cells, "head.nature": "一次性项目"}) == []


def test_where_the_form_compares_the_two_it_tells() -> None:
    assert said("P2", {"goal.cycle": CYCLE, "goal.annual": CYCLE}) == []
    assert said("S2", {"overall.long_term": CYCLE, "overall.annual": CYCLE}) == [("G31", "overall.annual")]


@pytest.mark.parametrize(
    ("cycle", "annual"),
    [
        (CYCLE, "全年新建社区养老服务站二十个，完成适老化改造五百户。"),
        ("三年完成改造1500户，老人住得安全、住得方便。", "全年完成改造500户，老人住得安全、住得方便。"),
        ("三年完成改造一千五百户，老人住得安全。", "全年完成改造五百户，老人住得安全、住得方便。"),
        ("保障机关正常运转", "保障机关正常运转"),
        (CYCLE, CYCLE.replace("建成覆盖全市的", "基本建成主城区").replace("应改尽改", "随报随改")),
        ("无", "全年完成改造五百户。"),
        ("", "全年完成改造五百户。"),
        ("到2028年建成示范站60个，覆盖所有街道。", "建成示范站20个，覆盖所有街道。"),
        ("持续改善农村人居环境，建成美丽村庄60个。", "持续改善农村人居环境，建成美丽村庄18个。"),
        ("水质稳定达到Ⅲ类，湿地面积不减少。", "水质稳定达到Ⅲ类，完成清淤疏浚，群众满意。"),
    ],
)
def test_a_goal_of_the_year_is_let_be(cycle: str, annual: str) -> None:
    assert said("P2", {"goal.cycle": cycle or None, "goal.annual": annual}) == []
