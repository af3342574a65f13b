"""Rules over execution: more spent than there was, spent without a budget, shares above the whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.magnitudes import is_in_other_measure
from jixiao_xlsx.filings.view.shares import share_text
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.expr.nodes import Product, Ref
from jixiao_xlsx.model.expr.results import SUPPRESSED, UNREADABLE
from jixiao_xlsx.model.keys import Key, parse_key, row_of
from jixiao_xlsx.model.kinds import traits_of

# Words of labels: what is a part of a whole, and what may grow beyond it.
_BOUNDED = re.compile(r"率|占|比例|比重|满意度")
_UNBOUNDED = re.compile(r"增|减|变动|变化|同比|环比|之比|倍|收益|回报|利润|负债")
_PAIR = ("executed", "budgeted")
# 全年预算数(A)
_LETTERS = re.compile(r"[（(][A-Za-z/]+[)）]|[:：]$")
_HUNDRED = Decimal(100)
# A 分 too much of 100 亿元 shows in the tenth decimal.
_FINEST = 10


def overspent(context: RuleContext) -> Iterator[Finding]:
    """G14, G15: executed above budgeted, or executed where nothing was budgeted; said once for each row of money."""
    rows: dict[Key, list[Finding]] = defaultdict(list)
    ruled_rows: set[Key] = set()
    for key, budget in _pairs(context):
        row, executed, budgeted = _row_of_pair(key), context.number(key), context.number(budget)
        if not executed:
            continue
        if _is_ruled(context, key, budget) and budgeted is not None:
            ruled_rows |= {row} if executed > budgeted else set()
        elif not budgeted and not _is_unreadable(context, budget):
            expected = "是 0" if budgeted == 0 else "空着"
            rows[row].append(context.at("G15", key, found=f"{executed:,.2f}", expected=expected))
        # G01 tells the measure.
        elif budgeted and executed > budgeted > 0 and not is_in_other_measure(executed, budgeted):
            rows[row].append(_over_budget(context, key, budget, executed, budgeted))
    for row, found in rows.items():
        if row not in ruled_rows:
            # The total where it is open, else the part that makes it too large.
            yield next((over for over in found if context.is_slot(parse_key(over.where.key))), found[0])


def _over_budget(context: RuleContext, key: Key, budget: Key, executed: Decimal, budgeted: Decimal) -> Finding:
    names = _names(context, key, budget)
    rate = share_text(executed / budgeted, beside=Decimal(1))
    reason = f"{names[0]} {executed:,.2f} 是{names[1]} {budgeted:,.2f} 的 {rate}"
    return context.at("G14", key, found=f"{executed:,.2f}", expected=f"{budgeted:,.2f}", reason=reason)


def _names(context: RuleContext, *keys: Key) -> list[str]:
    """What tells two amounts apart, as the form prints it: 全年执行数, 全年预算数."""
    labels = [asked.label.split("·") for key in keys if (asked := context.questions.about(key)) is not None]
    shared = set(labels[0]).intersection(*labels[1:])
    own = [[word for word in label if word not in shared] or label[-1:] for label in labels]
    return [_LETTERS.sub("", words[0]) for words in own]


def _pairs(context: RuleContext) -> Iterator[tuple[Key, Key]]:
    """Every executed amount with its budget: the keys differ in that one word."""
    for key in context.asked_keys():
        if _PAIR[0] in key:
            other = tuple(_PAIR[1] if part == _PAIR[0] else part for part in key)
            if context.questions.about(other) is not None:
                yield key, other


def _is_ruled(context: RuleContext, key: Key, budget: Key) -> bool:
    """Whether the form has its own rule for the pair, or for the rate beside it."""
    rate = (*key[: key.index(_PAIR[0])], "rate")
    return context.is_ruled(key, budget) or context.is_ruled(rate)


def _row_of_pair(key: Key) -> Key:
    """The row a pair belongs to: with all its parts, so that a total and its parts are said once."""
    # In a form without rows the section is the row.
    return row_of(key[: key.index(_PAIR[0])]) or key[:1]


def _is_unreadable(context: RuleContext, key: Key) -> bool:
    """Whether something stands there that nobody can read, or a sum of such a thing: it is not left empty."""
    return context.values.get(key) in (UNREADABLE, SUPPRESSED)


def rates_over_whole(context: RuleContext) -> Iterator[Finding]:
    """G13: a share or rate above 100%, filed or computed, that cannot be more; a row told to be overspent is not."""
    # G14 has told these.
    overspent_rows = {_row_of_pair(key) for key, budget in _pairs(context) if _exceeds(context, key, budget)}
    told: set[Key] = set()
    for key in context.asked_keys():
        asked = context.questions.about(key)
        field = asked.field if asked else None
        if asked is None or field is None or not traits_of(field).is_percent or not _is_bounded(asked.label):
            continue
        value = context.number(key)
        if value is not None and value > 1 and not context.is_ruled(key) and not _in_any(key, overspent_rows):
            yield from _over_whole(context, key, value, told)


def _over_whole(context: RuleContext, key: Key, value: Decimal, told: set[Key]) -> Iterator[Finding]:
    """One rate above the whole; where it is worked out, at the figure that it is worked out of, a sum and its parts
    once."""
    found, ratio = share_text(value, beside=Decimal(1)), _ratio(context, key)
    if ratio is None:
        yield context.at("G13", key, found=found, reason=f"这里是 {found}")
        return
    over, under = ratio
    parts = set(context.sources.inputs(over))
    place = context.sources.to_change(over)
    if context.is_ruled(over, under) or parts & told or place is None:
        return
    told |= parts
    names = _names(context, over, under)
    figures = [f"{context.number(cell):,.2f}".removesuffix(".00" if _is_whole(context, cell) else "") for cell in ratio]
    yield context.at("G13", place, found=found, reason=f"{names[0]} {figures[0]} 是{names[1]} {figures[1]} 的 {found}")


def _ratio(context: RuleContext, key: Key) -> tuple[Key, Key] | None:
    """The two cells that a computed rate divides; None where somebody filled it in, or it is another formula."""
    formula = context.values.computed.get(key)
    match formula.node if formula is not None else None:
        case Product(factors=(("*", Ref() as over), ("/", Ref() as under))):
            cells = tuple(found for ref in (over, under) for found in context.sources.keys(ref, key))
            both = len(cells) == 2 and all(context.number(cell) is not None for cell in cells)
            return (cells[0], cells[1]) if both else None
        case _:
            return None


def _is_whole(context: RuleContext, key: Key) -> bool:
    field = context.field_of(key)
    return field is not None and traits_of(field).is_whole


def _in_any(key: Key, rows: set[Key]) -> bool:
    return any(key[: len(row)] == row for row in rows)


def _exceeds(context: RuleContext, key: Key, budget: Key) -> bool:
    executed, budgeted = context.number(key), context.number(budget)
    return executed is not None and executed > (budgeted or 0)


def _is_bounded(label: str) -> bool:
    word = label.rpartition("·")[2]
    return _BOUNDED.search(word) is not None and _UNBOUNDED.search(word) is None
