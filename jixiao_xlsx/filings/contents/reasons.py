"""Rules over reasons for a deviation: 无, 0 or 正常 where something was missed or points were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.empty_words import gives_no_reason, means_none
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.nature import is_monitoring, is_self_review
from jixiao_xlsx.filings.view.roles import is_problem_cell, is_reason_cell
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key, KeyPart, is_under, row_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import bare_words
from jixiao_xlsx.model.scoring.scoring import plain_figure, score_indicator
from jixiao_xlsx.model.target import TargetKind

# Any worth will do: only whether all of it is reached is asked.
_ALL = Decimal(100)
_AS_ABOVE = re.compile("(?:原因|理由|情况)?同(?:上|前)(?:一?[行条项])?(?:原因|所述)?")
_DOUBTFUL = ("有可能", "不可能", "可能完不成", "不能完成")


def reasons_of_nothing(context: RuleContext) -> Iterator[Finding]:
    """G24: a reason that gives none beside lost points, a target that was missed, or one that may not be reached."""
    reviewed, monitored = is_self_review(context.questions), is_monitoring(context.questions)
    if not (reviewed or monitored):
        return
    indicators = {indicator.parent: indicator for indicator in context.indicators}
    given: dict[KeyPart, str] = {}
    for record, text in context.texts:
        column = record.key[-1]
        if not gives_no_reason(text):
            given[column] = text
            continue
        # 同上 below a reason is that reason, for as many rows as say so.
        if _AS_ABOVE.fullmatch(bare_words(text)) and column in given:
            continue
        given.pop(column, None)
        row = record.key[:-1]
        if reviewed and is_problem_cell(record.label):
            why = _first_missed(context, row_of(record.key)) if means_none(text) else ""
        elif not _asks_why(context, record):
            continue
        else:
            why = _doubted(context, row) if monitored else _loss(context, row, indicators.get(row))
        if why:
            yield context.at("G24", record.key, found=shown_words(text), reason=why)


def _asks_why(context: RuleContext, record: Record) -> bool:
    """Whether the cell is for the reason; where nothing can be reached, the remark is for what is done about it."""
    if is_reason_cell(record.key, record.label):
        return True
    remark = record.key[-1] == "remark" or record.label.endswith("备注")
    return remark and any("不可能" in label for label in _ticked(context, record.key[:-1]))


def _doubted(context: RuleContext, row: Key) -> str:
    """What the row says of its chances, where it is not 确定能."""
    return next((label for label in _ticked(context, row) if any(word in label for word in _DOUBTFUL)), "") and (
        "这一行没有填‘确定能’"
    )


def _ticked(context: RuleContext, row: Key) -> Iterator[str]:
    """The heads of the choices that are ticked in a row."""
    for record in context.filing.records:
        if record.key[:-1] == row and traits_of(record).takes_choices and record.value is not None:
            yield record.label.rpartition("·")[2]


def _loss(context: RuleContext, row: Key, indicator: FilledIndicator | None) -> str:
    """What was lost in a row, in words; nothing where all points were given or no target was missed."""
    points, score = context.number((*row, "points")), context.number((*row, "score"))
    if points is not None and score is not None:
        # Full points beside a target that was missed: the score is what is wrong, and is told there.
        return f"得 {plain_figure(score)} 分，分值 {plain_figure(points)} 分" if score < points else ""
    return _missed(indicator) if indicator is not None else ""


def _first_missed(context: RuleContext, row: Key) -> str:
    """The first target that a project of a list missed, where its indicators have neither points nor reasons."""
    rows = (rated for rated in context.reviewed_rows if row and is_under(rated.indicator.parent, row))
    unrated = (rated.indicator for rated in rows if rated.points is None and rated.reason_key is None)
    return next((missed for indicator in unrated if (missed := _missed(indicator))), "")


def _missed(indicator: FilledIndicator) -> str:
    """The target that was missed and what came of it; nothing where it was reached, or nobody can tell."""
    plans = indicator.filled(IndicatorColumn.PLAN) or indicator.filled(IndicatorColumn.CYCLE)
    actuals = indicator.filled(IndicatorColumn.ACTUAL)
    if not plans or not actuals:
        return ""
    target, actual = indicator.targets[plans[-1]], indicator.targets[actuals[0]]
    score = score_indicator(target, actual, points=_ALL)
    late = target.kind is actual.kind is TargetKind.DATE and target.deadline < actual.deadline
    short = score.high is not None and (score.high < _ALL or score.below)
    if not (short or (late and not score.scorable)):
        return ""
    return f"指标值‘{shown_words(target.raw)}’，完成值‘{shown_words(actual.raw)}’"
