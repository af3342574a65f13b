"""G35, G36: a cost above its budget, a cost that is not what was spent; unit costs and what is no cost are let be."""

from __future__ import annotations

import pytest

from filings.filled import found
from filings.money.money_forms import CLEAN, COST, said, told, yuan


@pytest.mark.parametrize("form", sorted(CLEAN))
def test_a_clean_filing_has_nothing_about_money(form: str) -> None:
    assert said(form, {}) == []


@pytest.mark.parametrize("form", ["P1", "P2"])
@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("项目总成本", "≤150万元"),
        ("项目总成本", "不超过1500000元"),
        ("成本总额", "≤105万元"),
        ("项目成本", "150万元"),
        ("项目成本控制数", "≤120万元"),
        ("改造工程总投资", "≤0.03亿元"),
        ("资金总额", "≤ 200 万元"),
        ("材料采购费用", "≤150万元"),
        ("项目总成本（万元）", "≤150"),
        ("预算控制金额", "120～150万元"),
        ("项目支出总额", "控制在150万元以内"),
    ],
)
def test_a_cost_above_the_budget_is_told_at_its_target(form: str, name: str, target: str) -> None:
    actual = {f"{COST}.actual": "88.5万元"} if form == "P1" else {}
    about = said(form, {f"{COST}.name": name, f"{COST}.target": target, **actual})
    assert [(finding.code, finding.where.key) for finding in about] == [("G35", f"{COST}.target")]
    assert "资金总额" in about[0].message


@pytest.mark.parametrize("form", ["P1", "P2"])
@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("项目总成本", "≤89.97万元"),
        ("项目总成本", "≤90万元"),
        ("项目总成本", "≤899700元"),
        ("项目成本", "不超过预算"),
        ("户均改造成本", "≤150万元"),
        ("人均培训费用", "≤1500000元"),
        ("设备采购单价", "≤150万元/台"),
        ("单个项目成本", "≤150万元"),
        ("每公里建设成本", "≤200万元"),
        ("成本节约率", "≥5%"),
        ("成本节约额", "≥150万元"),
        ("预算控制率", "≤100%"),
        ("补贴标准", "≤150万元"),
        ("降低企业成本", "≥500万元"),
        ("平均处理费用", "≤200万元"),
    ],
)
def test_what_is_no_whole_cost_or_is_within_is_let_be(form: str, name: str, target: str) -> None:
    actual = {f"{COST}.actual": "88.5万元"} if form == "P1" else {}
    codes = [code for code, _ in told(form, {f"{COST}.name": name, f"{COST}.target": target, **actual})]
    assert not {"G35", "G36"} & set(codes)


@pytest.mark.parametrize(
    ("row", "name", "target"),
    [
        ("benefit.social[1]", "带动社会总投资", "≥5000万元"),
        ("benefit.social[1]", "撬动社会资金", "≥800万元"),
        ("output.quantity[1]", "完成固定资产投资额", "≥5000万元"),
        ("output.quantity[1]", "发放创业担保贷款金额", "≥3000万元"),
        ("benefit.social[1]", "减轻群众负担金额", "≥300万元"),
    ],
)
def test_money_of_others_is_no_cost_of_the_project(row: str, name: str, target: str) -> None:
    assert told("P2", {f"indicators.{row}.name": name, f"indicators.{row}.target": target}) == []


def test_the_cost_of_all_years_is_held_against_all_years_money() -> None:
    whole = {f"{COST}.name": "项目总成本", f"{COST}.target": "≤280万元"}
    assert told("P2", whole) == []
    assert told("P2", {**whole, f"{COST}.target": "≤300万元"}) == [("G35", f"{COST}.target")]
    cycle = {f"{COST}.cycle_name": "项目总成本", f"{COST}.cycle": "≤270万元", f"{COST}.target": "≤89万元"}
    assert told("P2", {**whole, **cycle}) == []


def test_the_wide_form_holds_each_cost_against_its_own_project() -> None:
    project = {
        "projects[1].serial": 1,
        "projects[1].name": "婚姻登记工作",
        "projects[1].budgeted.total": yuan("61.8"),
        "projects[1].budgeted.general": yuan("61.8"),
        "projects[1].executed.total": yuan("61.2"),
        "projects[1].executed.general": yuan("61.2"),
        "projects[1].rate": yuan("0.99"),
        "projects[1].goal": "规范婚姻登记服务，群众满意。",
        "projects[1].result": "全年登记规范，没有差错。",
    }
    cost = "projects[1].output.cost"

    def about(target: str, actual: str) -> list[tuple[str, str]]:
        cells = {**project, f"{cost}.target": target, f"{cost}.actual": actual}
        return [(code, key) for code, key in found("S3", cells) if code in ("G35", "G36")]

    assert about("总成本≤90万元", "61.2万元") == [("G35", f"{cost}.target")]
    assert about("单件登记成本≤90元", "85元") == []
    assert about("人均补助≤3.4万元", "3.35万元") == []
    assert about("≤61.8万元", "61.2万元") == []


@pytest.mark.parametrize("actual", ["120万元", "95万元", "60万元", "60", "1200000元"])
def test_a_whole_cost_unlike_what_was_spent_is_told_at_its_actual(actual: str) -> None:
    cells = {f"{COST}.name": "项目总成本", f"{COST}.target": "≤89.97万元", f"{COST}.actual": actual, f"{COST}.score": 0}
    assert ("G36", f"{COST}.actual") in told("P1", {**cells, f"{COST}.deviation": "材料涨价，下年度统一采购。"})


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("项目总成本", "88.5万元"),
        ("项目总成本", "885000元"),
        ("项目总成本", "88万元"),
        ("项目总成本", "80.2万元"),
        ("项目总成本", "89万元"),
        ("项目总成本", "控制在预算内"),
        ("项目总成本", "88.5"),
        ("户均改造成本", "2197元"),
        ("材料采购成本", "35万元"),
        ("成本", "1200元"),
        ("成本节约额", "12万元"),
    ],
)
def test_a_cost_like_what_was_spent_or_of_a_part_is_let_be(name: str, actual: str) -> None:
    cells = {f"{COST}.name": name, f"{COST}.target": "≤89.97万元", f"{COST}.actual": actual}
    assert "G36" not in [code for code, _ in told("P1", cells)]


def test_a_plan_knows_no_actual_cost() -> None:
    assert told("P2", {f"{COST}.name": "项目总成本", f"{COST}.target": "≤40万元"}) == []
