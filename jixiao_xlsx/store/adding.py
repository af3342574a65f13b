"""How rows are added: each once, a filing with all that belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.known_layout import LayoutKeeper
from jixiao_xlsx.model.season.delivery import ArrivalReason
from jixiao_xlsx.store import schema
from jixiao_xlsx.store.columns import StoreRow
from jixiao_xlsx.store.rows import filing_row, part_rows

PARTS = (schema.records, schema.figures, schema.findings)
BELOW = {table.name: table for table in (*PARTS, schema.targets)}
"""The tables of what was read from a filing, and all those that hang below one."""


def own_id(connection: Connection, sha256: str) -> int | None:
    """The row of the filing with these bytes; None where there is none."""
    table = schema.filings
    return connection.execute(select(table.c.id).where(table.c.sha256 == sha256)).scalar()


def has_filing(connection: Connection, sha256: str, *, but_for: Collection[str]) -> bool:
    """Whether there is a filing with these bytes that has none of these findings."""
    own, table = own_id(connection, sha256), schema.findings
    if own is None or not but_for:
        return own is not None
    found = select(table.c.filing).where(table.c.filing == own, table.c.code.in_(but_for)).limit(1)
    return connection.execute(found).first() is None


def add_rows(connection: Connection, table: Table, rows: Sequence[StoreRow]) -> int:
    """Inserts the rows that are not there yet, in the order given; tells how many."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    # One statement a row: the drivers tell no count of what an insert of many rows kept.
    statement = make(table).inline().on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return sum(connection.execute(statement.values(row)).rowcount for row in rows)


def add_delivery(connection: Connection, row: StoreRow) -> bool:
    """Inserts a delivery that is not there yet; one that is, is no longer said to be shut where it could be opened,
    and why it cannot be read is told anew."""
    if add_rows(connection, schema.deliveries, [row]):
        return True
    table = schema.deliveries
    same = table.c.once == row["once"]
    if row["reason"] is ArrivalReason.NONE:
        shut = table.c.reason.in_([str(reason) for reason in ArrivalReason if reason.is_shut])
        connection.execute(update(table).where(same, shut).values(note=row["note"], reason="", role=row["role"]))
    elif row["reason"] is ArrivalReason.UNREAD:
        connection.execute(update(table).where(same).values(note=row["note"]))
    return False


def add_filing(connection: Connection, filing: Filing) -> bool:
    """Inserts a filing with all that was read from it; False where its bytes are known."""
    if add_rows(connection, schema.filings, [filing_row(filing)]):
        add_parts(connection, filing, own_id(connection, filing.sha256) or 0)
        return True
    return False


def add_parts(connection: Connection, filing: Filing, own: int) -> None:
    """Inserts what was read from a filing, under its row."""
    for name, rows in part_rows(filing, own).items():
        if rows:
            connection.execute(insert(BELOW[name]), rows)


def add_layouts(connection: Connection, rows: Sequence[StoreRow]) -> int:
    """Inserts the layouts that are not there yet; tells how many."""
    table = schema.layouts
    for row in rows:
        # What a blank told of itself is the office's own once it issues the same.
        if row["origin"] == LayoutKeeper.OFFICE:
            connection.execute(update(table).where(table.c.sha256 == row["sha256"]).values(origin=row["origin"]))
    return add_rows(connection, table, rows)
