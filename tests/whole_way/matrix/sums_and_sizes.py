"""The G 资金 codes: costs, cuts, sums told in texts, sizes and signs of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jixiao_xlsx.filings.view.indicators import IndicatorColumn
from jixiao_xlsx.filings.view.nature import is_self_review
from jixiao_xlsx.model.expr.nodes import refs, unbound
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.keys import Key, row_of, sibling
from jixiao_xlsx.model.kinds import traits_of
from whole_way.matrix.asking import both, has_kind, has_money, has_part, slots
from whole_way.matrix.planting import Changes, Plant, Sheet, aimed

ACTUAL = IndicatorColumn.ACTUAL
# Beyond the money of each clean filing, and short of what no form's measure explains.
_TOO_MUCH = "99000"
_CENT = Decimal("0.01")
_SIGNED = re.compile(r"调整|增减|结余|差额")


def _sums(asked: Questions) -> Iterator[tuple[Key, AskedCell]]:
    """The cells for all of the money: of the form, or of a row; what tasks cost is not all that a department has."""
    for key, cell in asked.asked.items():
        is_total = any(str(part) == "total" or str(part).endswith("_total") for part in key)
        if is_total and cell.field is not None and traits_of(cell.field).is_money and "results" not in key:
            yield key, cell


def _has_whole(asked: Questions) -> bool:
    """A total that a cost can be weighed against."""
    return any("tasks" not in key for key, _ in _sums(asked))


def _has_executed(asked: Questions) -> bool:
    return any("executed" in key for key, _ in _sums(asked))


_has_cost = has_part("cost")
_dear = aimed("cost", "≤", _TOO_MUCH, "万元", name="项目总成本")


def _cost_unlike_spent(sheet: Sheet) -> Changes:
    row = sheet.row("cost")
    key = next(key for one in sheet.indicators if one.parent == row.parent for key in one.keys(ACTUAL))
    # Named 总成本 the row is about all of the money.
    return aimed("cost", "≤", "100", "万元", name="项目总成本")(sheet) | {key: f"{_TOO_MUCH}万元"}


def _stages(asked: Questions) -> list[tuple[Key, Key, Key]]:
    """Typed amounts at three stages of a budget: at the beginning of the year, for the year, spent."""
    typed = {key for key, _, _ in slots(asked)}
    found = [(key, sibling(key, "budgeted"), sibling(key, "executed")) for key in typed if key[-1] == "initial"]
    return sorted((each for each in found if set(each) <= typed), key=str)


def _cut(sheet: Sheet) -> Changes:
    changes: Changes = {}
    for initial, budgeted, executed in _stages(sheet.asked):
        amount = Decimal(str(sheet.cells[initial])) * Decimal("0.3")
        changes |= {budgeted: amount.quantize(_CENT), executed: (amount * Decimal("0.9")).quantize(_CENT)}
    return changes


def _years_and_cycles(asked: Questions) -> list[tuple[Key, Key]]:
    """One source's money of the year beside that of all the years, which no rule of the form weighs."""
    typed = [key for key, _, field in slots(asked) if traits_of(field).is_money]
    pairs = [(key, _of_cycle(key)) for key in typed if _of_cycle(key) in typed]
    spoken = [{unbound(path) for ref in refs(rule.formula.node) for path in ref.paths} for rule in asked.form.rules]
    return [pair for pair in pairs if not any(set(pair) <= each for each in spoken)]


def _of_cycle(key: Key) -> Key:
    """The cell of the cycle: `fiscal.cycle` beside `fiscal.annual`, `cycle_fiscal` beside `fiscal`."""
    return sibling(key, "cycle") if key[-1] == "annual" else (*key[:-1], f"cycle_{key[-1]}")


def _above_its_cycle(sheet: Sheet) -> Changes:
    """The smaller source alone: the totals stay the right way round."""
    year, cycle = _years_and_cycles(sheet.asked)[-1]
    return {year: Decimal(str(sheet.cells[cycle])) + 3}


