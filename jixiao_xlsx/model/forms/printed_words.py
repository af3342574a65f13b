"""Printed texts of a form with their placeholders filled in: `<year-1>`, `<k>`, `<measure>`, `<agency>`."""

from __future__ import annotations

import re
from collections.abc import Mapping

AGENCY = "<agency>"
_MEASURE = "<measure>"
_NUMBER = re.compile(r"<(year|[a-z])([+-]\d+)?>")
# With the word for year beside it: 2026年度 loses both.
_FILLED_LATER = re.compile(rf"（<year(?:[+-]\d+)?>年度）|<year(?:[+-]\d+)?>(?:年度?)?|{AGENCY}")


def with_numbers(text: str, numbers: Mapping[str, int]) -> str:
    """`<year-1>年`, `年度目标<k>：`, `职能<n>` with their numbers; a counter without one stays as it is."""

    def number(match: re.Match[str]) -> str:
        if match[1] not in numbers:
            return match[0]
        return str(numbers[match[1]] + int(match[2] or 0))

    return _NUMBER.sub(number, text)


def with_year(text: str, year: int) -> str:
    """`<year>` and `<year-1>` as the form prints them in a fiscal year."""
    return with_numbers(text, {"year": year})


def with_measure(text: str, measure: str) -> str:
    """`<measure>` as the form's 计量单位."""
    return text.replace(_MEASURE, measure)


def with_agency(text: str, agency: str) -> str:
    """`<agency>` as the name of who files."""
    return text.replace(AGENCY, agency)


def without_placeholders(title: str) -> str:
    """A title as people say it of any year and agency: `<year>年度部门整体绩效申报表` is `部门整体绩效申报表`."""
    return _FILLED_LATER.sub("", title)
