"""Every T and G code: a few cells of a clean filing are changed, and exactly that is said, at that cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from filings.filled import CLEAN, PLAN, REVIEW, Cells, amount, findings
from jixiao_xlsx.findings import general, targets

QUANTITY = "goals[1].indicators.output.quantity[1]"
QUALITY = "goals[1].indicators.output.quality[1]"
EFFECT = "goals[1].indicators.benefit.social[1]"
SERVED = "goals[1].indicators.satisfaction.served[1]"
DONE = "indicators.output.quantity[1]"
COST = "indicators.output.cost[1]"
PLEASED = "indicators.satisfaction.served[1]"
LONG = "持续做好困难群众救助、养老服务和残疾人补贴等各项工作，让群众得到实实在在的帮助和关爱。"
MONEY = ("budgeted.total", "budgeted.fiscal", "budgeted.other", "executed.total", "executed.fiscal")


@dataclass(frozen=True)
class Case:
    """What is changed in which clean filing, and the cell that is named; `words` stand in the message."""

    code: str
    form: str
    cells: Cells
    key: str
    words: str = ""


def _row(start: str, columns: tuple[str, ...]) -> dict[str, None]:
    return {f"{start}.{column}": None for column in columns}


COLUMNS = ("name", "cycle", "y_1", "target")
UNCHANGED = {
    f"goals[{goal}].indicators.{row}.y_1": PLAN[f"goals[{goal}].indicators.{row}.target"]
    for goal in (1, 2)
    for row in ("output.quantity[1]", "output.quality[1]", "benefit.social[1]", "satisfaction.served[1]")
}
COPIED = {f"projects[2].{name}": REVIEW[f"projects[1].{name}"] for name in MONEY}
NOTHING = {f"projects[{row}].{name}": amount("0") for row in (1, 2) for name in MONEY}

NONE_AT_ALL = {key: "无" for key in PLAN if key.endswith((".target", ".cycle"))}

CASES = (
    Case("T01", "plan", {f"{QUANTITY}.target": None, f"{QUANTITY}.cycle": None}, f"{QUANTITY}.target", "适老化"),
    Case("T02", "plan", {f"{QUANTITY}.name": None}, f"{QUANTITY}.name", "≥1500户"),
    Case("T03", "review", {f"{DONE}.actual": None}, f"{DONE}.actual", "≥500户"),
    Case("T04", "plan", {f"{QUANTITY}.target": "≥XX户"}, f"{QUANTITY}.target", "≥XX户"),
    Case("T05", "plan", {f"{QUANTITY}.target": "按实际发生数"}, f"{QUANTITY}.target", "按实际发生数"),
    Case("T06", "plan", {f"{QUANTITY}.target": "培训20次；改造500户"}, f"{QUANTITY}.target", "2 个"),
    Case("T07", "plan", {f"{QUANTITY}.target": "≥500"}, f"{QUANTITY}.target", "≥500"),
    Case("T08", "plan", {f"{QUANTITY}.target": "~#a%"}, f"{QUANTITY}.target", "~#a%"),
    Case("T09", "plan", {f"{SERVED}.target": "≤92%"}, f"{SERVED}.target", "老人满意度"),
    Case("T10", "review", {f"{COST}.name": "改造批次", f"{COST}.target": "≥3批"}, f"{COST}.target", "反向"),
    Case(
        "T11",
        "review",
        {f"{PLEASED}.name": "老人投诉率", f"{PLEASED}.target": "≤5%", f"{PLEASED}.actual": "3%"},
        f"{PLEASED}.target",
    ),
    Case("T12", "plan", {f"{QUALITY}.cycle": "≥110%"}, f"{QUALITY}.cycle", "≥110%"),
    Case("T13", "plan", {f"{QUALITY}.target": "0.98"}, f"{QUALITY}.target", "0.98"),
    Case("T14", "plan", {f"{QUANTITY}.target": "600～500户"}, f"{QUANTITY}.target", "前大后小"),
    Case("T15", "plan", {f"{QUANTITY}.target": "≥1 000户"}, f"{QUANTITY}.target", "空格"),
    Case("T16", "plan", {f"{EFFECT}.target": "2022年12月底前"}, f"{EFFECT}.target", "2025"),
    Case("T17", "plan", {f"{QUANTITY}.target": "≥1600户"}, f"{QUANTITY}.target", "≥1500户"),
    Case("T18", "review", {f"{DONE}.actual": "已完成"}, f"{DONE}.actual", "已完成"),
    Case("T19", "plan", UNCHANGED, f"{QUANTITY}.target", "9 个指标里，8 个"),
    Case(
        "T20",
        "plan",
        _row("goals[2].indicators.benefit.social[1]", COLUMNS),
        "goals[2].indicators.benefit.social[1].name",
    ),
    Case("T21", "plan", {f"{QUANTITY}.name": "≥500户", f"{QUANTITY}.target": None}, f"{QUANTITY}.name", "≥500户"),
    Case("T22", "plan", {f"{QUANTITY}.name": "数量指标"}, f"{QUANTITY}.name", "数量指标"),
    Case(
        "T23",
        "plan",
        {f"{QUANTITY[:-3]}[3].{column}": PLAN[f"{QUANTITY}.{column}"] for column in COLUMNS},
        f"{QUANTITY[:-3]}[3].name",
        "居家适老化改造户数",
    ),
    Case("T24", "plan", NONE_AT_ALL, "goals[1].indicators.output.quantity[1].cycle", "都是‘无’"),
    Case("T25", "plan", {f"{QUANTITY}.name": "／"}, f"{QUANTITY}.name", "‘／’"),
    Case("G01", "plan", {"funds.fiscal.y_1": amount("9805000")}, "funds.fiscal.y_1", "一万倍"),
    Case("G02", "plan", {"texts.tasks": "为XX户困难老人完成居家适老化改造，规范婚姻登记服务。"}, "texts.tasks", "为XX"),
    Case(
        "G03", "plan", {"texts.tasks": "从社会效益、经济效益等方面反映部门履职效果的实现情况。"}, "texts.tasks", "提纲"
    ),
    Case("G04", "plan", {"texts.tasks": PLAN["goals[1].text"]}, "goals[1].text", "年度工作任务"),
    Case(
        "G05",
        "plan",
        {"goals[2].text": "及时足额发放残疾人三项补贴，做到动态管理、应补尽补，不漏一户、不漏一人，发放到卡。"},
        "goals[2].text",
        "那里是‘两’，这里是‘三’",
    ),
    Case("G06", "review", COPIED, "projects[2].budgeted.total", "5 个数"),
    Case("G07", "review", {"projects[2].serial": 4}, "projects[2].serial", "缺 2、3"),
    Case("G08", "plan", {"head.date": date(2019, 3, 1)}, "head.date", "2019"),
    Case("G09", "review", {"head.agency": "庐川市教育局"}, "head.agency", "庐川市民政局"),
    Case("G10", "plan", {"texts.tasks": "拟订甲乙市民政事业发展规划和政策并组织实施。"}, "texts.tasks", "甲乙市民政"),
    Case("G11", "plan", {"texts.tasks": "办好实事，监督电话13800000000，欢迎来电。"}, "texts.tasks", "手机号"),
    Case("G12", "plan", {"texts.tasks": "年度工作任务"}, "texts.tasks", "年度工作任务"),
    Case("G13", "review", {"projects[1].coverage": amount("1.04")}, "projects[1].coverage", "104%"),
    Case(
        "G14",
        "review",
        dict.fromkeys(("projects[1].executed.total", "projects[1].executed.fiscal"), amount("636800.00")),
        "projects[1].executed.total",
        "618,000.00",
    ),
    Case(
        "G15",
        "review",
        dict.fromkeys(("projects[2].budgeted.total", "projects[2].budgeted.fiscal")),
        "projects[2].executed.total",
    ),
    Case("G16", "review", {f"{DONE}.score": 41}, f"{DONE}.score", "40"),
    Case("G17", "review", {f"{DONE}.points": 45, f"{DONE}.score": 45}, f"{DONE}.points", "105"),
    Case("G18", "review", NOTHING, "projects[1].budgeted.total", "10 个"),
    Case("G19", "plan", {"funds.fiscal.y_1": amount("1012.30")}, "funds.fiscal.y_1", "2 行"),
    Case("G20", "review", {f"{COST}.deviation": None}, f"{COST}.deviation", "29"),
)


@pytest.mark.parametrize("form", sorted(CLEAN))
def test_a_clean_filing_has_no_finding(form: str) -> None:
    assert findings(form, CLEAN[form]) == ()


def test_every_code_of_both_families_has_a_case() -> None:
    assert [case.code for case in CASES] == [entry.code for entry in (*targets.CODES, *general.CODES)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_changed_cell_is_said_and_nothing_else(case: Case) -> None:
    found = findings(case.form, {**CLEAN[case.form], **case.cells})
    assert [(one.code, one.where.key) for one in found] == [(case.code, case.key)]
    (only,) = found
    assert case.words in only.message
    assert "{" not in str(only)
    assert only.where.cell
    assert only.hint


def test_one_small_amount_beside_zeros_is_as_doubtful_as_several() -> None:
    cells = {"funds.general.amount": amount("180.50"), "funds.gov_fund.amount": amount("0")}
    assert "G01" in [finding.code for finding in findings("S0", cells)]
    whole = {"funds.general.amount": amount("18000"), "funds.gov_fund.amount": amount("0")}
    assert "G01" not in [finding.code for finding in findings("S0", whole)]


def test_two_indicators_without_a_target_are_an_answer() -> None:
    rows = [f"indicators.output.quantity[{number}]" for number in (1, 2)]
    cells = {f"{row}.name": "调研次数" for row in rows} | {f"{row}.target": "不适用" for row in rows}
    assert "T24" not in [finding.code for finding in findings("S0", cells)]


def test_an_invisible_sign_makes_no_other_indicator() -> None:
    again = {f"{QUANTITY[:-3]}[3].{column}": PLAN[f"{QUANTITY}.{column}"] for column in COLUMNS}
    name = f"{QUANTITY[:-3]}[3].name"
    found = findings("plan", {**CLEAN["plan"], **again, name: f"\ufeff{again[name]}\u200b"})
    assert [finding.code for finding in found] == ["T23"]
