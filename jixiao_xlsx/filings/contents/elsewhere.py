"""Rules over cells that send the reader elsewhere: 见附件, 详见实施方案, 同上."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.filings.contents.answers import is_answer_wanted
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.empty_words import points_elsewhere
from jixiao_xlsx.filings.view.indicators import IndicatorColumn
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.kinds import traits_of


def contents_elsewhere(context: RuleContext) -> Iterator[Finding]:
    """G22: 见附件 or 同上 where a target, what came of it, a name or a text belongs."""
    names = {key for indicator in context.indicators for key in indicator.filled(IndicatorColumn.NAME)}
    for record in context.filing.records:
        if not isinstance(record.value, str) or not context.is_written(record.key):
            continue
        if points_elsewhere(record.value) and (record.key in names or _is_wanted_here(context, record)):
            yield context.at("G22", record.key, found=shown_words(record.value))


def _is_wanted_here(context: RuleContext, record: Record) -> bool:
    return traits_of(record).is_target or is_answer_wanted(context, record)
