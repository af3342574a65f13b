"""A target that a form splits over three cells, 符号 | 值 | 单位: read together as one, with what they say against
each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from jixiao_xlsx.model.target.issues import TargetIssue, TargetIssueCode
from jixiao_xlsx.model.target.measures import measure_of
from jixiao_xlsx.model.target.normalise import normalise
from jixiao_xlsx.model.target.numerals import SCALES
from jixiao_xlsx.model.target.parse import parse_target
from jixiao_xlsx.model.target.quantity import operators_agree
from jixiao_xlsx.model.target.values import Confidence, Direction, Target, TargetKind
from jixiao_xlsx.model.target.words import OPERATORS

_QUALITATIVE = "定性"
_NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "无", "空", "不适用"})
_FIGURES = frozenset({TargetKind.NUMBER, TargetKind.RANGE, TargetKind.COMPOUND})
_WORDS = frozenset({TargetKind.QUALITATIVE, TargetKind.STATUS, TargetKind.UNPARSED})
# Nothing to compare: what stands in the other two cells does not change that.
_EMPTY = frozenset({TargetKind.NOT_APPLICABLE, TargetKind.PLACEHOLDER})
# The doubts of a number that should have been words: they would be told as a second mistake.
_OF_A_NUMBER = frozenset({TargetIssueCode.MISSING_MEASURE, TargetIssueCode.AMBIGUOUS_FRACTION})
# Of how the value's own cell is written: put together with the others it is spelled well.
_OF_SPELLING = frozenset({TargetIssueCode.NUMBER_HYGIENE, TargetIssueCode.ODD_SIGN})
_DIGIT = re.compile(r"[0-9]")
_POINT_IN_TIME = re.compile(r"完成|时间|时点|节点|时限")
_BARE = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class _SplitCells:
    """The three cells in one spelling: a sign or empty, the value, a measure or empty."""

    sign: str
    value: str
    measure: str


def parse_split_target(
    value: str,
    *,
    operator: str = "",
    measure: str = "",
    name: str = "",
    year: int | None = None,
    direction: Direction | None = None,
) -> Target:
    """The record of a target written in several cells (符号 | 值 | 单位), any of which may be blank.

    `operator` may be a sign of any width, a word (大于等于) or 定性; `name`, `year` and `direction` are as in
    `parse_target`. `raw` is the three put together, as `≥95%`. Besides what `parse_target` doubts, it tells an
    operator against the one inside the value (operator_conflict), a measure against the one inside the value
    (measure_conflict), 定性 before a number (number_for_words) and a comparison before words (words_for_number).
    """
    cells = _SplitCells(_sign(operator), _plain(value), _measure(measure, name))
    alone = parse_target(value, name=name, year=year, direction=direction)
    raw = _raw(cells, operator, value, alone)
    if not cells.value or alone.kind in _EMPTY:
        return replace(alone, raw=raw)
    if cells.sign == _QUALITATIVE:
        return _worded(replace(alone, raw=raw))
    text = _together(cells, alone)
    target = replace(parse_target(text, name=name, year=year, direction=direction), raw=raw)
    return _respelled(_doubted(target, _conflicts(cells, alone, target)), alone)


def _plain(text: str) -> str:
    return normalise(text)[0]


def _sign(operator: str) -> str:
    plain = _plain(operator)
    return _QUALITATIVE if plain.startswith(_QUALITATIVE) else OPERATORS.get(plain, "")


def _measure(measure: str, name: str) -> str:
    plain = _plain(measure)
    if plain == "月" and not _POINT_IN_TIME.search(name):
        # 建设周期 12 月 lasts twelve months; 完成时间 12 月 is December.
        return "个月"
    return "" if plain in _NOTHING else plain


def _own_measure(alone: Target) -> str:
    """The measure inside the value, of the only number that stands there."""
    return alone.parts[0].measure if alone.kind in _FIGURES and len(alone.parts) == 1 else ""


def _raw(cells: _SplitCells, operator: str, value: str, alone: Target) -> str:
    """The three as a person would write them in one cell, each said once."""
    middle, own = value.strip(), _own_measure(alone)
    said = operator.strip()
    sign = "" if not cells.sign or cells.sign == _QUALITATIVE or middle.startswith(said) else said
    if not cells.measure or cells.measure in cells.value or alone.kind is TargetKind.DATE:
        return f"{sign}{middle}"
    overlap = _shared_scale(cells.value, cells.measure)
    tail = cells.measure.removeprefix(overlap)
    # What does not go on from the number stands in brackets: 500以上（户）, 500户（人）.
    plain = not middle or middle[-1].isdigit() or bool(overlap) or (cells.value[-1:] in SCALES and not own)
    return f"{sign}{middle}{tail}" if plain else f"{sign}{middle}（{tail}）"


def _shared_scale(value: str, measure: str) -> str:
    """90万 beside 万元 is 90万元, not 90万万元."""
    return next((scale for scale in SCALES if value.endswith(scale) and measure.startswith(scale)), "")


def _together(cells: _SplitCells, alone: Target) -> str:
    """One text that the grammar of targets reads as the three cells are meant."""
    value, sign, measure = cells.value, cells.sign, cells.measure
    if alone.kind in _FIGURES and _own_measure(alone):
        measure = ""
    if sign and not (alone.parts and alone.parts[0].operator):
        first = _DIGIT.search(value)
        place = first.start() if first is not None and alone.kind in _FIGURES else 0
        # 培训 500: the sign belongs to the number, not to its name.
        value = value[:place] + sign + value[place:]
    if not measure or (alone.kind not in _FIGURES and not _BARE.fullmatch(cells.value)):
        return value
    scale = _shared_scale(value, measure)
    measure = measure.removeprefix(scale)
    # In brackets it is the measure wherever the number ends: 500以上(户).
    return f"{value}{measure}" if value[-1].isdigit() or scale else f"{value}({measure})"


def _conflicts(cells: _SplitCells, alone: Target, target: Target) -> list[TargetIssue]:
    found: list[TargetIssue] = []
    own = alone.parts[0].operator if len(alone.parts) == 1 else ""
    if cells.sign and own and own != "≈" and not operators_agree(cells.sign, own):
        found.append(TargetIssue(TargetIssueCode.OPERATOR_CONFLICT, cells.sign + cells.value))
    inside = _own_measure(alone)
    said = {inside, *(part.label for part in alone.parts), *(_with_per(alone))}
    if cells.measure and inside and measure_of(cells.measure) not in said:
        found.append(TargetIssue(TargetIssueCode.MEASURE_CONFLICT, cells.measure))
    if cells.sign and _is_words(alone, target):
        found.append(TargetIssue(TargetIssueCode.WORDS_FOR_NUMBER, cells.value))
    return found


def _is_words(alone: Target, target: Target) -> bool:
    """Whether nothing stands there that could be compared; ≥二级 and ≤预算批复数 can."""
    return alone.kind is TargetKind.STATUS or (
        target.kind in _WORDS and not any(part.operator for part in target.parts)
    )


def _with_per(alone: Target) -> list[str]:
    """500元/人 beside 元/人 says one thing twice."""
    return [f"{part.measure}/{part.per}" for part in alone.parts if part.per]


def _worded(alone: Target) -> Target:
    """The reading where 定性 was chosen."""
    bare = alone.kind in (TargetKind.NUMBER, TargetKind.RANGE) and all(
        part.operator or not part.label for part in alone.parts
    )
    if not bare:
        return alone
    kept = tuple(issue for issue in alone.issues if issue.code not in _OF_A_NUMBER)
    return _doubted(replace(alone, issues=kept), [TargetIssue(TargetIssueCode.NUMBER_FOR_WORDS, alone.raw)])


def _respelled(target: Target, alone: Target) -> Target:
    """The reading with what had to be mended in the value's own cell: 1 000 beside ≥ and 户."""
    more = tuple(issue for issue in alone.issues if issue.code in _OF_SPELLING and not target.has(issue.code))
    if not more:
        return target
    confidence = Confidence.MEDIUM if target.confidence is Confidence.HIGH else target.confidence
    return replace(target, issues=(*more, *target.issues), confidence=confidence)


def _doubted(target: Target, more: list[TargetIssue]) -> Target:
    if not more:
        return target
    known = {issue.code for issue in target.issues}
    issues = (*target.issues, *(issue for issue in more if issue.code not in known))
    return replace(target, issues=issues, confidence=Confidence.LOW)
