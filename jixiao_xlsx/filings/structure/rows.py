"""What several rules of this room ask of an indicator: what it is called, which targets it plans, by row."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.target import Target, TargetKind

PlannedTarget = tuple[FilledIndicator, Key, Target]

_NOTHING = frozenset({TargetKind.NOT_APPLICABLE, TargetKind.PLACEHOLDER})
"""Targets that say nothing: what they lack is told by itself."""


def planned_targets(context: RuleContext) -> Iterator[PlannedTarget]:
    """One target of each row that says anything: the year's, or the cycle's where the year's is blank."""
    by_row: dict[Key, PlannedTarget] = {}
    for indicator in context.indicators:
        cycles, years = indicator.filled(IndicatorColumn.CYCLE), indicator.filled(IndicatorColumn.PLAN)
        for key in (*cycles, *years):
            target = indicator.targets[key]
            # The last one wins: the year's half stands at the right of the cycle's, or in a column behind it.
            if target.kind not in _NOTHING and (years or indicator.parent not in by_row):
                by_row[indicator.parent] = (indicator, key, target)
    yield from by_row.values()


def called(indicator: FilledIndicator, target: Target) -> str:
    """What the row measures: its name, or in a form without a column for names the words before the figure."""
    return indicator.name or (target.parts[0].label if target.parts else "")


def name_place(indicator: FilledIndicator, key: Key) -> Key:
    """The cell of the name, where a row that stands in the wrong place is mended; else the target's own."""
    return next(iter(indicator.filled(IndicatorColumn.NAME)), key)


def said_name(indicator: FilledIndicator) -> str:
    """The name in a sentence; without a name column the words printed for the row."""
    return shown_words(indicator.name or indicator.label.replace("·", " "))


def block_of(row: Key) -> Key:
    """The open block that a row stands in; a row printed by itself is its own."""
    return row[:-1] if isinstance(row[-1], int) else row


def goal_of(row: Key) -> Key:
    """The repeat or the list row that an indicator belongs to; goals may share an indicator."""
    block = block_of(row)
    last = max((place for place, part in enumerate(block) if isinstance(part, int)), default=-1)
    return block[: last + 1]
