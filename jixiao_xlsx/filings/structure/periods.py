"""How people write the time a project takes: 2026—2028年, 2026年1月至12月, 三年, 长期, “十五五”时期."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.model.target.numerals import chinese_number

_DASHES = re.compile(r"[-—–−~～至到]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERALS = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年)")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_PLANS = {"十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030), "十六五": (2031, 2035)}
"""The national five-year plans by their names, with their first and last years."""

_MONTH = r"(?:0?[1-9]|1[0-2])"
_POINT = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?:"
    # 20260101 and 202601.
    rf"(?P<packed>0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)"
    # 2026年3月1日; the first month of 2026年1-12月.
    rf"|年度?(?:(?P<spoken>{_MONTH})(?:月份?(?:\d{{1,2}}[日号]?)?|(?=-{_MONTH}月)))?"
    # 2026.3.1 and 2026-3; 2026-2028 has no month.
    rf"|(?P<sign>[-./])(?P<signed>{_MONTH})(?!\d)(?:(?P=sign)\d{{1,2}}(?!\d))?月?"
    rf"|(?!\d))"
    # What follows without a year is of the year before it: -12月, -12.31, -28年, -次年6月.
    rf"|-(?P<next>次年|翌年|下年)?(?P<month>{_MONTH})(?:月份?(?:\d{{1,2}}[日号]?)?|[./]\d{{1,2}}(?!\d)|(?![\d.]))"
    rf"|-(?P<short>[1-4]\d)年?(?!\d)"
)
_OPEN = re.compile(r"起|开始|以来|-$|-长期|-今|-永久|以后|之后")
_UNTIL = re.compile(r"截止?-?$|^-$")
_ENDLESS = re.compile(r"长期|常年|经常|每年|持续|永久|无固定|不限|常态化|延续")
_DURATION = re.compile(r"(?<!第)(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})(?P<measure>年|个月)(?!\d|度)")
_BETWEEN = re.compile(r"[年月日号底末初]*")


@dataclass(frozen=True, slots=True)
class ProjectPeriod:
    """When a project runs: first and last month, counted from the year 0, None where it is not said; `months` how long
    it takes, `endless` that it goes on and on, `reversed` that its end is before its beginning."""

    first: int | None = None
    last: int | None = None
    months: int | None = None
    endless: bool = False
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class _Moment:
    """A year or a month as written: its first and last month, and where it stands."""

    first: int
    last: int
    start: int
    end: int


def read_period(text: str) -> ProjectPeriod | None:
    """The period that a text says; None where it says none."""
    line = _plain(text)
    points = list(_points(line))
    if not points:
        return _without_years(line)
    if len(points) == 1:
        return _from_one(line, points[0])
    first, last = min(point.first for point in points), max(point.last for point in points)
    if len(points) == 2 and _turned(line, *points):
        return ProjectPeriod(points[0].first, points[1].last, reversed=True)
    if _ENDLESS.search(line[points[-1].end :]):
        return ProjectPeriod(first, endless=True)
    return ProjectPeriod(first, last, last - first + 1)


def _plain(text: str) -> str:
    """Half width, one sort of dash, years in digits, five-year plans as years; without remarks in brackets."""
    line = _NUMERALS.sub(lambda match: match[0].translate(_DIGITS), folded(text))
    bare = _BRACKETS.sub("", line)
    # 36个月（2026年1月—2028年12月）: the remark is the better answer.
    line = bare if _YEAR.search(bare) or not _YEAR.search(line) else line
    for name, (first, last) in _PLANS.items():
        line = re.sub(rf"[“\"‘']?{name}[”\"’']?", f"{first}年-{last}年", line)
    return _DASHES.sub("-", line)


def _points(line: str) -> Iterator[_Moment]:
    year, month = 0, 0
    for match in _POINT.finditer(line):
        said = match["packed"] or match["spoken"] or match["signed"] or match["month"]
        if match["year"]:
            year = int(match["year"])
        elif not year:
            continue
        elif match["short"]:
            year = year - year % 100 + int(match["short"])
        # 2026年9月-6月 goes on into the next year, as 次年6月 does.
        elif match["next"] or int(match["month"]) < month:
            year += 1
        month = int(said) if said else 0
        first = year * 12 + (month or 1) - 1
        yield _Moment(first, first if month else first + 11, match.start(), match.end())


def _turned(line: str, start: _Moment, finish: _Moment) -> bool:
    """Whether the second of two points ends before the first begins; 2026年、2025年 is a list."""
    between = line[start.end : finish.start] + line[finish.start : finish.start + 1]
    dashed = "-" in between and not _BETWEEN.sub("", between.replace("-", "").rstrip("0123456789"))
    return dashed and finish.last < start.first


def _without_years(line: str) -> ProjectPeriod | None:
    if _ENDLESS.search(line):
        return ProjectPeriod(endless=True)
    months = _duration(line)
    return ProjectPeriod(months=months) if months else None


def _from_one(line: str, point: _Moment) -> ProjectPeriod:
    before, after = line[: point.start], line[point.end :]
    months = _duration(before + " " + after)
    if months:
        return ProjectPeriod(point.first, point.first + months - 1, months)
    if _ENDLESS.search(after):
        return ProjectPeriod(point.first, endless=True)
    if _OPEN.search(after) or before.endswith("自"):
        return ProjectPeriod(point.first)
    if _UNTIL.search(before) or after[:1] in ("前", "止"):
        return ProjectPeriod(last=point.last)
    # 2026年6月 alone may be the beginning or the end: only the year is sure.
    year = point.first - point.first % 12
    return ProjectPeriod(year, year + 11, point.last - point.first + 1)


def _duration(line: str) -> int:
    match = _DURATION.search(line)
    if match is None:
        return 0
    number = int(match["number"]) if match["number"].isdigit() else int(chinese_number(match["number"]))
    return number * 12 if match["measure"] == "年" else number
