"""Rules over the time a project takes: turned round, apart from the form's year, too long for what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.structure.periods import ProjectPeriod, read_period
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.nature import is_plan
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.kinds import traits_of

_LABEL = re.compile(
    r"项目期(?:间|限)?$|起止(?:时间|日期|年月|年份|年限|期)$"
    r"|(?:项目|实施|建设|执行|存续|政策)(?:起止|实施|建设|执行|存续)?(?:周期|期限|期间|年限|期)$"
)
_NATURE = re.compile(r"(?:项目|资金|支出)?(?:属性|性质|类型|类别|分类)$")
_ONE_OFF = re.compile(r"一次性")


def turned_periods(context: RuleContext) -> Iterator[Finding]:
    """T32: a period whose end stands before its beginning."""
    for record, period in _periods(context):
        if period.reversed:
            found = shown_words(str(record.value))
            yield context.at("T32", record.key, found=found, reason="起止时间前后颠倒")


def periods_apart(context: RuleContext) -> Iterator[Finding]:
    """T31: a form of targets for a year in which the project does not run."""
    if not is_plan(context.questions):
        return
    january, december = context.year * 12, context.year * 12 + 11
    for record, period in _periods(context):
        over = period.last is not None and period.last < january
        ahead = period.first is not None and period.first > december
        if not period.reversed and (over or ahead):
            reason = "在此之前已经结束" if over else "在此之后才开始"
            found = shown_words(str(record.value))
            yield context.at("T31", record.key, found=found, expected=str(context.year), reason=reason)


def long_one_offs(context: RuleContext) -> Iterator[Finding]:
    """T33: 一次性项目 that goes on for years."""
    natures = [record for record in context.filing.records if _says_one_off(record)]
    if not natures:
        return
    for record, period in _periods(context):
        if not period.reversed and (period.endless or (period.months or 0) > context.tuning.one_off_months):
            found = shown_words(str(record.value))
            yield context.at("T33", record.key, found=found, expected=context.named(natures[0].key))


def _periods(context: RuleContext) -> Iterator[tuple[Record, ProjectPeriod]]:
    for record, text in context.texts:
        traits = traits_of(record)
        if traits.is_long or traits.is_target or not _is_period(record):
            continue
        period = read_period(text)
        if period is not None:
            yield record, period


def _is_period(record: Record) -> bool:
    return record.key[-1] == "period" or _LABEL.search(_head(record)) is not None


def _says_one_off(record: Record) -> bool:
    named = record.key[-1] == "nature" or _NATURE.search(_head(record)) is not None
    return named and isinstance(record.value, str) and _ONE_OFF.search(record.value) is not None


def _head(record: Record) -> str:
    return record.label.rpartition("·")[2].rstrip("：: ")
