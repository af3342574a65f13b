"""Rules over 运行监控: what the year will come to, beside what was done, the target, and the tick 确定能."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.structure.rows import said_name
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn, is_forecast
from jixiao_xlsx.filings.view.nature import is_monitoring
from jixiao_xlsx.filings.view.shares import share_text
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.scoring.comparing import Pair, pair_of
from jixiao_xlsx.model.target import Direction, Target, TargetKind, parse_target

_CERTAIN = "确定能"
_EVENTS = frozenset({"次", "起", "件", "例", "宗", "场", "批次", "人次"})
"""What is counted as it happens: even of what should be rare there are never fewer at the year's end."""
# Other figures go up and down within a year.
_STANDING = re.compile(
    r"率|占比|比例|比重|满意度|在册|在岗|在编|存量|余额|结余|保有|现有|均|单价|标准|指数|得分|浓度|强度|时间|时限|天数|周期|间隔"
)
_MISSED = re.compile(r"未能|无法|不能|难以|未完成|不能完成|完不成|达不到|延期|推迟|滞后|逾期")
_MONEY = re.compile(r"资金|支付|付款|结算|拨付|支出|执行|预算|经费|采购|合同|招标|政采|尾款|进度款")
_NUMERIC = (TargetKind.NUMBER, TargetKind.RANGE)


def forecasts_below_done(context: RuleContext) -> Iterator[Finding]:
    """T37: by the year's end less than is done by now."""
    for indicator, forecast in _forecasts(context):
        for key in indicator.filled(IndicatorColumn.ACTUAL):
            if _is_less(indicator, _read(context, indicator, forecast), indicator.targets[key]):
                found, done = _text(context, forecast), indicator.text(key)
                yield context.at("T37", forecast, found=shown_words(found), expected=shown_words(done))


def certain_but_missed(context: RuleContext) -> Iterator[Finding]:
    """T38: ticked 确定能 where the forecast misses the target."""
    for indicator, forecast in _forecasts(context):
        certain = _tick(context, indicator.parent)
        expected = _read(context, indicator, forecast)
        if certain is None or _is_below_done(indicator, expected):
            continue
        for key in indicator.filled(IndicatorColumn.PLAN):
            if _misses(indicator.targets[key], expected):
                found, target = shown_words(_text(context, forecast)), shown_words(indicator.text(key))
                yield context.at("T38", certain, found=found, expected=target, name=said_name(indicator))


def certain_without_money(context: RuleContext) -> Iterator[Finding]:
    """T39: next to no money spent, and nearly every indicator ticked 确定能, without a word about the money."""
    if not is_monitoring(context.questions):
        return
    rows = [indicator for indicator in context.indicators if indicator.filled(IndicatorColumn.PLAN)]
    certain = sum(1 for indicator in rows if _tick(context, indicator.parent) is not None)
    if not rows or certain < len(rows) * context.tuning.certain_share:
        return
    if any(_MONEY.search(text) for record, text in context.texts if _is_remark(record)):
        return
    money = _spent(context)
    if money is not None:
        key, executed, budgeted = money
        yield context.at(
            "T39", key, found=f"{executed:,.2f}", expected=f"{budgeted:,.2f}", reason=share_text(executed / budgeted)
        )


def _forecasts(context: RuleContext) -> Iterator[tuple[FilledIndicator, Key]]:
    """Every indicator with the filled cell beside it that asks what the year will come to."""
    cells = {record.key[:-1]: record.key for record in context.filing.records if _is_forecast(context, record)}
    for indicator in context.indicators:
        if indicator.parent in cells:
            yield indicator, cells[indicator.parent]


def _is_forecast(context: RuleContext, record: Record) -> bool:
    asked = context.questions.about(record.key)
    return asked is not None and isinstance(record.value, str) and is_forecast(asked)


def _text(context: RuleContext, key: Key) -> str:
    return str(context.by_key[key].value)


def _read(context: RuleContext, indicator: FilledIndicator, key: Key) -> Target:
    return parse_target(_text(context, key), name=indicator.name, year=indicator.year)


def _is_below_done(indicator: FilledIndicator, expected: Target) -> bool:
    actuals = indicator.filled(IndicatorColumn.ACTUAL)
    return any(_is_less(indicator, expected, indicator.targets[key]) for key in actuals)


def _is_less(indicator: FilledIndicator, expected: Target, done: Target) -> bool:
    """Whether a total that only grows is said to shrink."""
    if expected.kind is not TargetKind.NUMBER or done.kind is not TargetKind.NUMBER or _STANDING.search(indicator.name):
        return False
    pair = pair_of(expected, done)
    if not isinstance(pair, Pair) or pair.measure == "%" or pair.actual <= pair.high:
        return False
    planned = [indicator.targets[key].direction for key in indicator.filled(IndicatorColumn.PLAN)]
    return Direction.NEGATIVE not in planned or pair.measure in _EVENTS


def _misses(target: Target, expected: Target) -> bool:
    if expected.kind in (TargetKind.QUALITATIVE, TargetKind.STATUS):
        return _MISSED.search(expected.raw) is not None
    if target.kind is TargetKind.DATE and expected.kind is TargetKind.DATE:
        # Whole days of a known year only: --12-31 and ---25 compare with nothing.
        days = (target.deadline, expected.deadline)
        return all(day[:1] == "2" for day in days) and days[1] > days[0] and target.direction is not Direction.POSITIVE
    if target.kind not in _NUMERIC or len(target.parts) != 1:
        return False
    pair = pair_of(target, expected)
    if not isinstance(pair, Pair):
        return False
    if target.direction is Direction.NEGATIVE:
        return pair.actual > pair.high
    return target.direction in (Direction.POSITIVE, Direction.EQUAL) and pair.actual < pair.target


def _tick(context: RuleContext, row: Key) -> Key | None:
    """The cell of a row that says 确定能: a column of its own that is ticked, or a choice that says so."""
    for record in context.filing.records:
        if record.key[: len(row)] == row and isinstance(record.value, str):
            is_column = record.label.rpartition("·")[2] == _CERTAIN
            if is_column or record.value.strip() == _CERTAIN:
                return record.key
    return None


def _is_remark(record: Record) -> bool:
    return re.search(r"备注|原因|说明|措施", record.label) is not None


def _spent(context: RuleContext) -> tuple[Key, Decimal, Decimal] | None:
    """The cell of the largest budget that was hardly spent, with the whole executed and the whole budget."""
    pairs = []
    for key in context.asked_keys():
        budgeted = next((context.number((*key[:-1], word)) for word in _BUDGETS if _has(context, key, word)), None)
        if key[-1] == "executed" and budgeted:
            pairs.append((key, context.number(key) or Decimal(0), budgeted))
    if not pairs:
        return None
    _, executed, budgeted = max(pairs, key=lambda pair: pair[2])
    if executed >= budgeted * context.tuning.slow_spending or not any(key in context.by_key for key, _, _ in pairs):
        return None
    # The total is computed: the largest of its parts is where people look.
    open_pairs = [pair for pair in pairs if context.is_slot(pair[0])]
    key, _, _ = max(open_pairs or pairs, key=lambda pair: pair[2])
    return key, executed, budgeted


_BUDGETS = ("adjusted", "budgeted", "initial")
"""The words of a key for what may be spent, the latest first."""


def _has(context: RuleContext, key: Key, word: str) -> bool:
    return context.number((*key[:-1], word)) is not None
