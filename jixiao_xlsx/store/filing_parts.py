"""What lies below a filing's own row: its records, figures and findings, found by the filing they belong to."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

# Derived from `value` for people's SQL, as REAL in SQLite: never read back.
_FOR_PEOPLE = {"number", "yuan"}


def rows_by_filing(connection: Connection, table: Table, ids: Any | None) -> dict[int, list[RowMapping]]:
    """The rows of a table by the filing they belong to, in order; columns that are there for people's SQL stay out."""
    query = select(*(column for column in table.c if column.name not in _FOR_PEOPLE)).order_by(
        table.c.filing, table.c.position
    )
    rows: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query if ids is None else query.where(table.c.filing.in_(ids))).mappings():
        rows[row["filing"]].append(row)
    return rows
