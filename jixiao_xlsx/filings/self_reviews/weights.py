"""Rules over how points 分值 are shared out, in plans and self-evaluations alike."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.rated_rows import RatedRow
from jixiao_xlsx.filings.view.shares import share_text
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.kinds.characters import plain_decimal

# Of two indicators one has half of the points or more: that says nothing.
_SEVERAL = 3
_WHOLE = Decimal(1)


def heavy_indicators(context: RuleContext) -> Iterator[Finding]:
    """C15: one of several indicators has nearly all points; said at its points."""
    rows, total = _weighted(context)
    for row in rows if len(rows) >= _SEVERAL else ():
        share = (row.points or Decimal(0)) / total
        # Points that the form prints were shared out by the office.
        if (
            row.points_key is not None
            and context.is_slot(row.points_key)
            and context.tuning.heaviest_share < share < _WHOLE
        ):
            yield context.at(
                "C15",
                row.points_key,
                name=shown_words(row.title),
                found=plain_decimal(row.points or Decimal(0)),
                expected=plain_decimal(total),
                reason=share_text(share),
            )


def odd_satisfaction(context: RuleContext) -> Iterator[Finding]:
    """C16: satisfaction has far more or far fewer points than anywhere else; said at its first points."""
    rows, total = _weighted(context)
    pleased = [row for row in rows if row.is_satisfaction]
    if len(rows) < _SEVERAL or not pleased or len(pleased) == len(rows):
        return
    points = sum((row.points or Decimal(0) for row in pleased), Decimal(0))
    share, tuning = points / total, context.tuning
    first = pleased[0].points_key
    # One indicator that has nearly all points is told as that.
    told = any((row.points or Decimal(0)) / total > tuning.heaviest_share for row in rows)
    if (
        first is not None
        and context.is_slot(first)
        and not told
        and not tuning.satisfaction_least <= share <= tuning.satisfaction_most
    ):
        found, expected = plain_decimal(points), plain_decimal(total)
        yield context.at("C16", first, found=found, expected=expected, reason=share_text(share))


def _weighted(context: RuleContext) -> tuple[list[RatedRow], Decimal]:
    """The indicators whose points are known, and all points together; none where there are no points at all."""
    rows = [row for row in context.rated_rows if row.points is not None and row.points >= 0]
    total = sum((row.points for row in rows if row.points is not None), Decimal(0))
    return (rows, total) if total > 0 else ([], Decimal(1))
