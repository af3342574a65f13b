"""Where a filing stands among others, and when each was first sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.store import schema


def filing_order(filing: Filing) -> tuple[Any, ...]:
    """Where a filing stands among others."""
    seal = filing.seal
    if seal is None:
        return (True, filing.sha256)
    who, what = (seal.agency_code, seal.agency_name), (seal.subject_code, seal.subject_name)
    return (False, seal.form, seal.year, who, seal.scope, what, filing.sha256)


def first_sent(connection: Connection, contents: Any | None) -> dict[str, datetime]:
    # The ids as a query, not as a list: SQLite takes 32,766 parameters.
    """When each content was first sent, whichever of its deliveries came first."""
    table = schema.deliveries
    query = select(table.c.sha256, table.c.sent).where(table.c.sent.is_not(None))
    earliest: dict[str, datetime] = {}
    for sha256, sent in connection.execute(query if contents is None else query.where(table.c.sha256.in_(contents))):
        known = earliest.get(sha256)
        if known is None or (moment(sent), sent.isoformat()) < (moment(known), known.isoformat()):
            earliest[sha256] = sent
    return earliest
