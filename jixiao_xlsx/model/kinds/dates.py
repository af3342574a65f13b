"""日期: a day, from a date cell or as people write it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from jixiao_xlsx.model.content import DAY_ZERO, Content
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.characters import half_width, shown
from jixiao_xlsx.model.kinds.kind import Kind
from jixiao_xlsx.model.kinds.reading import CellReading, ValueIssue, rejected, taken, value_issue
from jixiao_xlsx.model.kinds.validation import Validation
from jixiao_xlsx.model.shown import seen_of
from jixiao_xlsx.model.target.numerals import chinese_number

# From 1901 on Excel's calendar has no day too many; after 2100 it is a slip of the hand.
EARLIEST, LATEST = date(1901, 1, 1), date(2100, 12, 31)
YEARS_BEFORE, YEARS_AFTER = 50, 30
"""How far a day may be from the fiscal year where the spec does not say: people and offices outlast most projects, and
2062 is 2026 mistyped."""

# A year typed into a date cell is the day of that number: 2026 is 18 July 1905.
_BARE_YEARS = range(1901, 2101)
# 20,000 is in 1954: fewer are more likely a count, and this year's stand near 46,000.
_SERIALS = (20_000, (LATEST - DAY_ZERO).days)
"""Day numbers that are taken for dates: smaller ones are more likely something else."""

_SEPARATOR_SPACES = re.compile(r" *([年月日号/.\-]) *")
_TIME = r"(?:[T ]?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}(?:\.0*)?))?)?"
_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?"
    rf"|(?P<sign>[-/.])(?P<month2>[0-9]{{1,2}})(?P=sign)(?P<day2>[0-9]{{1,2}})[日号]?){_TIME}"
)
_NUMERALS = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?"
)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
# 202601 in a date cell is the day of that number, in the year 2454.
_YEAR_MONTH = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])")
_NO_DAY = re.compile(_YEAR_MONTH.pattern + r"|(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月?份?|[-/.][0-9]{1,2})[初中底末]?")
_NO_MONTH = re.compile(r"(?:19|20)[0-9]{2}年?度?")
_NO_YEAR = re.compile(r"[0-9]{1,2}(?:月[0-9]{1,2}[日号]?|[-/.][0-9]{1,2})")


class Date(Kind):
    """日期: a day from 1901 to 2100; a time of day is dropped with a note, a missing part is never made up.

    The field's `least` and `most` are years. A layout fills them in where the spec does not: see `in_year`.
    """

    name = "date"
    title = "日期"
    is_date = True
    typical_length = 12  # `2024年12月31日`
    align = "center"

    def take(self, content: Content, field: Field) -> CellReading:
        value = content.value
        if isinstance(value, datetime):
            return self._take_cell(content, value.date(), field, odd=value.time() != time())
        if isinstance(value, date):
            return self._take_cell(content, value, field, odd=False)
        if isinstance(value, Decimal) and not content.percent:
            return self._take_number(content, value, field)
        if isinstance(value, str):
            return self._take_text(content, half_width(value), field)
        return rejected(self.refusal("V110", content, field))

    def _take_cell(self, content: Content, day: date, field: Field, *, odd: bool) -> CellReading:
        """A date cell's day, unless it is a year that somebody typed and the cell's format made a day of."""
        number = (day - DAY_ZERO).days
        if _YEAR_MONTH.fullmatch(str(number)):
            found = f"{number}（格内显示为{day_text(day)}）"
            return rejected(value_issue("V111", found, "日期", lack="日", ask=self.ask(field)))
        if number in _BARE_YEARS and day.year not in self.years(field):
            found = f"{number}（格内显示为{day_text(day)}）"
            return rejected(value_issue("V111", found, "日期", lack="月和日", ask=self.ask(field)))
        return self._take_day(content, day, field, odd=odd)

    def _take_day(self, content: Content, day: date, field: Field, *, odd: bool) -> CellReading:
        note = value_issue("V306", shown(content.raw), "日期", value=day_text(day))
        return taken(day, note) if odd else taken(day)

    def _take_number(self, content: Content, value: Decimal, field: Field) -> CellReading:
        # `int` of 1E+999999 would write out a million digits.
        whole = int(value) if value.is_finite() and abs(value) < 10**9 else 0
        if _SERIALS[0] <= whole <= _SERIALS[1]:
            reading = self._take_day(content, DAY_ZERO + timedelta(days=whole), field, odd=True)
        else:
            reading = self._take_text(content, content.raw, field)
        # In .ods a day under our format is a number that shows the day: what people see is in order.
        seen = _DAY.fullmatch(half_width(seen_of(content) or ""))
        is_shown = seen is not None and reading.value == _day_of(seen.groupdict())
        return taken(reading.value) if is_shown and isinstance(reading.value, date) else reading

    def _take_text(self, content: Content, line: str, field: Field) -> CellReading:
        line = _SEPARATOR_SPACES.sub(r"\1", line).rstrip(" .,;")
        said = _NUMERALS.fullmatch(line)
        # 二〇二六年一月十四日, as documents are dated.
        line = "{}年{}月{}日".format(*map(chinese_number, said.groups())) if said else line
        match = _DAY.fullmatch(line) or _COMPACT.fullmatch(line)
        if match is None:
            return rejected(self._no_day(content, line, field))
        parts = match.groupdict()
        day = _day_of(parts)
        if day is None:
            return rejected(self.refusal("V112", content, field, **self._year_facts(field)))
        odd = (
            match.re is _COMPACT
            or said is not None
            or any(int(float(parts.get(name) or 0)) for name in ("hour", "minute", "second"))
        )
        return self._take_day(content, day, field, odd=odd)

    def _no_day(self, content: Content, line: str, field: Field) -> ValueIssue:
        for pattern, lack in ((_NO_DAY, "日"), (_NO_MONTH, "月和日"), (_NO_YEAR, "年份")):
            if pattern.fullmatch(line):
                return self.refusal("V111", content, field, lack=lack)
        return self.refusal("V110", content, field)

    def allowed(self, value: Value, field: Field) -> tuple[ValueIssue, ...]:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise TypeError(f"{self.name} takes a date, not {type(value).__name__}")
        if value.year in self.years(field):
            return ()
        return (value_issue("V112", day_text(value), "日期", **self._year_facts(field)),)

    def years(self, field: Field) -> range:
        """The years that a day may be of."""
        first = EARLIEST.year if field.least is None else max(int(field.least), EARLIEST.year)
        last = LATEST.year if field.most is None else min(int(field.most), LATEST.year)
        return range(first, last + 1)

    def _year_facts(self, field: Field) -> dict[str, str]:
        years = self.years(field)
        return {"least": str(years.start), "most": str(years.stop - 1)}

    def in_year(self, field: Field, year: int) -> Field:
        least = Decimal(year - YEARS_BEFORE) if field.least is None else field.least
        return replace(field, least=least, most=Decimal(year + YEARS_AFTER) if field.most is None else field.most)

    def number_format(self, field: Field) -> str:
        # 20240114 is no day of the calendar, and would be shown as ########.
        return '[<10000000]yyyy"年"m"月"d"日";0000"年"00"月"00"日"'

    def wanted(self, field: Field) -> str:
        return "日期"

    def ask(self, field: Field) -> str:
        return "请按‘2024年1月14日’的写法填写。"

    def validation(self, field: Field) -> Validation | None:
        years = self._year_facts(field)
        return Validation(
            type="custom",
            prompt_title=self.prompt_title(field),
            prompt=self.prompt(field),
            error_title="应填日期",
            error=f"这里应填日期，年份在 {years['least']} 至 {years['most']} 之间。{self.ask(field)}",
            minimum=date(self.years(field).start, 1, 1),
            maximum=date(self.years(field).stop - 1, 12, 31),
            formula=self._formula(field),
        )

    def _formula(self, field: Field) -> str:
        """A day of these years, or what is read as one: 20240114, and 2024.1.14, which Excel takes for a text."""
        first, last = date(self.years(field).start, 1, 1), date(self.years(field).stop - 1, 12, 31)
        low, high = (first - DAY_ZERO).days, (last - DAY_ZERO).days
        day = 'DATEVALUE(SUBSTITUTE({cell},".","-"))'
        return (
            f"=OR(AND({{cell}}>={low},{{cell}}<={high}),AND({{cell}}>={first:%Y%m%d},{{cell}}<={last:%Y%m%d}),"
            f"IF(ISTEXT({{cell}}),IFERROR(AND({day}>={low},{day}<={high}),FALSE),FALSE))"
        )


def _day_of(parts: dict[str, str | None]) -> date | None:
    """The day that the parts of a pattern say; None where there is no such day."""
    month, day = parts["month"] or parts.get("month2"), parts["day"] or parts.get("day2")
    try:
        return date(int(parts["year"] or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None
