"""Clean filings of embedded forms, with the money that the rules of this room weigh, and what they say of a change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from filings.filled import PLAN, REVIEW, Value, findings
from jixiao_xlsx.findings import Finding, money

MINE = {"G01", "G13", "G14", "G15", "G18", "R02", "R04", *(entry.code for entry in money.CODES)}
GOAL = "为经济困难的高龄、失能老年人家庭实施居家适老化改造，降低居家风险，提升生活便利程度。"
COST = "indicators.output.cost[1]"


def yuan(text: str) -> Decimal:
    return Decimal(text)


def _rows(rows: Mapping[str, tuple[str, ...]], columns: tuple[str, ...]) -> dict[str, Value | int | str | None]:
    return {
        f"indicators.{row}.{column}": int(word) if column in ("points", "score") else word
        for row, words in rows.items()
        for column, word in zip(columns, words, strict=True)
    }


_ROWS = {
    "output.quantity[1]": ("完成改造户数", "≥500户"),
    "output.quality[1]": ("改造验收合格率", "≥98%"),
    "output.timeliness[1]": ("改造完成时间", "11月底前"),
    "output.cost[1]": ("户均改造成本", "≤2400元"),
    "benefit.social[1]": ("居家跌倒事件下降率", "≥20%"),
    "satisfaction.beneficiaries[1]": ("改造家庭满意度", "≥95%"),
}
_DONE = {
    "output.quantity[1]": ("512户", "20", "20"),
    "output.quality[1]": ("99%", "20", "20"),
    "output.timeliness[1]": ("11月20日", "10", "10"),
    "output.cost[1]": ("2197元", "10", "10"),
    "benefit.social[1]": ("24%", "20", "20"),
    "satisfaction.beneficiaries[1]": ("97%", "10", "10"),
}
_HEAD: dict[str, Value | int | str | None] = {
    "head.project": "居家适老化改造",
    "head.department": "庐川市民政局",
    "head.implementer": "庐川市养老服务中心",
}
CLEAN: dict[str, dict[str, Value | int | str | None]] = {
    "plan": PLAN,
    "review": REVIEW,
    "P1": {
        **_HEAD,
        "funds.fiscal.initial": yuan("100"),
        "funds.fiscal.budgeted": yuan("89.97"),
        "funds.fiscal.executed": yuan("88.5"),
        "goal.expected": GOAL,
        "goal.achieved": "全年完成512户改造并通过验收，服务对象普遍满意，没有发生安全事故。",
        **_rows({row: _ROWS[row] + _DONE[row] for row in _ROWS}, ("name", "target", "actual", "points", "score")),
    },
    "P2": {
        **_HEAD,
        "head.nature": "延续项目",
        "head.period": "2026—2028年",
        "funds.cycle_fiscal": yuan("280"),
        "funds.fiscal": yuan("89.97"),
        "goal.cycle": "三年完成一千五百户居家适老化改造，形成长效机制，让老人住得安全、安心。",
        "goal.annual": GOAL,
        **_rows(_ROWS, ("name", "target")),
    },
    "P3": {
        "tasks[1].name": "居家适老化改造",
        "tasks[1].content": "为困难老年人家庭实施居家适老化改造五百户。",
        "tasks[1].fiscal": yuan("620"),
        "tasks[2].name": "残疾人两项补贴",
        "tasks[2].content": "按月足额发放困难残疾人生活补贴和重度残疾人护理补贴。",
        "tasks[2].fiscal": yuan("480.5"),
        "tasks[3].name": "养老机构运营补助",
        "tasks[3].content": "对收住失能老人的养老机构给予运营补助。",
        "tasks[3].fiscal": yuan("260"),
        "tasks[4].name": "儿童关爱服务",
        "tasks[4].content": "建设未成年人保护工作站，开展困境儿童走访。",
        "tasks[4].fiscal": yuan("95"),
        "goals[1].text": GOAL,
        **_rows({row: words for row, words in _ROWS.items() if "cost" not in row}, ("name", "target")),
    },
    "S0": {
        "funds.general.amount": yuan("14042320.00"),
        "funds.other.amount": yuan("2405910.50"),
        "duties[1].text": "负责全市养老服务体系建设，保障困难老年人的权益。",
        "goals[1].text": GOAL,
        **_rows({row: words for row, words in _ROWS.items() if "cost" not in row}, ("name", "target")),
    },
    "S1": {
        "basic.subordinates": 18,
        "budget.basic": yuan("1178.97"),
        "budget.project": yuan("963.13"),
        "budget.special": yuan("0"),
        "budget.development": yuan("1674.70"),
        "budget.fiscal": yuan("3816.80"),
        "budget.other": yuan("0"),
        "budget.city": yuan("2144.10"),
        "budget.transfer": yuan("1672.70"),
        "goal.text": GOAL,
        "tasks.main[1].name": "居家适老化改造",
        "tasks.main[1].content": "为困难老年人家庭实施居家适老化改造五百户。",
        "tasks.main[1].amount": yuan("620"),
        "tasks.main[1].goal": "降低居家风险",
    },
    "S2": {
        "head.date": date(2022, 1, 20),
        "head.filler": "张三",
        "head.phone": "0771-1234567",
        **{
            f"funds.{part}.{year}": yuan(value)
            for part, values in {
                "income.fiscal": ("4749.16", "5818.97", "6009.09"),
                "income.other": ("29.40", "0", "48.00"),
                "spending.basic": ("865.54", "974.80", "1056.27"),
                "spending.project": ("3913.02", "4844.17", "5000.82"),
            }.items()
            for year, value in zip(("y_2", "y_1", "y0"), values, strict=True)
        },
        "duties.text": "负责全区社会救助、养老服务、社会事务和基层治理工作。",
        "tasks.text": "完善养老服务网络，做好困难群众救助，推进社区治理。",
        "overall.long_term": "建成覆盖城乡的养老服务体系，困难群众应救尽救。",
        "overall.annual": "新增养老床位两百张，救助及时准确，群众满意。",
        "goals[1].text": "新增养老床位两百张，让老人住得安全、安心。",
        "goals[1].indicators.output.quantity[1].name": "新增养老床位",
        "goals[1].indicators.output.quantity[1].plan": "≥200张",
    },
}


def said(form: str, change: Mapping[str, Value | int | str | None]) -> list[Finding]:
    """What is said about money of a clean filing with these cells changed."""
    return [finding for finding in findings(form, {**CLEAN[form], **change}) if finding.code in MINE]


def told(form: str, change: Mapping[str, Value | int | str | None]) -> list[tuple[str, str]]:
    return [(finding.code, finding.where.key) for finding in said(form, change)]