def _has_last_year(asked: Questions) -> bool:
    """A total of this year beside the same of last year."""
    return any(key[-1] == "y_1" and asked.about(sibling(key, "y0")) for key, _ in _sums(asked))


def _grown(sheet: Sheet) -> Changes:
    return {key: sheet.cells[key] * 8 for key in sheet.of_kind("amount") if key[-1] == "y0" and key in sheet.cells}  # type: ignore[operator]


def _texts_of_money(asked: Questions) -> list[tuple[Key, Key]]:
    """A paragraph and the total that it may speak of: that of its own row, where the row has some, else the form's."""
    amounts = [key for key, cell in asked.asked.items() if cell.field and traits_of(cell.field).is_money]
    whole = [key for key, _ in _sums(asked) if not {"executed", "forecast", "cycle", "y_1", "y_2"} & set(key)]
    whole = [key for key in whole if not row_of(key) and "tasks" not in key and key[-1] != "cycle_total"]
    found = []
    for key, _, field in slots(asked):
        row = row_of(key)
        mine = [amount for amount in amounts if row and row_of(amount) == row and "executed" not in amount]
        money = [amount for amount in mine if "total" in amount] or (mine if len(mine) == 1 else [])
        # What is budgeted for the year goes before what was budgeted at its beginning.
        total = sorted(money if mine else whole, key=lambda one: "budgeted" not in one)
        if field.kind == "long_text" and total:
            found.append((key, total[0]))
    return found


def _told_otherwise(sheet: Sheet) -> Changes:
    text, total = next(pair for pair in _texts_of_money(sheet.asked) if pair[0] in sheet.cells)
    amount = sheet.values.get(total)
    assert isinstance(amount, Decimal)
    measure = sheet.asked.form.measure
    return {
        text: f"本部门年度预算{(amount * Decimal('1.2')).quantize(_CENT)}{measure}，用于改造困难老人家庭并组织培训。"
    }


def _tiny(sheet: Sheet) -> Changes:
    """Every amount shrunk until the largest is 600 元, less than any project or department has."""
    measure = sheet.asked.form.measure
    keys = sheet.of_kind("amount", test=lambda field: (field.measure or measure) == measure)
    cells = {key: Decimal(str(sheet.cells[key])) for key in keys if key in sheet.cells}
    most, places = (Decimal(600), Decimal(1)) if measure == "元" else (Decimal("0.06"), _CENT)
    share = most / max(cells.values())
    return {key: (amount * share).quantize(places, ROUND_HALF_UP) for key, amount in cells.items()}


def _unsigned(asked: Questions) -> list[Key]:
    """Amounts for which the form itself has no lower limit, and which are no differences."""
    return [
        key
        for key, cell, field in slots(asked)
        if field.kind == "amount" and field.least is None and not _SIGNED.search(cell.label)
    ]


def _negated(sheet: Sheet) -> Changes:
    key = next(key for key in _unsigned(sheet.asked) if sheet.cells.get(key))
    return {key: -Decimal(str(sheet.cells[key]))}


MONEY_PLANTS = (
    Plant("G35", both(_has_cost, _has_whole), _dear),
    Plant("G36", both(is_self_review, _has_cost, _has_executed), _cost_unlike_spent),
    Plant("G37", lambda asked: bool(_stages(asked)), _cut),
    Plant("G43", lambda asked: bool(_years_and_cycles(asked)), _above_its_cycle),
    Plant("G38", _has_last_year, _grown),
    Plant(
        "G39",
        has_kind("long_text"),
        lambda sheet: {
            sheet.of_kind("long_text")[0]: "全年安排资金90万元，其中：场地改造60万元，护理员培训20万元，让老人安心。"
        },
    ),
    Plant("G40", lambda asked: bool(_texts_of_money(asked)), _told_otherwise),
    Plant("G41", has_money, _tiny),
    Plant("G42", lambda asked: bool(_unsigned(asked)), _negated),
)
