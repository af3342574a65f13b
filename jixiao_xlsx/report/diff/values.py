"""Two values of one cell compared: amounts with difference and percent, targets by meaning, texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher

from jixiao_xlsx.model.filings.filing import Figure, Record
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.money import yuan_of
from jixiao_xlsx.model.target import Confidence, Direction, Part, Target, TargetKind
from jixiao_xlsx.report.diff.rows import plain_text
from jixiao_xlsx.report.kit.plain import decimal_text, figure_value, value_text
from jixiao_xlsx.report.records.leaves import Leaf

_WORD = re.compile(r"[0-9][0-9,.]*[%‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^，。；;！？\n]*[，。；;！？\n]?")
_MANY = 1200
_CENT = Decimal("0.01")
_POINT_PLACES, _FIGURE_PLACES = 2, 6
_POINTS = "个百分点"
_MEASURED = frozenset({TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE, TargetKind.COMPOUND})


@dataclass(frozen=True, slots=True)
class Amounts:
    """By how much a number changed: `difference` in `measure`, `yuan` where it is money, `percent` of the value
    before (None where that was zero)."""

    difference: Decimal
    measure: str
    percent: Decimal | None
    yuan: Decimal | None

    @property
    def direction(self) -> str:
        return "增加" if self.difference > 0 else "减少"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text: kept (`=`), taken out (`-`) or put in (`+`)."""

    sign: str
    text: str


def compare_numbers(before: Leaf, after: Leaf) -> Amounts | None:
    """The change of two numbers; amounts of different money measures are compared in 元. None where they are equal, or
    cannot be compared."""
    old, new = number_of(before), number_of(after)
    if old is None or new is None:
        return None
    measure = after.measure
    if before.measure != after.measure:
        old_yuan, new_yuan = yuan_of(old, before.measure), yuan_of(new, after.measure)
        if old_yuan is None or new_yuan is None:
            return None
        old, new, measure = old_yuan, new_yuan, "元"
    if traits_of(after).is_percent:
        old, new, measure = old * 100, new * 100, _POINTS
    difference = new - old
    if not difference:
        return None
    percent = (difference / abs(old) * 100).quantize(_CENT, ROUND_HALF_UP) if old and measure != _POINTS else None
    return Amounts(difference, measure, percent, yuan_of(difference, measure))


def number_of(leaf: Leaf) -> Decimal | None:
    """The leaf's number, a recomputed one's without the digits that only a division makes; None where it has none."""
    if not isinstance(leaf.value, Decimal):
        return None
    if not isinstance(leaf, Figure):
        return leaf.value
    kept = _POINT_PLACES if traits_of(leaf).is_score else _FIGURE_PLACES
    value = figure_value(leaf.value)
    return value if int(value.as_tuple().exponent) >= -kept else round(value, kept).normalize()


def same_target(one: Target, other: Target) -> bool:
    """Whether two targets say the same in other words: every figure, operator, measure, label and date is equal."""
    if Confidence.LOW in (one.confidence, other.confidence) or one.kind is not other.kind or one.kind not in _MEASURED:
        return False
    facts = (one.level, one.horizon, one.deadline, one.reference, one.basis)
    if facts != (other.level, other.horizon, other.deadline, other.reference, other.basis):
        return False
    says_something = bool(one.deadline) or any(part.value is not None or part.low is not None for part in one.parts)
    return says_something and list(map(_meaning, one.parts)) == list(map(_meaning, other.parts))


def target_shift(one: Target, other: Target) -> str:
    """Whether a target was made easier or harder, in words; nothing where that cannot be told."""
    if len(one.parts) != 1 or len(other.parts) != 1 or one.direction is not other.direction:
        return ""
    old, new = one.parts[0], other.parts[0]
    if old.value is None or new.value is None or (old.label, old.operator) != (new.label, new.operator):
        return ""
    values = (old.yuan, new.yuan) if old.yuan is not None and new.yuan is not None else (old.value, new.value)
    if (old.measure != new.measure and old.yuan is None) or values[0] == values[1]:
        return ""
    up = values[1] > values[0]
    if one.direction is Direction.POSITIVE:
        return "目标调高" if up else "目标调低"
    return ("目标放宽" if up else "目标收紧") if one.direction is Direction.NEGATIVE else ""


def _meaning(part: Part) -> tuple[object, ...]:
    amount = ("元", part.yuan) if part.yuan is not None else (part.measure, part.value)
    operator = part.operator or ("=" if part.implied else "")
    return (part.label, operator, amount, part.low, part.high, part.approximate, part.per)


def same_but_looks(one: str, other: str) -> bool:
    """Whether two texts differ in spaces, line breaks and half or full width only."""
    return plain_text(one) == plain_text(other)


def text_runs(before: str, after: str) -> tuple[Run, ...]:
    """What was taken out and put in, by Chinese characters, whole numbers and whole words; texts of more than a page
    are compared by the parts of their sentences first."""
    one, other = _WORD.findall(before), _WORD.findall(after)
    if max(len(one), len(other)) <= _MANY:
        return _joined(_compared(one, other))
    return _joined(_closer(_joined(_compared(_SENTENCE.findall(before), _SENTENCE.findall(after)))))


def _closer(runs: Sequence[Run]) -> Iterable[Run]:
    """Replaced sentences compared word by word."""
    number = 0
    while number < len(runs):
        pair = runs[number : number + 2]
        if [run.sign for run in pair] == ["-", "+"]:
            yield from _word_by_word(pair[0].text, pair[1].text)
            number += 2
        else:
            yield runs[number]
            number += 1


def _word_by_word(before: str, after: str) -> Iterable[Run]:
    """Without what both begin and end with; what is left is compared where that takes no time worth speaking of."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    yield Run("=", before[:head])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(old), len(new)) <= _MANY:
        yield from _compared(_WORD.findall(old), _WORD.findall(new))
    else:
        yield from (Run("-", old), Run("+", new))
    yield Run("=", before[len(before) - tail :])


def _shared(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _compared(one: Sequence[str], other: Sequence[str]) -> Iterable[Run]:
    for tag, i, i_end, j, j_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run("=", "".join(one[i:i_end]))
            continue
        yield Run("-", "".join(one[i:i_end]))
        yield Run("+", "".join(other[j:j_end]))


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one kind in one run; a single character kept between two changes belongs to them."""
    given = [run for run in runs if run.text]
    out: list[Run] = []
    old = new = ""
    for number, run in enumerate(given):
        lone = run.sign == "=" and len(run.text) == 1 and 0 < number < len(given) - 1
        if run.sign == "=" and not lone:
            out += [Run("-", old), Run("+", new), run]
            old = new = ""
            continue
        old += "" if run.sign == "+" else run.text
        new += "" if run.sign == "-" else run.text
    out += [Run("-", old), Run("+", new)]
    return tuple(run for run in out if run.text)


def shown(leaf: Leaf | None) -> str:
    """A leaf's value for people: a number with thousands commas and its measure, a percent as such, else the text."""
    if leaf is None:
        return ""
    number = number_of(leaf)
    if number is None:
        text = value_text(leaf.value)
        return text if text is not None else _unread(leaf)
    if traits_of(leaf).is_percent:
        return f"{decimal_text((number * 100).normalize())}%"
    digits = f"{number:,f}" if traits_of(leaf).is_figure else f"{number:f}"
    return f"{digits} {leaf.measure}".rstrip()


def _unread(leaf: Leaf) -> str:
    return f"{leaf.raw}（读不懂）" if isinstance(leaf, Record) else leaf.text
