"""When a file was first and last sent, told by all of its deliveries, in whichever order they were collected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.delivery import Delivery, Message
from jixiao_xlsx.store import schema


@dataclass(frozen=True, slots=True)
class Sendings:
    """`first` is the earliest, which lateness follows; `last` the latest word, None where that is the first too."""

    first: datetime
    last: datetime | None = None


@dataclass(slots=True)
class _SentWords:
    """The dates of one content: of its messages, and by place of the files that no message brought."""

    mailed: list[datetime] = field(default_factory=list)
    put: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def add(self, message: Message, origin: str, sent: datetime) -> None:
        (self.mailed if message.is_mail else self.put[origin]).append(sent)

    def sendings(self) -> Sendings:
        everything = [*self.mailed, *(sent for several in self.put.values() for sent in several)]
        first = min(everything, key=_exactly)
        # A file that lies where it lay is not handed in again because another day is given for it; and beside a message
        # a file is only a copy that somebody saved.
        words = self.mailed or [min(several, key=_exactly) for several in self.put.values()]
        last = max(words, key=_exactly)
        return Sendings(first, last if moment(last) != moment(first) else None)


def sendings_of(connection: Connection, contents: Any | None) -> dict[str, Sendings]:
    """By SHA-256, for those contents that a dated delivery brought; `contents` is a query of them, None for all."""
    table = schema.deliveries
    query = select(table.c.sha256, table.c.message_id, table.c.sender, table.c.origin, table.c.sent).where(
        table.c.sent.is_not(None)
    )
    # The ids as a query, not as a list: SQLite takes 32,766 parameters.
    rows = connection.execute(query if contents is None else query.where(table.c.sha256.in_(contents)))
    told: dict[str, _SentWords] = defaultdict(_SentWords)
    for sha256, message_id, sender, origin, sent in rows:
        told[sha256].add(Message(message_id, sender), origin, sent)
    return {sha256: found.sendings() for sha256, found in told.items()}


def sendings_by(deliveries: Iterable[Delivery], when: datetime) -> Sendings | None:
    """Of one content, as far as was collected by a moment; None where no dated delivery was."""
    told = _SentWords()
    dated = False
    for delivery in deliveries:
        sent = delivery.message.sent
        if sent is not None and moment(delivery.received) <= moment(when):
            told.add(delivery.message, delivery.origin, sent)
            dated = True
    return told.sendings() if dated else None


def _exactly(sent: datetime) -> tuple[datetime, str]:
    """Orders moments; of two zones' tellings of one the same comes first on every run."""
    return (moment(sent), sent.isoformat())


def as_sent(filing: Filing, told: Sendings | None) -> Filing:
    """The filing with when it was sent."""
    return replace(filing, sent=told.first, last_sent=told.last) if told else filing


def filing_order(filing: Filing) -> tuple[Any, ...]:
    """Where a filing stands among others."""
    seal = filing.seal
    if seal is None:
        return (True, filing.sha256)
    who, what = (seal.agency_code, seal.agency_name), (seal.subject_code, seal.subject_name)
    return (False, seal.form, seal.year, who, seal.scope, what, filing.sha256)
