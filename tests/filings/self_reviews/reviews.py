"""Self-evaluations as careful departments file them, and what the audit says of them with a few cells changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from filings.filled import Cells, found
from jixiao_xlsx.model.filings.filing import Value

QUANTITY = "indicators.output.quantity[1]"
SECOND = "indicators.output.quantity[2]"
QUALITY = "indicators.output.quality[1]"
TIMELY = "indicators.output.timeliness[1]"
COST = "indicators.output.cost[1]"
SOCIAL = "indicators.benefit.social[1]"
LASTING = "indicators.benefit.sustainability[1]"
PLEASED = "indicators.satisfaction.beneficiaries[1]"
COLUMNS = ("name", "target", "actual", "points", "score", "deviation")


def row(start: str, *texts: str | int | None) -> dict[str, Value | int | str | None]:
    """One indicator's row: name, target, actual value, points, score and reason."""
    return {f"{start}.{column}": text for column, text in zip(COLUMNS, texts, strict=False)}


P1: dict[str, Value | int | str | None] = {
    "head.project": "中小河流治理",
    "head.implementer": "庐川市水利工程中心",
    "funds.fiscal.initial": 420,
    "funds.fiscal.budgeted": 400,
    "funds.fiscal.executed": Decimal("388.60"),
    "goal.expected": "治理中小河流三条，加固堤防十二公里，保护沿岸村庄和农田，提高防洪标准。",
    "goal.achieved": "三条河道治理全部完工并通过验收，加固堤防十二点五公里，沿岸群众反映良好。",
    **row(QUANTITY, "加固堤防长度", "≥12公里", "12.5公里", 15, 15),
    **row(SECOND, "清淤土方量", "≥20000立方米", "21300立方米", 10, 10),
    **row(QUALITY, "单元工程验收合格率", "≥98%", "99.2%", 15, 15),
    **row(TIMELY, "完工时间", "10月底前", "10月22日", 10, 10),
    **row(COST, "每公里加固成本", "≤30万元", "29.1万元", 10, 10),
    **row(SOCIAL, "保护农田面积", "≥5000亩", "5200亩", 10, 10),
    **row(LASTING, "管护制度", "建立健全", "已建立", 10, 9, "巡查台账还不完整，明年一季度补齐。"),
    **row(PLEASED, "沿岸群众满意度", "≥90%", "93.5%", 10, 10),
}


def p5() -> dict[str, Value | int | str | None]:
    """The same indicators in the form of a whole department, with coefficients."""
    cells: dict[str, Value | int | str | None] = {
        key.replace("head.project", "head.agency"): value
        for key, value in P1.items()
        if not key.startswith(("funds.", "head."))
    }
    for key, value in P1.items():
        if key.endswith(".score"):
            points = P1[key.replace(".score", ".points")]
            assert isinstance(points, int)
            assert isinstance(value, int)
            cells[key.replace(".score", ".coefficient")] = Decimal(value) / points
    money = {"initial": Decimal(4000), "budgeted": Decimal(4100), "executed": Decimal(3998)}
    cells |= {f"funds.{part}.{word}": amount for part in ("basic", "project") for word, amount in money.items()}
    return cells | {f"{QUANTITY}.core": "是", "conclusion.grade": "优", "conclusion.date": date(2025, 3, 12)}


def changed(cells: Cells, form: str = "P1") -> list[tuple[str, str]]:
    """Code and key of every finding of the clean form with these cells changed."""
    return found(form, {**(P1 if form in ("P1", "P1B") else p5()), **cells})


def own(findings: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the scores family."""
    return [finding for finding in findings if finding[0].startswith("C")]
