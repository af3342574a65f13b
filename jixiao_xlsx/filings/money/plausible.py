"""Rules over the size of money: too much or too little for a department or a project, and less than nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.money.measures import is_in_doubt, round_yuan
from jixiao_xlsx.filings.money.totals import (
    MoneyTotal,
    budget_amounts,
    is_of_a_project,
    is_total,
    open_parts,
    totals_in,
)
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key

# Differences may be less than nothing, and so may what is taken off.
_SIGNED = re.compile(
    r"调整|增减|增加|减少|变动|变化|结余|差额|差异|超支|收支差|冲|扣|抵|盈亏|净|利润|赤字|调[减增]|核[减增]|±|追加"
)


def sizes_out_of_range(context: RuleContext) -> Iterator[Finding]:
    """G41: a total that no department (or no project) has; said once, where G01 does not doubt the measure."""
    if is_in_doubt(context):
        return
    for total in _largest_of_all(context):
        is_project = bool(total.owner) or is_of_a_project(context)
        least, most = _range(context, total, is_project=is_project)
        if least <= abs(total.yuan) < most:
            continue
        size = f"不到 {round_yuan(least)}" if abs(total.yuan) < least else f"达到 {round_yuan(most)}"
        place = max(open_parts(context, total.key), key=lambda part: context.number(part) or 0, default=total.key)
        yield context.at("G41", place, found=total.said, reason=size)
        return


def _largest_of_all(context: RuleContext) -> Iterator[MoneyTotal]:
    """The largest total of the form, in one without totals the largest amount; of a list of projects, each one's."""
    owners: dict[Key, MoneyTotal] = {}
    for total in totals_in(context) or budget_amounts(context):
        best = owners.get(total.owner)
        if best is None or abs(total.yuan) > abs(best.yuan):
            owners[total.owner] = total
    yield from (owners[()],) if () in owners else owners.values()


def _range(context: RuleContext, total: MoneyTotal, *, is_project: bool) -> tuple[Decimal, Decimal]:
    tuning = context.tuning
    if is_project:
        return tuning.small_project, tuning.large_project
    # The tasks of a year may be few and small; all that a department has is not.
    return tuning.small_yuan if total.is_whole else tuning.small_project, tuning.large_yuan


def negative_amounts(context: RuleContext) -> Iterator[Finding]:
    """G42: money below nothing where neither the label nor the form expects it."""
    below = [(record, value) for record, value in context.amounts if value < 0 and not _may_be_signed(context, record)]
    # A part below nothing drags its total along.
    parts = [(record, value) for record, value in below if not is_total(context, record.key)]
    for record, value in parts or below:
        yield context.at("G42", record.key, found=f"{value:,.2f}")


def _may_be_signed(context: RuleContext, record: Record) -> bool:
    field = context.field_of(record.key)
    # A limit of the form was weighed when the cell was read.
    return field is None or field.least is not None or _SIGNED.search(record.label) is not None
