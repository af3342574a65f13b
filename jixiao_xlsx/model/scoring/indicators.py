"""The targets 指标值 of a filing, read with the name of their indicator and the year of their column."""

from __future__ import annotations

import re

from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.target import Target, parse_target

_YEAR_BACK = re.compile(r"y_(\d{1,2})")


def read_target(filing: Filing, record: Record, names: dict[tuple[str | int, ...], str]) -> Target:
    """The record's target. A date without a year is of the column's year: `y_1` is the year before the filing's."""
    name = names.get(record.key[:-1], "")
    # The value where there is one: 0.99 in a cell that shows 99% was read as 99%.
    said = record.value if isinstance(record.value, str) else record.raw
    return parse_target(said, name=name, year=_year(filing, record))


def indicator_names(filing: Filing) -> dict[tuple[str | int, ...], str]:
    """The text under `name` beside each value, by the key both share."""
    return {
        record.key[:-1]: record.value
        for record in filing.records
        if record.key[-1:] == ("name",) and isinstance(record.value, str)
    }


def _year(filing: Filing, record: Record) -> int | None:
    if filing.seal is None:
        return None
    back = _YEAR_BACK.fullmatch(str(record.key[-1])) if record.key else None
    return filing.seal.year - (int(back[1]) if back else 0)
