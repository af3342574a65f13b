"""The national forms as a careful department fills them: short keys and texts, and what the audit says of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form

Cells = Mapping[str, str | None]
AIM = "为五百户困难老年人家庭完成居家适老化改造，降低居家风险。"
CYCLE = "三年内为一千五百户困难老年人家庭完成居家适老化改造。"


def indicator(row: str, *texts: str, columns: tuple[str, ...]) -> dict[str, str | None]:
    """One indicator's row; a column without a text stays blank."""
    return {f"indicators.{row}.{column}": text for column, text in zip(columns, texts, strict=True) if text}


_TARGET = ("name", "target")
_HALVES = ("cycle_name", "cycle", "name", "target")
_SPLIT = ("name", "operator", "target", "measure", "points")
_REVIEW = ("name", "target", "actual", "points", "score")
_WEIGHED = ("name", "core", "target", "actual", "coefficient", "points", "score")
_MONITORED = ("name", "target", "actual", "forecast", "certain")

P2: dict[str, str | None] = {
    "head.implementer": "示例市居家养老服务中心",
    "head.nature": "延续项目",
    "head.period": "2026—2028年",
    "funds.cycle_fiscal": "300",
    "funds.fiscal": "100",
    "goal.cycle": CYCLE,
    "goal.annual": AIM,
    **indicator("output.quantity[1]", "改造户数", "≥1500户", "改造户数", "≥500户", columns=_HALVES),
    **indicator("benefit.social[1]", "跌倒事件下降率", "≥30%", "跌倒事件下降率", "≥20%", columns=_HALVES),
    **indicator("satisfaction.beneficiaries[1]", "老人满意度", "≥95%", "老人满意度", "≥92%", columns=_HALVES),
}
P2B: dict[str, str | None] = {
    "head.implementer": "示例市居家养老服务中心",
    "head.nature": "延续项目",
    "head.period": "2026—2028年",
    "funds.fiscal.cycle": "300",
    "funds.fiscal.annual": "100",
    "goal.cycle": CYCLE,
    "goal.annual": AIM,
    **indicator("cost.economic[1]", "户均改造成本", "≤", "2400", "元", "20", columns=_SPLIT),
    **indicator("output.quantity[1]", "改造户数", "≥", "500", "户", "40", columns=_SPLIT),
    **indicator("benefit.social[1]", "居家安全", "定性", "明显改善", "", "20", columns=_SPLIT),
    **indicator("satisfaction.beneficiaries[1]", "老人满意度", "≥", "92", "%", "10", columns=_SPLIT),
}
P3: dict[str, str | None] = {
    "tasks[1].name": "困难老人家庭改造",
    "tasks[1].content": "为困难老年人家庭安装扶手、防滑垫等设施。",
    "tasks[1].fiscal": "100",
    "tasks[1].other": "20",
    "goals[1].text": AIM,
    **indicator("output.quantity[1]", "改造户数", "≥500户", columns=_TARGET),
    **indicator("benefit.social[1]", "跌倒事件下降率", "≥20%", columns=_TARGET),
    **indicator("satisfaction.beneficiaries[1]", "老人满意度", "≥92%", columns=_TARGET),
}
P4: dict[str, str | None] = {
    "head.implementer": "示例市居家养老服务中心",
    "funds.fiscal.initial": "100",
    "funds.fiscal.executed": "62",
    "funds.fiscal.forecast": "98",
    "goal.text": AIM,
    **indicator("output.quantity[1]", "改造户数", "≥500户", "310户", "505户", "√", columns=_MONITORED),
    **indicator("benefit.social[1]", "跌倒事件下降率", "≥20%", "12%", "21%", "√", columns=_MONITORED),
    **indicator("satisfaction.beneficiaries[1]", "老人满意度", "≥92%", "93%", "93%", "√", columns=_MONITORED),
}
P5: dict[str, str | None] = {
    "funds.basic.initial": "400",
    "funds.basic.budgeted": "420",
    "funds.basic.executed": "418",
    "funds.project.initial": "2800",
    "funds.project.budgeted": "2580",
    "funds.project.executed": "2432",
    "goal.expected": AIM,
    "goal.achieved": "全年改造四百六十六户，老人普遍满意，两个小区顺延到下年。",
    **indicator("output.quantity[1]", "改造户数", "是", "≥500户", "466户", "0.932", "50", "46.6", columns=_WEIGHED),
    "indicators.output.quantity[1].deviation": "两个小区推迟进场，下年一季度补做。",
    **indicator("benefit.social[1]", "跌倒事件下降率", "", "≥20%", "24%", "1", "30", "30", columns=_WEIGHED),
    **indicator("satisfaction.beneficiaries[1]", "老人满意度", "", "≥92%", "97%", "1", "10", "10", columns=_WEIGHED),
    "conclusion.grade": "优",
    "conclusion.date": "2025-02-20",
}
P1B: dict[str, str | None] = {
    "head.implementer": "示例市居家养老服务中心",
    "funds.fiscal.initial": "100",
    "funds.fiscal.budgeted": "100",
    "funds.fiscal.executed": "95",
    "goal.expected": AIM,
    "goal.achieved": "全年改造四百六十六户，老人普遍满意，两个小区顺延到下年。",
    **indicator("cost.economic[1]", "户均改造成本", "≤2400元", "2197元", "20", "20", columns=_REVIEW),
    **indicator("output.quantity[1]", "改造户数", "≥500户", "466户", "40", "37.28", columns=_REVIEW),
    "indicators.output.quantity[1].deviation": "两个小区推迟进场，下年一季度补做。",
    **indicator("benefit.social[1]", "跌倒事件下降率", "≥20%", "24%", "20", "20", columns=_REVIEW),
    **indicator("satisfaction.beneficiaries[1]", "老人满意度", "≥92%", "97%", "10", "10", columns=_REVIEW),
}
CLEAN: Mapping[str, Cells] = {"P2": P2, "P2B": P2B, "P3": P3, "P4": P4, "P5": P5, "P1B": P1B}


@cache
def blank_of(alias: str) -> Blank:
    form = load_form(alias)
    return issue_blank(Order(form, form.year or 2026, Party("202", "示例市民政局"), Party("P01", "居家适老化改造")))


def filled(alias: str, cells: Cells) -> bytes:
    """The clean filing of a form with these cells changed; None leaves a cell blank."""
    blank = blank_of(alias)
    kinds = {slot.key: slot.field.kind for _, slot in blank.layout.slots()}
    typed = {parse_key(key): text for key, text in {**CLEAN[alias], **cells}.items() if text is not None}
    return fill(blank.data, blank.layout, {key: _value(kinds[key], text) for key, text in typed.items()})


def findings(alias: str, cells: Cells) -> tuple[Finding, ...]:
    return Reader.of([load_form(alias)]).read(filled(alias, cells), name="表.xlsx").findings


def _value(kind: str, text: str) -> Value:
    if kind == "date":
        return date.fromisoformat(text)
    return Decimal(text) if kind_named(kind).is_number else text
