"""Rules over blocks of indicators: sorts left empty, and years that say the same in most rows."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.counted import is_asked_for
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn, patterns_of
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, matches, pattern_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import folded

_OPTIONAL = "cost"


def empty_dimensions(context: RuleContext) -> Iterator[Finding]:
    """T20: an 一级指标 without one indicator, in a repeat that is otherwise filled; all of them empty is said once."""
    for section in _sections(context):
        depth = len(section)
        filled = {
            indicator.parent[: depth + 1] for indicator in context.indicators if indicator.parent[:depth] == section
        }
        asked = {key[: depth + 1]: None for key in context.questions.asked if _is_indicator(context, key, section)}
        empty = [dimension for dimension in asked if dimension not in filled]
        # All of them empty is one mistake, not three.
        if asked and len(empty) == len(asked):
            yield _said(context, section)
        else:
            yield from (_said(context, dimension) for dimension in empty if _is_missed(context, dimension))


def _is_missed(context: RuleContext, dimension: Key) -> bool:
    """Whether an empty 一级指标 is worth a word, and nothing else says it."""
    # Not every project has a cost to hold down; where it stands alone its points go to the output instead.
    return dimension[-1] != _OPTIONAL and not is_asked_for(context.questions, pattern_of(dimension))


def _sections(context: RuleContext) -> Iterator[Key]:
    """The blocks 一级指标 stand in, of every repeat that has anything filled: `goals[3].indicators`."""
    # Less 一级, 二级 and the index of the open row.
    patterns = {pattern[:-3] for pattern in patterns_of(context.questions) if _is_nested(pattern)}
    records = [record.key for record in context.filing.records if context.is_written(record.key)]
    for pattern in sorted(patterns):
        last = max((place for place, part in enumerate(pattern) if part == ALL), default=-1)
        for start in dict.fromkeys(key[: last + 1] for key in records):
            if matches(pattern[: last + 1], start):
                yield (*start, *pattern[last + 1 :])


def _is_nested(pattern: KeyPattern) -> bool:
    """Whether an indicator's pattern ends in 一级, 二级 and an open row: `output.quantity[*]`."""
    return len(pattern) > 3 and pattern[-1] == ALL and ALL not in pattern[-3:-1]


def _is_indicator(context: RuleContext, key: Key, section: Key) -> bool:
    field = context.questions.asked[key].field
    return field is not None and traits_of(field).is_target and key[: len(section)] == section


def _said(context: RuleContext, start: Key) -> Finding:
    inside = [asked for key, asked in context.questions.asked.items() if key[: len(start)] == start and asked.field]
    words = [asked.label.split("·") for asked in inside]
    # The words that all labels of the sort begin with: its printed name.
    shared = [same[0] for same in zip(*words, strict=False) if len(set(same)) == 1]
    label = "·".join(word for word in shared if not word.startswith("第"))
    return context.at("T20", inside[0].key, label=label or "绩效指标")


def unchanged_indicators(context: RuleContext) -> Iterator[Finding]:
    """T19: past values, this year's and the standard are the same words in most rows; said once, at the first."""
    dated = [
        indicator
        for indicator in context.indicators
        if indicator.filled(IndicatorColumn.PAST) and indicator.filled(IndicatorColumn.PLAN)
    ]
    same = [indicator for indicator in dated if _is_unchanged(indicator)]
    tuning = context.tuning
    if len(same) >= tuning.same_rows and len(same) >= tuning.same_share * len(dated):
        first = same[0].filled(IndicatorColumn.PLAN)[0]
        yield context.at("T19", first, found=str(len(same)), count=len(dated))


def _is_unchanged(indicator: FilledIndicator) -> bool:
    keys = indicator.filled(IndicatorColumn.PAST, IndicatorColumn.PLAN)
    return len({folded(indicator.text(key)) for key in keys}) == 1


def unchanged_years(context: RuleContext) -> Iterator[Finding]:
    """G19: in every row with several years' figures, all years have the same one."""
    rows: dict[Key, list[Key]] = {}
    for record in context.filing.records:
        last = str(record.key[-1])
        if last[:1] == "y" and last[1:].lstrip("_").isdigit() and context.number(record.key):
            rows.setdefault(record.key[:-1], []).append(record.key)
    several = [keys for keys in rows.values() if len(keys) > 1]
    # One row that stays the same is nothing; all rows that do were copied.
    if len(several) > 1 and all(len({context.number(key) for key in keys}) == 1 for keys in several):
        yield context.at("G19", several[0][0], count=len(several))
