"""The national forms, filled in as a careful department does: every one of them without a finding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from filings.filled import Cells, amount
from jixiao_xlsx.model.filings.filing import Value

_Row = tuple[str, str, str, str]
_PROJECT: Cells = {
    "head.project": "困难老人居家适老化改造",
    "head.department": "庐川市民政局",
    "head.implementer": "庐川市养老服务中心",
}
_PERIOD: Cells = {"head.nature": "延续项目", "head.period": "2025—2027年"}
# The row, its name, what is aimed at, what came of it.
_ROWS: tuple[_Row, ...] = (
    ("output.quantity[1]", "改造户数", "≥500户", "512户"),
    ("output.quality[1]", "改造验收合格率", "≥98%", "99%"),
    ("output.timeliness[1]", "改造完成时间", "12月底前", "11月20日"),
    ("benefit.social[1]", "老人居家安全水平", "明显提升", "明显提升"),
    ("satisfaction.beneficiaries[1]", "老人满意度", "≥92%", "95%"),
)
_COST: tuple[_Row, ...] = (("cost.economic[1]", "户均改造成本", "≤3000元", "2950元"),)
_POINTS = (30, 20, 10, 20, 10)
_WHY = "部分老人家中的改造尚在适应期，下年度逐户回访。"


def _rows(rows: tuple[_Row, ...], *columns: str) -> dict[str, Value | int | str | None]:
    """The rows with these columns, in the order name, target, actual."""
    return {
        f"indicators.{row}.{column}": text for row, *words in rows for column, text in zip(columns, words, strict=False)
    }


def _scored(rows: tuple[_Row, ...], points: tuple[int, ...]) -> dict[str, Value | int | str | None]:
    full = dict(zip((row for row, *_ in rows), points, strict=True))
    scored = {f"indicators.{row}.{word}": value for row, value in full.items() for word in ("points", "score")}
    lost = {"indicators.benefit.social[1].score": 18, "indicators.benefit.social[1].deviation": _WHY}
    return {**scored, **lost}


_MONEY: Cells = {
    "funds.fiscal.initial": amount("150.00"),
    "funds.fiscal.budgeted": amount("150.00"),
    "funds.fiscal.executed": amount("150.00"),
}
_GOAL: Cells = {
    "goal.expected": "为五百户以上困难老人家庭完成居家适老化改造，让老人住得安全、住得方便。",
    "goal.achieved": "全年完成改造五百一十二户，验收合格后交付使用，老人满意度达到百分之九十五。",
}
_REVIEWED = ("name", "target", "actual")
P1: Cells = {**_PROJECT, **_MONEY, **_GOAL, **_rows(_ROWS, *_REVIEWED), **_scored(_ROWS, _POINTS)}
P1B: Cells = {
    **_PROJECT,
    **_MONEY,
    **_GOAL,
    **_rows(_ROWS + _COST, *_REVIEWED),
    **_scored(_ROWS + _COST, (20, 10, 10, 20, 10, 20)),
}
P2: Cells = {
    **_PROJECT,
    **_PERIOD,
    "funds.fiscal": amount("150.00"),
    "funds.cycle_fiscal": amount("450.00"),
    "goal.cycle": "三年为一千五百户困难老人家庭完成居家适老化改造，形成可以推广的改造清单。",
    "goal.annual": "为五百户以上困难老人家庭完成居家适老化改造，让老人住得安全、住得方便。",
    **_rows(_ROWS, "name", "target"),
    **_rows(_ROWS, "cycle_name", "cycle"),
    "indicators.output.quantity[1].cycle": "≥1500户",
}
_SPLIT: Mapping[str, tuple[str, str, str]] = {
    "output.quantity[1]": ("≥", "500", "户"),
    "output.quality[1]": ("≥", "98", "%"),
    "output.timeliness[1]": ("≤", "12月31日", "日期"),
    "benefit.social[1]": ("定性", "明显提升", ""),
    "satisfaction.beneficiaries[1]": ("≥", "92", "%"),
    "cost.economic[1]": ("≤", "3000", "元"),
}
P2B: Cells = {
    **_PROJECT,
    **_PERIOD,
    "funds.fiscal.annual": amount("150.00"),
    "funds.fiscal.cycle": amount("450.00"),
    "goal.cycle": P2["goal.cycle"],
    "goal.annual": P2["goal.annual"],
    **_rows(_ROWS + _COST, "name"),
    **{
        f"indicators.{row}.{word}": text
        for row, split in _SPLIT.items()
        for word, text in zip(("operator", "target", "measure"), split, strict=True)
        if text
    },
    **{
        f"indicators.{row}.points": points
        for (row, *_), points in zip(_ROWS + _COST, (20, 10, 10, 20, 10, 20), strict=True)
    },
}
P3: Cells = {
    "head.agency": "庐川市民政局",
    "tasks[1].name": "居家适老化改造",
    "tasks[1].content": "为困难老人家庭完成居家适老化改造。",
    "tasks[1].fiscal": amount("150.00"),
    "goals[1].text": "为五百户以上困难老人家庭完成居家适老化改造，让老人住得安全、住得方便。",
    **_rows(_ROWS, "name", "target"),
}
P4: Cells = {
    **_PROJECT,
    "funds.fiscal.initial": amount("150.00"),
    "funds.fiscal.executed": amount("96.00"),
    "funds.fiscal.forecast": amount("150.00"),
    "goal.text": "为五百户以上困难老人家庭完成居家适老化改造，让老人住得安全、住得方便。",
    **_rows(_ROWS, "name", "target", "forecast"),
    **_rows(
        tuple(
            (row, name, target, done)
            for (row, name, target, _), done in zip(_ROWS, ("310户", "99%", "正在实施", "有所提升", "94%"), strict=True)
        ),
        *_REVIEWED,
    ),
    **{f"indicators.{row}.certain": "√" for row, *_ in _ROWS},
}
P5: Cells = {
    "head.agency": "庐川市民政局",
    **{f"funds.basic.{stage}": amount("412.92") for stage in ("initial", "budgeted", "executed")},
    **{f"funds.project.{stage}": amount("2815.16") for stage in ("initial", "budgeted", "executed")},
    **_GOAL,
    **_rows(_ROWS, *_REVIEWED),
    **_scored(_ROWS, _POINTS),
    **{f"indicators.{row}.coefficient": 1 for row, *_ in _ROWS},
    "indicators.benefit.social[1].coefficient": amount("0.9"),
    "indicators.output.quantity[1].core": "是",
    "conclusion.grade": "优",
    "conclusion.date": date(2025, 2, 20),
}
NATIONAL: Mapping[str, Cells] = {"P1": P1, "P1B": P1B, "P2": P2, "P2B": P2B, "P3": P3, "P4": P4, "P5": P5}
