"""Rules over a single target: what its reading doubts becomes a finding, once for each cell and doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.general.examples import measured_example
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.model.rows.split_cells import WHOLE
from jixiao_xlsx.model.target import Direction, DirectionSource, Target, TargetIssue, TargetIssueCode, TargetKind
from jixiao_xlsx.model.target.direction import named_direction

# Doubts that people mend in one way share a code; those that are not here only lower the confidence.
_BY_ISSUE = {
    TargetIssueCode.UNMEASURABLE: "T05",
    TargetIssueCode.MISSING_MEASURE: "T07",
    TargetIssueCode.DIRECTION_AGAINST_NAME: "T09",
    TargetIssueCode.DIRECTION_AGAINST_SPEC: "T10",
    TargetIssueCode.PERCENT_OVER_100: "T12",
    TargetIssueCode.AMBIGUOUS_FRACTION: "T13",
    TargetIssueCode.OPERATOR_CONFLICT: "T14",
    TargetIssueCode.MEASURE_CONFLICT: "T14",
    TargetIssueCode.NUMBER_FOR_WORDS: "T14",
    TargetIssueCode.WORDS_FOR_NUMBER: "T14",
    TargetIssueCode.REVERSED_RANGE: "T14",
    TargetIssueCode.NUMBER_TOO_LONG: "T14",
    TargetIssueCode.IMPOSSIBLE_DATE: "T14",
    TargetIssueCode.NUMBER_HYGIENE: "T15",
    TargetIssueCode.ODD_SIGN: "T15",
    TargetIssueCode.RATIO: "T15",
    TargetIssueCode.UNRESOLVED_DATE: "T15",
    TargetIssueCode.YEAR_DIFFERS: "T16",
}
_OF_OPERATOR = frozenset({"T09", "T10"})
_OF_READING = frozenset({"T14", "T15"})
# 改造户数(户): six characters hold every measure.
_MEASURED_BY_NAME = re.compile(r"\([^()]{1,6}\)$")
_SPOKEN = re.compile(r"[\u4e00-\u9fff]{2}")
"""Words that people understand even where the grammar reads no figure, as 全年 and 7×24小时."""


def target_doubts(context: RuleContext) -> Iterator[Finding]:
    """T04–T16: placeholders, several values in a cell, and whatever the reading of a planned value doubts."""
    for indicator in context.indicators:
        for key in indicator.filled(IndicatorColumn.PLAN, IndicatorColumn.CYCLE):
            yield from _doubts(context, indicator, key)
        for key in indicator.filled(IndicatorColumn.ACTUAL, IndicatorColumn.PAST):
            if indicator.targets[key].kind is TargetKind.PLACEHOLDER:
                yield context.at("T04", key, found=shown_words(indicator.text(key)))


def _doubts(context: RuleContext, indicator: FilledIndicator, key: Key) -> Iterator[Finding]:
    target, text = indicator.targets[key], shown_words(indicator.text(key))
    if target.kind is TargetKind.PLACEHOLDER:
        yield context.at("T04", key, found=text)
        return
    several = target.kind is TargetKind.COMPOUND
    if several:
        yield context.at("T06", key, found=text, count=len(target.parts))
    # Backwards, so that of several doubts of one code the first is told.
    issues = {_BY_ISSUE[issue.code]: issue for issue in reversed(target.issues) if issue.code in _BY_ISSUE}
    for code, issue in sorted(issues.items()):
        if code == "T07" and (several or _is_measured(context, indicator, key)):
            continue
        # A cycle of years names other years than this one.
        if code == "T16" and key in indicator.keys(IndicatorColumn.CYCLE):
            continue
        name, place = indicator.name or indicator.label, _place(context, indicator, key, code)
        reason, expected = _told(context, indicator, key, code, issue)
        yield context.at(code, place, found=text, expected=expected, name=shown_words(name), reason=reason)
    if target.kind is TargetKind.UNPARSED and not issues and not _SPOKEN.search(text):
        yield context.at("T08", key, found=text)


def _told(context: RuleContext, indicator: FilledIndicator, key: Key, code: str, issue: TargetIssue) -> tuple[str, str]:
    """What is wrong with a target and what it should be; of a doubt that says both, its two halves."""
    if code in _OF_READING:
        wrong, comma, advice = issue.message.partition("，请")
        return wrong, f"请{advice}" if comma else "请核对后改写"
    if code == "T07":
        return measured_example(shown_words(indicator.text(key)), indicator.name or indicator.label), ""
    if code == "T09":
        return "越低越好" if indicator.targets[key].direction is Direction.POSITIVE else "越高越好", ""
    if code == "T10":
        field = context.field_of(key)
        return issue.message, field.direction if field else ""
    return issue.message, str(indicator.year_of(key))


def _place(context: RuleContext, indicator: FilledIndicator, key: Key, code: str) -> Key:
    """The cell to change: of a target that the form splits, its comparison or its measure where the doubt is there."""
    part = indicator.split.get(key, WHOLE)
    if code in _OF_OPERATOR and part.operator is not None and indicator.own_text(part.operator):
        return part.operator
    return part.measure if code == "T07" and part.measure is not None and context.is_slot(part.measure) else key


def _is_measured(context: RuleContext, indicator: FilledIndicator, key: Key) -> bool:
    """Whether a number needs no measure, or the form asks for one itself: none at all, one named （户） or printed in
    the row's own column, one per 10万."""
    target, measure = indicator.targets[key], indicator.split.get(key, WHOLE).measure
    nothing = all(part.value == 0 for part in target.parts)
    beside = measure is not None and (measure in indicator.beside or context.is_ruled(measure))
    named = _MEASURED_BY_NAME.search(folded(indicator.name)) or "/" in target.raw
    return bool(nothing or beside or named)


def satisfaction_directions(context: RuleContext) -> Iterator[Finding]:
    """T11: under 满意度, an indicator that is better the lower it is."""
    for indicator in context.indicators:
        if "satisfaction" not in indicator.parent and "满意度" not in indicator.label:
            continue
        for key in indicator.filled(IndicatorColumn.PLAN, IndicatorColumn.CYCLE):
            target = indicator.targets[key]
            if target.direction is Direction.NEGATIVE and _agrees(target) and _is_sure(target, indicator.name):
                name = shown_words(indicator.name or indicator.label)
                yield context.at("T11", key, found=shown_words(indicator.text(key)), name=name)


def _is_sure(target: Target, name: str) -> bool:
    """Whether the direction was written or told by the form, or the name leaves no doubt of it."""
    return target.direction_source is not DirectionSource.NAME or named_direction(name + target.parts[0].label).certain


def _agrees(target: Target) -> bool:
    return not target.has(TargetIssueCode.DIRECTION_AGAINST_NAME) and target.kind is not TargetKind.DATE
