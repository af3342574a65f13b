"""The T 指标框架 codes: what stands under which 二级, periods, days, and what the year will come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jixiao_xlsx.filings.view.indicators import IndicatorColumn
from jixiao_xlsx.filings.view.nature import is_monitoring, is_plan, is_self_review
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of
from whole_way.matrix.asking import Can, both, has_columns, has_kind, has_part, has_slot, has_word, slots
from whole_way.matrix.planting import Changes, Plant, Sheet, aimed

PLAN, NAME = IndicatorColumn.PLAN, IndicatorColumn.NAME
_ONE_OFF = "一次性"


def _has_sort(*words: str) -> Can:
    """A target stands under such a 二级."""
    return lambda asked: any(
        traits_of(field).is_target and set(words) & set(map(str, key)) for key, _, field in slots(asked)
    )


def _all_worded(sheet: Sheet) -> Changes:
    changes: Changes = {}
    for one in sheet.planned:
        changes |= sheet.aim(one, "", "明显提升")
    return changes


def _filed_twice(sheet: Sheet) -> Changes:
    """The first 数量 indicator over again as the first 质量 indicator."""
    first, second = sheet.row("quantity"), sheet.row("quality")
    words = {key[-1] for key in first.keys(NAME, PLAN)} | {"operator", "measure"}
    mine = {key: sheet.cells[key] for key in sheet.under(*first.parent) if key[-1] in words}
    return {(*second.parent, key[-1]): value for key, value in mine.items()}


def _looks_back(asked: Questions) -> bool:
    """The form speaks of the year before the one in which it is filled."""
    return is_self_review(asked) or asked.form.year_offset < 0


def _one_off_choices(field: Field) -> list[str]:
    return [choice for choice in field.choices if _ONE_OFF in choice]


def _long_one_off(sheet: Sheet) -> Changes:
    year = sheet.asked.year
    nature = next(key for key, _, field in slots(sheet.asked) if _one_off_choices(field))
    choice = _one_off_choices(sheet.asked.asked[nature].field)[0]  # type: ignore[arg-type]
    return {nature: choice, sheet.ending("period")[0]: f"{year}—{year + 3}年"}


def _period(first: int, last: int) -> Plant:
    """A period that begins and ends so many years from the form's."""
    code = "T32" if last < first else "T31"
    can = has_word("period") if code == "T32" else both(has_word("period"), is_plan)
    return Plant(
        code,
        can,
        lambda sheet: {sheet.ending("period")[0]: f"{sheet.asked.year + first}—{sheet.asked.year + last}年"},
    )


def _hardly_spent(sheet: Sheet) -> Changes:
    spent: list[Key] = [key for key in sheet.ending("executed") if sheet.cells[key]]
    return {key: (Decimal(str(sheet.cells[key])) / 40).quantize(Decimal("0.01")) for key in spent}


_ticks = both(is_monitoring, has_word("certain"))
FRAME_PLANTS = (
    Plant("T26", both(has_columns(PLAN), _has_sort("quantity")), aimed("quantity", "", "良好")),
    Plant("T27", has_columns(PLAN), _all_worded),
    Plant("T28", both(_has_sort("quantity"), _has_sort("quality")), _filed_twice),
    Plant(
        "T29",
        both(_has_sort("social"), has_part("satisfaction")),
        aimed("social", "≥", "95", "%", name="服务对象满意度"),
    ),
    Plant("T30", _has_sort("quantity"), aimed("quantity", "≥", "95", "%", name="救助申请办结及时率")),
    _period(-5, -2),
    _period(1, 3),
    _period(2, -1),
    Plant("T33", both(has_word("period"), has_slot(_one_off_choices)), _long_one_off),
    Plant(
        "T34",
        both(has_kind("date"), _looks_back),
        lambda sheet: {sheet.of_kind("date")[0]: date(sheet.asked.year, 11, 20)},
    ),
    Plant("T35", _has_sort("timeliness"), aimed("timeliness", "＝", "100", "%", name="改造任务完成时间")),
    Plant("T36", _has_sort("timeliness"), aimed("timeliness", "", "12月底前", name="补助资金发放及时率")),
    Plant("T37", is_monitoring, lambda sheet: {(*sheet.row("quantity").parent, "forecast"): "280户"}),
    Plant("T38", _ticks, lambda sheet: {(*sheet.row("quantity").parent, "forecast"): "420户"}),
    Plant("T39", both(_ticks, has_word("initial", "executed")), _hardly_spent),
    Plant(
        "T40",
        has_kind("long_text"),
        lambda sheet: {sheet.of_kind("long_text")[0]: "全部改造于11月31日前完成，老人住得安全、住得安心。"},
    ),
)
