"""Rules over medium-term and annual targets side by side that nobody told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.empty_words import means_none
from jixiao_xlsx.filings.view.indicators import IndicatorColumn
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.model.target import Target, TargetKind

_ONCE = "一次性"
_PERIOD = re.compile(r"项目期|实施期|实施周期|项目周期|起止")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_RATE = "%"


def equal_halves(context: RuleContext) -> Iterator[Finding]:
    """G28: every row has the same target for the whole cycle and for the year, counts and amounts among them."""
    rows = _rows(context)
    if len(rows) < context.tuning.same_halves or not all(cycle == annual for _, cycle, annual, _ in rows):
        return
    # A rate, a grade or a day may well be the same; what is counted over several years is more than in one.
    if any(adds_up for *_, adds_up in rows) and not _is_of_one_year(context):
        yield context.at("G28", rows[0][0], count=len(rows))


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
