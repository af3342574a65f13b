"""Rules over an indicator's row: what is missing beside what is filled, what stands in the wrong cell or twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jixiao_xlsx.filings.view.cell_lists import each_or_together
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.empty_words import is_bare_value, is_not_applicable, means_none
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import bare_words, folded
from jixiao_xlsx.model.scoring.achieved import Achieved, achieved
from jixiao_xlsx.model.target import Target, TargetKind, parse_target

_PLANS = (IndicatorColumn.PLAN, IndicatorColumn.CYCLE)
# One indicator or two may well have no target; none of three is no answer.
_MANY = 3
_NUMERIC = (TargetKind.NUMBER, TargetKind.RANGE)
# The 一级 and 二级指标 of the national frame: as the name of an indicator they say nothing.
_SORTS = frozenset(
    [
        "产出",
        "效益",
        "成本",
        "数量",
        "质量",
        "时效",
        "经济效益",
        "社会效益",
        "生态效益",
        "可持续影响",
        "经济成本",
        "社会成本",
        "生态环境成本",
    ]
)


def incomplete_indicators(context: RuleContext) -> Iterator[Finding]:
    """T01–T03: a name without a target, a target without a name, a target without what came of it."""
    for indicator in context.indicators:
        yield from _incomplete(context, indicator)


def _incomplete(context: RuleContext, indicator: FilledIndicator) -> Iterator[Finding]:
    planned = indicator.filled(*_PLANS)
    names, actuals = indicator.keys(IndicatorColumn.NAME), indicator.keys(IndicatorColumn.ACTUAL)
    wanted = [key for key in indicator.keys(*_PLANS) if context.is_slot(key)]
    if indicator.name and wanted and not indicator.touched(*_PLANS) and not is_bare_value(indicator.name):
        yield context.at("T01", wanted[-1], name=shown_words(indicator.name))
    if not planned:
        return
    text = shown_words(indicator.text(planned[0]))
    if names and not indicator.touched(IndicatorColumn.NAME) and context.is_slot(names[0]):
        yield context.at("T02", names[0], found=text)
    if actuals and not indicator.touched(IndicatorColumn.ACTUAL) and _is_due(indicator.targets[planned[0]]):
        yield context.at("T03", actuals[0], found=text)


def _is_due(target: Target) -> bool:
    return target.kind is not TargetKind.NOT_APPLICABLE


def shifted_indicators(context: RuleContext) -> Iterator[Finding]:
    """T21, T22: a name cell that holds a bare value, or only the sort of indicator printed to its left."""
    for indicator in context.indicators:
        for key in indicator.filled(IndicatorColumn.NAME):
            text = indicator.text(key)
            if is_bare_value(text):
                yield context.at("T21", key, found=shown_words(text))
            elif bare_words(text).removesuffix("指标") in _SORTS:
                yield context.at("T22", key, found=shown_words(text))


def denied_indicators(context: RuleContext) -> Iterator[Finding]:
    """T24, T25: nothing but 无 and / for targets in all the form, and such a sign for the name of a real target."""
    planned = [(indicator, key) for indicator in context.indicators for key in indicator.filled(*_PLANS)]
    real = [(indicator, key) for indicator, key in planned if _is_due(indicator.targets[key])]
    owners = list(dict.fromkeys(indicator.parent for indicator, _ in planned if _is_named(indicator)))
    if not real and len(owners) >= _MANY:
        texts = [indicator.text(key) for indicator, key in planned]
        denied = context.at("T24", planned[0][1], found=shown_words(texts[0]), count=len(owners))
        # 不适用 is an answer that forms allow: all over the form it has to be explained, no more.
        yield replace(denied, severity=Severity.EXPLAIN) if all(map(is_not_applicable, texts)) else denied
    for indicator in {id(indicator): indicator for indicator, _ in real}.values():
        yield from _nameless(context, indicator)


def _is_named(indicator: FilledIndicator) -> bool:
    """Whether the row has an indicator at all: signs for a name and for a target are an empty row."""
    return not indicator.keys(IndicatorColumn.NAME) or bool(indicator.name and not means_none(indicator.name))


def _nameless(context: RuleContext, indicator: FilledIndicator) -> Iterator[Finding]:
    if indicator.name and (means_none(indicator.name) or not _is_due(parse_target(indicator.name))):
        yield context.at("T25", indicator.filled(IndicatorColumn.NAME)[0], found=shown_words(indicator.name))


def statuses_for_numbers(context: RuleContext) -> Iterator[Finding]:
    """T18: 已完成 where a number was set as the target; 不适用 is an answer. Done throughout, it is said once."""
    texts: dict[Key, str] = {}
    for indicator in context.indicators:
        planned = indicator.filled(*_PLANS)
        if not planned or indicator.targets[planned[-1]].kind not in (*_NUMERIC, TargetKind.COMPOUND):
            continue
        for key in indicator.filled(IndicatorColumn.ACTUAL):
            if indicator.targets[key].kind is TargetKind.STATUS and not _has_no_rate(indicator, planned[-1], key):
                texts[key] = shown_words(indicator.text(key))
    yield from each_or_together(context, "T18", tuple(texts), of=texts.__getitem__)


def _has_no_rate(indicator: FilledIndicator, target: Key, actual: Key) -> bool:
    """Whether a rate is asked of what was not begun: 检测合格率 of nothing is no number."""
    rate = any(part.measure == "%" for part in indicator.targets[target].parts)
    return rate and achieved(indicator.text(actual)) is Achieved.NOT


def repeated_indicators(context: RuleContext) -> Iterator[Finding]:
    """T23: the same name and the same targets twice in one block."""
    seen: dict[tuple[Key, tuple[str, ...]], Key] = {}
    for indicator in context.indicators:
        keys = indicator.filled(IndicatorColumn.NAME, *_PLANS)
        # The same name alone may have two targets, of number and of quality.
        if not indicator.name or len(keys) < 2 or not isinstance(indicator.parent[-1], int):
            continue
        said = tuple(str(key[-1]) + folded(indicator.text(key)) for key in keys)
        first = seen.setdefault((indicator.parent[:-1], said), keys[0])
        if first != keys[0]:
            yield context.at("T23", keys[0], found=shown_words(indicator.name), expected=context.named(first))
