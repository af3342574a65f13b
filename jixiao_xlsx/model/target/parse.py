"""From the text of a target cell to its record: normalise, read, weigh against name, spec and year."""

from __future__ import annotations

import re

from jixiao_xlsx.model.target.dates import Deadline
from jixiao_xlsx.model.target.issues import TargetIssue, TargetIssueCode
from jixiao_xlsx.model.target.measures import MEASURES
from jixiao_xlsx.model.target.merge import inherit, merge_ends
from jixiao_xlsx.model.target.name_shapes import dates_something
from jixiao_xlsx.model.target.normalise import normalise
from jixiao_xlsx.model.target.quantity import PartDraft, draft_of
from jixiao_xlsx.model.target.segments import TextReading, read_segments
from jixiao_xlsx.model.target.thresholds import clean_label, is_condition
from jixiao_xlsx.model.target.tokens import token_pattern
from jixiao_xlsx.model.target.values import Confidence, Direction, DirectionSource, Target, TargetKind, TargetPart
from jixiao_xlsx.model.target.weigh import TargetContext, direction_for, weighed_part
from jixiao_xlsx.model.target.wording import Wording, is_status, whole_of, wording_of

# 2016, 2025.12 or 202512 as a whole: the date of an indicator that is about time.
_YEAR = re.compile(
    r"(?:(?<=^)|(?<=^[≥≤<>=]))(?P<year>20\d\d)(?:[.-](?P<month>1[0-2]|0?[1-9])|(?P<joined>0[1-9]|1[0-2]))?$"
)
_MONTH = re.compile(r"(?<![\d.])(20\d\d)\.(1[0-2]|0?[1-9])(?![\d.])")
_DAY = re.compile(r"^(1[0-2]|0?[1-9])\.([12]\d|3[01]|0?[1-9])$")
# After these a person has to look, whatever was read.
_GUESSES = frozenset(
    (
        TargetIssueCode.OPERATOR_CONFLICT,
        TargetIssueCode.NUMBER_TOO_LONG,
        TargetIssueCode.AMBIGUOUS_FRACTION,
        TargetIssueCode.RATIO,
        TargetIssueCode.UNKNOWN_WORDING,
        TargetIssueCode.IMPOSSIBLE_DATE,
    )
)
# After these the reading is usually right.
_RULES_OF_THUMB = frozenset(
    (
        TargetIssueCode.UNREAD_TEXT,
        TargetIssueCode.INHERITED_LABEL,
        TargetIssueCode.INHERITED_MEASURE,
        TargetIssueCode.AMBIGUOUS_DEADLINE,
        TargetIssueCode.REVERSED_RANGE,
        TargetIssueCode.OPEN_RANGE_END,
        TargetIssueCode.UNRESOLVED_DATE,
        TargetIssueCode.NUMBER_HYGIENE,
        TargetIssueCode.ODD_SIGN,
    )
)


def parse_target(text: str, *, name: str = "", year: int | None = None, direction: Direction | None = None) -> Target:
    """The record of a target cell's text; never raises, and keeps the raw text whatever it could read.

    `name` is the indicator's name, `year` the fiscal year for dates, `direction` what the spec says of the
    indicator. The direction comes from the operator, else from the spec, else from the name.
    """
    # The record keeps the text as it came: normalising is for reading only.
    clean, mended = normalise(text)
    context = TargetContext(text, name, year, direction)
    if mended:
        context.issues.append(TargetIssue(mended))
    if name and clean and dates_something(name):
        clean = _dated(clean)
    draft = _lone_quantity(clean)
    return _general(context, clean) if draft is None else _single(context, draft)


def _dated(clean: str) -> str:
    """A text that stands under the name of a date, with what can only be a date spelled as one."""
    if "." in clean:
        clean = _DAY.sub(r"\1月\2日", _MONTH.sub(r"\1年\2月", clean))
    return _YEAR.sub(_as_date, clean) if "20" in clean else clean


