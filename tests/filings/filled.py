"""Clean filings of two small forms and of the embedded ones, and what comes back after a few cells were changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.forms.form import Field, Form
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import all_forms
from jixiao_xlsx.spec.load import load_path

HERE = Path(__file__).resolve().parent
AGENCY = Party("101", "庐川市民政局")
Cells = Mapping[str, Value | int | str | None]


@cache
def form_of(name: str) -> Form:
    """`plan`, `review`, or the alias of an embedded form."""
    if (HERE / f"{name}.yaml").exists():
        return load_path(HERE / f"{name}.yaml")
    return next(form for form in all_forms() if name in form.aliases)


@cache
def blank_of(name: str, year: int = 0) -> Blank:
    form = form_of(name)
    return issue_blank(Order(form, year or form.year or 2025, AGENCY))


@cache
def reader_of(name: str) -> Reader:
    return Reader.of([form_of(name)])


def filing_of(name: str, cells: Cells, *, tuning: Tuning | None = None) -> Filing:
    """The filing read from a blank of the form with these cells typed in; None leaves a cell blank."""
    reader = reader_of(name) if tuning is None else Reader.of([form_of(name)], tuning=tuning)
    return reader.read(typed_in(name, cells), name="表.xlsx")


def typed_in(name: str, cells: Cells) -> bytes:
    """The workbook with these cells typed in."""
    blank = blank_of(name)
    typed = {parse_key(key): _value(value) for key, value in cells.items() if value is not None}
    # Words where a number or a day belongs come past every check, as pasting does.
    fields = {slot.key: slot.field for _, slot in blank.layout.slots()}
    pasted = {key: value for key, value in typed.items() if isinstance(value, str) and _is_other(fields.get(key))}
    return fill(blank.data, blank.layout, {key: typed[key] for key in typed if key not in pasted}, pasted=pasted)


def _is_other(field: Field | None) -> bool:
    """Whether a field takes no words."""
    return field is not None and (traits_of(field).is_number or traits_of(field).is_date)


def found(name: str, cells: Cells) -> list[tuple[str, str]]:
    """Code and key of every finding."""
    return [(finding.code, finding.where.key) for finding in findings(name, cells)]


def findings(name: str, cells: Cells) -> tuple[Finding, ...]:
    return filing_of(name, cells).findings


def _value(value: Value | int | str) -> Value:
    return Decimal(value) if isinstance(value, int) else value


def amount(text: str) -> Decimal:
    return Decimal(text)


PLAN: dict[str, Value | int | str | None] = {
    "head.date": date(2024, 11, 20),
    "funds.fiscal.y_1": amount("980.50"),
    "funds.fiscal.y0": amount("1012.30"),
    "funds.other.y_1": amount("35.00"),
    "funds.other.y0": amount("35.00"),
    "texts.tasks": "落实困难群众救助政策，推进居家适老化改造，规范婚姻登记和殡葬服务，办好群众身边的实事。",
    "texts.summary": "1.为不少于五百户困难老人家庭完成居家适老化改造，让老人住得安全、住得方便、住得安心。"
    "2.及时足额发放残疾人两项补贴，做到动态管理、应补尽补，不漏一户、不漏一人，发放到卡。",
    "goals[1].text": "为不少于五百户困难老人家庭完成居家适老化改造，让老人住得安全、住得方便、住得安心。",
    "goals[1].indicators.output.quantity[1].name": "居家适老化改造户数",
    "goals[1].indicators.output.quantity[1].cycle": "≥1500户",
    "goals[1].indicators.output.quantity[1].y_1": "≥450户",
    "goals[1].indicators.output.quantity[1].target": "≥500户",
    "goals[1].indicators.output.quantity[2].name": "培训护理员人次",
    "goals[1].indicators.output.quantity[2].cycle": "≥400人次",
    "goals[1].indicators.output.quantity[2].y_1": "≥90人次",
    "goals[1].indicators.output.quantity[2].target": "≥120人次",
    "goals[1].indicators.output.quality[1].name": "改造验收合格率",
    "goals[1].indicators.output.quality[1].cycle": "≥99%",
    "goals[1].indicators.output.quality[1].y_1": "≥95%",
    "goals[1].indicators.output.quality[1].target": "≥98%",
    "goals[1].indicators.benefit.social[1].name": "老人居家安全",
    "goals[1].indicators.benefit.social[1].cycle": "显著提升",
    "goals[1].indicators.benefit.social[1].y_1": "有所提升",
    "goals[1].indicators.benefit.social[1].target": "明显提升",
    "goals[1].indicators.satisfaction.served[1].name": "老人满意度",
    "goals[1].indicators.satisfaction.served[1].cycle": "≥95%",
    "goals[1].indicators.satisfaction.served[1].y_1": "≥90%",
    "goals[1].indicators.satisfaction.served[1].target": "≥92%",
    "goals[2].text": "及时足额发放残疾人两项补贴，做到动态管理、应补尽补，不漏一户、不漏一人，发放到卡。",
    "goals[2].indicators.output.quantity[1].name": "两项补贴发放人数",
    "goals[2].indicators.output.quantity[1].cycle": "≥16000人",
    "goals[2].indicators.output.quantity[1].y_1": "≥15000人",
    "goals[2].indicators.output.quantity[1].target": "≥15800人",
    "goals[2].indicators.output.quality[1].name": "补贴发放准确率",
    "goals[2].indicators.output.quality[1].cycle": "=100%",
    "goals[2].indicators.output.quality[1].y_1": "=100%",
    "goals[2].indicators.output.quality[1].target": "=100%",
    "goals[2].indicators.benefit.social[1].name": "残疾人基本生活保障",
    "goals[2].indicators.benefit.social[1].cycle": "持续改善",
    "goals[2].indicators.benefit.social[1].y_1": "有效改善",
    "goals[2].indicators.benefit.social[1].target": "进一步改善",
    "goals[2].indicators.satisfaction.served[1].name": "残疾人满意度",
    "goals[2].indicators.satisfaction.served[1].cycle": "≥95%",
    "goals[2].indicators.satisfaction.served[1].y_1": "≥90%",
    "goals[2].indicators.satisfaction.served[1].target": "≥93%",
}
REVIEW: dict[str, Value | int | str | None] = {
    "head.filler": "张三",
    "projects[1].serial": 1,
    "projects[1].name": "适老化改造",
    "projects[1].budgeted.total": amount("618000.00"),
    "projects[1].budgeted.fiscal": amount("600000.00"),
    "projects[1].budgeted.other": amount("18000.00"),
    "projects[1].executed.total": amount("597123.45"),
    "projects[1].executed.fiscal": amount("597123.45"),
    "projects[1].coverage": amount("0.98"),
    "projects[2].serial": 2,
    "projects[2].name": "养老床位补贴",
    "projects[2].budgeted.total": amount("352400.00"),
    "projects[2].budgeted.fiscal": amount("352400.00"),
    "projects[2].budgeted.other": amount("0"),
    "projects[2].executed.total": amount("352000.00"),
    "projects[2].executed.fiscal": amount("352000.00"),
    "projects[2].coverage": amount("0.96"),
    "indicators.output.quantity[1].name": "改造户数",
    "indicators.output.quantity[1].target": "≥500户",
    "indicators.output.quantity[1].actual": "512户",
    "indicators.output.quantity[1].points": 40,
    "indicators.output.quantity[1].score": 40,
    "indicators.output.cost[1].name": "户均改造成本",
    "indicators.output.cost[1].target": "≤3000元",
    "indicators.output.cost[1].actual": "3100元",
    "indicators.output.cost[1].points": 30,
    "indicators.output.cost[1].score": 29,
    "indicators.output.cost[1].deviation": "材料涨价，下年度统一采购。",
    "indicators.satisfaction.served[1].name": "老人满意度",
    "indicators.satisfaction.served[1].target": "≥95%",
    "indicators.satisfaction.served[1].actual": "97%",
    "indicators.satisfaction.served[1].points": 30,
    "indicators.satisfaction.served[1].score": 30,
}
CLEAN = {"plan": PLAN, "review": REVIEW}
