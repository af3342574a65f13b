"""Rules over money and marks: full points for a low execution rate, and all done with hardly any money spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.rated_rows import RatedRow
from jixiao_xlsx.filings.view.shares import share_text
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key, row_of, sibling
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.scoring.achieved import Achieved, achieved
from jixiao_xlsx.model.scoring.scoring import score_indicator

_EXECUTED, _BUDGETED = "executed", "budgeted"
# Two indicators may be done without money: three of three were not.
_SEVERAL = 3
_POINTS = Decimal(10)
# What people write where money is left although all is done.
_ABOUT_MONEY = re.compile(
    r"未能?(?:及时)?(?:支付|付款|结算|决算|下达|到位|拨付)|待(?:支付|付|结算|拨)|未付|支付进度|分期(?:支付|付款)|"
    r"结转|结余|尾款|质保金|保证金|挂账|欠付|垫付|核减|调减|压减|执行率|执行进度|正在结算|"
    r"(?:资金|经费|成本|支出|预算)(?:有所)?(?:节约|节省)|(?:节约|节省)(?:了)?(?:财政|项目)?(?:资金|经费|成本|支出|预算)|"
    r"(?:次年|下年|下一年|明年)度?初?(?:支付|支出|结算|付|拨)|(?:支付|拨付|下达|到位|结算)(?:时间)?(?:较|相对)?(?:滞后|晚|迟|慢|延后)|"
    r"收回(?:资金|指标|额度)|(?:资金|指标|额度)(?:被|由)?(?:财政)?(?:统筹)?收回"
)


@dataclass(frozen=True)
class _Spent:
    """A budget and what was spent of it, at the key of what was spent."""

    key: Key
    executed: Decimal
    budgeted: Decimal

    @property
    def share(self) -> Decimal:
        return self.executed / self.budgeted

    def said(self, context: RuleContext, code: str, place: Key) -> Finding:
        found, expected = f"{self.executed:,.2f}", f"{self.budgeted:,.2f}"
        return context.at(code, place, found=found, expected=expected, reason=share_text(self.share))


def full_marks_for_low_rate(context: RuleContext) -> Iterator[Finding]:
    """C17: all points of the execution rate for little money spent, where the spec does not say how it is scored."""
    scored = {sibling(scoring.rate, scoring.score) for scoring in context.questions.form.scorings if scoring.rate}
    for spent in _spent(context) if context.reviewed_rows else ():
        score_key = sibling(spent.key, "score")
        score, points = context.number(score_key), context.number(sibling(spent.key, "points"))
        if score_key in scored or score_key not in context.by_key or score is None or points is None:
            continue
        if 0 < points <= score and spent.share < context.tuning.well_spent:
            yield spent.said(context, "C17", score_key)


def all_done_for_nothing(context: RuleContext) -> Iterator[Finding]:
    """C18: hardly any of the money was spent, nearly all is done, and nothing is said of the money."""
    largest: dict[Key, _Spent] = {}
    for spent in _spent(context) if context.reviewed_rows else ():
        scope = row_of(spent.key)
        known = largest.get(scope)
        # The total is the largest: its parts say nothing more.
        if known is None or spent.budgeted > known.budgeted:
            largest[scope] = spent
    for scope, spent in largest.items():
        if spent.share < context.tuning.barely_spent and _all_done(context, scope) and not _is_told(context, scope):
            yield spent.said(context, "C18", _place(context, scope, spent.key))


def _spent(context: RuleContext) -> Iterator[_Spent]:
    """Every budget that is not nothing beside what was spent of it; the keys differ in that one word."""
    for key in context.asked_keys():
        if _EXECUTED not in key:
            continue
        other = tuple(_BUDGETED if part == _EXECUTED else part for part in key)
        executed, budgeted = context.number(key), context.number(other)
        if executed is not None and budgeted is not None and budgeted > 0 <= executed:
            yield _Spent(key, executed, budgeted)


def _all_done(context: RuleContext, scope: Key) -> bool:
    """Whether nearly all points were given; in a form without scores, whether every target was reached."""
    rows = [row for row in context.reviewed_rows if row.indicator.parent[: len(scope)] == scope and row.target]
    if len(rows) < _SEVERAL:
        return False
    points = sum((row.points for row in rows if row.points is not None), Decimal(0))
    scores = sum((row.score for row in rows if row.score is not None), Decimal(0))
    if any(row.score_key is not None for row in rows):
        return points > 0 and scores >= context.tuning.nearly_done * points
    return all(_is_reached(row) for row in rows)


def _is_reached(row: RatedRow) -> bool:
    target, actual = row.target, row.actual
    if target is None or actual is None:
        return False
    if achieved(actual.raw, target.raw) is Achieved.FULLY:
        return True
    return score_indicator(target, actual, points=_POINTS, direction=row.told).value == _POINTS


def _is_told(context: RuleContext, scope: Key) -> bool:
    """Whether the filler says anything of money that is left."""
    return any(
        _ABOUT_MONEY.search(str(record.value))
        for record in context.filing.records
        if record.key[: len(scope)] == scope and _is_said(context, record)
    )


def _is_said(context: RuleContext, record: Record) -> bool:
    """Whether it is prose about the project: neither a target, whose words are no reasons, nor a name."""
    kind = traits_of(record)
    return kind.is_prose and not kind.is_target and record.key[-1] != "name" and context.is_written(record.key)


def _place(context: RuleContext, scope: Key, total: Key) -> Key:
    """The filled cell of what was spent: the total, or of its parts the one with the largest budget."""
    filled = [key for key in context.by_key if _EXECUTED in key and key[: len(scope)] == scope]
    if total in filled or not filled:
        return total
    return max(filled, key=lambda key: context.number(_budget_of(key)) or Decimal(0))


def _budget_of(key: Key) -> Key:
    return tuple(_BUDGETED if part == _EXECUTED else part for part in key)
