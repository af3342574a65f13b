"""Rules over days: a finish before its start, a self-evaluation before its year is over, days of no calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jixiao_xlsx.filings.structure.calendar import impossible_days
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.nature import is_self_review
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key, KeyPart
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.model.target import TargetIssueCode

_START = re.compile(r"开始|起始|开工|启动|动工|开办")
_FINISH = re.compile(r"结束|终止|完工|竣工|完成|截止")
_FILED = re.compile(r"(?:填报|填表|填写|填制|编制|报送|上报|自评|评价|报告)(?:日期|时间)$|^日期$")

_DAY = re.compile(r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?")
_PART_OF_YEAR = re.compile(r"\d月|半年|季度|监控|中期")
"""Heads of a form about a part of a year: it is filed before the year is over."""

_DayPair = tuple[tuple[KeyPart, ...], str]


def turned_days(context: RuleContext) -> Iterator[Finding]:
    """T32: 开始日期 and 结束日期 of one line or row, the end before the beginning."""
    starts: dict[_DayPair, Record] = {}
    finishes: dict[_DayPair, Record] = {}
    for record in context.filing.records:
        if not context.is_written(record.key) or _day_of(record) is None:
            continue
        head = record.label.rpartition("·")[2]
        for pattern, side in ((_START, starts), (_FINISH, finishes)):
            if pattern.search(head):
                # 计划开工日期 goes with 计划完工日期, 实际开工日期 with 实际完工日期.
                side.setdefault((record.key[:-1], pattern.sub("", head)), record)
    for pair, start in starts.items():
        finish = finishes.get(pair)
        if finish is None or context.is_ruled(start.key, finish.key):
            continue
        begun, done = _day_of(start), _day_of(finish)
        if begun is not None and done is not None and done < begun:
            reason = f"早于{context.named(start.key)}的 {day_text(begun)}"
            yield context.at("T32", finish.key, found=day_text(done), reason=reason)


def early_reviews(context: RuleContext) -> Iterator[Finding]:
    """T34: an evaluation of a year that was filed before the year was over."""
    if not _looks_back_on_a_year(context):
        return
    last = date(context.year, 12, 31)
    for record in context.filing.records:
        if not context.is_written(record.key) or not _FILED.search(record.label.rpartition("·")[2].rstrip("：: ")):
            continue
        day = _day_of(record)
        # A year or more before is another year's form: the rule over years tells that.
        if day is not None and day < last and day.year >= context.year - 1:
            yield context.at("T34", record.key, found=day_text(day), expected=str(context.year))


def _looks_back_on_a_year(context: RuleContext) -> bool:
    questions = context.questions
    heads = (questions.form.title, *(asked.label for asked in questions.asked.values()))
    if any(_PART_OF_YEAR.search(head) for head in heads):
        return False
    return is_self_review(questions) or questions.form.year_offset < 0


def _day_of(record: Record) -> date | None:
    """The day of a date cell, or of a text that is one."""
    if isinstance(record.value, date):
        return record.value
    match = _DAY.fullmatch(folded(record.value)) if isinstance(record.value, str) else None
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def days_of_no_calendar(context: RuleContext) -> Iterator[Finding]:
    """T40: 2025年11月31日 in a text, or where the grammar of targets does not tell it."""
    told = {key for indicator in context.indicators for key in _told_targets(indicator)}
    for record in context.filing.records:
        traits = traits_of(record)
        if record.key in told or not (traits.is_prose or traits.is_target) or not context.is_written(record.key):
            continue
        wrong = impossible_days(record.value) if isinstance(record.value, str) else ()
        if wrong:
            yield context.at("T40", record.key, found="、".join(wrong))


def _told_targets(indicator: FilledIndicator) -> Iterator[Key]:
    for key in indicator.filled(IndicatorColumn.PLAN, IndicatorColumn.CYCLE):
        if indicator.targets[key].has(TargetIssueCode.IMPOSSIBLE_DATE):
            yield key
