"""Rules over points 分值 and scores 得分."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key, sibling


def scores_over_points(context: RuleContext) -> Iterator[Finding]:
    """G16: a filled score above its points."""
    for record in context.filing.records:
        score, points = context.number(record.key), context.number(sibling(record.key, "points"))
        if record.key[-1] != "score" or score is None or points is None or score <= points:
            continue
        if not context.is_ruled(record.key, sibling(record.key, "points")):
            yield context.at("G16", record.key, found=f"{score:f}", expected=f"{points:f}")


def points_in_all(context: RuleContext) -> Iterator[Finding]:
    """G17: the points of all indicators, printed ones included, add up to something else than a hundred."""
    # Points that the form prints were somebody else's sum.
    if _are_ruled(context) or not any(record.key[-1] == "points" for record in context.filing.records):
        return
    filled = [key for key in _points_keys(context) if not _is_computed(context, key)]
    total = sum((context.number(key) or Decimal(0) for key in filled), Decimal(0))
    expected = context.tuning.points_total
    if total != expected:
        sums = [key for key in context.questions.asked if key[-1] == "points" and _is_computed(context, key)]
        # Behind the total where the form has one: a formula nobody can change.
        place = context.sources.to_change(*sums) or [key for key in filled if key in context.by_key][-1]
        yield context.at("G17", place, found=f"{total:f}", expected=f"{expected:f}")


def _points_keys(context: RuleContext) -> Iterator[Key]:
    """Every cell of points, whatever the indicators' column of them is called."""
    indicators = (row.points_key for row in context.rated_rows if row.points_key is not None)
    yield from dict.fromkeys((*(key for key in context.asked_keys() if key[-1] == "points"), *indicators))


def _are_ruled(context: RuleContext) -> bool:
    """Whether a rule of the form already adds points up: it speaks of points and of nothing else."""
    return any({path[-1] for path in spoken} == {"points"} for spoken in context.ruled)


def _is_computed(context: RuleContext, key: Key) -> bool:
    field = context.field_of(key)
    return field is not None and field.compute is not None


def losses_without_reason(context: RuleContext) -> Iterator[Finding]:
    """G20: points were lost and the cell beside for the reason is blank."""
    for record in context.filing.records:
        if record.key[-1] != "score":
            continue
        reason = sibling(record.key, "deviation")
        score, points = context.number(record.key), context.number(sibling(record.key, "points"))
        if score is None or points is None or score >= points:
            continue
        if reason not in context.by_key and context.is_slot(reason) and not context.is_ruled(record.key, reason):
            yield context.at("G20", reason, found=f"{score:f}", expected=f"{points:f}")
