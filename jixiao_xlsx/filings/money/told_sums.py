"""Rules over sums told in texts: parts that do not add up, and a total that is not the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jixiao_xlsx.filings.money.said import SaidAmount, amounts_said, as_said
from jixiao_xlsx.filings.money.totals import (
    MoneyStage,
    MoneyTotal,
    Purses,
    budget_amounts,
    by_owner,
    is_of_a_project,
    is_total,
    owning_row,
)
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import plain_decimal
from jixiao_xlsx.model.money import YUAN_IN

_THEN = r"(?:共计|合计|总计|共|总额|总|为|是|计|安排|投入|支出|使用|[: ])*$"
# What a text surely calls all of the money; in a department's form only what it calls the department's.
_SURE = re.compile(
    r"(?:总投资|投资总额|总预算|预算总额|资金总额|总资金|总经费|总金额|项目(?:总)?(?:资金|预算|经费|投资|支出)|年度(?:资金|预算)"
    rf"|预算(?:资金|安排(?:资金)?|金额|总计)){_THEN}"
)
_OF_DEPARTMENT = re.compile(rf"(?:部门|单位|我局|本局|我委|本委|全局)(?:年度|整体)?(?:总)?(?:预算|支出|收入){_THEN}")
# What may be one where its parts follow: 安排资金90万元，其中…
_PERHAPS = re.compile(rf"(?:预算|资金|经费|投入|投资|支出|安排|拨款|申请|下达|共计|合计|总计){_THEN}")
_PARTS_OF = re.compile(r"其中|包括|包含|分别|分为|构成|组成")
_LIST = re.compile(rf"{_PARTS_OF.pattern}|用于|一是|1[.、．)]")
# Behind the very total of the form its parts need no such word: 安排90万元，用于甲60万元，乙20万元.
_OF_THE_TOTAL = re.compile(rf"{_PARTS_OF.pattern}|用于|^:")
# One figure is no sum; of three in a row, strung by 、, nothing is left out.
_LEAST_PARTS, _STRUNG = 2, 3


def told_sums(context: RuleContext) -> Iterator[Finding]:
    """G39, G40: what a text says of the money against the form, and against itself; one finding for each text."""
    amounts = by_owner(budget_amounts(context))
    for record, text in context.texts:
        if traits_of(record).is_long or len(text) >= context.tuning.long_text:
            line = as_said(text)
            said = amounts_said(line, year=context.year)
            found = _MoneyText(context, record.key, line, said, amounts).finding() if said else None
            if found is not None:
                yield found


@dataclass(frozen=True)
class _MoneyText:
    """One text that speaks of money, beside the amounts of the form."""

    context: RuleContext
    key: Key
    line: str
    said: tuple[SaidAmount, ...]
    amounts: Purses

    def finding(self) -> Finding | None:
        named = next((amount for amount in self.said if self._names_all(amount)), None)
        if named is None:
            return self._parts_unlike_form()
        return self._parts_unlike_named(named) or self._named_unlike_form(named)

    @cached_property
    def owner(self) -> Key:
        return owning_row(self.amounts, self.key)

    @cached_property
    def known(self) -> tuple[MoneyTotal, ...]:
        """The amounts that the text may speak of: those of its row and of the form."""
        rows = ((),) if not self.owner else ((), self.owner)
        return tuple(amount for row in rows for amount in self.amounts.get(row, ()))

    @cached_property
    def total(self) -> MoneyTotal | None:
        """The year's money; None where the form has only parts, or tasks."""
        stages = (MoneyStage.BUDGETED, MoneyStage.INITIAL)
        amounts = [amount for amount in self.amounts.get(self.owner, ()) if amount.stage in stages]
        if self.owner and len(amounts) == 1:
            return amounts[0]
        wholes = (amount for amount in amounts if amount.is_whole or self.owner)
        mine = [amount for amount in wholes if is_total(self.context, amount.key)]
        # What is budgeted now goes before what was at the beginning.
        return max(mine, key=lambda amount: (amount.stage is MoneyStage.BUDGETED, amount.yuan), default=None)

    def _names_all(self, amount: SaidAmount) -> bool:
        if not amount.is_plain:
            return False
        if _SURE.search(amount.before) or _OF_DEPARTMENT.search(amount.before):
            return True
        following = next((later.start for later in self.said if later.start >= amount.end), amount.end)
        opens = _PARTS_OF.search(self.line[amount.end : following]) is not None
        return _PERHAPS.search(amount.before) is not None and (opens or self._is_of_form(amount))

    def _is_of_form(self, amount: SaidAmount) -> bool:
        """Whether an amount is what the form has as its total, to the last digit told."""
        return self.total is not None and abs(amount.yuan - self.total.yuan) < amount.unit

    def _parts_unlike_named(self, named: SaidAmount) -> Finding | None:
        """A total and its parts in one sentence: 总投资90万元，其中设备60万元、安装20万元."""
        end = self.line.find("。", named.end)
        inside = [amount for amount in self.said if named.end <= amount.start < (end if end > 0 else len(self.line))]
        parts = [amount for amount in inside if not amount.is_rate]
        if len(parts) < _LEAST_PARTS or any(part.is_other for part in parts):
            return None
        added = _sum(parts)
        if (
            not self._opens(named, parts)
            or _is_equal(added, named.yuan, (*parts, named))
            or not self._is_near(added, named.yuan)
        ):
            return None
        found, expected = _told(added, named.measure), _told(named.yuan, named.measure)
        reason = f"{_added(parts)} = {found}，文中的总数是 {expected}"
        return self.context.at("G39", self.key, found=found, expected=expected, reason=reason)

    def _opens(self, named: SaidAmount, parts: list[SaidAmount]) -> bool:
        """Whether a text goes on from a total to its parts."""
        between = self.line[named.end : parts[0].start]
        if not self._is_of_form(named):
            return _PARTS_OF.search(between) is not None
        strung = self.line[parts[0].end : parts[-1].start].count("、") >= len(parts) - 1 >= _STRUNG - 1
        return strung or _OF_THE_TOTAL.search(between) is not None

    def _named_unlike_form(self, named: SaidAmount) -> Finding | None:
        """A total that the text names, near the form's and yet another."""
        total = self.total
        if total is None or any(abs(named.yuan - amount.yuan) < named.unit for amount in self.known):
            return None
        of_project = bool(total.owner) or is_of_a_project(self.context)
        is_sure = (_SURE if of_project else _OF_DEPARTMENT).search(named.before)
        is_near = abs(named.yuan - total.yuan) <= total.yuan * self.context.tuning.named_total
        if not is_sure or not (is_near or _is_shifted(named.yuan, total.yuan)):
            return None
        found, place = _told(named.yuan, named.measure), self.context.named(total.key)
        return self.context.at("G40", self.key, found=found, expected=total.said, reason=place)

    def _parts_unlike_form(self) -> Finding | None:
        """Parts without a total: plainly those of the form's money, and not adding up to it."""
        parts = [amount for amount in self.said if not amount.is_rate]
        total = self.total
        if total is None or len(parts) < _LEAST_PARTS or any(part.is_other for part in parts):
            return None
        added = _sum(parts)
        if any(part.yuan >= total.yuan for part in parts) or any(
            _is_equal(added, amount.yuan, tuple(parts)) for amount in self.known
        ):
            return None
        # More than there is cannot be right; less may leave something out, unless the parts are said to be all.
        is_list = _LIST.search(self.line[: parts[-1].start]) is not None
        if not self._is_near(added, total.yuan, share=1 if added > total.yuan or is_list else _UNSAID):
            return None
        found = _told(added, total.measure)
        reason = f"{_added(parts)} = {found}，{self.context.named(total.key)}是 {total.said}"
        return self.context.at("G39", self.key, found=found, expected=total.said, reason=reason)

    def _is_near(self, added: Decimal, total: Decimal, *, share: Decimal | int = 1) -> bool:
        return abs(added - total) <= total * self.context.tuning.told_parts * share


