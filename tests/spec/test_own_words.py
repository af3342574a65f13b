"""Rules that an office writes: years, people beside money, and a rule written twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.load import load_text

FORM = """
form: sample
title: <year>年度示例表
edition: 2024
measure: 万元
columns: [12, 14, 14, 14, 14, 14]
sections:
  - key: head
    spans: [1, 1, 1, 1, 1]
    lines:
      - [{label: 开工年份, key: begun, kind: year}, {label: 完工年份, key: done, kind: year}, {label: 名称, key: name}]
      - [{label: 人数, key: people, kind: integer}, {label: 经费, key: cost, kind: amount}, {label: 事由, key: reason}]
rules:
"""


def told(*checks: str, **cells: int) -> list[Finding]:
    rules = "\n".join(f'  - {{check: "{check}", say: 应当成立}}' for check in checks)
    form = load_text(FORM + rules, name="表.yaml")
    blank = issue_blank(Order(form, 2026, Party("202", "示例市民政局")))
    data = fill(blank.data, blank.layout, {parse_key(f"head.{key}"): Decimal(value) for key, value in cells.items()})
    filing = Reader.of([form]).read(data, name="表.xlsx")
    return [finding for finding in filing.findings if finding.code == "R02"]


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("head.begun <= head.done", "开工年份 2027 年晚于完工年份 2025 年，相差 2 年"),
        ("head.done >= head.begun", "完工年份 2025 年早于开工年份 2027 年，相差 2 年"),
        ("head.begun <= 2026", "开工年份 2027 年晚于 2026 年"),
        ("head.done > 2025", "完工年份 2025 年不晚于 2025 年"),
        ("head.begun == head.done", "开工年份 2027 年，完工年份 2025 年，相差 2 年"),
    ],
)
def test_a_year_is_said_as_one(check: str, words: str) -> None:
    (finding,) = told(check, begun=2027, done=2025)
    assert finding.message == f"应当成立：{words}。"


def test_people_beside_money_keep_no_decimals() -> None:
    (finding,) = told("head.people <= head.cost", people=500, cost=120)
    assert finding.message == "应当成立：人数 500 大于经费 120.00，多 380.00。"


def test_a_rule_written_twice_is_told_once() -> None:
    assert len(told("head.cost <= 100", "head.cost <= 100", cost=120)) == 1


def test_two_rules_that_say_different_things_are_both_told() -> None:
    assert len(told("head.cost <= 100", "head.cost <= head.people", cost=120, people=50)) == 2
