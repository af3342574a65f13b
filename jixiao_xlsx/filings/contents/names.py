"""Rules over names: what stands where an indicator, a project or a task has its name, and is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.empty_words import is_bare_figure, is_bare_value, is_trial, means_none
from jixiao_xlsx.filings.view.indicators import IndicatorColumn
from jixiao_xlsx.filings.view.roles import copies_label
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of

_INDICATOR = "指标"
_NAMED = re.compile(r"(?P<what>项目|任务|事项|活动|工程|政策|专项)(?:名称)?$|名称$")
# Agencies are named by the roster, and people by themselves: other rules ask for them.
_OF_SOMEBODY = re.compile(r"单位|部门|机构|科室|处室|公司|企业|姓名|联系人|负责人|填报人")


def names_of_nothing(context: RuleContext) -> Iterator[Finding]:
    """G21: digits, signs, a lone letter or a trial word for the name of what is otherwise filled."""
    for record, what in _names(context):
        text = record.value if isinstance(record.value, str) else ""
        # T25 tells 无 for the name of an indicator.
        none = means_none(text)
        if (_is_no_name(record, text) if not none else what != _INDICATOR) and _has_content_beside(context, record.key):
            yield context.at("G21", record.key, found=shown_words(text), expected=what)


def _names(context: RuleContext) -> Iterator[tuple[Record, str]]:
    """Every name that somebody wrote, with what it is the name of."""
    indicators = {key for indicator in context.indicators for key in indicator.filled(IndicatorColumn.NAME)}
    for record, _ in context.texts:
        if record.key in indicators:
            yield record, _INDICATOR
            continue
        word = record.label.rpartition("·")[2]
        named = _NAMED.search(word)
        if named and not traits_of(record).is_long and not _OF_SOMEBODY.search(word):
            yield record, named["what"] or ("任务" if "任务" in record.label else "项目")


def _is_no_name(record: Record, text: str) -> bool:
    # A value that slipped in from beside and the label itself have rules of their own.
    if is_bare_value(text) or copies_label(record, text):
        return False
    return is_bare_figure(text) or is_trial(text)


def _has_content_beside(context: RuleContext, name: Key) -> bool:
    """Whether the row says something beside the name: a row of nothing but signs has no name to miss."""
    beside = (record for record in context.filing.records if record.key[:-1] == name[:-1] and record.key != name)
    return any(not means_none(record.raw) and bool(record.value != 0) for record in beside)
