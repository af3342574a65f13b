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
from jixiao_xlsx.model.target import Confidence, Direction, Target, TargetKind, TargetPart
from jixiao_xlsx.report.diff.rows import plain_text
from jixiao_xlsx.report.kit.plain import decimal_text, figure_value, value_text
from jixiao_xlsx.report.records.leaves import Leaf

# A number with its separators and its % is one word: 3,200 → 3,250 is one change, not two digits.
_WORD = re.compile(r"[0-9][0-9,.]*[%‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^，。；;！？\n]*[，。；;！？\n]?")
# About two pages. SequenceMatcher takes time by the square: 0.1 s for 1,200 characters, 1.5 s for 4,800.
_MANY = 1200
_CENT = Decimal("0.01")
# Scores are printed with two decimals; six keep a rate to the ten thousandth of a percent.
_POINT_PLACES, _FIGURE_PLACES = 2, 6
_POINTS = "个百分点"
# The kinds that are told by figures; what has only words is compared as text.
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
        """Which way it went: 增加 or 减少."""
        return "增加" if self.difference > 0 else "减少"


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a text: kept (`=`), taken out (`-`) or put in (`+`)."""

    sign: str
    text: str


def compare_numbers(before: Leaf, after: Leaf) -> Amounts | None:
    """The change of two numbers; amounts of different money measures are compared in 元. None where they are equal, or
    cannot be compared."""
    old, new = leaf_number(before), leaf_number(after)
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
    # A rate has no percent of itself: 5 % → 6 % would be "+20 %" to some and "+1 %" to others.
    percent = (difference / abs(old) * 100).quantize(_CENT, ROUND_HALF_UP) if old and measure != _POINTS else None
    return Amounts(difference, measure, percent, yuan_of(difference, measure))


def leaf_number(leaf: Leaf) -> Decimal | None:
    """The leaf's number, a recomputed one's without the digits that only a division makes; None where it has none."""
    if not isinstance(leaf.value, Decimal):
        return None
    if not isinstance(leaf, Figure):
        return leaf.value
    kept = _POINT_PLACES if traits_of(leaf).is_score else _FIGURE_PLACES
    value = figure_value(leaf.value)
    return value if int(value.as_tuple().exponent) >= -kept else round(value, kept).normalize()


def same_target(before: Target, after: Target) -> bool:
    """Whether two targets say the same in other words: every figure, operator, measure, label and date is equal."""
    if (
        Confidence.LOW in (before.confidence, after.confidence)
        or before.kind is not after.kind
        or before.kind not in _MEASURED
    ):
        return False
    facts = (before.level, before.horizon, before.deadline, before.reference, before.basis)
    if facts != (after.level, after.horizon, after.deadline, after.reference, after.basis):
        return False
    says_something = bool(before.deadline) or any(
        part.value is not None or part.low is not None for part in before.parts
    )
    return says_something and list(map(_meaning, before.parts)) == list(map(_meaning, after.parts))


def target_shift(before: Target, after: Target) -> str:
    """Whether a target was made easier or harder, in words; nothing where that cannot be told."""
    if len(before.parts) != 1 or len(after.parts) != 1 or before.direction is not after.direction:
        return ""
    old, new = before.parts[0], after.parts[0]
    if old.value is None or new.value is None or (old.label, old.operator) != (new.label, new.operator):
        return ""
    values = (old.yuan, new.yuan) if old.yuan is not None and new.yuan is not None else (old.value, new.value)
    if (old.measure != new.measure and old.yuan is None) or values[0] == values[1]:
        return ""
    up = values[1] > values[0]
    if before.direction is Direction.POSITIVE:
        return "目标调高" if up else "目标调低"
    return ("目标放宽" if up else "目标收紧") if before.direction is Direction.NEGATIVE else ""


def _meaning(part: TargetPart) -> tuple[object, ...]:
    amount = ("元", part.yuan) if part.yuan is not None else (part.measure, part.value)
    operator = part.operator or ("=" if part.implied else "")
    return (part.label, operator, amount, part.low, part.high, part.approximate, part.per)


def same_but_looks(before: str, after: str) -> bool:
    """Whether two texts differ in spaces, line breaks and half or full width only."""
    return plain_text(before) == plain_text(after)


def text_runs(before: str, after: str) -> tuple[TextRun, ...]:
    """What was taken out and put in, by Chinese characters, whole numbers and whole words; texts of more than a page
    are compared by the parts of their sentences first."""
    old_words, new_words = _WORD.findall(before), _WORD.findall(after)
    if max(len(old_words), len(new_words)) <= _MANY:
        return _joined(_compared(old_words, new_words))
    return _joined(_closer(_joined(_compared(_SENTENCE.findall(before), _SENTENCE.findall(after)))))


def _closer(runs: Sequence[TextRun]) -> Iterable[TextRun]:
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


def _word_by_word(before: str, after: str) -> Iterable[TextRun]:
    """Without what both begin and end with; what is left is compared where that takes no time worth speaking of."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    yield TextRun("=", before[:head])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(old), len(new)) <= _MANY:
        yield from _compared(_WORD.findall(old), _WORD.findall(new))
    else:
        yield from (TextRun("-", old), TextRun("+", new))
    yield TextRun("=", before[len(before) - tail :])


def _shared(left: str, right: str) -> int:
    """How many signs two texts begin with alike."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(left), len(right)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterable[TextRun]:
    # autojunk takes frequent characters of long texts for noise, which in Chinese are 的 and the commas.
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield TextRun("=", "".join(old[i:i_end]))
            continue
        yield TextRun("-", "".join(old[i:i_end]))
        yield TextRun("+", "".join(new[j:j_end]))


def _joined(runs: Iterable[TextRun]) -> tuple[TextRun, ...]:
    """Neighbours of one kind in one run; a single character kept between two changes belongs to them."""
    given = [run for run in runs if run.text]
    out: list[TextRun] = []
    old = new = ""
    for number, run in enumerate(given):
        # "的" between two changed words would cut one change into two that nobody can read.
        lone = run.sign == "=" and len(run.text) == 1 and 0 < number < len(given) - 1
        if run.sign == "=" and not lone:
            out += [TextRun("-", old), TextRun("+", new), run]
            old = new = ""
            continue
        old += "" if run.sign == "+" else run.text
        new += "" if run.sign == "-" else run.text
    out += [TextRun("-", old), TextRun("+", new)]
    return tuple(run for run in out if run.text)


def shown_leaf(leaf: Leaf | None) -> str:
    """A leaf's value for people: a number with thousands commas and its measure, a percent as such, else the text."""
    if leaf is None:
        return ""
    number = leaf_number(leaf)
    if number is None:
        text = value_text(leaf.value)
        return text if text is not None else _unread(leaf)
    if traits_of(leaf).is_percent:
        return f"{decimal_text((number * 100).normalize())}%"
    digits = f"{number:,f}" if traits_of(leaf).is_figure else f"{number:f}"
    return f"{digits} {leaf.measure}".rstrip()


def _unread(leaf: Leaf) -> str:
    return f"{leaf.raw}（读不懂）" if isinstance(leaf, Record) else leaf.text
