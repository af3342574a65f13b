"""The C 自评 codes: what was done and scored against what was promised, and how points are shared out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.nature import is_self_review
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.keys import Key, row_of, sibling
from jixiao_xlsx.model.target import TargetKind
from whole_way.matrix.asking import both, has_part, has_word, slots
from whole_way.matrix.planting import Changes, Plant, Sheet, aimed

PLAN, ACTUAL = IndicatorColumn.PLAN, IndicatorColumn.ACTUAL
is_scored = both(is_self_review, has_word("points", "score"))
# Where people say what was wrong.
_REASONS = ("deviation", "problems")


def _actual_of(sheet: Sheet, one: FilledIndicator) -> Key:
    return next(key for each in sheet.indicators if each.parent == one.parent for key in each.keys(ACTUAL))


def _done(sort: str, typed: str) -> Callable[[Sheet], Changes]:
    """What came of the first indicator of a 二级."""
    return lambda sheet: {_actual_of(sheet, sheet.row(sort)): typed}


def _late(sheet: Sheet) -> Changes:
    year = sheet.asked.year
    changes = aimed("timeliness", "", f"{year}年6月底前", name="改造任务完成时间")(sheet)
    return changes | {_actual_of(sheet, sheet.row("timeliness")): f"{year}年9月10日"}


def _surpassed(sheet: Sheet) -> Changes:
    """Nearly four times the target, and nothing said of it in the row or in the project."""
    one = sheet.row("quantity")
    said = [key for key in sheet.ending(*_REASONS) if key[:-1] in (one.parent, row_of(one.parent))]
    return {_actual_of(sheet, one): "1860户", **dict.fromkeys(said, "无")}


def _above_whole(sheet: Sheet) -> Changes:
    return aimed("quality", "≥", "98", "%", name="改造验收合格率")(sheet) | _done("quality", "112%")(sheet)


def _as_planned(sheet: Sheet) -> Changes:
    """Every actual value the number of its target."""
    changes: Changes = {}
    for one in sheet.planned:
        target = one.targets[one.keys(PLAN)[-1]]
        if target.kind is TargetKind.NUMBER:
            part = target.parts[0]
            changes[_actual_of(sheet, one)] = f"{part.value}{part.measure}"
    return changes


def _all_full(sheet: Sheet) -> Changes:
    """Every indicator reached, every score full, all of the money spent."""
    changes: Changes = {}
    for key in sheet.ending("score"):
        if sheet.cells[key] != sheet.cells[sibling(key, "points")]:
            row = key[:-1]
            changes |= {key: sheet.cells[sibling(key, "points")], (*row, "deviation"): None}  # type: ignore[dict-item]
            changes |= {(*row, "actual"): "126人次"}
            changes |= {(*row, "coefficient"): Decimal(1)} if (*row, "coefficient") in sheet.cells else {}
    return changes | {key: sheet.cells[sibling(key, "budgeted")] for key in sheet.ending("executed")}  # type: ignore[misc]


def _weighted(share: Decimal, *sort: str) -> Callable[[Sheet], Changes]:
    """That part of all points to the first indicator of a 二级, the rest to the others alike."""

    def how(sheet: Sheet) -> Changes:
        heavy = (*sheet.row(*sort).parent, "points")
        keys = [key for key in sheet.ending("points") if "indicators" in key]
        total = sum((Decimal(str(sheet.cells[key])) for key in keys), Decimal(0))
        each = (total * (1 - share) / (len(keys) - 1)).quantize(Decimal(1))
        points = dict.fromkeys(keys, each) | {heavy: total - each * (len(keys) - 1)}
        changes: Changes = dict(points)
        for key, worth in points.items():
            score = sheet.cells.get(sibling(key, "score"))
            if score is not None:
                changes[sibling(key, "score")] = worth * Decimal(str(score)) / Decimal(str(sheet.cells[key]))
        return changes

    return how


def _free_rate_score(asked: Questions) -> list[Key]:
    """Scores for how much of the money was spent, typed, where the form does not say how they come about."""
    told = {sibling(scoring.rate, scoring.score) for scoring in asked.form.scorings if scoring.rate}
    keys = [sibling(key, "score") for key in asked.asked if key[-1] == "executed"]
    typed = {key for key, _, _ in slots(asked)}
    return [key for key in keys if key in typed and key not in told]


def _spending(asked: Questions) -> list[Key]:
    """What was spent beside what might be, both typed."""
    typed = {key for key, _, _ in slots(asked)}
    return [key for key in typed if "executed" in key and _budget_of(key) in typed]


def _budget_of(key: Key) -> Key:
    return tuple("budgeted" if part == "executed" else part for part in key)


def _spent(share: Decimal) -> Callable[[Sheet], Changes]:
    def how(sheet: Sheet) -> Changes:
        budgets = {key: sheet.cells.get(_budget_of(key)) for key in _spending(sheet.asked)}
        spent: Changes = {key: Decimal(str(budget)) * share for key, budget in budgets.items() if budget}
        rates = [key for key in sheet.ending("rate") if row_of(key) in {row_of(one) for one in spent}]
        return spent | dict.fromkeys(rates, share)

    return how


def _paid_in_full(sheet: Sheet) -> Changes:
    score = _free_rate_score(sheet.asked)[0]
    return _spent(Decimal("0.4"))(sheet) | {score: sheet.values.get(sibling(score, "points"))}  # type: ignore[dict-item]


REVIEW_PLANTS = (
    Plant("C08", is_scored, _late),
    Plant("C09", is_scored, _done("quality", "未完成")),
    Plant("C10", is_self_review, _surpassed),
    Plant("C11", is_self_review, _done("quantity", "≥512户")),
    Plant("C12", is_self_review, _above_whole),
    Plant("C13", is_self_review, _as_planned),
    # Told at the total, or where that is computed at a score.
    Plant("C14", is_scored, _all_full, elsewhere=True),
    Plant("C15", has_word("points"), _weighted(Decimal("0.8"), "quantity")),
    Plant("C16", both(has_word("points"), has_part("satisfaction")), _weighted(Decimal("0.45"), "satisfaction")),
    Plant("C17", lambda asked: is_self_review(asked) and bool(_free_rate_score(asked)), _paid_in_full),
    Plant("C18", lambda asked: is_self_review(asked) and bool(_spending(asked)), _spent(Decimal("0.1"))),
)
