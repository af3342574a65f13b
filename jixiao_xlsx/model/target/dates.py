"""Deadlines: 12月底前, 2023年第三季度末, 每月25日前, 3-10月; resolved to a day where the year is known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from jixiao_xlsx.model.target.issues import TargetIssueCode
from jixiao_xlsx.model.target.numerals import chinese_number
from jixiao_xlsx.model.target.pattern import CHINESE
from jixiao_xlsx.model.target.words import OPERATORS

_SUFFIX = re.compile(r"(?:(?P<until>之前|以前|前|止|截止|(?:之|以)?内)|(?P<since>起|之后|以后))$")
_ISO = re.compile(r"(?P<year>20\d\d)[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2})日?|月?底?)")
_COMPACT = re.compile(r"(?P<year>20\d\d)?(?P<month>\d{1,2})\.?(?P<day>\d{1,2})")
_PERIOD = re.compile(r"(?<=[年月\d])(?:-|~|至|到|—+)(?=\d|[一二三四五六七八九十])")
_POINT = re.compile(
    rf"(?:(?P<year>\d{{2}}|20\d\d)年?度?|(?P<named>[本当次明今]?年)度?)?"
    rf"(?:(?P<month>\d{{1,2}}|[{CHINESE}]{{1,2}})月份?(?:(?P<day>\d{{1,2}})[日号]|(?P<third>[底末初中]|[上中下]旬))?"
    rf"|第?(?P<quarter>[一二三四1-4])季度(?P<quarter_end>[末底])?|"
    rf"(?P<half>[上下])半年(?P<half_end>[末底])?|(?P<year_part>[终底末初中]))?"
)
# The last day of each third; the end of a month, and 下旬, is its last day, which the calendar knows.
_THIRDS = {"上旬": 10, "中旬": 20, "初": 10, "中": 20}
_SHIFT = {"次年": 1, "明年": 1}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date as read: ISO text (or `--MM-DD`, `---DD`), operator, whether it says an end exactly, doubts."""

    day: str = ""
    operator: str = ""
    horizon: str = ""
    doubts: tuple[TargetIssueCode, ...] = ()
    only_year: bool = False


def deadline_of(match: re.Match[str], year: int | None) -> Deadline:
    """The deadline of a date token, in the fiscal year where the token names none."""
    if match.group("monthly"):
        return Deadline(f"---{int(match.group('monthly')[:-1]):02d}", "≤", "", ())
    if match.group("feast"):
        return Deadline("", "≤", match.group("date"), (TargetIssueCode.UNRESOLVED_DATE,))
    words = match.group("date")
    suffix = _SUFFIX.search(words)
    told = OPERATORS.get(match.group("date_op") or "", "")
    operator = "" if suffix is None else "≤" if suffix.group("until") else "≥"
    # What stands behind the date is nearest to it, and decides.
    operator = operator or told or ("≤" if "截" in words else "")
    return _resolve(match.group("day"), operator, year)


def _resolve(day: str, operator: str, year: int | None) -> Deadline:
    iso = _ISO.fullmatch(day) or _COMPACT.fullmatch(day)
    if iso and iso["year"] is None:
        return _dated(year, int(iso["month"]), int(iso["day"]), operator=operator, fiscal=None)
    if iso:
        return _dated(int(iso["year"]), int(iso["month"]), int(iso["day"] or 0), operator=operator, fiscal=year)
    halves = _PERIOD.split(day.lstrip("从"))
    own_year = next((int(piece[:4]) for piece in halves[:-1] if piece[:2] == "20" and piece[:4].isdigit()), None)
    found = _POINT.fullmatch(halves[-1])
    if found is None:
        return Deadline("", operator, day, (TargetIssueCode.UNRESOLVED_DATE,))
    resolved = _point(found, operator, year if found["year"] or own_year is None else own_year)
    if len(halves) == 1:
        return resolved
    return Deadline(resolved.day, operator, day, resolved.doubts)


def _point(found: re.Match[str], operator: str, fiscal: int | None) -> Deadline:
    year = _year_of(found, fiscal)
    month, day, exact = _month_and_day(found)
    only_year = (
        month == 12 and not exact and found["month"] is None and found["quarter"] is None and found["half"] is None
    )
    result = _dated(year, month, day, operator=operator, fiscal=fiscal if found["year"] else None)
    if operator == "≤" and not exact and not found.string.endswith("内") and not only_year:
        return Deadline(result.day, operator, "", (*result.doubts, TargetIssueCode.AMBIGUOUS_DEADLINE))
    doubts = (
        (*result.doubts, TargetIssueCode.AMBIGUOUS_DEADLINE)
        if only_year and operator == "≤" and found["year"]
        else result.doubts
    )
    return Deadline(result.day, operator, "", doubts, only_year)


def _year_of(found: re.Match[str], fiscal: int | None) -> int | None:
    if found["year"]:
        # 23年 is 2023: no budget speaks of 1923.
        return int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    shift = _SHIFT.get(found["named"] or "", 0)
    return None if fiscal is None else fiscal + shift


def _month_and_day(found: re.Match[str]) -> tuple[int, int, bool]:
    """Month, day (0: the last) and whether the words name an end or a day."""
    if found["month"]:
        month = int(found["month"]) if found["month"].isdigit() else int(chinese_number(found["month"]))
        if found["day"]:
            return month, int(found["day"]), True
        return month, _THIRDS.get(found["third"] or "", 0), found["third"] is not None
    if found["quarter"]:
        number = found["quarter"]
        quarter = int(number) if number.isdigit() else int(chinese_number(number))
        return quarter * 3, 0, True
    if found["half"]:
        return (6 if found["half"] == "上" else 12), 0, True
    part = found["year_part"] or ""
    if part in ("初", "中"):
        # The beginning of a year lasts a quarter, its middle a half.
        return (3 if part == "初" else 6), 0, True
    return 12, 0, bool(part)


def _dated(year: int | None, month: int, day: int, *, operator: str, fiscal: int | None) -> Deadline:
    # A leap year where none is known: 29 February may be meant.
    longest = monthrange(year or 2024, month)[1] if 1 <= month <= 12 else 0
    if not 0 <= day <= longest:
        return Deadline("", operator, "", (TargetIssueCode.IMPOSSIBLE_DATE,))
    text = f"{'-' if year is None else f'{year:04d}'}-{month:02d}-{day or longest:02d}"
    doubts = (TargetIssueCode.YEAR_UNKNOWN,) if year is None else ()
    if year is not None and fiscal is not None and year != fiscal:
        doubts = (*doubts, TargetIssueCode.YEAR_DIFFERS)
    return Deadline(text, operator, "", doubts)
