"""Column types that lose nothing: any text, moments with their zone, exact decimals; alike in both databases."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Double, Integer, Numeric, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

StoreRow = dict[str, Any]
"""A row to be written: column → value."""

# PostgreSQL's text takes no U+0000, neither database a lone surrogate; U+001B is ours, so it is escaped too.
_UNSTORABLE = re.compile("[\x00\x1b\ud800-\udfff]")
_ESCAPED = re.compile("\x1b([0-9a-f]{4})")
# PostgreSQL declares NUMERIC up to 1,000 digits; no amount has thirty.
_MOST_DIGITS = 1000
# BIGINT of PostgreSQL and INTEGER of SQLite, both 64 bits.
_MOST_WHOLE = 2**63 - 1

CountColumn = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number that also serves as a growing key."""


def storable(text: str) -> str:
    """The text as a database can hold it: U+0000, lone surrogates and the escape itself as U+001B and four digits."""
    return _UNSTORABLE.sub(lambda found: f"\x1b{ord(found[0]):04x}", text)


def restored(text: str) -> str:
    """The text that `storable` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "\x1b" in text else text


def _restored_or_none(text: str | None) -> str | None:
    return text if text is None or "\x1b" not in text else restored(text)


def whole_or_none(number: int | None) -> int | None:
    """The number where a database can hold it, else None."""
    return number if number is not None and -_MOST_WHOLE <= number <= _MOST_WHOLE else None


def utc_text(time: datetime | None) -> str | None:
    """A moment for sorting as text: `2026-03-01T01:30:00.000000`, in UTC; one without a zone counts as UTC."""
    if time is None:
        return None
    try:
        shifted = time.astimezone(UTC) if time.tzinfo else time
    except OverflowError:  # within hours of the first or last day there is
        shifted = time
    return shifted.replace(tzinfo=None).isoformat(timespec="microseconds")


def _is_sensible(value: Decimal) -> bool:
    return value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS and len(value.as_tuple().digits) < _MOST_DIGITS


class TextColumn(TypeDecorator[str]):
    """Text of any characters; sorted by code point."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        # Code points, as SQLite compares: a locale's order differs from machine to machine.
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value if value is None else storable(str(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:
        """Reads a value; straight, as a season has hundreds of thousands."""
        return _restored_or_none


class MomentColumn(TypeDecorator[datetime]):
    """A date and time as ISO 8601 text, with microseconds, and with its zone where it has one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class NumberColumn(TypeDecorator[Decimal]):
    """A number to compare and sort by: NUMERIC in PostgreSQL, REAL in SQLite; the exact one stands beside it as text.

    A number beyond all sense is NULL.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Double())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | float | None:
        if value is None or not _is_sensible(value):
            return None
        if dialect.name == "postgresql":
            # PostgreSQL's NUMERIC takes a Decimal as it is; SQLite would store it as text and compare it as text.
            return value
        nearest = float(value)
        return nearest if abs(nearest) != float("inf") else None


class ExactColumn(TypeDecorator[Decimal]):
    """An exact amount for people's SQL: NUMERIC in PostgreSQL, plain digits as text in SQLite, which has no decimals.

    A number beyond all sense is NULL.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        if value is None or not _is_sensible(value):
            return None
        return value if dialect.name == "postgresql" else format(value, "f")
