"""Rules over targets and what came of them that say nothing beside the name of a real indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.view.cell_lists import each_or_together
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.empty_words import is_bare_value, is_not_applicable, is_trial, means_none
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.nature import is_self_review
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import bare_words, folded
from jixiao_xlsx.model.target.direction import tells_harm

_PLANS = (IndicatorColumn.PLAN, IndicatorColumn.CYCLE)
# Of accidents and complaints 无 is a target, and the best one; of what is done about them it is none.
_HARM = re.compile(
    r"有无|是否|发生|出现|问题|事故|事件|违[规法纪约]|投诉|损失|污染|隐患|风险|差错|失误|案件|舆情|纠纷|伤亡|死亡|故障|泄[密露漏]|"
    r"超[支标期]|拖欠|欠[薪费]|上访|信访|浪费|闲置|副作用|(?:负面|不良|不利)影响|破坏|感染|疫情|火灾|灾害|缺陷|瑕疵|逾期"
)
_RESCUE = re.compile(
    r"办结|整改|处[置理罚]|化解|下降|减少|降低|查[处办]|结案|追[回缴讨]|排查|培训|演练|解决|[答回]复|挽回|防[控范治]|"
    r"修复|治理|调[处解]|救[治助援]|盘活|扑救|打击|监测|评估|侦破|破[案获]|办理|抓获|受理"
)
# Grades are words of one sign: 优, 良, 是. The same word over and over, or a Latin letter in lower case, is none.
_GRADE = re.compile(r"[\u4e00-\u9fffA-ZⅠ-Ⅻ]")


def targets_of_nothing(context: RuleContext) -> Iterator[Finding]:
    """G23: 无, / or a trial word for the target of a named indicator, or in a 自评 for what came of it."""
    reviewed = is_self_review(context.questions)
    empty: list[Key] = []
    for indicator in context.indicators:
        # Without one real target in all the form, one finding says so.
        if _is_named(indicator):
            empty += _empty_cells(context, indicator, reviewed=reviewed)
    if empty and _has_target(context):
        actual = {key for indicator in context.indicators for key in indicator.keys(IndicatorColumn.ACTUAL)}
        for cells, wanted in (
            ([key for key in empty if key not in actual], "可以考核的值，例如 ≥95%"),
            ([key for key in empty if key in actual], "实际完成的值，例如 96.5%"),
        ):
            yield from each_or_together(
                context, "G23", cells, of=lambda key: shown_words(_text(context, key)), expected=wanted
            )


def _is_named(indicator: FilledIndicator) -> bool:
    # A form without a column for names prints the sort of indicator, which is as good.
    return not indicator.keys(IndicatorColumn.NAME) or bool(indicator.name and not means_none(indicator.name))


def _empty_cells(context: RuleContext, indicator: FilledIndicator, *, reviewed: bool) -> Iterator[Key]:
    planned = [key for key in indicator.filled(*_PLANS) if _is_asked(context, indicator, key)]
    for key in planned:
        if _says_nothing(context, indicator, key):
            yield key
    # An actual value of nothing beside a target of nothing is the same gap.
    if reviewed and any(not _says_nothing(context, indicator, key) for key in planned):
        yield from (key for key in indicator.filled(IndicatorColumn.ACTUAL) if _says_nothing(context, indicator, key))


def _is_asked(context: RuleContext, indicator: FilledIndicator, key: Key) -> bool:
    """Whether the cell needs a target: one of a cycle only where the form demands it, or has no other."""
    field = context.field_of(key)
    if not context.is_slot(key) or field is None:
        return False
    return field.required or key in indicator.keys(IndicatorColumn.PLAN) or not indicator.keys(IndicatorColumn.PLAN)


def _says_nothing(context: RuleContext, indicator: FilledIndicator, key: Key) -> bool:
    text = _text(context, key)
    if is_not_applicable(text) or not text.strip():
        return False
    if means_none(text):
        return not (bare_words(text) and _is_best_none(indicator))
    return is_trial(text) and not is_bare_value(text) and not _is_value_like(text)


def _is_best_none(indicator: FilledIndicator) -> bool:
    name = indicator.name or indicator.label.rpartition("·")[2]
    return (_HARM.search(name) is not None and _RESCUE.search(name) is None) or tells_harm(name)


def _is_value_like(text: str) -> bool:
    """Whether a trial word may be a value all the same: 5, A, 优; what has signs in it is for the grammar to read."""
    bare = bare_words(text)
    signs = folded(text).strip("。.") != bare
    return signs or any(sign.isdigit() for sign in bare) or _GRADE.fullmatch(bare) is not None


def _has_target(context: RuleContext) -> bool:
    """Whether any indicator of the form has a target that says something."""
    return any(
        not means_none(_text(context, key)) for indicator in context.indicators for key in indicator.filled(*_PLANS)
    )


def _text(context: RuleContext, key: Key) -> str:
    # The cell's own words: where a form splits a target over three cells, this one is still empty.
    record = context.by_key.get(key)
    return record.value if record is not None and isinstance(record.value, str) else ""
