"""Number formats: what a cell's format says its number is, and the date or time behind a serial number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

from jixiao_xlsx.model.content import DAY_ZERO, Content, ContentType, decimal_of_float, text
from jixiao_xlsx.model.shown.code import CODE_MOST


class Look(Enum):
    """How a number is shown: as it is, as a percentage, or as a point in time."""

    PLAIN = "plain"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    ELAPSED = "elapsed"


_MOMENTS = frozenset({Look.DATE, Look.TIME, Look.MOMENT, Look.ELAPSED})
# ECMA-376 18.8.30 with its zh-cn table: 27–36 and 50–58 carry no code in the file.
_BUILT_IN = {
    **dict.fromkeys((9, 10), Look.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), Look.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), Look.TIME),
    22: Look.MOMENT,
    46: Look.ELAPSED,
}
# The built-in ones that show more than the bare number; 5 to 8 and 37 to 44 are money, 41 to 44 with a dash for zero.
_MONEY = "#,##0{0}_);(#,##0{0})"
_DASHED = '_(* #,##0{0}_);_(* (#,##0{0});_(* "-"{1}_);_(@_)'
_CODES = {
    **dict(zip((1, 2, 3, 4, 9, 10), ("0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%"), strict=True)),
    **dict(zip((11, 12, 13, 48), ("0.00E+00", "# ?/?", "# ??/??", "##0.0E+0"), strict=True)),
    **dict.fromkeys((5, 6, 37, 38), _MONEY.format("")),
    **dict.fromkeys((7, 8, 39, 40), _MONEY.format(".00")),
    **dict.fromkeys((41, 42), _DASHED.format("", "")),
    **dict.fromkeys((43, 44), _DASHED.format(".00", "??")),
}
# What stands in a code without being one: quoted text, escaped signs, `_x` (a gap) and `*x` (a fill), "General".
_LITERAL = re.compile(r'"[^"]*"?|[\\!_*].|(?i:general)')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]")
_BRACKET = re.compile(r"\[[^\]]*\]?")
_AM_PM = re.compile(r"am/pm|a/p")
_SCIENTIFIC = re.compile(r"e[+-]")
_CODE_MOST = 1_000  # Excel ends a code at 255 characters; a foreign one may be megabytes of brackets
_DAY_0, _DAY_0_1904 = DAY_ZERO.toordinal(), date(1904, 1, 1).toordinal()  # of Windows, and of old Macs


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A cell style's number format: how its number is to be taken, and the code it is drawn by."""

    look: Look = Look.PLAIN
    code: str = ""


GENERAL = NumberFormat()


def number_format_of(format_id: int, code: str | None) -> NumberFormat:
    """The format of a style; the code is empty where the number is shown as it stands, or too long to be Excel's."""
    drawn = _CODES.get(format_id, "") if code is None else code
    plain = drawn.lower() in ("general", "@") or len(drawn) > CODE_MOST
    return NumberFormat(look_of(format_id, code), "" if plain else drawn)


def look_of(format_id: int, code: str | None) -> Look:
    """The look of a format: by its code where the file has one, else by its built-in number."""
    if code is None:
        return _BUILT_IN.get(format_id, Look.PLAIN)
    bare = _LITERAL.sub("", code[:_CODE_MOST]).lower()
    looks = [_look_of_section(section) for section in bare.split(";") if section]
    # A code may draw days in one section and 20240114 in another: what is no day stays a number.
    return next((look for look in looks if look in _MOMENTS), looks[0] if looks else Look.PLAIN)


def _look_of_section(section: str) -> Look:
    if _ELAPSED.search(section):
        return Look.ELAPSED
    letters = _SCIENTIFIC.sub("", _BRACKET.sub("", section))
    # `am/pm` holds an m that is no month, and tells a time by itself.
    timeless = _AM_PM.sub("", letters)
    has_time = timeless != letters or "h" in timeless or "s" in timeless
    # `m` beside hours or seconds means minutes; `e` and `aaa` are the year and the weekday of Chinese and Japanese
    # formats.
    has_date = any(letter in timeless for letter in ("y", "d", "e", "aaa")) or ("m" in timeless and not has_time)
    if has_date:
        return Look.MOMENT if has_time else Look.DATE
    if has_time:
        return Look.TIME
    return Look.PERCENT if "%" in letters else Look.PLAIN


def number_content(
    value: str | float, style: NumberFormat, *, epoch_1904: bool = False, formula: str | None = None
) -> Content:
    """A numeric cell: a number, or the date or time it is shown as; digits that are no number stay text."""
    look, code = style.look, style.code
    try:
        amount = float(value)
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount) or (isinstance(value, str) and "_" in value):
        return text(str(value), formula=formula)
    if look is Look.PLAIN:
        return Content(ContentType.NUMBER, decimal_of_float(amount), False, formula, format=code)
    if look is Look.PERCENT:
        return Content(ContentType.NUMBER, decimal_of_float(amount), True, formula, format=code)
    moment = moment_of(amount, look, epoch_1904=epoch_1904)
    if moment is None:
        return Content(ContentType.NUMBER, decimal_of_float(amount), False, formula, format=code)
    return Content(ContentType.DATE, moment, formula=formula)


def moment_of(serial: float, look: Look, *, epoch_1904: bool = False) -> date | datetime | time | None:
    """The date, time or both that Excel shows for a serial number; None where it is no date in Excel's calendar.

    The 1900 system has a 29 February 1900 (serial 60) that never was, so earlier serials count from a day later.
    A duration of a day or more stays a number of days; a day of which only the hour is shown is still that day.
    """
    # 2,958,465 is 31 December 9999, the last day that Excel shows.
    if not 0 <= serial < 2_958_466:
        return None
    if look is Look.ELAPSED or (look is Look.TIME and serial < 1):
        return time_of(_span(serial)) if serial else time()
    # Day 0 is a time without a date, and 60 is the day that never was.
    if not epoch_1904 and (serial < 1 or 60 <= serial < 61):
        return None
    span = _span(serial)
    first = _DAY_0_1904 if epoch_1904 else _DAY_0 if serial >= 60 else _DAY_0 + 1
    if first + span.days > date.max.toordinal():
        return None
    day, rest = date.fromordinal(first + span.days), time_of(span - timedelta(days=span.days))
    return datetime.combine(day, rest) if rest else day


def time_of(span: timedelta) -> time | None:
    """The time of day that a span since midnight means; None for no span at all and for a day or more."""
    if not span or span.days:
        return None
    minutes, seconds = divmod(span.seconds, 60)
    return time(minutes // 60, minutes % 60, seconds, span.microseconds)


def _span(serial: float) -> timedelta:
    """The serial as days, rounded to milliseconds: a float holds no more."""
    whole = math.floor(serial)
    # 86,400,000 milliseconds make a day.
    return timedelta(days=whole, milliseconds=round((serial - whole) * 86_400_000))


def duration_in_days(hours: int, minutes: int, seconds: Decimal) -> Decimal:
    """A duration in days, as a spreadsheet counts it."""
    return decimal_of_float(float((hours * 3600 + minutes * 60 + seconds) / 86_400))
