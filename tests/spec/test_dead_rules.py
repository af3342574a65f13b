"""A rule that can never fire, or always does, is refused before anything is issued, with its place and what to write;
what came back is read all the same, without it, and the office is told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao_xlsx.cli import main
from jixiao_xlsx.errors import SpecError
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank, made_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import all_forms
from jixiao_xlsx.spec.load import load_text

FORM = """
form: sample
title: <year>年度示例表
edition: 2024
measure: 万元
columns: [12, 14, 14, 14, 14, 14, 14]
sections:
  - key: head
    spans: [1, 1, 1, 1, 1]
    lines:
      - [{label: 开始, key: start, kind: date}, {label: 年份, key: since, kind: year}, {label: 名称, key: name}]
      - [{label: 口径, key: scope, kind: choice, choices: [本级, 汇总]}, {label: 事由, key: reason}]
  - key: funds
    table:
      stub: [1]
      columns:
        - {plan: 预算数, kind: amount}
        - {done: 执行数, kind: amount}
        - {rate: 执行率, kind: percent, compute: done / plan}
      rows:
        - total: 合计
          cells: {plan: {compute: fiscal.plan + other.plan}, done: {compute: "sum(fiscal.done, other.done)"}}
        - {fiscal: 财政拨款}
        - {other: 其他资金}
        - {share: 份额, cells: {plan: {value: 10}, done: {value: 20}, rate: ""}}
  - key: indicators
    table:
      stub: [1]
      columns:
        - {name: 指标名称}
        - {cycle: 中期指标值, kind: target}
        - {target: 年度指标值, kind: target}
        - {tick: 能完成, kind: choice, choices: [√]}
      rows: [{quantity: 数量指标, open: {shown: 2, most: 9}}]
    rules:
