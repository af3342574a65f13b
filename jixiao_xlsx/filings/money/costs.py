"""Rules over what a project may cost: the target against its budget, what it did cost against what was spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.money.measures import is_in_doubt
from jixiao_xlsx.filings.money.totals import MoneyStage, MoneyTotal, Purses, by_owner, largest, owning_row, totals_in
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.nature import is_self_review
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.money import YUAN_IN
from jixiao_xlsx.model.target import Target, TargetKind
from jixiao_xlsx.model.target.measures import target_yuan

# What is no sum of money spent on the whole: costs of one, standards, shares, and what money brings in or saves.
_UNIT = re.compile(r"均|单价|单位|单次|单个|单人|单套|单台|单项|每|标准|定额|率|占比|比例|比重|价格|/|日薪|工资")
_NO_COST = re.compile(
    r"节约|节省|降低|减少|下降|压减|结余|收入|收益|产值|利润|税|增收|带动|撬动|损失|效益|价值|贷款|融资|招商|引进|罚|资产|债"
)
_WHOLE = re.compile(
    r"总成本|成本总|成本合计|总投资|投资总|总造价|总支出|支出总|总费用|费用总|总金额|资金总|总资金|总经费|经费总"
    r"|(?:项目|预算|资金|财政|工程|建设|实施|全年|年度|采购|投入)(?:总|投入)?(?:成本|投入|支出|费用|经费|投资|金额|资金)"
    r"(?:总?额|数|控制数?|控制额|控制金额|上限)?$|^(?:成本|资金|经费)(?:控制)?(?:数|额|金额|指标)?$"
)
_CERTAIN = re.compile(r"总|项目(?:成本|支出|投入|资金|经费)")
_COST = re.compile(r"成本|费|投入|支出|造价|资金|投资|金额")
# Of the whole project, however many years it takes.
_ALL_YEARS = re.compile(r"概算|总投资|投资总|建设期|全周期|周期")
_COST_LABEL = re.compile(r"(?<!社会)(?<!环境)(?<!生态)成本")
_BUDGETS = (MoneyStage.BUDGETED, MoneyStage.INITIAL)
# A bare number is in the measure of the budget where both are of one size: 元 and 万元 are ten thousand apart.
_SIZE = 100


def costs_above_budget(context: RuleContext) -> Iterator[Finding]:
    """G35: a planned cost above the whole budget that it is to be paid from."""
    if is_in_doubt(context):
        return
    totals = by_owner(total for total in totals_in(context) if total.is_whole)
    for indicator in context.indicators:
        for key, target in _costs(indicator, IndicatorColumn.PLAN, IndicatorColumn.CYCLE):
            budget = _budget(totals, indicator, key)
            yuan = None if budget is None else _yuan(target, budget)
            if budget is None or yuan is None or not _is_above(context, yuan, budget):
                continue
            # The cost of all years stands in many annual plans.
            cycle = largest(totals, budget.owner, MoneyStage.CYCLE)
            if cycle is None or abs(yuan - cycle.yuan) > cycle.yuan * context.tuning.cost_margin:
                reason = f"{context.named(budget.key)}是 {budget.said}"
                yield context.at("G35", key, found=target.raw.strip(), expected=budget.said, reason=reason)


def costs_unlike_spending(context: RuleContext) -> Iterator[Finding]:
    """G36: a whole cost told after the year that is not what was spent."""
    if not is_self_review(context.questions) or is_in_doubt(context):
        return
    totals = by_owner(total for total in totals_in(context) if total.is_whole)
    for indicator in context.indicators:
        for key, actual in _costs(indicator, IndicatorColumn.ACTUAL):
            spent = largest(totals, owning_row(totals, key), MoneyStage.EXECUTED)
            yuan = None if spent is None else _yuan(actual, spent)
            name = _name(indicator, actual)
            if spent is None or yuan is None or not _WHOLE.search(name):
                continue
            # 成本 alone may be that of one: below what was spent it says nothing.
            is_below = _CERTAIN.search(name) is not None and yuan < spent.yuan * context.tuning.cost_below
            if is_below or _is_above(context, yuan, spent):
                reason = f"{context.named(spent.key)}是 {spent.said}"
                yield context.at("G36", key, found=actual.raw.strip(), expected=spent.said, reason=reason)


def _costs(indicator: FilledIndicator, *columns: IndicatorColumn) -> Iterator[tuple[Key, Target]]:
    """The cells of an indicator that tell one sum of money spent."""
    for key in indicator.filled(*columns):
        target = indicator.targets.get(key)
        if target is None or target.kind not in (TargetKind.NUMBER, TargetKind.RANGE) or target.parts[0].per:
            continue
        name = _name(indicator, target)
        if not _UNIT.search(name) and not _NO_COST.search(name) and _is_cost(indicator, name):
            yield key, target


def _name(indicator: FilledIndicator, target: Target) -> str:
    """What the cost is of; in a form without names the words before the number, or nothing but the sort of it."""
    name = indicator.name or target.parts[0].label or indicator.label.rpartition("·")[2].removesuffix("指标")
    return re.sub(r"[（(][^（()）]*[)）]|[\s“”\"：:]", "", name)


def _is_cost(indicator: FilledIndicator, name: str) -> bool:
    """Under 成本 any cost; elsewhere only what is said to be the whole cost of it."""
    if _COST_LABEL.search(indicator.label):
        return _COST.search(name) is not None
    return re.search("总成本|项目成本|成本总", name) is not None and "效益" not in indicator.label


def _budget(totals: Purses, indicator: FilledIndicator, key: Key) -> MoneyTotal | None:
    """The money that a planned cost is to be paid from; None where the form does not ask for it."""
    owner = owning_row(totals, key)
    is_cycle = key in indicator.keys(IndicatorColumn.CYCLE)
    if is_cycle or _ALL_YEARS.search(indicator.name):
        return largest(totals, owner, MoneyStage.CYCLE) or (None if is_cycle else largest(totals, owner, *_BUDGETS))
    return largest(totals, owner, *_BUDGETS)


def _yuan(target: Target, beside: MoneyTotal) -> Decimal | None:
    part = target.parts[0]
    value = part.value if part.value is not None else part.high
    if value is None or value <= 0:
        return None
    if part.measure:
        return target_yuan(value, part.measure)
    same_size = beside.amount / _SIZE <= value <= beside.amount * _SIZE
    return value * YUAN_IN[beside.measure] if same_size else None


def _is_above(context: RuleContext, yuan: Decimal, total: MoneyTotal) -> bool:
    return yuan > total.yuan * (1 + context.tuning.cost_margin)
