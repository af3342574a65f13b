"""Days that do not exist, found in running words: 2025年11月31日, 2026年13月, 20255年."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from jixiao_xlsx.model.kinds.characters import folded

_SPOKEN = re.compile(
    # The 2nd month of the old calendar has thirty days.
    r"(?<!\d)(?<!农历)(?<!阴历)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?!龄)"
    r"(?:(?P<day>\d{1,2})(?:[日号](?!楼|院|线|馆|桥|井|泵|机|炉|厂|车|门))?(?P<to>[-—–~至到](?P<last>\d{1,2})[日号](?!楼|院))?)?"
)
_SIGNED = re.compile(
    r"(?<![\d./-])(?P<year>20\d{2})(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d./-]|号楼)"
)
_LONG_YEAR = re.compile(r"(?<!\d)(?<!\d[.,])20\d{3}年(?:度|\d{1,2}月|底|末|初|前|以前)")
"""A year of five digits; only before words of time, as 20250年 alone may be anything."""
_LEAP = 2024  # a leap year: 2月29日 of a year that is not said may be right


def impossible_days(text: str) -> tuple[str, ...]:
    """Every day or month in a text that no calendar has, as written, each once."""
    line = folded(text)
    return tuple(dict.fromkeys((*_spoken(line), *_signed(line), *(match[0] for match in _LONG_YEAR.finditer(line)))))


def _spoken(line: str) -> Iterator[str]:
    for match in _SPOKEN.finditer(line):
        days = [int(match[name]) for name in ("day", "last") if match[name] and _is_day(match, name)]
        # 24月 alone may be two years; a month of a year, or with a day, is one.
        if (match["year"] or days) and not _exists(match["year"], match["month"], *days):
            yield match[0]


def _is_day(match: re.Match[str], name: str) -> bool:
    """Whether the number is a day: 3月5日, 3月5至9日; not 3月5000元."""
    return name == "last" or match["to"] is not None or match[0][-1:] in ("日", "号")


def _signed(line: str) -> Iterator[str]:
    for match in _SIGNED.finditer(line):
        if not _exists(match["year"], match["month"], int(match["day"])):
            yield match[0]


def _exists(year: str | None, month: str, *days: int) -> bool:
    if not 1 <= int(month) <= 12:
        return False
    longest = monthrange(int(year or _LEAP) or _LEAP, int(month))[1]
    return all(1 <= day <= longest for day in days)
