"""A rule that fails is told at the cell to change, with every figure by name, and with advice that fits its weight."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest

from filings.filled import Cells, amount, findings, form_of
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.spec.catalogue import all_forms

QUANTITY = "indicators.output.quantity[1]"
MONEY = {"funds.fiscal.budgeted": 8000}
MONITORED = {"funds.fiscal.initial": 100, "funds.fiscal.executed": 50, "funds.fiscal.forecast": 90}
BUDGET = {"basic": 100, "project": 50, "special": 0, "development": 50, "fiscal": 200, "other": 0}
SUMS = {**{f"budget.{key}": value for key, value in BUDGET.items()}, "budget.city": 150, "budget.transfer": 50}


def row(**cells: Decimal | int | str) -> Cells:
    return {f"{QUANTITY}.{key}": value for key, value in cells.items()}


REVIEWED = row(name="改造户数", target="≥500户", actual="512户", points=20)


class Told(NamedTuple):
    form: str
    cells: Cells
    key: str
    words: str
    hint: str = ""


CASES = [
    Told("P1", {**REVIEWED, f"{QUANTITY}.score": 22}, f"{QUANTITY}.score", "得分 22 分大于分值 20 分，多 2 分"),
    Told("P1B", {**REVIEWED, f"{QUANTITY}.score": 22}, f"{QUANTITY}.score", "得分 22 分大于分值 20 分，多 2 分"),
    Told("P5", {**REVIEWED, f"{QUANTITY}.score": 22}, f"{QUANTITY}.score", "得分 22 分大于权重 20 分"),
    Told(
        "P1",
        {**REVIEWED, f"{QUANTITY}.actual": "450户", f"{QUANTITY}.score": 18},
        f"{QUANTITY}.deviation",
        "得分 18 分小于分值 20 分，少 2 分，偏差原因分析及改进措施空着",
        "请写明偏差原因",
    ),
    Told(
        "P1",
        {**MONEY, "funds.fiscal.executed": amount("8220.51")},
        "funds.fiscal.executed",
        "全年执行数 8,220.51 是全年预算数 8,000.00 的 102.8%",
        "写明资金来源",
    ),
    Told("P1B", {**MONEY, "funds.other.executed": amount("8000.02")}, "funds.other.executed", "的 100.0003%"),
    Told("P1", {**MONEY, "funds.fiscal.executed": 16000}, "funds.fiscal.executed", "的 200%"),
    Told("P1", {"funds.fiscal.executed": 10}, "funds.fiscal.budgeted", "全年预算数空着", "没有的填 0"),
    Told("P1", {**REVIEWED, f"{QUANTITY}.score": 20}, f"{QUANTITY}.points", "总分·分值 30 分，应为 100 分，相差 70 分"),
    Told(
        "P2",
        {"funds.cycle_fiscal": 100, "funds.fiscal": 120, "funds.other": 10},
        "funds.fiscal",
        "年度资金总额 130.00 大于中期资金总额 100.00，多 30.00",
        "填反",
    ),
    Told("P2", {"funds.cycle_other": 100, "funds.other": 120, "funds.fiscal": 0}, "funds.other", "120.00"),
    Told("P2B", {"funds.fiscal.cycle": 100, "funds.fiscal.annual": 120}, "funds.fiscal.annual", "120.00 大于"),
    Told("P2", {"goal.cycle": "改善居住条件", "goal.annual": "改善居住条件"}, "goal.annual", "两处都是‘改善居住条件’"),
    Told("P2B", row(name="户数", operator="≥", target="5", points=9), f"{QUANTITY}.measure", "单位空着", "写明"),
    Told("P2B", row(operator="定性", target="好", measure="户"), f"{QUANTITY}.measure", "单位是‘户’", "可以不改"),
    Told("P3", {"tasks[1].name": "甲", "tasks[1].fiscal": 0}, "tasks[1].fiscal", "总额 0.00", "写明"),
    Told("P3", {f"tasks[{n}].name": "适老化" for n in (1, 2, 3)}, "tasks[2].name", "‘适老化’与 C9 相同", "或说明原因"),
    Told("P4", {**MONITORED, "funds.fiscal.forecast": 40}, "funds.fiscal.forecast", "50.00 大于全年预计执行数 40.00"),
    Told("P4", {**MONITORED, "funds.fiscal.forecast": 140}, "funds.fiscal.forecast", "多 40.00", "资金来源"),
    Told("P4", row(name="户数", certain="√", possible="√"), f"{QUANTITY}.possible", "填了 2 个，应为 1 个"),
    Told("P4", row(name="户数", possible="√"), f"{QUANTITY}.reason", "原因说明空着"),
    Told("P4", row(name="户数", impossible="√", reason="停工"), f"{QUANTITY}.remark", "备注空着"),
    Told(
        "S0",
        {"duties[1].text": "甲", "duties[2].text": "乙", "goals[1].text": "丙"},
        "goals[1].text",
        "目标填了 1 个，职能填了 2 个，相差 1 个",
        "写明理由",
    ),
    Told(
        "S1", {**SUMS, "budget.fiscal": 210}, "budget.fiscal", "基本支出等 4 项之和 200.00，财政拨款 210.00，相差 10.00"
    ),
    Told("S1", {**SUMS, "budget.other": 30}, "budget.other", "财政拨款 + 其他资金 230.00", "写明差额"),
    Told(
        "S1", {**SUMS, "tasks.main[2].amount": 160, "tasks.main[1].amount": 150}, "tasks.main[2].amount", "310.00 大于"
    ),
    Told("S2", {"goals[2].text": "甲"}, "goals[1].text", "年度目标1空着"),
    Told("S2", {"goals[1].indicators.output.quantity[1].name": "甲"}, "goals[1].text", "年度目标1空着"),
    Told("S3", {"projects[2].name": "甲", "projects[1].name": "甲"}, "projects[2].name", "‘甲’与 D9 相同"),
    Told(
        "S4",
        {"results.care_homes.built.value": 90, "results.care_homes.communities.value": 80},
        "results.care_homes.built.value",
        "90 大于",
    ),
]


def told(form: str, cells: Cells, key: str) -> list[Finding]:
    return [found for found in findings(form, cells) if found.code == "R02" and found.where.key == key]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.form} {case.key}")
def test_a_rule_that_fails_is_told_at_the_cell_to_change(case: Told) -> None:
    found = told(case.form, case.cells, case.key)
    assert any(case.words in one.message for one in found), [one.message for one in found]
    assert any(case.hint in one.hint for one in found)
    assert all(one.where.cell for one in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.form} {case.key}")
def test_no_rule_is_told_at_a_cell_that_nobody_can_change(case: Told) -> None:
    form = form_of(case.form)
    closed = {"total", "rate"}
    for found in findings(case.form, case.cells):
        if found.code == "R02":
            assert form.form
            assert parse_key(found.where.key)[-2:-1] != ("total",) or parse_key(found.where.key)[-1] not in closed


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.form} {case.key}")
def test_no_message_has_a_bare_comparison(case: Told) -> None:
    for found in findings(case.form, case.cells):
        assert not set("＞＜≠") & set(found.message), found.message


def test_advice_fits_the_weight() -> None:
    for case in CASES:
        for found in findings(case.form, case.cells):
            if found.code[0] not in "RTGC":
                continue
            sends_again = "重新报送" in found.hint
            assert sends_again == (found.severity == "退回"), found.hint
            assert ("可以不改" in found.hint) == (found.severity == "提示"), found.hint
            if found.severity == "说明":
                assert "说明" in found.hint or "写明" in found.hint, found.hint


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.name)
def test_every_shipped_rule_has_its_own_words_and_remedy(form: object) -> None:
    rules = getattr(form, "rules", ())
    assert [rule.code for rule in rules if not (rule.say and rule.fix)] == []
    # Nobody is asked for reasons where nothing need be done.
    assert [rule.say for rule in rules if rule.severity == "提示" and "请" in rule.say] == []
    assert [rule.say for rule in rules if rule.fix in rule.say] == []
