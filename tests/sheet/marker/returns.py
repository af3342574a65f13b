"""A small form of our own and what a department returns on it, with mistakes planted in every severity."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.report.letters.send_back import Sender
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.review import Output, ReviewDesk, ReviewedFiling
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form

SPEC = """
form: review_trial
title: <year>年度审核试验表
edition: 2026
measure: 万元
columns: [16, 14, 18, 22]
sections:
  - key: head
    spans: [1, 1, 1]
    lines:
      - - {label: 部门名称, key: agency, kind: text, required: true, prefill: agency.name}
        - {label: 部门编码, key: code, kind: code, prefill: agency.code}
  - key: funds
    title: 资金（<measure>）
    table:
      head: false
      stub: [1]
      columns: [{key: amount, kind: amount, least: 0}]
      rows:
        - {total: 合计, expect: fiscal + other}
        - {fiscal: 财政拨款, required: true}
        - {other: 其他资金}
  - key: duties
    title: 部门职能
    table:
      head: false
      stub: [1]
      columns: [{key: text, kind: long_text, most: 150}]
      rows: [{open: {shown: 3, least: 1, most: 6, label: 职能<n>}}]
"""
YEAR = 2026
TOTAL: Key = ("funds", "total", "amount")
FISCAL: Key = ("funds", "fiscal", "amount")
OTHER: Key = ("funds", "other", "amount")
DUTY: Key = ("duties", 1, "text")
LONG_DUTY = "负责社会救助、社会福利、区划地名、婚姻登记和殡葬管理。" * 8
RIGHT: dict[Key, Value] = {
    TOTAL: Decimal("6057.09"),
    FISCAL: Decimal("6009.09"),
    OTHER: Decimal(48),
    DUTY: "负责全区社会救助工作。",
}


@cache
def form() -> Form:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "review_trial.yaml"
        path.write_text(SPEC, encoding="utf-8")
        return load_form(str(path))


@cache
def blank() -> Blank:
    return issue_blank(Order(form(), YEAR, Party("101", "示例市民政局"), office="示例市财政局"))


def filled(values: dict[Key, Value] | None = None, *, pasted: dict[Key, str] | None = None) -> bytes:
    """The blank as a department fills it; what is not given is right."""
    return fill(blank().data, blank().layout, {**RIGHT, **(values or {})}, pasted=pasted)


@cache
def wrong() -> bytes:
    """Two mistakes: an amount in words, and a duty that is too long."""
    return filled({DUTY: LONG_DUTY}, pasted={OTHER: "四十八"})


def desk(sender: Sender | None = None) -> ReviewDesk:
    return ReviewDesk(Reader.of([form()]), sender or Sender())


def review(data: bytes, name: str = "交回.xlsx") -> ReviewedFiling:
    return desk().review(data, name=name)


def output(reviewed: ReviewedFiling, ending: str) -> Output:
    """The one output of a kind: `审核`, `单`.docx, .txt or .json."""
    found = [product for product in reviewed.outputs if product.name.endswith(ending)]
    assert len(found) == 1
    return found[0]


def marked(data: bytes, name: str = "交回.xlsx") -> bytes:
    return output(review(data, name), ".xlsx").data


def cell_of(key: Key) -> str:
    """Where the blank has a key, as `D7`."""
    slot = next(slot for _, slot in blank().layout.slots() if slot.key == key)
    return str(slot.region).partition(":")[0]
