"""The rule over one indicator that stands under two sorts."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.filings.structure.rows import block_of, called, goal_of, name_place, planned_targets
from jixiao_xlsx.filings.structure.vocabulary import is_satisfaction
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator
from jixiao_xlsx.filings.view.sorts import IndicatorSort, sort_of_indicator
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import bare_words, folded
from jixiao_xlsx.model.target import Target, TargetKind

_LEAST_WORDS = 4
"""Shorter names, as 知晓率 and 满意度, may be of different people in different places."""


def filed_twice(context: RuleContext) -> Iterator[Finding]:
    """T28: the same name with the same target under another 二级指标 of the same goal or project."""
    first: dict[tuple[Key, str, str], tuple[Key, Key]] = {}
    for indicator, key, target in planned_targets(context):
        words = called(indicator, target)
        name = bare_words(words)
        if len(name) < _LEAST_WORDS or _is_misfiled(indicator, words):
            continue
        said = goal_of(indicator.parent), name, _amount_of(target)
        mine = block_of(indicator.parent)
        block, place = first.setdefault(said, (mine, name_place(indicator, key)))
        if block != mine:
            yield context.at("T28", name_place(indicator, key), found=shown_words(words), expected=context.named(place))


def _amount_of(target: Target) -> str:
    """What a target asks, however it is written: 98%以上 is ≥98%."""
    read = [(part.operator, part.value, part.low, part.high, part.measure, part.per) for part in target.parts]
    figures = target.kind in (TargetKind.NUMBER, TargetKind.RANGE)
    return str((*read, target.basis)) if figures else folded(target.raw)


def _is_misfiled(indicator: FilledIndicator, name: str) -> bool:
    """Whether it is told already that the row stands in the wrong place."""
    return is_satisfaction(name) and sort_of_indicator(indicator) is not IndicatorSort.SATISFACTION
