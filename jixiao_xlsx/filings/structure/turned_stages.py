"""The rule over two indicators of one work: when it begins and when it is finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.structure.rows import goal_of
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.tuning import weighed
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import bare_words
from jixiao_xlsx.model.target import Direction, TargetKind

_WHEN = r"(?:的)?(?:时间|日期|时限|节点|时点)?$"
_START = re.compile(rf"(?:开工|动工|启动|开始|进场|开建)(?:建设|实施)?{_WHEN}")
_FINISH = re.compile(rf"(?:完工|竣工|完成|结束|完毕|交付|投用)(?:验收)?{_WHEN}")


def turned_stages(context: RuleContext) -> Iterator[Finding]:
    """T32: 工程开工时间 and 工程完工时间 are two indicators, and the work is finished before it begins."""
    starts = {_work(indicator, _START): indicator for indicator in context.indicators}
    starts.pop(None, None)
    for indicator in context.indicators:
        start = starts.get(_work(indicator, _FINISH))
        turned = _turned(start, indicator) if start is not None else None
        if start is not None and turned is not None:
            begun, done = turned
            place, day = context.named(begun), shown_words(start.text(begun))
            told = context.at("T32", done, found=shown_words(indicator.text(done)), reason=f"早于{place}的 ‘{day}’")
            # The two are taken for one work by their names alone.
            yield weighed(told, Severity.EXPLAIN)


def _work(indicator: FilledIndicator, stage: re.Pattern[str]) -> tuple[Key, str] | None:
    """The work that an indicator dates a stage of, within its goal."""
    name = bare_words(indicator.name)
    match = stage.search(name)
    return (goal_of(indicator.parent), name[: match.start()]) if match else None


def _turned(start: FilledIndicator, finish: FilledIndicator) -> tuple[Key, Key] | None:
    """The cells of the first pair of days that stand the wrong way round: of what is planned, and of what was done."""
    for column in (IndicatorColumn.PLAN, IndicatorColumn.ACTUAL):
        days = [_day(indicator, column) for indicator in (start, finish)]
        if days[0] and days[1] and days[1][1] < days[0][1]:
            return days[0][0], days[1][0]
    return None


def _day(indicator: FilledIndicator, column: IndicatorColumn) -> tuple[Key, str] | None:
    for key in indicator.filled(column):
        target = indicator.targets[key]
        # Whole days of a known year only: --12-31 and ---25 compare with nothing.
        if target.kind is TargetKind.DATE and target.deadline[:1] == "2" and target.direction is not Direction.POSITIVE:
            return key, target.deadline
    return None
