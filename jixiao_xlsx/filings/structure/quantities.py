"""Rules over targets without a figure: under 数量, and throughout a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.structure.rows import PlannedTarget, planned_targets, said_name
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import IndicatorColumn
from jixiao_xlsx.filings.view.sorts import IndicatorSort, sort_of_indicator
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.model.target import Target, TargetIssueCode, TargetKind

_WORDED = frozenset({TargetKind.QUALITATIVE, TargetKind.STATUS})
_ON_PLAN = frozenset({TargetKind.STANDARD, TargetKind.STATUS, TargetKind.QUALITATIVE})
_TOLD_ELSEWHERE = frozenset({TargetIssueCode.UNMEASURABLE, TargetIssueCode.IMPOSSIBLE_DATE})
# 全覆盖 and 应保尽保 are a hundred in a hundred, 7×24小时 and 一户一档 count, though the grammar reads no figure there.
_COUNTS = re.compile(
    r"\d|[一二两三四五六七八九十百千万半]+[个人次户件份批期场项类处所家名套台辆本篇条米亩栋座轮岁月年季周日天]"
    r"|[〇零一二两三四五六七八九十百千万]+成|百分|全覆盖|全面覆盖|全部|全体|全员|全量|全年|全天|所有|应.尽|纳入.+范围|[每逐按]"
)
# 逐步增加 is no 逐户走访.
_BY_DEGREES = re.compile(r"逐(?:步|渐|年|月|季)")

# 按计划推进 says when and how, and of how much nothing.
_AS_PLANNED = re.compile(
    r"(?:严格)?(?:按照?|根据|依照?)[^\d]{0,8}(?:计划|要求|安排|进度|方案|规定|部署|时序|序时)[^\d]{0,6}$"
)


def wordy_quantities(context: RuleContext) -> Iterator[Finding]:
    """T26: under 数量指标 a target in words alone, as 良好 and 显著提升: nobody can count that."""
    for indicator, key, target in planned_targets(context):
        if sort_of_indicator(indicator) is not IndicatorSort.QUANTITY or not _is_wordy(target):
            continue
        # Without a column for names the cell tells what is to be done; only a mere level is plainly no quantity.
        if indicator.keys(IndicatorColumn.NAME) or target.level:
            found = shown_words(indicator.text(key))
            yield context.at("T26", key, found=found, name=said_name(indicator))


def _is_wordy(target: Target) -> bool:
    if any(target.has(code) for code in _TOLD_ELSEWHERE):
        return False
    words = folded(target.raw)
    if target.kind in _ON_PLAN and _AS_PLANNED.match(words):
        return True
    return target.kind in _WORDED and not _COUNTS.search(_BY_DEGREES.sub("", words))


def nothing_but_words(context: RuleContext) -> Iterator[Finding]:
    """T27: not one target of the form can be counted or dated; said once."""
    rows = list(planned_targets(context))
    if len(rows) < context.tuning.worded_rows or not all(_is_wordy(target) for _, _, target in rows):
        return
    indicator, key, _ = _first_elsewhere(rows)
    yield context.at("T27", key, found=shown_words(indicator.text(key)), count=len(rows))


def _first_elsewhere(rows: list[PlannedTarget]) -> PlannedTarget:
    """The first row outside 数量: those rows have a finding of their own."""
    others = (row for row in rows if sort_of_indicator(row[0]) is not IndicatorSort.QUANTITY)
    return next(others, rows[0])