def _as_date(found: re.Match[str]) -> str:
    month = found["month"] or found["joined"]
    return f"{found['year']}年{int(month)}月" if month else f"{found['year']}年"


def _lone_quantity(clean: str) -> PartDraft | None:
    """The draft of a text that has one quantity token and no other: by far the most common shape, read the short way.

    The tokens and the decisions are those of the general walk; only its bookkeeping is left out.
    """
    match = token_pattern().search(clean)
    if match is None or match.lastgroup != "quantity":
        return None
    start, end = match.span()
    whole = start == 0 and end == len(clean)
    if not whole and (_has_more(clean, end) or whole_of(clean) or ("100%" in clean and is_status(clean))):
        return None
    draft = draft_of(match)
    # 150字 is most often the form's own prompt, and an unknown measure may be a word of the sentence: the long way
    # decides.
    if draft.measure == "字" or (draft.measure not in MEASURES and draft.measure and whole_of(clean)):
        return None
    draft.label = clean[:start] + draft.label
    tail = clean[end:]
    if tail and is_condition(draft, tail, None):
        return None
    draft.label += tail
    return draft


def _has_more(clean: str, end: int) -> bool:
    return end < len(clean) and token_pattern().search(clean, end) is not None


def _general(context: TargetContext, clean: str) -> Target:
    if not clean:
        return _blank(context)
    # First what says nothing: XX% would else be read as a percentage without its number.
    whole = whole_of(clean)
    if whole is not None:
        return _worded(context, whole, TextReading())
    if is_status(clean):
        return _worded(context, wording_of(clean), TextReading())
    reading = read_segments(clean, context.year)
    drafts = merge_ends(reading.drafts)
    context.issues += [TargetIssue(TargetIssueCode.UNREAD_TEXT, words) for words in reading.unread]
    if len(drafts) == 1:
        return _single(context, drafts[0], reading)
    if drafts:
        return _compound(context, drafts, reading)
    # Numbers before dates: 12月底前完成50个 is a number with a deadline.
    if reading.deadlines and not _is_only_year(reading):
        return _date(context, reading)
    if reading.ratio:
        code = TargetIssueCode.RATIO if ":" in reading.ratio else TargetIssueCode.AMBIGUOUS_FRACTION
        return _worded(context, Wording(TargetKind.UNPARSED, issues=(code,), confidence=Confidence.LOW), reading)
    if reading.per and not reading.plain:
        return _worded(context, Wording(TargetKind.UNPARSED, issues=(TargetIssueCode.UNKNOWN_WORDING,)), reading)
    return _worded(context, wording_of(reading.plain if reading.deadlines else clean), reading)


def _blank(context: TargetContext) -> Target:
    kind = TargetKind.NOT_APPLICABLE if context.raw.strip() else TargetKind.UNPARSED
    issue = TargetIssue(TargetIssueCode.BLANK)
    return Target(context.raw, kind, issues=(issue,), confidence=Confidence.LOW)


def _is_only_year(reading: TextReading) -> bool:
    return bool(reading.plain) and all(deadline.only_year and not deadline.operator for deadline in reading.deadlines)


def _single(context: TargetContext, draft: PartDraft, reading: TextReading | None = None) -> Target:
    draft.label = clean_label(draft.label) if draft.label else ""
    part, source = weighed_part(context, draft, None)
    kind = (
        TargetKind.UNPARSED
        if part.value is None and part.low is None
        else TargetKind.RANGE
        if draft.is_range
        else TargetKind.NUMBER
    )
    if reading is None and not context.issues:
        reason = context.reason
        return Target(
            context.raw, kind, (part,), "", "", "", "", "", part.direction, source, (), Confidence.HIGH, reason
        )
    return _target(context, kind, (part,), source, reading or TextReading())


