"""The rule over a cycle's target and one year's: of one indicator, wherever the form puts the two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import bare_words, folded
from jixiao_xlsx.model.target import Direction, Target, TargetKind

# What tells the half and not the indicator: 三年改造户数 and 年度改造户数 are one, as are 户数 and 户数(户).
_HALF = re.compile(r"^(?:中期|长期|周期|实施期|总体|累计|共|年度|本年度?|当年|全年|[一二三四五六七八九十两\d]年)")
_MEASURE = re.compile(r"\([^()]{1,6}\)$")
_PERCENT = ("%", "‰")


def annual_above_cycle(context: RuleContext) -> Iterator[Finding]:
    """T17: one year's target above that of the whole cycle, where more is better and both are figures."""
    for annual, cycle in _pairs(context):
        if _above(annual.target, cycle.target):
            # Who copied the cycle from an approved form can only change the year, and the other way round.
            place = annual if context.is_slot(annual.key) else cycle
            found, expected = shown_words(annual.text), shown_words(cycle.text)
            yield context.at("T17", place.key, found=found, expected=expected)


@dataclass(frozen=True, slots=True)
class _Half:
    """The target of one half, with its cell and the text that stands there."""

    key: Key
    text: str
    target: Target


def _pairs(context: RuleContext) -> Iterator[tuple[_Half, _Half]]:
    """Each year's target with its cycle's: of one indicator, or of the two that one row has side by side."""
    rows: dict[Key, list[FilledIndicator]] = defaultdict(list)
    for indicator in context.indicators:
        rows[indicator.parent].append(indicator)
    for halves in rows.values():
        for indicator in halves:
            annual = _half(indicator, IndicatorColumn.PLAN, -1)
            beside = (indicator, *(other for other in halves if _is_same(indicator.name, other.name)))
            cycle = next((half for other in beside if (half := _half(other, IndicatorColumn.CYCLE, 0))), None)
            if annual and cycle:
                yield annual, cycle


def _half(indicator: FilledIndicator, column: IndicatorColumn, place: int) -> _Half | None:
    keys = indicator.filled(column)
    return _Half(keys[place], indicator.text(keys[place]), indicator.targets[keys[place]]) if keys else None


def _is_same(name: str, other: str) -> bool:
    """Whether the halves of a row name one indicator; a half that has no name has the other's."""
    mine, theirs = _bare(name), _bare(other)
    return not mine or not theirs or mine in theirs or theirs in mine


def _bare(name: str) -> str:
    return _HALF.sub("", bare_words(_MEASURE.sub("", folded(name))))


def _above(annual: Target, cycle: Target) -> bool:
    mine, other = _figure(annual, lowest=True), _figure(cycle, lowest=False)
    if mine is None or other is None or Direction.NEGATIVE in (annual.direction, cycle.direction):
        return False
    return _is_one_measure(mine[1], other[1]) and mine[0] > other[0]


def _is_one_measure(mine: str, other: str) -> bool:
    """Whether two figures compare: 3 a year and 10 in all may both be right; a measure left out is the other's."""
    if "" in (mine, other):
        return not {mine, other} & set(_PERCENT)
    return mine == other


def _figure(target: Target, *, lowest: bool) -> tuple[Decimal, str] | None:
    """The number and what it is measured in; of a range one of its ends."""
    part = target.parts[0] if len(target.parts) == 1 else None
    if part is None or target.kind not in (TargetKind.NUMBER, TargetKind.RANGE):
        return None
    per = f"/{part.per}" if part.per else ""
    if part.yuan is not None:
        return part.yuan, f"元{per}"
    value = part.value if part.low is None else part.low if lowest else part.high
    return None if value is None else (value, f"{part.measure}{per}")
