"""One part weighed against what else is known: its direction, its measure, and what contradicts it."""

from __future__ import annotations

import re

from jixiao_xlsx.model.target.bounded import is_bounded
from jixiao_xlsx.model.target.direction import named_direction
from jixiao_xlsx.model.target.issues import TargetIssue, TargetIssueCode
from jixiao_xlsx.model.target.measures import MEASURES, TIMES, measure_of, target_yuan
from jixiao_xlsx.model.target.name_shapes import is_money, is_pure_number, is_share, is_timed, measure_in
from jixiao_xlsx.model.target.numerals import SCALES, scaled, unscaled
from jixiao_xlsx.model.target.quantity import PartDraft
from jixiao_xlsx.model.target.values import Direction, DirectionSource, TargetPart

_BY_OPERATOR = {
    "≥": Direction.POSITIVE,
    ">": Direction.POSITIVE,
    "≤": Direction.NEGATIVE,
    "<": Direction.NEGATIVE,
    "=": Direction.EQUAL,
}
_OPPOSITE = {Direction.POSITIVE: Direction.NEGATIVE, Direction.NEGATIVE: Direction.POSITIVE}
_OF_SO_MANY = re.compile(r"\d*[百千万亿]+")
_CLOSING = frozenset(")]”’》\"'%‰℃")


class TargetContext:
    """What the caller knows of a target, and the issues raised so far."""

    __slots__ = ("direction", "issues", "name", "raw", "reason", "year")

    def __init__(self, raw: str, name: str, year: int | None, direction: Direction | None) -> None:
        self.raw = raw
        self.name = name
        self.year = year
        self.direction = direction
        self.reason = ""
        self.issues: list[TargetIssue] = []


def weighed_part(context: TargetContext, draft: PartDraft, index: int | None) -> tuple[TargetPart, DirectionSource]:
    if draft.doubts:
        context.issues += [TargetIssue(code, draft.text, index) for code in draft.doubts]
    # 降低成本 | 降低10%: said twice, and not that the lowering is lowered.
    name = context.name if draft.label in context.name else context.name + draft.label
    if draft.label and draft.label == draft.measure:
        draft.label = ""  # 95%%
    if not draft.measure and name:
        measure_from_name(draft, context.name, name)
    direction, source = direction_for(context, draft.operator, name)
    timed = bool(name) and is_timed(name)
    # 培训 is better the more, but not the more days; 完成时间 the sooner, but not the fewer percent.
    apart = bool(draft.measure) and (draft.measure in TIMES) is not timed
    if apart and source is DirectionSource.NAME and (timed or direction is Direction.POSITIVE):
        direction, source = Direction.UNKNOWN, DirectionSource.NONE
        context.reason = "名称与计量单位一个说时间、一个不说时间，看不出方向"
    value = draft.value
    if not draft.measure:
        _measure_issue(context, draft, name, index)
    elif draft.measure == "%" and name:
        _percent_issue(context, draft, index)
    part = TargetPart(
        draft.label,
        draft.operator,
        value,
        draft.low,
        draft.high,
        draft.approximate,
        draft.scale,
        draft.measure,
        draft.per,
        not draft.operator and value is not None,
        direction,
        None if value is None else target_yuan(value, draft.measure),
    )
    # A sign before the number that no rule took may have been a comparison.
    if draft.label and _is_stray(draft.label[-1]):
        context.issues.append(TargetIssue(TargetIssueCode.UNREAD_TEXT, draft.label, index))
    if draft.operator and name and (part.yuan is None or direction is Direction.POSITIVE) and not apart:
        _against_name(context, direction, name, draft, index)
    return part, source


def measure_from_name(draft: PartDraft, name: str, full: str) -> None:
    """Give a number without a measure the one that its name tells: 45万 of a cost is 45万元, 90 of 满意度（%） 90%."""
    if draft.label in MEASURES:
        # %≥95: the measure stands before.
        draft.measure, draft.label = measure_of(draft.label), ""
    elif draft.scale and is_money(full):
        draft.value, draft.low, draft.high = (
            None if value is None else unscaled(value, draft.scale) for value in (draft.value, draft.low, draft.high)
        )
        draft.measure, draft.scale = f"{draft.scale}元", ""
    elif inside := measure_in(name):
        _measure_of_name(draft, inside)


def _measure_of_name(draft: PartDraft, inside: str) -> None:
    scale = next((scale for scale in SCALES if inside != scale and inside.startswith(scale)), "")
    plain = inside if inside in MEASURES else inside.removeprefix(scale)
    value = draft.high if draft.value is None else draft.value
    # 0.95 of 满意度（%） may be a share.
    if plain not in MEASURES or value is None or (plain == "%" and 0 < value <= 1):
        return
    draft.measure = measure_of(plain)
    if plain != inside and not draft.scale:
        draft.scale = scale
        draft.value, draft.low, draft.high = (
            None if value is None else scaled(value, scale) for value in (draft.value, draft.low, draft.high)
        )


def direction_for(context: TargetContext, operator: str, name: str) -> tuple[Direction, DirectionSource]:
    # What the filler wrote goes before what the spec says; where they differ, both are told.
    told = _BY_OPERATOR.get(operator)
    if told is not None:
        if context.direction is not None and _OPPOSITE.get(told) is context.direction:
            context.issues.append(TargetIssue(TargetIssueCode.DIRECTION_AGAINST_SPEC, operator))
        return told, DirectionSource.OPERATOR
    if context.direction is not None:
        return context.direction, DirectionSource.SPEC
    if not name:
        return Direction.UNKNOWN, DirectionSource.NONE
    named = named_direction(name)
    context.reason = named.reason
    unknown = named.direction is Direction.UNKNOWN
    return named.direction, DirectionSource.NONE if unknown else DirectionSource.NAME


def _measure_issue(context: TargetContext, draft: PartDraft, name: str, index: int | None) -> None:
    value = draft.value if draft.low is None else draft.high
    if value is None or draft.none:
        return
    # Nothing needs no measure, nor what has none; 9/10万 has it behind the stroke.
    if not value or is_pure_number(context.name) or _OF_SO_MANY.fullmatch(draft.per):
        return
    # 1 of something is a count; 1 of a rate is 100 %.
    fraction = 0 < value <= 1 and (value != 1 or is_share(name))
    code = TargetIssueCode.AMBIGUOUS_FRACTION if fraction else TargetIssueCode.MISSING_MEASURE
    context.issues.append(TargetIssue(code, draft.text, index))


def _percent_issue(context: TargetContext, draft: PartDraft, index: int | None) -> None:
    value = draft.value if draft.low is None else draft.high
    # Either names it: 验收合格率 | 120%, or 质量 | 合格率120%.
    if value is not None and value > 100 and (is_bounded(context.name) or is_bounded(draft.label)):
        context.issues.append(TargetIssue(TargetIssueCode.PERCENT_OVER_100, draft.text, index))


def _against_name(context: TargetContext, direction: Direction, name: str, draft: PartDraft, index: int | None) -> None:
    opposite = _OPPOSITE.get(direction)
    if opposite is None:
        return
    named = named_direction(name)
    # What the name tells without being sure accuses nobody.
    if named.certain and named.direction is opposite:
        context.issues.append(TargetIssue(TargetIssueCode.DIRECTION_AGAINST_NAME, draft.text, index))


def _is_stray(sign: str) -> bool:
    """Whether a label ends in a sign that should not be there, so that something was not understood: ★95%."""
    return not sign.isalnum() and sign not in _CLOSING
