"""A small form that is scored 20/80 and filed without a mistake, and what comes back after a few cells were changed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.load import load_text

SPEC = (Path(__file__).resolve().parent / "scored.yaml").read_text(encoding="utf-8")
Cells = Mapping[str, str | None]

CLEAN: dict[str, str | None] = {
    "funds.total.budgeted": "200",
    "funds.total.executed": "190",
    "funds.total.mark": "19",
    "indicators.output.quantity[1].name": "改造户数",
    "indicators.output.quantity[1].aim": "≥500户",
    "indicators.output.quantity[1].done": "466户",
    "indicators.output.quantity[1].weight": "30",
    "indicators.output.quantity[1].mark": "27.96",
    "indicators.output.quantity[1].deviation": "两个小区推迟进场，下年补做。",
    "indicators.output.cost[1].name": "户均改造支出",
    "indicators.output.cost[1].aim": "2400元",
    "indicators.output.cost[1].done": "2197元",
    "indicators.output.cost[1].weight": "20",
    "indicators.output.cost[1].mark": "20",
    "indicators.benefit.social[1].name": "后续维护机制",
    "indicators.benefit.social[1].aim": "建立健全",
    "indicators.benefit.social[1].done": "已建立",
    "indicators.benefit.social[1].weight": "30",
    "indicators.benefit.social[1].mark": "28",
    "indicators.benefit.social[1].deviation": "维护合同尚未续签。",
    "conclusion.total": "94.96",
    "conclusion.grade": "优",
}


Words = tuple[str, str]
MARK_AND_WEIGHT = ("mark", "weight")


@cache
def form_of(profile: str, words: Words = MARK_AND_WEIGHT) -> Form:
    spec = SPEC.replace("profile: 20/80", f"profile: {profile}")
    return load_text(renamed(spec, words), name="scored.yaml")


@cache
def blank_of(profile: str, words: Words = MARK_AND_WEIGHT) -> Blank:
    return issue_blank(Order(form_of(profile, words), 2025, Party("101", "庐川市民政局")))


def renamed(text: str, words: Words) -> str:
    """A spec or a key with the columns of scores and points under other keys."""
    for old, new in zip(MARK_AND_WEIGHT, words, strict=True):
        text = text.replace(f"{{{old}:", f"{{{new}:").replace(f": {old}", f": {new}").replace(f".{old}", f".{new}")
    return text


def findings(cells: Cells, profile: str = "20/80", *, words: Words = MARK_AND_WEIGHT) -> tuple[Finding, ...]:
    """What the audit says of the clean filing with these cells changed; None leaves a cell blank."""
    blank = blank_of(profile, words)
    kinds = {slot.key: slot.field.kind for _, slot in blank.layout.slots()}
    typed = {parse_key(renamed(key, words)): text for key, text in {**CLEAN, **cells}.items() if text is not None}
    values: dict[tuple[str | int, ...], Value] = {
        key: Decimal(text) if kinds[key] in ("points", "amount", "number") else text for key, text in typed.items()
    }
    reader = Reader.of([form_of(profile, words)])
    return reader.read(fill(blank.data, blank.layout, values), name="表.xlsx").findings
