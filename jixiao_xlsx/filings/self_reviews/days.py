"""Days on which something was done, as self-evaluations say them: a day, or a month or a quarter of a year."""

from __future__ import annotations

import re

from jixiao_xlsx.model.kinds.characters import folded

_DAY = re.compile(r"\d[日号]|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{8}|(?<![\d.])\d{1,2}[./]\d{1,2}(?![\d.])|[底末]")
_THIRD = re.compile(r"[上中下]旬|月[初中]")
_FIRST_OF_THIRD = {"上旬": "01", "中旬": "11", "下旬": "21", "月初": "01", "月中": "11"}
_MONTH = re.compile(r"\d月|[一二三四五六七八九十]月|\d{4}[-./]\d{1,2}(?!\d)")
_QUARTER, _HALF = re.compile(r"季度"), re.compile(r"半年")
# Months of a quarter and of half a year, before its last.
_BEFORE_LAST = ((_QUARTER, 2), (_HALF, 5))


def first_day(words: str, last: str) -> str:
    """The first day that the words may mean, as `last` (an ISO day) is the last: 2025年1月 begins on 2025-01-01.

    Who names only a month may have been in time on each of its days.
    """
    text, year, month = folded(words), last[:4], int(last[5:7])
    if _DAY.search(text):
        return last
    third = _THIRD.search(text)
    if third:
        return f"{last[:8]}{_FIRST_OF_THIRD[third[0]]}"
    if _MONTH.search(text):
        return f"{last[:8]}01"
    back = next((months for pattern, months in _BEFORE_LAST if pattern.search(text)), None)
    return f"{year}-01-01" if back is None else f"{year}-{month - back:02d}-01"