def _compound(context: TargetContext, drafts: list[PartDraft], reading: TextReading) -> Target:
    context.issues.append(TargetIssue(TargetIssueCode.COMPOUND))
    context.issues += inherit(drafts)
    found = [weighed_part(context, draft, index) for index, draft in enumerate(drafts)]
    return _target(context, TargetKind.COMPOUND, tuple(part for part, _ in found), found[0][1], reading)


def _date(context: TargetContext, reading: TextReading) -> Target:
    last = reading.deadlines[-1]
    label = clean_label(reading.plain)
    direction, source = direction_for(context, last.operator, "")
    if len(reading.deadlines) > 1 and sum(bool(deadline.operator) for deadline in reading.deadlines) > 1:
        context.issues.append(TargetIssue(TargetIssueCode.COMPOUND))
    part = TargetPart(label, last.operator, implied=not last.operator, per=reading.per, direction=direction)
    return _target(context, TargetKind.DATE, (part,), source, reading)


def _worded(context: TargetContext, wording: Wording, reading: TextReading) -> Target:
    context.issues += [TargetIssue(code) for code in wording.issues]
    direction, source = Direction.UNKNOWN, DirectionSource.NONE
    parts: tuple[TargetPart, ...] = ()
    if wording.kind is TargetKind.QUALITATIVE:
        direction, source = Direction.QUALITATIVE, DirectionSource.KIND
    elif wording.kind is TargetKind.STANDARD:
        direction, source = direction_for(context, wording.operator, context.name)
    if wording.kind is TargetKind.STANDARD or wording.operator:
        parts = (TargetPart(wording.label, wording.operator, implied=wording.implied, direction=direction),)
    return Target(
        context.raw,
        wording.kind,
        parts,
        level=wording.level,
        horizon=wording.horizon or _horizon(reading),
        deadline=_deadline(context, reading),
        reference=wording.reference,
        basis=reading.basis,
        direction=direction,
        direction_source=source,
        issues=tuple(context.issues),
        confidence=min(wording.confidence, _confidence(context.issues), key=_RANKS.index),
        direction_reason=context.reason,
    )


def _target(
    context: TargetContext,
    kind: TargetKind,
    parts: tuple[TargetPart, ...],
    source: DirectionSource,
    reading: TextReading,
) -> Target:
    deadline = _deadline(context, reading)
    directions = {part.direction for part in parts}
    # Several parts that pull different ways have no direction together.
    alike = len(directions) == 1
    return Target(
        context.raw,
        kind,
        parts,
        horizon=_horizon(reading),
        deadline=deadline,
        basis=reading.basis,
        direction=parts[0].direction if alike else Direction.UNKNOWN,
        direction_source=source if alike else DirectionSource.NONE,
        issues=tuple(context.issues),
        confidence=_confidence(context.issues),
        direction_reason=context.reason if alike else "",
    )


def _horizon(reading: TextReading) -> str:
    return next((deadline.horizon for deadline in reversed(reading.deadlines) if deadline.horizon), "")


def _deadline(context: TargetContext, reading: TextReading) -> str:
    """The last date named; a bare year beside a threshold is its year, not a deadline."""
    dates: list[Deadline] = [
        item for item in reading.deadlines if not item.only_year or item.operator or not reading.drafts
    ]
    for item in reading.deadlines:
        context.issues += [
            TargetIssue(code) for code in item.doubts if item in dates or code is TargetIssueCode.YEAR_DIFFERS
        ]
    if sum(not item.only_year for item in dates) > 1:
        context.issues.append(TargetIssue(TargetIssueCode.SEVERAL_DATES))
    # The last one: a plan of several stages ends with it.
    return next((item.day for item in reversed(dates) if item.day), "")


_RANKS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def _confidence(issues: list[TargetIssue]) -> Confidence:
    codes = {issue.code for issue in issues}
    if codes & _GUESSES:
        return Confidence.LOW
    return Confidence.MEDIUM if codes & _RULES_OF_THUMB else Confidence.HIGH