# 500 and 5000 may be of two things; 452.8 and 4528 are not.
_TELLING_DIGITS = 3
# Of the margin for parts that are said to be all, a quarter for those that are not.
_UNSAID = Decimal("0.25")


def _sum(parts: list[SaidAmount]) -> Decimal:
    return sum((part.yuan for part in parts), Decimal(0))


def _is_equal(added: Decimal, total: Decimal, figures: tuple[SaidAmount, ...]) -> bool:
    """Equal but for rounding: half a unit of the finest decimal told, for each figure that is told so finely."""
    finest = min(figures, key=lambda figure: figure.unit)
    if finest.places == 0 and total % finest.unit == 0:
        return added == total
    rounded = sum(1 for figure in figures if figure.unit == finest.unit)
    return abs(added - total) <= finest.unit / 2 * rounded


def _is_shifted(named: Decimal, total: Decimal) -> bool:
    """Whether one is the other with its decimal point in another place, which nobody arrives at by chance."""
    mine, other = named.normalize().as_tuple().digits, total.normalize().as_tuple().digits
    return mine == other and len(mine) >= _TELLING_DIGITS


def _added(parts: list[SaidAmount]) -> str:
    return " ＋ ".join(_told(part.yuan, part.measure) for part in parts)


def _told(yuan: Decimal, measure: str) -> str:
    return f"{plain_decimal(yuan / YUAN_IN[measure])}{measure}"
