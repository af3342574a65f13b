"""Rules over times and rates that changed places: a time given as a percentage, a rate given as a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.structure.rows import called, planned_targets
from jixiao_xlsx.filings.structure.vocabulary import ending_of
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.target import Target, TargetKind

_TIME = re.compile(r"(?:时间|时限|期限|时点|日期|工期|时间节点)$")
# A day, and no span of time.
_DAY = re.compile(r"(?:完成|完工|竣工|开工|交付|移交|投用|拨付|发放|支付|报送|验收)(?:时间|日期|时点)$")
_LAST_OF_MONTH, _ALL = 31, 100
# 缩短办理时间 30% is a change, and measured so.
_CHANGE = re.compile(r"缩短|压缩|减少|下降|降低|节约|节省|提升|提高|增加|延长|占|比")
_BARE = re.compile(r"(?:按时|按期|及时|如期)?(?:已?完成|达到?|实现)?率?")
_PUNCTUAL_RATE = re.compile(r"(?:及时|按时|按期|准时|如期)\w{0,4}率$")


def times_as_rates(context: RuleContext) -> Iterator[Finding]:
    """T35: 完成时间 with 100% for a target, or done 100% where a day was set."""
    for indicator, key, target in planned_targets(context):
        name = called(indicator, target)
        if _TIME.search(ending_of(name)) is None or _CHANGE.search(name):
            continue
        rated = _is_rate(target, name) or (_DAY.search(name) and _is_bare_rate(target))
        wrong = key if rated else _rated_actual(indicator) if target.kind is TargetKind.DATE else None
        if wrong is not None:
            yield context.at("T35", wrong, found=shown_words(indicator.text(wrong)), name=shown_words(name))


def _rated_actual(indicator: FilledIndicator) -> Key | None:
    actuals = indicator.filled(IndicatorColumn.ACTUAL)
    return next((key for key in actuals if _is_rate(indicator.targets[key], indicator.name)), None)


def _is_rate(target: Target, name: str) -> bool:
    part = target.parts[0] if target.kind is TargetKind.NUMBER and len(target.parts) == 1 else None
    bare = part is not None and part.measure == "%" and not target.basis and not _CHANGE.search(target.raw)
    # 已完成工程量的55% is a share of something else than time.
    # Without a column for names the label is the name.
    return bare and part is not None and (part.label == name or _BARE.fullmatch(part.label) is not None)


def _is_bare_rate(target: Target) -> bool:
    """Whether a number without a measure is none of days or months: ≥95."""
    part = target.parts[0] if target.kind is TargetKind.NUMBER and len(target.parts) == 1 else None
    return part is not None and not part.measure and part.value is not None and _LAST_OF_MONTH < part.value <= _ALL


def rates_as_days(context: RuleContext) -> Iterator[Finding]:
    """T36: 及时率 with a day for a target."""
    for indicator, key, target in planned_targets(context):
        name = called(indicator, target)
        if target.kind is TargetKind.DATE and _PUNCTUAL_RATE.search(ending_of(name)):
            yield context.at("T36", key, found=shown_words(indicator.text(key)), name=shown_words(name))
