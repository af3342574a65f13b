"""The rule over one year's money beside that of the years it is one of."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.filings.money.totals import (
    MoneyStage,
    MoneyTotal,
    budget_amounts,
    is_total,
    open_parts,
    without_stage,
)
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.magnitudes import is_in_other_measure
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key


def years_above_cycles(context: RuleContext) -> Iterator[Finding]:
    """G43: one source of money gives more in the year than in all the years together."""
    over = [(year, cycle) for year, cycle in _pairs(context) if year.yuan > cycle.yuan]
    # Where the totals are the wrong way round as well, that is the one mistake.
    totals = [pair for pair in over if is_total(context, pair[0].key)]
    for year, cycle in totals or over:
        if not context.is_ruled(year.key, cycle.key) and not is_in_other_measure(year.yuan, cycle.yuan):
            place = next(open_parts(context, year.key), year.key)
            reason = context.named(cycle.key)
            yield context.at("G43", place, found=year.said, expected=cycle.said, reason=reason)


def _pairs(context: RuleContext) -> Iterator[tuple[MoneyTotal, MoneyTotal]]:
    """The year's amount and the cycle's of the same source."""
    amounts = budget_amounts(context)
    cycles = {_source(amount): amount for amount in amounts if amount.stage is MoneyStage.CYCLE}
    for amount in amounts:
        if amount.stage in (MoneyStage.BUDGETED, MoneyStage.INITIAL) and _source(amount) in cycles:
            yield amount, cycles[_source(amount)]


def _source(amount: MoneyTotal) -> Key:
    return tuple(part for part in map(without_stage, amount.key) if part)
