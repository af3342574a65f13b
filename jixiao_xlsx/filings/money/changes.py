"""Rules over budgets that change: cut in the course of the year without a word, or out of all likeness to the past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.money.totals import MoneyStage, MoneyTotal, open_parts, totals_in
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.shares import share_text
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key

# A thousandfold is no change of plans but another measure, which G01 tells.
_OTHER_MEASURE = 1000
_MONEY = "预算|资金|经费|投资|额度|拨款|支出|财政"
_LESS = (
    "调[减整增低剂]|核[减增]|[压缩削追裁]减|压缩|减少|下降|收回|结转|统筹|盘活|追加|增加|下达|调出|调入|划转|上缴|未到位"
    "|一次性"
)
_STOPPED = "调整|变更|取消|停止|停建|停工|终止|中止|暂停|延期|缓建|推迟|暂缓|核减|压减|调减|跨年|提前|验收后"
# Money and less of it in one clause; or what is paid for, and what became of it.
_TOLD = re.compile(
    rf"(?:{_MONEY})[^。；;\n]{{0,24}}(?:{_LESS})|(?:{_LESS})[^。；;\n]{{0,12}}(?:{_MONEY})"
    rf"|(?:项目|任务|工程|计划|合同|招标|采购|工期)[^。；;\n]{{0,16}}(?:{_STOPPED})|(?:{_STOPPED})[^。；;\n]{{0,8}}(?:项目|任务|工程)"
)


def cut_budgets(context: RuleContext) -> Iterator[Finding]:
    """G37: the year's budget far below that of its beginning, and no text of the filing speaks of it."""
    for initial, budgeted in _pairs(context, MoneyStage.INITIAL, MoneyStage.BUDGETED):
        if not _is_far(initial, budgeted) or budgeted.amount > initial.amount * (1 - context.tuning.budget_cut):
            continue
        if not _is_told(context) and not context.is_ruled(initial.key, budgeted.key):
            fall = share_text(1 - budgeted.amount / initial.amount)
            now, before = (f"{_word(context, total)} {total.said}" for total in (budgeted, initial))
            place = _most_changed(context, initial, budgeted)
            reason = f"{now}，比{before} 减少 {fall}"
            yield context.at("G37", place, found=budgeted.said, expected=initial.said, reason=reason)


def changed_years(context: RuleContext) -> Iterator[Finding]:
    """G38: this year's total out of all likeness to last year's; said once, as income and spending tell the same."""
    for last, now in _pairs(context, MoneyStage.PAST, MoneyStage.BUDGETED, MoneyStage.INITIAL):
        times = now.amount / last.amount if last.amount > 0 else Decimal(1)
        fell = times <= 1 - context.tuning.year_cut
        if not (fell or times >= context.tuning.year_rise) or not _is_far(last, now) or _is_told(context):
            continue
        if not context.is_ruled(last.key, now.key):
            rate = f"减少 {share_text(1 - times)}" if fell else f"增加 {share_text(times - 1)}"
            reason = f"{now.said}，比{context.named(last.key)} {last.said} {rate}"
            place = _most_changed(context, last, now)
            yield context.at("G38", place, found=now.said, expected=last.said, reason=reason)
            return


def _pairs(context: RuleContext, before: MoneyStage, *after: MoneyStage) -> Iterator[tuple[MoneyTotal, MoneyTotal]]:
    """One total at two stages: their keys differ in one part only."""
    totals = totals_in(context)
    for first in totals:
        # Two years ago is no measure of this one.
        if first.stage is before and "y_2" not in first.key and "y_3" not in first.key:
            yield from ((first, then) for then in totals if then.stage in after and _is_same(first, then))


def _is_same(first: MoneyTotal, then: MoneyTotal) -> bool:
    if first.measure != then.measure or len(first.key) != len(then.key):
        return False
    return sum(mine != theirs for mine, theirs in zip(first.key, then.key, strict=True)) == 1


def _is_far(before: MoneyTotal, after: MoneyTotal) -> bool:
    """Whether both are money in one measure: more than nothing, and less than a thousandfold apart."""
    low, high = sorted((before.amount, after.amount))
    return low > 0 and high / low < _OTHER_MEASURE


def _is_told(context: RuleContext) -> bool:
    return any(_TOLD.search(text) for _, text in context.texts)


def _word(context: RuleContext, total: MoneyTotal) -> str:
    """What tells a total from the same one at another stage: 全年预算数."""
    asked = context.questions.about(total.key)
    words = (asked.label if asked else "").split("·")
    said = next((word for word in reversed(words) if re.search("预算|年", word)), words[-1])
    return re.sub(r"[（(][A-Za-z/]+[)）]|[:：]$", "", said)


def _most_changed(context: RuleContext, before: MoneyTotal, after: MoneyTotal) -> Key:
    """The cell to look at: the total where it is open, else its part that changed most."""
    place = next(index for index, part in enumerate(after.key) if part != before.key[index])

    def change(part: Key) -> Decimal:
        was = (*part[:place], before.key[place], *part[place + 1 :])
        return abs((context.number(part) or Decimal(0)) - (context.number(was) or Decimal(0)))

    return max(open_parts(context, after.key), key=change, default=after.key)
