"""One part weighed against what else is known: its direction, its measure, and what contradicts it."""

from __future__ import annotations

from jixiao_xlsx.model.target.direction import named_direction
from jixiao_xlsx.model.target.issues import TargetIssue, TargetIssueCode
from jixiao_xlsx.model.target.measures import TIMES, target_yuan
from jixiao_xlsx.model.target.name_shapes import is_bounded, is_timed
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
    name = context.name + draft.label
    direction, source = direction_for(context, draft.operator, name)
    lasting = draft.measure in TIMES and not is_timed(name)
    # 培训 is better the more, but not the more days; 开放天数 is.
    if lasting and source is DirectionSource.NAME and direction is Direction.POSITIVE:
        direction, source = Direction.UNKNOWN, DirectionSource.NONE
        context.reason = "名称说的不是时间，看不出时间越长越好还是越短越好"
    value = draft.value
    if not draft.measure:
        _measure_issue(context, draft, name, index)
    elif draft.measure == "%" and name:
        _percent_issue(context, draft, name, index)
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
    if draft.operator and name and (part.yuan is None or direction is Direction.POSITIVE) and not lasting:
        _against_name(context, direction, name, draft, index)
    return part, source


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
    # 1 of something is a count; 1 of a rate is 100 %.
    fraction = 0 < value <= 1 and (value != 1 or is_bounded(name))
    code = TargetIssueCode.AMBIGUOUS_FRACTION if fraction else TargetIssueCode.MISSING_MEASURE
    context.issues.append(TargetIssue(code, draft.text, index))


def _percent_issue(context: TargetContext, draft: PartDraft, name: str, index: int | None) -> None:
    value = draft.value if draft.low is None else draft.high
    if value is not None and value > 100 and is_bounded(name):
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
