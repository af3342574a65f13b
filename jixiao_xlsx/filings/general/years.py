"""The rule over years: dates and texts that speak of another fiscal year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.kinds import traits_of

# Not inside a span of years, nor 2021年度以来: those speak of the past rightly.
_FISCAL = re.compile(r"(?<![\d\-—–至到~～])(?P<year>20\d\d)年度(?!以来|起|至|—|-)")
# Years from 2000: older ones are names of laws and founding years.
_DEADLINE = re.compile(r"(?P<year>20\d\d)年(?:\d{1,2}月(?:\d{1,2}日|底|末)?|底|末)(?:之|以)?前(?!后)")


def other_years(context: RuleContext) -> Iterator[Finding]:
    """G08: a date more than a year off, another 年度 than this one and its neighbours, a deadline in the past."""
    for record in context.filing.records:
        if traits_of(record).is_date and isinstance(record.value, date) and abs(record.value.year - context.year) > 1:
            yield context.at("G08", record.key, found=record.value.isoformat(), expected=str(context.year))
    for record, text in context.texts:
        # A text that speaks of this year too may compare.
        told = f"{context.year}年" in text
        found = next((match[0] for match in _FISCAL.finditer(text) if abs(int(match["year"]) - context.year) > 1), "")
        late = next((match[0] for match in _DEADLINE.finditer(text) if int(match["year"]) < context.year), "")
        if late or (found and not told):
            yield context.at("G08", record.key, found=late or found, expected=str(context.year))
