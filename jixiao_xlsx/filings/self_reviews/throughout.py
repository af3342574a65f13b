"""Rules over a whole self-evaluation: everything exactly as planned, every score full."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.rated_rows import RatedRow
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.forms.form import Scoring
from jixiao_xlsx.model.keys import Key, sibling
from jixiao_xlsx.model.kinds.characters import plain_decimal
from jixiao_xlsx.model.scoring.comparing import Pair, pair_of
from jixiao_xlsx.model.target import TargetKind
from jixiao_xlsx.model.target.bounded import is_bounded

# In percent.
_WHOLE = Decimal(100)
# Two of the rows may be all that is bought, or all of a rate; from three on it is a habit.
_TELLING = 3


def all_as_planned(context: RuleContext) -> Iterator[Finding]:
    """C13: every actual value is its target's number; said once, at the first that might have been another."""
    pairs = [(row, pair) for row in context.reviewed_rows if (pair := _figures(row)) is not None]
    if len(pairs) < context.tuning.equal_rows or any(pair.actual != pair.target for _, pair in pairs):
        return
    telling = [row for row, pair in pairs if _might_differ(row, pair)]
    if len(telling) >= _TELLING and telling[0].actual_key is not None:
        also = "，各项又都得了满分" if _full_rows(context) else ""
        yield context.at("C13", telling[0].actual_key, count=len(pairs), reason=also)


def _figures(row: RatedRow) -> Pair | None:
    """A target of one number and its actual value; None for any other row."""
    target, actual = row.target, row.actual
    if target is None or actual is None or target.kind is not TargetKind.NUMBER:
        return None
    pair = pair_of(target, actual)
    return pair if isinstance(pair, Pair) else None


def _might_differ(row: RatedRow, pair: Pair) -> bool:
    """Whether the target is neither all of a rate nor none at all: these are what one expects to come true."""
    whole = pair.measure == "%" and pair.target == _WHOLE and (is_bounded(row.indicator.name) or row.is_satisfaction)
    return pair.target != 0 and not whole


def all_full(context: RuleContext) -> Iterator[Finding]:
    """C14: every score is full and the total is all there is; said once, at the total or at the first score."""
    rows = _full_rows(context)
    # C13 says so too.
    if not rows or any(True for _ in all_as_planned(context)):
        return
    total = next((mine.total for mine in context.questions.form.scorings if mine.total), None)
    places = (total, rows[0].score_key, rows[0].actual_key)
    place = next((key for key in places if key and context.is_slot(key)), None)
    if place is not None:
        yield context.at("C14", place, found=plain_decimal(context.tuning.points_total), count=len(rows))


def _full_rows(context: RuleContext) -> list[RatedRow]:
    """The scored rows where all of them, and the execution rate, got all their points and these are a hundred."""
    rows = [row for row in context.reviewed_rows if row.points is not None and row.points > 0]
    if len(rows) < context.tuning.full_rows or not all(row.is_full for row in rows):
        return []
    points = sum((row.points for row in rows if row.points is not None), Decimal(0))
    others = [_beside(context, scoring) for scoring in context.questions.form.scorings if scoring.rate]
    full = all(score is not None and score >= given for given, score in others)
    return rows if full and points + sum(given for given, _ in others) == context.tuning.points_total else []


def _beside(context: RuleContext, scoring: Scoring) -> tuple[Decimal, Decimal | None]:
    """Points and score of the execution rate."""
    points, score = (context.number(_rate_cell(scoring, word)) for word in (scoring.points, scoring.score))
    return points or Decimal(0), score


def _rate_cell(scoring: Scoring, word: str) -> Key:
    return sibling(scoring.rate, word)
