"""二级指标: which sort of indicator a row stands under, by the words printed to its left or above it."""

from __future__ import annotations

import re
from enum import StrEnum

from jixiao_xlsx.filings.view.indicators import FilledIndicator


class IndicatorSort(StrEnum):
    """The 二级指标 of the national frame, 成本 and 效益 of all sorts taken together."""

    QUANTITY = "数量"
    QUALITY = "质量"
    TIMELINESS = "时效"
    COST = "成本"
    BENEFIT = "效益"
    SATISFACTION = "满意度"


# 社会成本 is a cost and 社会公众满意度 a satisfaction: the narrower word is asked first.
_WORDS = (
    (re.compile(r"满意"), IndicatorSort.SATISFACTION),
    (re.compile(r"成本"), IndicatorSort.COST),
    (re.compile(r"(?:经济|社会|生态|环境|服务)\w{0,2}效益|可持续"), IndicatorSort.BENEFIT),
    (re.compile(r"数量"), IndicatorSort.QUANTITY),
    (re.compile(r"质量"), IndicatorSort.QUALITY),
    (re.compile(r"时效"), IndicatorSort.TIMELINESS),
    (re.compile(r"^效益"), IndicatorSort.BENEFIT),
)


def sort_of_indicator(indicator: FilledIndicator) -> IndicatorSort | None:
    """The sort an indicator stands under; None where the form prints no such word."""
    # The word nearest to the row decides: 产出指标·数量指标·第1行.
    for word in reversed(indicator.label.split("·")):
        for pattern, sort in _WORDS:
            if pattern.search(word):
                return sort
    return None
