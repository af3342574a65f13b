"""A small form of an office, how it corrects it once its blanks are out, and what was filed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.load import load_text

FUND_FORM = """\
form: town_funds
aliases: [TF1]
title: "<year>年度专项资金申报表"
edition: 2024
measure: 万元
columns: [14, 16, 16, 16, 16]
banner:
  - "<year>年度专项资金申报表"
  - {line: ["", 单位：<measure>], spans: [3]}
sections:
  - key: head
    spans: [1]
    lines:
      - [{label: 单位名称, key: agency, prefill: agency.name, required: true}]
      - {line: [{label: 填报人, key: filler, required: true}, {label: 类别, key: sort, kind: choice,
          choices: [新增, 延续]}], spans: [1, 1, 1]}
  - key: funds
    title: 资金
    table:
      corner: 来源
      stub: [1]
      columns:
        - {plan: 预算数, kind: amount}
        - {paid: 执行数, kind: amount}
      rows:
        - {fiscal: 财政拨款, required: true}
        - {self: 自有资金}
        - {other: 其他资金}
        - {total: 资金合计, expect: fiscal + self + other}
  - key: tasks
    title: 任务
    table:
      corner: 序号
      stub: [1]
      columns:
        - {name: 任务名称, required: true}
        - {cost: 所需资金, kind: amount, most: 5000}
        - {goal: 年度目标, kind: target}
      rows: [{item: 任务, open: {shown: 3, most: 10}}]
rules:
  - {check: funds.total.paid <= funds.total.plan, say: 执行数不超过预算数}
"""
FIRST_EDITION = FUND_FORM

CORRECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "a label": (("label: 填报人", "label: 填表人姓名"), ("其他资金", "其他渠道资金")),
    "shown raised": (("shown: 3", "shown: 6"),),
    "shown lowered": (("shown: 3", "shown: 1"),),
    "a key": (("{fiscal: 财政拨款", "{key: state, label: 财政拨款, was: fiscal"), ("expect: fiscal", "expect: state")),
    "a column's key": (("{plan: 预算数", "{key: budget, label: 预算数, was: plan"), ("total.plan", "total.budget")),
    "a section's key": (("key: tasks", "key: works\n    was: tasks"),),
    "an open block's key": (("{item: 任务", "{key: work, label: 任务, was: item"),),
    "a line's key": (("key: filler", "key: writer, was: filler"),),
    "a column more": (
        ("        - {paid: 执行数", "        - {frozen: 冻结数, kind: amount}\n        - {paid: 执行数"),
    ),
    "a required line more": (
        (
            "  - key: funds\n",
            "  - key: phone\n    spans: [1]\n    lines:\n"
            "      - [{label: 联系电话, key: phone, kind: phone, required: true}]\n  - key: funds\n",
        ),
    ),
    "a required row more": (
        ("        - {total:", "        - {bond: 专项债券, required: true}\n        - {total:"),
        ("self + other", "self + other + bond"),
    ),
    "an old line required": (("key: sort, kind: choice", "key: sort, required: true, kind: choice"),),
    "rows in another order": (
        (
            "        - {self: 自有资金}\n        - {other: 其他资金}\n",
            "        - {other: 其他资金}\n        - {self: 自有资金}\n",
        ),
    ),
    "bounds": (("most: 5000", "most: 10"),),
    "choices": (("choices: [新增, 延续]", "choices: [新增, 结转]"),),
    "the measure": (("measure: 万元", "measure: 元"),),
    "a row fewer": (("        - {other: 其他资金}\n", ""), (" + other", "")),
    "a column fewer": (
        ("        - {paid: 执行数, kind: amount}\n", ""),
        ("rules:\n  - {check: funds.total.paid <= funds.total.plan, say: 执行数不超过预算数}\n", ""),
    ),
    "a stricter rule": (
        (
            "rules:\n",
            "rules:\n  - {check: funds.fiscal.plan >= funds.self.plan * 2, say: 财政拨款不少于自有资金两倍}\n",
        ),
    ),
    "the title": (("专项资金申报表", "专项资金项目申报表"),),
}
"""What an office puts right, each as replacements in the text of the form."""

_FILED: dict[str, Value] = {
    "head.filler": "张三",
    "head.sort": "延续",
    "funds.fiscal.plan": Decimal("100.5"),
    "funds.fiscal.paid": Decimal("80"),
    "funds.self.plan": Decimal("20"),
    "funds.self.paid": Decimal("10.25"),
    "funds.other.plan": Decimal("3"),
    "funds.other.paid": Decimal("1"),
    "funds.total.plan": Decimal("123.5"),
    "funds.total.paid": Decimal("91.25"),
    "tasks.item[1].name": "修缮老旧楼道",
    "tasks.item[1].cost": Decimal("60"),
    "tasks.item[1].goal": "≥12栋",
    "tasks.item[3].name": "加装电梯",
    "tasks.item[3].cost": Decimal("63.5"),
    "tasks.item[3].goal": "5部",
}
KEY = "office key"
AGENCY = Party("101", "示例市民政局")


def corrected(name: str) -> str:
    """The form's text with a correction."""
    text = FUND_FORM
    for old, new in CORRECTIONS[name]:
        assert old in text, old
        text = text.replace(old, new)
    return text


def form_of(text: str = FUND_FORM) -> Form:
    """The form of a text."""
    return load_text(text, name="专项资金.yaml")


def filed_values() -> dict[Key, Value]:
    """What the department filed, by key."""
    return {parse_key(key): value for key, value in _FILED.items()}


def filed_blank(*, key: str = "", text: str = FUND_FORM) -> tuple[Blank, bytes]:
    """A blank of the form, and the same filled."""
    form = form_of(text)
    blank = issue_blank(Order(form, 2026, AGENCY, issue="2026-0123456789", office="示例市财政局", key=key))
    layout = lay_out(form, 2026)
    slots = {slot.key for _, slot in layout.slots()}
    known = {place: value for place, value in filed_values().items() if place in slots}
    return blank, fill(blank.data, blank.layout, known)


def old_blank(name: str) -> bytes:
    """A filled blank as an earlier version of the program issued it."""
    return (Path(__file__).parent / "blanks" / f"{name}.xlsx").read_bytes()
