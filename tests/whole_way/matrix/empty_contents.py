"""The G 言之无物 codes: names, targets, reasons and texts that say nothing, and texts copied from beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jixiao_xlsx.filings.view.indicators import IndicatorColumn
from jixiao_xlsx.filings.view.nature import is_monitoring, is_self_review
from jixiao_xlsx.filings.view.roles import is_duty_text, is_goal_text, is_result_text, is_task_text
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of
from whole_way.matrix.asking import Can, both, has_columns, has_slot, has_word, slots
from whole_way.matrix.planting import Changes, Plant, Sheet, aimed

Related = Callable[[Questions, Key, Key], bool]
_CYCLE_GOAL, _ANNUAL_GOAL = re.compile(r"(?:中期|长期|周期)\S*目标$"), re.compile(r"年度\S*目标$")


def _is_long(field: Field) -> bool:
    return field.kind == "long_text"


def _long(typed: str) -> Callable[[Sheet], Changes]:
    """Typed into the first paragraph that the form asks for."""
    return lambda sheet: {sheet.of_kind("long_text")[0]: typed}


def _cell(asked: Questions, key: Key) -> AskedCell:
    cell = asked.about(key)
    assert cell is not None
    return cell


def _goal_from_duty(asked: Questions, first: Key, second: Key) -> bool:
    """The first says what the agency is there for, the second what it will do or reach."""
    duty, goal = _cell(asked, first), _cell(asked, second)
    return is_duty_text(duty) and not is_duty_text(goal) and (is_goal_text(goal) or is_task_text(goal))


def _result_from_goal(asked: Questions, first: Key, second: Key) -> bool:
    """Side by side, the first a goal and the second what came of it."""
    beside = first[:-1] == second[:-1]
    return beside and is_goal_text(_cell(asked, first)) and is_result_text(_cell(asked, second))


def _year_from_cycle(asked: Questions, first: Key, second: Key) -> bool:
    """Side by side, the first the goal of several years and the second that of one."""
    cycle, annual = (_cell(asked, key).label.rpartition("·")[2] for key in (first, second))
    beside = first[:-1] == second[:-1]
    return beside and _CYCLE_GOAL.search(cycle) is not None and _ANNUAL_GOAL.search(annual) is not None


COPIES: tuple[Related, ...] = (_goal_from_duty, _result_from_goal, _year_from_cycle)
"""Pairs of texts of which one copied from the other has a code of its own."""


def _pairs(asked: Questions, are: Related) -> Iterator[tuple[Key, Key]]:
    texts = [key for key, _, field in slots(asked) if traits_of(field).is_prose and key[-1] != "name"]
    return ((first, second) for first in texts for second in texts if are(asked, first, second))


def _copied(code: str, are: Related, *, as_typed: Callable[[str], str] = str) -> Plant:
    """The second of two related texts typed as the first."""

    def how(sheet: Sheet) -> Changes:
        first, second = next(pair for pair in _pairs(sheet.asked, are) if pair[0] in sheet.cells)
        return {second: as_typed(str(sheet.cells[first]))}

    return Plant(code, lambda asked: any(True for _ in _pairs(asked, are)), how)


def _answers(asked: Questions) -> list[Key]:
    """Texts about what came of the year, then those about what is to be reached."""
    texts = [(key, cell) for key, cell, field in slots(asked) if traits_of(field).is_prose]
    results = [key for key, cell in texts if is_result_text(cell)]
    return results + [key for key, cell in texts if is_goal_text(cell)]


def _asks_why(asked: Questions) -> bool:
    """A row asks why its target was not, or may not be reached."""
    return (is_self_review(asked) and has_word("score", "deviation")(asked)) or _asks_why_not(asked)


def _asks_why_not(asked: Questions) -> bool:
    return is_monitoring(asked) and has_word("certain", "possible", "reason")(asked)


def _groundless(sheet: Sheet) -> Changes:
    """正常 for the reason, in the row that lost points; or in one that is no longer said to be certain."""
    lost = sheet.ending("deviation")
    if lost:
        return {lost[0]: "正常"}
    row = sheet.row("quantity").parent
    return {(*row, "certain"): None, (*row, "possible"): "√", (*row, "reason"): "正常"}


def _halves_alike(sheet: Sheet) -> Changes:
    """The year's target of every row copied into the cell for several years."""
    plans = {one.parent: one.own_text(one.keys(IndicatorColumn.PLAN)[-1]) for one in sheet.planned}
    cycles = [(key, plans[one.parent]) for one in sheet.indicators for key in one.keys(IndicatorColumn.CYCLE)]
    return dict(cycles)


has_targets = has_columns(IndicatorColumn.PLAN)
has_long: Can = has_slot(_is_long)
CONTENTS_PLANTS = (
    Plant("G21", has_word("name"), lambda sheet: {sheet.ending("name")[0]: "88"}),
    Plant("G22", has_targets, aimed("quantity", "", "见附件")),
    Plant("G22", has_long, _long("详见实施方案。")),
    Plant("G23", has_targets, aimed("quantity", "", "无")),
    Plant("G24", _asks_why, _groundless),
    Plant("G25", has_long, _long("43.2")),
    Plant("G26", has_long, _long("庐川市民政局")),
    Plant("G27", lambda asked: bool(_answers(asked)), lambda sheet: {_answers(sheet.asked)[0]: "按时完成"}),
    Plant("G28", both(has_targets, has_columns(IndicatorColumn.CYCLE)), _halves_alike),
    _copied("G29", _goal_from_duty),
    _copied("G30", _result_from_goal),
    # A rule of the form may tell what is the same to the letter; this code tells more.
    _copied("G31", _year_from_cycle, as_typed=lambda text: f"全年{text}"),
)
