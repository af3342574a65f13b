"""Rules over what an indicator's name says it is, and the 二级指标 it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.structure.rows import PlannedTarget, called, name_place, planned_targets
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.sorts import IndicatorSort, sort_of_indicator
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.model.target import Target, TargetKind

_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]|[\"'“”‘’《》、，,。;；:：]")
# What a name ends in says what it is, whatever stands before: only endings that are nothing else.
_SATISFACTION = re.compile(r"满意(?:度|率|程度|比例|[度率]达标率|度评分|度得分|度测评)$")
_DONE = "完成|办结|发放|拨付|支付|开工|竣工|交付|报送"
_PROMPT = re.compile(rf"及时(?:{_DONE})?率$|及时(?:性|程度)$|(?:完成|办结|实施|竣工|交付|开工)(?:时间|时限|期限|日期)$")
_PUNCTUAL = re.compile(rf"{_PROMPT.pattern}|(?:按时|按期|准时|如期)(?:{_DONE})率$")
_SOUND = re.compile(r"(?:合格|优良|准确|完好|正确|差错)率$")
_PEOPLE = re.compile(r"(?:人数|人次|人次数|户数|场次|件数)$")
_COUNTED = re.compile(rf"{_PEOPLE.pattern}|(?:场数|台数|套数|份数|亩数|个数|公里数|床位数|册数)$")
_COSTS = re.compile(r"成本(?:控制(?:率|数|额))?$|造价$|单价$|总投资$")

_TIMELY = (_PUNCTUAL, IndicatorSort.TIMELINESS)
_GOOD = (_SOUND, IndicatorSort.QUALITY)
_MANY = (_COUNTED, IndicatorSort.QUANTITY)
# 逾期次数 is about time.
_OFTEN = (re.compile(r"^(?!.*(?:逾期|超期|超时|延误|延期|滞后|及时|按时|准时)).*次数$"), IndicatorSort.QUANTITY)
_DEAR = (_COSTS, IndicatorSort.COST)
# 受益人数 is an effect, 空气优良率 too: under 效益 only what is punctual is out of place.
_MISFITS: dict[IndicatorSort, tuple[tuple[re.Pattern[str], IndicatorSort], ...]] = {
    IndicatorSort.QUANTITY: (_TIMELY, _GOOD, _DEAR),
    # 按时发放率 is taken for a quality in many places.
    IndicatorSort.QUALITY: ((_PROMPT, IndicatorSort.TIMELINESS), _MANY, _DEAR),
    IndicatorSort.TIMELINESS: (_GOOD, _MANY, _OFTEN, _DEAR),
    IndicatorSort.COST: (_TIMELY, _GOOD, _MANY),
    IndicatorSort.BENEFIT: (_TIMELY,),
    IndicatorSort.SATISFACTION: (_TIMELY, _GOOD, _MANY, _DEAR),
}
_BORNE = re.compile("社会成本|生态|环境")
_UNDATED = frozenset({IndicatorSort.QUANTITY, IndicatorSort.QUALITY, IndicatorSort.COST})
"""Sorts whose targets are never a day: a deadline there belongs under 时效."""


def ending_of(name: str) -> str:
    """A name for looking at its end: folded, without brackets and what stands in them."""
    return _BRACKETS.sub("", folded(name))


def is_satisfaction(name: str) -> bool:
    """Whether a name is of how content people are: 群众满意度, 服务对象满意率."""
    return _SATISFACTION.search(ending_of(name)) is not None


def satisfaction_elsewhere(context: RuleContext) -> Iterator[Finding]:
    """T29: 满意度 under 效益 in a form that has a place for it."""
    if not _has_satisfaction(context):
        return
    for indicator, key, target in planned_targets(context):
        name = called(indicator, target)
        if is_satisfaction(name) and sort_of_indicator(indicator) is IndicatorSort.BENEFIT:
            yield context.at("T29", name_place(indicator, key), name=shown_words(name))


def names_out_of_place(context: RuleContext) -> Iterator[Finding]:
    """T30: names that belong under another 二级指标; said once, at the first."""
    has_satisfaction = _has_satisfaction(context)
    rows = list(planned_targets(context))
    fits = ((row, _belonging(row, has_satisfaction=has_satisfaction)) for row in rows)
    wrong = [(row, sort) for row, sort in fits if sort is not None]
    if not wrong:
        return
    ((indicator, key, target), sort), others = wrong[0], wrong[1:]
    places = "、".join(context.named(name_place(other, place)) for (other, place, _), _ in others)
    reason = f"另有 {len(others)} 处也像是放错了类别：{places}。" if others else ""
    name = shown_words(called(indicator, target))
    yield context.at("T30", name_place(indicator, key), found=name, expected=sort, reason=reason)


def _belonging(row: PlannedTarget, *, has_satisfaction: bool) -> IndicatorSort | None:
    """The sort that a row plainly belongs to where it stands under another."""
    indicator, _, target = row
    sort, name = sort_of_indicator(indicator), ending_of(called(indicator, target))
    if sort is None:
        return None
    if target.kind is TargetKind.DATE and sort in _UNDATED:
        # A rate that is a day is told at its target.
        return None if name.endswith("率") else IndicatorSort.TIMELINESS
    if has_satisfaction and is_satisfaction(name) and sort not in (IndicatorSort.SATISFACTION, IndicatorSort.BENEFIT):
        return IndicatorSort.SATISFACTION
    fitting = [belongs for pattern, belongs in _MISFITS[sort] if pattern.search(name)]
    # 扰民投诉件数 and 二次污染事件数 are what a project costs its neighbours.
    if sort is IndicatorSort.COST and _BORNE.search(indicator.label):
        fitting = [belongs for belongs in fitting if belongs is not IndicatorSort.QUANTITY]
    return next((belongs for belongs in fitting if belongs is not IndicatorSort.QUANTITY or _is_count(target)), None)


def _is_count(target: Target) -> bool:
    """Whether the row counts what its name says it counts."""
    part = target.parts[0] if target.kind is TargetKind.NUMBER and len(target.parts) == 1 else None
    return part is not None and part.measure != "%"


def _has_satisfaction(context: RuleContext) -> bool:
    return any("满意" in word for asked in context.questions.asked.values() for word in asked.label.split("·")[:-1])
