"""Rules over two indicators that are the beginning and the end of one thing: 开工时间 and 完工时间."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.structure.vocabulary import ending_of
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.target import TargetKind

_START = re.compile(r"(?:项目)?(?:开工|启动|开始|动工|开标前|进场)(?=建设|实施|施工)?(?:建设|实施|施工)?")
_FINISH = re.compile(r"(?:项目)?(?:完工|竣工|完成|结束|收尾)(?:验收)?")
_WHEN = re.compile(r"(?:时间|日期|时限|期限|时点)$")


def milestones_turned(context: RuleContext) -> Iterator[Finding]:
    """T32: of one thing the end before the beginning, as planned or as done."""
    starts, finishes = _milestones(context, _START), _milestones(context, _FINISH)
    for stem, finish in finishes.items():
        start = starts.get(stem)
        if start is None or start is finish:
            continue
        for column in (IndicatorColumn.PLAN, IndicatorColumn.ACTUAL):
            before, after = _day(start, column), _day(finish, column)
            if before is not None and after is not None and after[1] < before[1]:
                reason = f"早于{context.named(before[0])}的 {before[1]}"
                yield context.at("T32", after[0], found=after[1], reason=reason)


def _milestones(context: RuleContext, word: re.Pattern[str]) -> dict[tuple[Key, str], FilledIndicator]:
    """The indicators named after such a day, by their block and what is left of their names."""
    found: dict[tuple[Key, str], FilledIndicator] = {}
    for indicator in context.indicators:
        name = ending_of(indicator.name)
        if _WHEN.search(name) and word.search(name):
            found.setdefault((indicator.parent[:-2], word.sub("", name, count=1)), indicator)
    return found


def _day(indicator: FilledIndicator, column: IndicatorColumn) -> tuple[Key, str] | None:
    """The cell and its day, where that is a whole day of a known year."""
    for key in indicator.filled(column):
        target = indicator.targets[key]
        if target.kind is TargetKind.DATE and target.deadline[:1] == "2":
            return key, target.deadline
    return None
