"""Rules over an actual value by itself: far above its target, with a comparison, over a possible 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.rated_rows import RatedRow
from jixiao_xlsx.filings.view.tuning import Tuning
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.model.scoring.comparing import Incomparable, Pair, pair_of
from jixiao_xlsx.model.target import Direction, Target, TargetKind, TargetPart
from jixiao_xlsx.model.target.bounded import is_bounded
from jixiao_xlsx.model.target.measures import TIMES

_FIGURES = frozenset({TargetKind.NUMBER, TargetKind.RANGE, TargetKind.COMPOUND})
_SIGN = re.compile(r"[≥≤＞＜><≧≦⩾⩽﹥﹤》《≮≯]")
_BEFORE = re.compile(
    r"(?:不(?:得)?(?:低于|少于|小于|高于|超过|大于|多于)|大于(?:或)?等于|小于(?:或)?等于"
    r"|大于|小于|高于|低于|超过|多于|少于|至少|最少|最多)(?=\d)"
)
# 以上 ends what is said: 80岁以上老人512人 is about those above eighty.
_AFTER = re.compile(r"\d(?:%|‰|[^\d\W]{0,4}?)(及?以上|及?以下|以内)(?=$|[^\w])")
# What explains the figure beside it: 512户（指标值≥500户）, 86.1%，优于≥85%的目标.
_CLAUSE = re.compile(r"\([^()]*\)")
_EXPLAINING = re.compile(r"[,;。、][^,;。、]*(?:目标|指标|年初|计划|要求|任务|标准|优于|高于|考核)[^,;。、]*")
_WITHIN = "以内"
# Growth is counted in points, and two of five is soon ten of five.
_PERCENT_LEAST = Decimal(10)
_WHOLE = Decimal(100)


def surpassed_without_reason(context: RuleContext) -> Iterator[Finding]:
    """C10: several times the target, and nothing said of it; at the cell for the reason, else at the value."""
    for row in context.reviewed_rows:
        target, actual = row.target, row.actual
        if target is None or actual is None or row.actual_key is None or row.is_explained or not _counts_as_met(row):
            continue
        pair = _more_is_better(row, target, actual)
        if pair is not None and _is_surpassed(pair, target, context.tuning):
            place = row.reason_key if row.reason_key and context.is_slot(row.reason_key) else row.actual_key
            share = f"{(pair.actual / pair.target * 100).quantize(Decimal(1), ROUND_HALF_UP):f}%"
            found, expected = shown_words(actual.raw), shown_words(target.raw)
            yield context.at("C10", place, found=found, expected=expected, reason=share)


def _counts_as_met(row: RatedRow) -> bool:
    """Whether nothing was taken off: who lost points has to say why anyway."""
    return row.score is None or row.points is None or row.is_full


def _more_is_better(row: RatedRow, target: Target, actual: Target) -> Pair | None:
    """Target and actual as two numbers, where more is better or nothing else was planned than so many."""
    if target.kind is not TargetKind.NUMBER or row.told is Direction.NEGATIVE:
        return None
    pair = pair_of(target, actual)
    if isinstance(pair, Incomparable):
        return None
    part = target.parts[0]
    # More money and more days may well be worse, whatever the name: only a comparison says that they are not.
    unsure = (part.measure in TIMES or part.yuan is not None) and part.operator not in ("≥", ">")
    return pair if part.direction in (Direction.POSITIVE, Direction.EQUAL) and not unsure else None


def _is_surpassed(pair: Pair, target: Target, tuning: Tuning) -> bool:
    if pair.target <= 0 or pair.actual <= pair.target * tuning.surpassed_times:
        return False
    # One yuan more than another is as good as a hundred: money has no small numbers.
    if target.parts[0].yuan is not None:
        return True
    least = _PERCENT_LEAST if pair.measure == "%" else tuning.surpassed_least
    return pair.actual - pair.target >= least


def actuals_with_comparison(context: RuleContext) -> Iterator[Finding]:
    """C11: `≥90%`, 不低于90%, 90%以上 as what was done."""
    for row in context.reviewed_rows:
        actual = row.actual
        if actual is None or row.actual_key is None or actual.kind not in _FIGURES:
            continue
        said = _comparison(actual)
        if said and not _is_apart_from(said, row.target):
            yield context.at("C11", row.actual_key, found=shown_words(actual.raw), reason=said)


def _is_apart_from(word: str, target: Target | None) -> bool:
    """Whether the target asks how far below or above something: 低于6.3% beside 低于市场均价5%."""
    return target is not None and re.search(rf"{word}[^\d\W]+\d", folded(target.raw)) is not None


def _comparison(actual: Target) -> str:
    """The sign or word that compares, as it was written; empty where there is none."""
    if not any(part.operator in ("≥", ">", "≤", "<") or part.low is not None for part in actual.parts):
        return ""
    text = folded(actual.raw)
    bare = _EXPLAINING.sub("", _CLAUSE.sub("", text)) or text
    sign = _SIGN.search(bare) or _BEFORE.search(bare)
    if sign:
        return sign[0]
    after = _AFTER.search(bare)
    if after is None or (_WITHIN in after[1] and any(part.measure in TIMES for part in actual.parts)):
        return ""
    return after[1]


def actuals_over_whole(context: RuleContext) -> Iterator[Finding]:
    """C12: a rate that cannot be over 100 %, by the closed list of names."""
    for row in context.reviewed_rows:
        actual = row.actual
        if actual is not None and row.actual_key is not None and _is_over_whole(row, actual):
            text = shown_words(actual.raw)
            yield context.at("C12", row.actual_key, found=text, name=shown_words(_bounded_name(row, actual)))


def _is_over_whole(row: RatedRow, actual: Target) -> bool:
    if not _bounded_name(row, actual) or actual.kind not in _FIGURES:
        return False
    # 96.5%，任务完成率112%: what is named otherwise is something else.
    own = [part for part in actual.parts if part is actual.parts[0] or not part.label or is_bounded(part.label)]
    return any(_percent(row, part) > _WHOLE for part in own)


def _percent(row: RatedRow, part: TargetPart) -> Decimal:
    """A part as a percentage: written so, or a bare number beside a target that is; 0 for anything else."""
    value = part.value if part.value is not None else part.high
    target = row.target
    planned = target.parts[0].measure if target is not None and target.parts else ""
    return value if value is not None and "%" in (part.measure, part.measure or planned) else Decimal(0)


def _bounded_name(row: RatedRow, actual: Target) -> str:
    """What names it a part of a whole: its own name, a word in the cells, or its place under 满意度指标."""
    target = row.target
    labels = [part.label for read in (target, actual) if read is not None for part in read.parts]
    named = next((name for name in (row.indicator.name, *labels) if is_bounded(name)), "")
    unnamed = not row.indicator.name and not any(labels)
    return named or (row.indicator.label if row.is_satisfaction and unnamed else "")
