"""The money of a filing: which of its amounts are totals, of whom, and at which stage of a budget's life."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.model.expr.nodes import bind, refs
from jixiao_xlsx.model.forms.asked import AskedCell
from jixiao_xlsx.model.forms.tree import is_about_subjects, sections_of
from jixiao_xlsx.model.keys import ALL, Key, KeyPart, is_under, row_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.money import YUAN_IN

_TOTAL_WORD = re.compile(r"总额|合计|总计|总投资|总支出|总预算|总金额|总收入|总资金|资金总|预算总|投资总")
# A total of something else than a budget (sales of a lottery, donations) stands in no such section.
_OF_A_BUDGET = re.compile(r"预算|资金|收支|收入|支出|经费|投资|拨款|任务|金额")
_NO_BUDGET = re.compile(r"销售|筹款|捐|产值|资产|债务|贷款")
_PAST = re.compile(r"y_\d")
# The first that holds decides: a forecast of the year is no budget of it, what was spent of a budget neither.
_STAGE_WORDS = (
    (r"中期|周期|实施期|规划期|项目期", "cycle"),
    (r"预计", "forecast"),
    (r"执行数|执行金额|实际|决算|支出数|已支|总支出", "executed"),
    (r"年初", "initial"),
)
# The words of a key that say when: years back and forth, and the stages of a budget.
_STAGES = re.compile(r"y_?\d|initial|budgeted|adjusted|executed|forecast|annual|cycle")
_PROJECT_LABEL = re.compile(r"项目名称$")


class MoneyStage(StrEnum):
    """What became of a budget so far; the values are the words that keys use."""

    CYCLE = "cycle"
    PAST = "past"
    INITIAL = "initial"
    BUDGETED = "budgeted"
    FORECAST = "forecast"
    EXECUTED = "executed"


@dataclass(frozen=True, slots=True)
class MoneyTotal:
    """A total: `owner` is the row (a project, a task) it is of, empty for that of the whole form; `yuan` its amount
    in 元. `is_whole` tells that nothing outside it belongs to the owner: tasks are not all that a department does."""

    key: Key
    amount: Decimal
    measure: str
    stage: MoneyStage
    owner: Key
    is_whole: bool

    @property
    def yuan(self) -> Decimal:
        return self.amount * YUAN_IN[self.measure]

    @property
    def said(self) -> str:
        return f"{self.amount:,.2f}{self.measure}"


Purses = Mapping[Key, Sequence[MoneyTotal]]
"""The amounts of each owner, by the row that owns them."""


def totals_in(context: RuleContext) -> tuple[MoneyTotal, ...]:
    """Every total that is not zero, filled or computed, in the order of the form."""
    return tuple(amount for amount in budget_amounts(context) if is_total(context, amount.key))


@lru_cache(maxsize=1)  # several rules ask in turn of one filing
def budget_amounts(context: RuleContext) -> tuple[MoneyTotal, ...]:
    """Every amount of a budget that is not zero, its parts included."""
    titles = [(section.key, section.title) for section in sections_of(context.questions.form)]
    found = (_amount(context, key, titles) for key in context.asked_keys())
    return tuple(amount for amount in found if amount is not None)


def _amount(context: RuleContext, key: Key, titles: list[tuple[Key, str]]) -> MoneyTotal | None:
    asked = context.questions.about(key)
    if asked is None or asked.field is None or not traits_of(asked.field).is_money:
        return None
    amount, measure = context.number(key), asked.field.measure
    words = "·".join((*(title for section, title in titles if is_under(key, section)), asked.label))
    if not amount or measure not in YUAN_IN:
        return None
    if not _OF_A_BUDGET.search(words) or _NO_BUDGET.search(words):
        return None
    return MoneyTotal(key, amount, measure, _stage(key, asked), row_of(key), is_whole="任务" not in words)


def is_total(context: RuleContext, key: Key) -> bool:
    """Whether a cell is called a total, by its key or by its label."""
    asked = context.questions.about(key)
    return any(_is_total_part(part) for part in key) or (asked is not None and bool(_TOTAL_WORD.search(asked.label)))


def _is_total_part(part: KeyPart) -> bool:
    return isinstance(part, str) and (part in ("total", "all") or part.endswith("_total"))


def _stage(key: Key, asked: AskedCell) -> MoneyStage:
    words = {part for part in key if isinstance(part, str)}
    for stage in MoneyStage:
        if stage in words or any(word.startswith(f"{stage}_") for word in words):
            return stage
    if any(_PAST.fullmatch(word) for word in words):
        return MoneyStage.PAST
    said = (MoneyStage(stage) for pattern, stage in _STAGE_WORDS if re.search(pattern, asked.label))
    return next(said, MoneyStage.BUDGETED)


def without_stage(part: KeyPart) -> KeyPart:
    """A part of a key without what it says of the time: `cycle_fiscal` and `fiscal` are one money."""
    if not isinstance(part, str):
        return part
    return "" if _STAGES.fullmatch(part) else part.removeprefix("cycle_")


def by_owner(amounts: Iterable[MoneyTotal]) -> Purses:
    """The amounts of each owner."""
    purses: dict[Key, list[MoneyTotal]] = {}
    for amount in amounts:
        purses.setdefault(amount.owner, []).append(amount)
    return purses


def largest(totals: Purses, owner: Key, *stages: MoneyStage) -> MoneyTotal | None:
    """An owner's largest total at any of these stages: a column of parts has smaller ones."""
    mine = [total for total in totals.get(owner, ()) if total.stage in stages]
    return max(mine, key=lambda total: total.yuan, default=None)


def owning_row(totals: Purses, key: Key) -> Key:
    """Whose money a cell speaks of: that of its own row where the row has some, else the form's."""
    row = row_of(key)
    return row if row in totals else ()


def is_of_a_project(context: RuleContext) -> bool:
    """Whether the form is filled for one project, and not for a department."""
    if is_about_subjects(context.questions.form):
        return True
    return any(
        not row_of(asked.key) and _PROJECT_LABEL.search(asked.label) for asked in context.questions.asked.values()
    )


def open_parts(context: RuleContext, key: Key) -> Iterator[Key]:
    """The open cells that a computed one is made of, or the open cell itself."""
    field = context.field_of(key)
    if field is None or field.compute is None:
        if context.is_slot(key):
            yield key
        return
    for path in (path for ref in refs(field.compute.node) for path in ref.paths):
        pattern = bind(path, key)
        for part in context.values.matching(pattern, key) if ALL in pattern else (pattern,):
            if part != key:
                yield from open_parts(context, part)
