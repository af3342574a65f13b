"""A quantity token becomes a draft of a part: operator, number or range, scale, measure, per."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao_xlsx.model.target.direction import is_zero_word
from jixiao_xlsx.model.target.issues import TargetIssueCode
from jixiao_xlsx.model.target.measures import MEASURES, measure_of
from jixiao_xlsx.model.target.numerals import numeral_value, scaled
from jixiao_xlsx.model.target.tokens import unit_pattern
from jixiao_xlsx.model.target.words import AFTER, OPERATOR, OPERATORS

_ONE_OPERATOR = re.compile(OPERATOR)
_INCLUSION = re.compile(r"\([^()]*\)")
_STRICT = {"≥": ">", "≤": "<"}
# What may be said twice: 不低于95%以上; the strict and the open form of one relation go together.
_AGREE = {("≥", "≥"), ("≤", "≤"), (">", "≥"), ("<", "≤"), ("≤", "<"), ("≥", ">")}


@dataclass(slots=True)
class PartDraft:
    """A part being read; `text` is the token it came from, `tail` the words after it."""

    text: str
    operator: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    scale: str = ""
    measure: str = ""
    per: str = ""
    label: str = ""
    after: str = ""
    numeral: bool = False
    strong: bool = False
    turned: bool = False
    none: bool = False
    doubts: list[TargetIssueCode] = field(default_factory=list)

    @property
    def is_range(self) -> bool:
        return self.low is not None


def operators_agree(first: str, second: str) -> bool:
    """Whether two comparisons beside one number say the same: ≥ with ≥, and > with 以上."""
    return first == second or (first, second) in _AGREE


def draft_of(match: re.Match[str]) -> PartDraft:
    """The draft of a quantity match; an over-long number leaves the value None with a doubt."""
    op, sign, first, unit, dash, last, unit2, per, post, per2 = match.group(
        "op", "sign", "first", "unit", "dash", "last", "unit2", "per", "post", "per2"
    )
    draft = PartDraft(match.group("quantity"))
    if op:
        _read_operator(draft, op)
    if post:
        _read_after(draft, post)
    _read_number(draft, first, unit, sign)
    if dash:
        _read_range(draft, dash, last, unit2)
    elif op and ("±" in op or "+-" in op):
        _spread(draft, Decimal(0), draft.value)
    if per or per2:
        draft.per = (per or per2)[1:].replace("·", "/")
    return draft


def _read_operator(draft: PartDraft, words: str) -> None:
    operator = OPERATORS.get(words)
    if operator is None:
        found = [OPERATORS[word] for word in _ONE_OPERATOR.findall(words)]
        # 约≥95 is ≥ with a doubt of how exactly.
        relations = [sign for sign in found if sign not in "≈="] or found
        operator = relations[0]
        draft.approximate = "≈" in found
        if len(relations) == 2 and "±" not in found and (relations[0], relations[1]) not in _AGREE:
            _conflict(draft, relations[0], relations[1])
    draft.strong = True
    draft.operator = "" if "±" in words or "+-" in words else operator
    draft.approximate = draft.approximate or operator == "≈"


def _read_after(draft: PartDraft, words: str) -> None:
    bare = _INCLUSION.sub("", words) if "(" in words else words
    draft.after = bare
    operator = AFTER.get(bare, "")
    if "不含" in words:
        draft.operator = _STRICT.get(draft.operator, draft.operator)
        operator = _STRICT.get(operator, operator)
    if not operator:
        return
    draft.approximate = draft.approximate or operator == "≈"
    if not draft.operator or draft.operator == "≈" or operator == "≈":
        draft.operator = operator
    elif (draft.operator, operator) not in _AGREE:
        _conflict(draft, draft.operator, operator)


def _conflict(draft: PartDraft, first: str, second: str) -> None:
    if first != "=" and second not in {"=", first}:
        draft.doubts.append(TargetIssueCode.OPERATOR_CONFLICT)


def _read_number(draft: PartDraft, first: str, unit: str, sign: str | None) -> None:
    if first in ("百分百", "百分之百"):
        first, draft.measure = "100", "%"
    elif first[0] in "百千" and first[1:3] == "分之":
        draft.measure = "%" if first[0] == "百" else "‰"
        first = first[3:]
    value = numeral_value(first)
    if value is None:
        draft.doubts.append(TargetIssueCode.NUMBER_TOO_LONG)
        return
    draft.numeral = first[-1] > "9"
    if sign == "-":
        value = -value
    if unit:
        value = _read_unit(draft, value, unit)
    draft.value = value
    if not value and draft.measure and draft.measure not in MEASURES and is_zero_word(draft.measure):
        draft.label, draft.measure, draft.none = draft.measure, "", True


def _read_unit(draft: PartDraft, value: Decimal, unit: str) -> Decimal:
    if unit in MEASURES:
        draft.measure = measure_of(unit)
        return value
    match = unit_pattern().fullmatch(unit)
    if match is None:
        return value
    more, scale, more2, measure = match.group("more", "scale", "more2", "measure")
    if more or more2:
        plus = (more or more2) == "+"
        draft.operator = draft.operator or ("≥" if plus else "≈")
        draft.approximate = not plus
    if measure:
        draft.measure = measure_of(measure)
    if scale:
        draft.scale = scale
        return scaled(value, scale)
    return value


def _read_range(draft: PartDraft, dash: str, last: str, unit: str) -> None:
    low, scale, measure = draft.value, draft.scale, draft.measure
    high = numeral_value(last)
    if low is None or high is None:
        draft.value = None
        draft.doubts.append(TargetIssueCode.NUMBER_TOO_LONG)
        return
    draft.scale, draft.measure = "", ""
    if unit:
        high = _read_unit(draft, high, unit)
    # 3-5万: so does one behind the second.
    if draft.scale and not scale and not measure:
        low = scaled(low, draft.scale)
    # 3万-5: the scale behind the first number holds for both.
    if scale and not unit:
        draft.scale, high = scale, scaled(high, scale)
    draft.measure = draft.measure or measure
    if dash == "±":
        _spread(draft, low, high)
    else:
        _set_range(draft, low, high)


def _spread(draft: PartDraft, middle: Decimal, reach: Decimal | None) -> None:
    if reach is not None:
        _set_range(draft, middle - reach, middle + reach)


def _set_range(draft: PartDraft, low: Decimal, high: Decimal) -> None:
    if low > high:
        draft.doubts.append(TargetIssueCode.REVERSED_RANGE)
        # Kept the right way round, with a doubt: 95–90 is a slip, not nonsense.
        low, high = high, low
    draft.value, draft.low, draft.high = None, low, high
    draft.strong = True