RULES_HERE
"""


def form_with(*checks: str) -> Form:
    rules = "\n".join(f'      - {{check: "{check}", say: 应当成立, each: row}}' for check in checks)
    return load_text(FORM.replace("RULES_HERE", rules), name="表.yaml")


DEAD = {
    "target <= cycle": "指标值当数来算",
    "target == cycle": "指标值当数来算",
    "blank(tick) or target >= cycle": "指标值当数来算",
    "target > 0": "指标值当数来算",
    "max(indicators.target) <= 3": "指标值当数来算",
    "abs(target) <= 5": "指标值当数来算",
    "funds.fiscal.rate <= funds.fiscal.plan": "拿百分数与金额比较",
    "head.since <= funds.fiscal.plan": "拿年份与金额比较",
    "funds.fiscal.plan == funds.fiscal.plan": "两边说的是同一个数",
    "funds.fiscal.plan + funds.other.plan == funds.other.plan + funds.fiscal.plan": "两边说的是同一个数",
    "funds.total.plan == funds.fiscal.plan + funds.other.plan": "两边说的是同一个数",
    "funds.total.plan >= sum(funds.fiscal.plan, funds.other.plan)": "两边说的是同一个数",
    "funds.total.done == funds.fiscal.done + funds.other.done": "两边说的是同一个数",
    "funds.fiscal.plan < funds.fiscal.plan": "永远不成立",
    "head.reason == head.reason": "两边说的是同一个数",
    "count(name) >= 0": "从不小于 0",
    "count(tick) > -1": "从不小于 0",
    "0 <= count(indicators.name)": "从不小于 0",
    "count(name, tick) <= 2": "永远成立",
    "count(name) < 0": "永远不成立",
    "len(name) >= 0": "从不小于 0",
    "abs(funds.fiscal.plan) >= 0": "从不小于 0",
    "len(name) < 0 or count(tick) >= 0": "永远成立",
    "1 <= 2 and funds.share.plan > 0": "没有一格是填报人填的",
    "funds.share.plan <= funds.share.done": "没有一格是填报人填的",
    "blank(name) or filled(name)": "又要填又要不填",
    "filled(name) and blank(name)": "永远不成立",
    "tick == '√√' or filled(name)": "不在可选项里",
    "head.scope != '本級'": "不在可选项里",
    "head.scope in ('本级', '合并')": "不在可选项里",
    "head.scope in ('汇总', '本级')": "列出了全部可选项",
    "funds.fiscal.rate <= 100": "百分数在式子里是小数",
    "0 <= funds.total.rate <= 100": "百分数在式子里是小数",
    "60 <= funds.fiscal.rate or filled(name)": "百分数在式子里是小数",
    "funds.fiscal.plan > 5 and funds.fiscal.plan < 3": "几项不能同时成立",
    "funds.fiscal.plan > 5 and 5 >= funds.fiscal.plan": "几项不能同时成立",
    "funds.fiscal.plan >= 0 or funds.fiscal.plan < 0": "总有一项成立",
    "funds.total.plan <= 10 or 10 < funds.fiscal.plan + funds.other.plan": "总有一项成立",
    "name == '甲' and name == '乙'": "几项不能同时成立",
    "name != '甲' or name != '乙'": "总有一项成立",
}
ALIVE = [
    "filled(target) or blank(name)",
    "count(indicators.target) >= 1",
    "len(target) <= 40",
    "target != '同上'",
    "unique(indicators.target)",
    "funds.fiscal.done <= funds.fiscal.plan",
    "funds.total.rate <= 1",
    "funds.total.done <= funds.total.plan * 2",
    "funds.fiscal.plan - funds.other.plan == funds.other.plan - funds.fiscal.plan",
    "funds.total.plan == funds.fiscal.plan + funds.other.done",
    "count(name, tick) <= 1",
    "count(indicators.name) <= 5",
    "count(name) == 0 or filled(tick)",
    "blank(name) or filled(tick)",
    "head.scope == '本级' or funds.fiscal.plan > 0",
    "head.scope in ('本级', '汇总') and filled(name)",
    "funds.fiscal.rate <= 2",
    "0.5 <= funds.fiscal.rate <= 1.2",
    "funds.fiscal.plan > 3 and funds.fiscal.plan < 5",
    "funds.fiscal.plan >= 5 and funds.fiscal.plan <= 5",
    "funds.fiscal.plan < 3 or funds.fiscal.plan > 5",
    "funds.fiscal.plan == 3 or funds.fiscal.plan == 5",
    "name != '甲' and name != '乙'",
    "name == '甲' or name == '乙'",
    "head.since >= 2020",
    "funds.fiscal.plan > 0",
    "funds.fiscal.rate >= 0.5",
    "funds.share.plan <= funds.fiscal.plan",
    "not (head.scope == '汇总' and count(indicators.name) < 2)",
    "if(blank(name), '无', '有') == '有'",
]


@pytest.mark.parametrize(("check", "words"), DEAD.items(), ids=DEAD)
def test_a_rule_that_tells_nothing_is_a_fault_with_its_place(check: str, words: str) -> None:
    (fault,) = form_with(check).dead_rules
    assert words in fault.wrong, fault
    assert check[:20] in fault.wrong
    assert fault.write
    assert (fault.line, fault.path) == (FORM[: FORM.index("RULES_HERE")].count("\n") + 1, "sections[2].rules[0].check")


@pytest.mark.parametrize("check", ALIVE)
def test_a_rule_that_may_fire_is_none(check: str) -> None:
    form = form_with(check)
    assert form.dead_rules == ()
    assert form.rules


def test_no_shipped_form_has_one() -> None:
    assert {form.name: form.dead_rules for form in all_forms() if form.dead_rules} == {}


def test_it_is_told_with_all_other_faults() -> None:
    text = FORM.replace(
        "RULES_HERE", '      - {check: "count(name) >= 0", each: row}\n      - {check: nam > 1, each: row}'
    )
    with pytest.raises(SpecError) as caught:
        load_text(text, name="表.yaml")
    assert [fault.path for fault in caught.value.faults] == ["sections[2].rules[0].check", "sections[2].rules[1].check"]


def test_neither_check_nor_issue_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "表.yaml"
    path.write_text(FORM.replace("RULES_HERE", '      - {check: "target <= cycle", each: row}'), encoding="utf-8")
    for arguments in (["check", str(path)], ["issue", str(path), "--year", "2026", "-o", str(tmp_path)]):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code != 0
        assert "表.yaml:36:" in result.stderr
        assert "filled(a) 或 count(a)" in result.stderr
    assert list(tmp_path.glob("*.xlsx")) == []
    with pytest.raises(SpecError):
        issue_blank(Order(form_with("target <= cycle"), 2026))


def read_back(form: Form, **cells: str) -> list[Finding]:
    blank = made_blank(Order(form, 2026, Party("101", "示例市民政局")))
    data = fill(blank.data, blank.layout, {parse_key(key): value for key, value in cells.items()})
    return list(Reader.of([form]).read(data).findings)


def test_what_came_back_is_read_without_it_and_the_office_is_told_once() -> None:
    cells = {f"indicators.quantity[{n}].{key}": "≥5户" for n in (1, 2) for key in ("cycle", "target")}
    told = read_back(form_with("target <= cycle", "count(name) >= 0", "filled(name)"), **cells)
    (note,) = [found for found in told if found.code == "S36"]
    assert note.is_for_office
    assert "2 条规则" in note.message
    assert "第 37 行" in note.message
    assert [found.code for found in told if found.code == "R02"] == ["R02", "R02"]


def test_a_form_without_one_tells_nothing() -> None:
    assert not [found for found in read_back(form_with("filled(name)"), **{"head.name": "甲"}) if found.code == "S36"]
