"""Rows that say nothing: filled with marks for none or with a blank's own outline, they count as blank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key, rows_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.rows.split_cells import RowCell
from jixiao_xlsx.model.rows.vacant import is_vacant

_ZEROS = frozenset({"0", "0.0", "0.00", "0%", "否"})


class _Weight(Enum):
    """How much a filled cell says."""

    CONTENT = "content"
    # A zero or a measure is an answer, unless all that stands beside it are marks for none.
    ZERO = "zero"
    MARK = "mark"
    # A serial number or a comparison says nothing by itself.
    BESIDE = "beside"


def silent_rows(records: Iterable[Record]) -> frozenset[Key]:
    """The open rows and repeats, by their keys, in which nothing is said: `-`, `/`, 无, 指标2： in every filled cell,
    perhaps with zeros, a serial number, a comparison or a measure beside."""
    rows: dict[Key, set[_Weight]] = defaultdict(set)
    for record in records:
        prefixes = rows_of(record.key)
        if prefixes:
            weight = _weight(record)
            for row in prefixes:
                rows[row].add(weight)
    return frozenset(row for row, weights in rows.items() if _is_silent(weights))


def is_in_rows(key: Key, rows: frozenset[Key]) -> bool:
    """Whether a cell stands in one of these rows, or in one inside them."""
    return bool(rows) and any(row in rows for row in rows_of(key))


def heard(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records without those of the rows that say nothing: what audits and sums look at."""
    kept = tuple(records)
    rows = silent_rows(kept)
    return tuple(record for record in kept if not is_in_rows(record.key, rows)) if rows else kept


def _is_silent(weights: set[_Weight]) -> bool:
    if _Weight.CONTENT in weights:
        return False
    return _Weight.MARK in weights or _Weight.ZERO not in weights


def _weight(record: Record) -> _Weight:
    value = record.value
    if isinstance(value, Decimal):
        return _of_number(record, value)
    text = value if isinstance(value, str) else record.raw
    if is_vacant(text):
        return _Weight.MARK
    if text.strip() in _ZEROS:
        return _Weight.ZERO
    cell = RowCell(record.key, record.label, record.cell, record.kind, (text,))
    if cell.is_sign:
        return _Weight.BESIDE
    return _Weight.ZERO if cell.is_measure else _Weight.CONTENT


def _of_number(record: Record, value: Decimal) -> _Weight:
    if record.key[-1] == "serial" or record.label.endswith("序号"):
        return _Weight.BESIDE
    if value:
        return _Weight.CONTENT
    # Points of 0 without a word beside are nobody's.
    return _Weight.BESIDE if traits_of(record).is_score else _Weight.ZERO
