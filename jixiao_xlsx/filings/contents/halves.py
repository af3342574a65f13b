"""Rules over medium-term and annual targets side by side that nobody told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from jixiao_xlsx.filings.contents.likeness import are_weighed, is_near
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.empty_words import means_none
from jixiao_xlsx.filings.view.indicators import IndicatorColumn
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import bare_words, folded
from jixiao_xlsx.model.target import Target, TargetKind

_ONCE = "一次性"
_PERIOD = re.compile(r"项目期|实施期|实施周期|项目周期|起止")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_RATE = "%"
# The heads of two goals side by side, and the words that people change when they copy one to the other.
_LONG, _ANNUAL = re.compile(r"(?:中期|长期|周期)\S*目标"), re.compile(r"年度\S*目标")
_HALF = re.compile(
    r"中期|长期|周期内?|项目期内?|三年内?|五年内?|年度|全年|本年|当年|今年|每年|20\d{2}年?(?:底|至|到|-|—)*"
)
_FIGURES = re.compile(r"[\d一二三四五六七八九十百千万]+(?!年)")
# 汉字: 保障机关运转 may be the goal of every year.
_LEAST_GOAL = 12
# Two words of forty changed; more is another goal.
_SAME = 0.95


def equal_halves(context: RuleContext) -> Iterator[Finding]:
    """G28: every row has the same target for the whole cycle and for the year, counts and amounts among them."""
    rows = _rows(context)
    if len(rows) < context.tuning.same_halves or not all(cycle == annual for _, cycle, annual, _ in rows):
        return
    # A rate, a grade or a day may well be the same; what is counted over several years is more than in one.
    if any(adds_up for *_, adds_up in rows) and not _is_of_one_year(context):
        yield context.at("G28", rows[0][0], count=len(rows))


def equal_years(context: RuleContext) -> Iterator[Finding]:
    """G31: the goal of the year is that of the whole cycle, or differs from it by a word or two."""
    copies = copied_years(context)
    if copies and not _is_of_one_year(context):
        for annual, cycle in copies.items():
            yield context.at("G31", annual, found=context.named(cycle))


def copied_years(context: RuleContext) -> dict[Key, Key]:
    """Each annual goal that says what the goal of the cycle says, with that; a project of one year has but one goal."""
    cycles = {record.key[:-1]: record for record, _ in context.texts if _LONG.search(_head(record))}
    pairs = ((cycles.get(record.key[:-1]), record) for record, _ in context.texts if _ANNUAL.search(_head(record)))
    return {annual.key: cycle.key for cycle, annual in pairs if cycle is not None and _is_copy(context, cycle, annual)}


def _head(record: Record) -> str:
    return record.label.rpartition("·")[2]


def _is_copy(context: RuleContext, cycle: Record, annual: Record) -> bool:
    said, again = str(cycle.value), str(annual.value)
    # A rule of the form that compares the two minds every sign, and tells them where they are equal.
    told = said.strip() == again.strip() and are_weighed(context, cycle.key, annual.key)
    return not told and _are_alike(said, again)


def _are_alike(cycle: str, annual: str) -> bool:
    """Whether two goals say the same: no figure differs, and hardly a word."""
    words, others = bare_words(annual), bare_words(cycle)
    if len(words) < _LEAST_GOAL or _FIGURES.findall(words) != _FIGURES.findall(others):
        return False
    return is_near(_HALF.sub("", words), [_HALF.sub("", others)], _SAME)


def _rows(context: RuleContext) -> list[tuple[Key, str, str, bool]]:
    """Every row with a target of both sorts: the annual cell, both texts, and whether years add up."""
    found: dict[Key, dict[IndicatorColumn, tuple[Key, str, Target]]] = defaultdict(dict)
    for indicator in context.indicators:
        for column in (IndicatorColumn.CYCLE, IndicatorColumn.PLAN):
            for key in indicator.filled(column):
                if not means_none(indicator.text(key)):
                    found[indicator.parent][column] = (key, folded(indicator.text(key)), indicator.targets[key])
    return [
        (row[IndicatorColumn.PLAN][0], row[IndicatorColumn.CYCLE][1], row[IndicatorColumn.PLAN][1], _adds_up(row))
        for row in found.values()
        if len(row) == 2
    ]


def _adds_up(row: dict[IndicatorColumn, tuple[Key, str, Target]]) -> bool:
    """Whether the target is a count or an amount of the whole, which several years add to."""
    target = row[IndicatorColumn.PLAN][2]
    if target.kind is not TargetKind.NUMBER or not target.parts[0].value:
        return False
    part = target.parts[0]
    return part.measure != _RATE and not part.per and "/" not in target.raw


def _is_of_one_year(context: RuleContext) -> bool:
    """Whether the project lasts one year: it says 一次性, or its period names one year alone."""
    for record in context.filing.records:
        if not isinstance(record.value, str):
            continue
        if _ONCE in record.value or (
            _PERIOD.search(record.label) and len(set(_YEAR.findall(folded(record.value)))) == 1
        ):
            return True
    return False
