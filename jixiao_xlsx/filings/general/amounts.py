"""Rules over amounts: 元 and 万元 mixed up, and zeros all over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.money import YUAN_IN

# The words of a key that say when: years back and forth, and the stages of a budget.
_STAGES = re.compile(r"y_?\d|initial|budgeted|adjusted|executed")
# 万元 in 元; half and twice of it allow for what happens to money from one year or stage to the next.
_FACTOR = Decimal(10_000)
_NEAR = (Decimal(5000), Decimal(20_000))
_CENT = Decimal("0.01")

FilledAmount = tuple[Record, Decimal]


def doubtful_measures(context: RuleContext) -> Iterator[Finding]:
    """G01: magnitudes that fit another measure than the form's; the size of all is said once, a pair at its cell."""
    amounts = [(record, value) for record, value in context.amounts if value and record.measure in YUAN_IN]
    if not amounts:
        return
    largest = max(amounts, key=lambda amount: abs(amount[1]))
    if _all_small(context, amounts):
        yield _doubt(context, largest, "最大的金额也不到十万元，像是按万元填的")
    elif abs(largest[1]) * YUAN_IN[largest[0].measure] >= context.tuning.large_yuan:
        yield _doubt(context, largest, "折合上千亿元，像是按元填的")
    else:
        yield from _mixed(context, amounts)


def _doubt(context: RuleContext, amount: FilledAmount, reason: str) -> Finding:
    record, value = amount
    return context.at("G01", record.key, found=f"{value:,.2f}", expected=record.measure, reason=reason)


def _all_small(context: RuleContext, amounts: list[FilledAmount]) -> bool:
    """Several answers in 元, one with cents, and none that a department's budget could be."""
    # One answer alone may be small, beside zeros it is all there is; whole yuan were not converted from 万元.
    in_yuan = len(context.amounts) > 1 and all(record.measure == "元" for record, _ in amounts)
    largest = max(abs(value) for _, value in amounts)
    return in_yuan and largest < context.tuning.small_yuan and any(value % 1 for _, value in amounts)


def _mixed(context: RuleContext, amounts: list[FilledAmount]) -> Iterator[Finding]:
    """An amount that is ten thousand times another one: exactly, or about so at another stage of the same money."""
    told: set[Key] = set()
    # At least three digits: 10,000 times a round number is another round number, by chance.
    exact = {value: record for record, value in amounts if len(value.normalize().as_tuple().digits) >= 3}
    for record, value in amounts:
        other = exact.get((value / _FACTOR).quantize(_CENT, ROUND_HALF_UP))
        if other is not None and other.measure == record.measure:
            told.add(record.key)
            reason = f"恰好是{context.named(other.key)}的一万倍"
            yield _doubt(context, (record, value), reason)
    stages: dict[Key, list[FilledAmount]] = defaultdict(list)
    for record, value in amounts:
        for money in _without_stage(record.key):
            stages[money].append((record, value))
    for same in stages.values():
        for record, value in same:
            other = next((candidate for candidate, size in same if _is_far(value, size)), None)
            if other is not None and record.key not in told:
                told.add(record.key)
                yield _doubt(context, (record, value), f"约是{context.named(other.key)}的一万倍")


def _without_stage(key: Key) -> Iterator[Key]:
    """What an amount is of, whatever the year or the stage: budgeted and executed, y0 and y_1 give the same."""
    for place, part in enumerate(key):
        if isinstance(part, str) and _STAGES.fullmatch(part):
            yield (*key[:place], "", *key[place + 1 :])


def _is_far(value: Decimal, other: Decimal) -> bool:
    return bool(other) and _NEAR[0] <= abs(value / other) <= _NEAR[1]


def all_zero(context: RuleContext) -> Iterator[Finding]:
    """G18: amounts, and every one of them zero."""
    amounts = context.amounts
    # A single 0 is an answer.
    if len(amounts) > 1 and not any(value for _, value in amounts):
        yield context.at("G18", amounts[0][0].key, count=len(amounts))
