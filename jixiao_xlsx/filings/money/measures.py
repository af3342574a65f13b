"""Rules over the measure of amounts: 元 and 万元 mixed up, and zeros all over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from statistics import median

from jixiao_xlsx.filings.money.totals import is_of_a_project, without_stage
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.magnitudes import FACTOR, is_in_other_measure
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key, row_of
from jixiao_xlsx.model.money import YUAN_IN

# Amounts are kept to the cent: 元 over ten thousand are rounded as people round them.
_CENT = Decimal("0.01")
# Fewer amounts have no size that is usual among them.
_SEVERAL = 3
# Ten 亿元 in a form of 万元 whose other amounts are some hundred 万元, or five digits that nobody rounded.
_LARGE, _DIGITS = Decimal(100_000), 5

# Years: no project is planned for more.
_LONG_CYCLE = 10
# The largest and the smallest of a few amounts are seldom the limits of what may be.
_SLACK = 10

FilledAmount = tuple[Record, Decimal]


def doubtful_measures(context: RuleContext) -> Iterator[Finding]:
    """G01: magnitudes that fit another measure than the form's; the size of all is said once, a pair at its cell."""
    whole, amounts = doubted_as_a_whole(context), _filled_amounts(context)
    if whole is not None:
        yield _doubt(context, *whole)
        return
    told: dict[Key, Finding] = {}
    for doubts in (_exact_multiples, _other_stages, _outliers):
        for amount, reason in doubts(context, amounts):
            told.setdefault(amount[0].key, _doubt(context, amount, reason))
    yield from told.values()


def is_in_doubt(context: RuleContext) -> bool:
    """Whether any amount may be in another measure: what it is weighed against proves nothing then."""
    return next(doubtful_measures(context), None) is not None


def _filled_amounts(context: RuleContext) -> list[FilledAmount]:
    return [(record, value) for record, value in context.amounts if value and record.measure in YUAN_IN]


def _doubt(context: RuleContext, amount: FilledAmount, reason: str) -> Finding:
    record, value = amount
    return context.at("G01", record.key, found=f"{value:,.2f}", expected=record.measure, reason=reason)


def doubted_as_a_whole(context: RuleContext) -> tuple[FilledAmount, str] | None:
    """The largest amount of a form whose amounts are all too small or too large for its measure, and why."""
    amounts = _filled_amounts(context)
    if not amounts:
        return None
    record, value = largest = max(amounts, key=lambda amount: abs(amount[1]))
    is_project = is_of_a_project(context) or bool(row_of(record.key))
    least = context.tuning.small_project if is_project else context.tuning.small_yuan
    # Whole yuan were not converted from 万元.
    in_yuan = all(other.measure == "元" for other, _ in amounts) and any(size % 1 for _, size in amounts)
    if in_yuan and abs(value) < least:
        return largest, f"最大的金额也不到 {round_yuan(least)}，像是按万元填的"
    if abs(value) * YUAN_IN[record.measure] >= context.tuning.large_yuan:
        return largest, f"折合 {round_yuan(context.tuning.large_yuan)}以上，像是按元填的"
    return None


def round_yuan(yuan: Decimal) -> str:
    """A limit as people say it: `100 亿元`."""
    measure = next((word for word in ("亿元", "万元") if yuan >= YUAN_IN[word]), "元")
    return f"{(yuan / YUAN_IN[measure]).normalize():f} {measure}"


def _exact_multiples(context: RuleContext, amounts: list[FilledAmount]) -> Iterator[tuple[FilledAmount, str]]:
    # At least three digits: 10,000 times a round number is another round number, by chance.
    exact = {value: record for record, value in amounts if _digits(value) >= 3}
    for record, value in amounts:
        other = exact.get((value / FACTOR).quantize(_CENT, ROUND_HALF_UP))
        if other is not None and other.measure == record.measure:
            yield (record, value), f"恰好是{context.named(other.key)}的一万倍"


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _other_stages(context: RuleContext, amounts: list[FilledAmount]) -> Iterator[tuple[FilledAmount, str]]:
    """About ten thousand times the same money at another stage: budgeted and executed, this year and last, one year
    and all of a cycle's."""
    stages: dict[Key, list[FilledAmount]] = defaultdict(list)
    for record, value in amounts:
        stages[tuple(map(without_stage, record.key))].append((record, value))
    for same in stages.values():
        for record, value in same:
            other = next(
                (candidate for candidate, size in same if _is_far_above((record, value), (candidate, size))), None
            )
            if other is not None and abs(value) >= 1:
                yield (record, value), f"约是{context.named(other.key)}的一万倍"


def _is_far_above(amount: FilledAmount, other: FilledAmount) -> bool:
    """Whether an amount is the other in 元; of a cycle's money the year has a tenth at least."""
    cycles = [_is_of_cycle(record.key) for record, _ in (amount, other)]
    if cycles[0] == cycles[1]:
        return is_in_other_measure(amount[1], other[1])
    least, most = (1, _LONG_CYCLE) if cycles[0] else (Decimal(1) / _LONG_CYCLE, 1)
    return bool(other[1]) and FACTOR * least <= abs(amount[1] / other[1]) <= FACTOR * most


def _is_of_cycle(key: Key) -> bool:
    return any(isinstance(part, str) and part.startswith("cycle") for part in key)


def _outliers(context: RuleContext, amounts: list[FilledAmount]) -> Iterator[tuple[FilledAmount, str]]:
    """A thousand times what is usual among the amounts in 万元, and of their size once it is taken for 元."""
    in_wan = [(record, abs(value)) for record, value in amounts if record.measure == "万元"]
    usual = _usual([size for _, size in in_wan], context.tuning.far_out)
    if usual is None:
        return
    limit = usual * context.tuning.far_out
    others = [size for _, size in in_wan if size < limit]
    for record, size in in_wan:
        if size < limit or len(others) < _SEVERAL or not min(others) / _SLACK <= size / FACTOR <= max(others) * _SLACK:
            continue
        if size >= _LARGE or _digits(size) >= _DIGITS:
            yield (record, size), f"其余金额多在 {usual:,.2f} 上下，像是按元填的"


def _usual(sizes: list[Decimal], far_out: Decimal) -> Decimal | None:
    """The size that is usual among amounts; where half of them or more are of another order, all of one source, and
    larger than any budget of a few hundred 万元 goes with, that of the smaller ones. None where they are too few."""
    if len(sizes) <= _SEVERAL:
        return None
    ordered = sorted(sizes)
    steps = ((above / below, place) for place, (below, above) in enumerate(pairwise(ordered), 1))
    widest, place = max(steps)
    smaller, larger = ordered[:place], ordered[place:]
    if widest >= far_out and len(larger) >= len(smaller) >= _SEVERAL and larger[0] >= _LARGE:
        return median(smaller)
    return median(ordered)


def all_zero(context: RuleContext) -> Iterator[Finding]:
    """G18: amounts, and every one of them zero."""
    amounts = context.amounts
    # A single 0 is an answer.
    if len(amounts) > 1 and not any(value for _, value in amounts):
        yield context.at("G18", amounts[0][0].key, count=len(amounts))
