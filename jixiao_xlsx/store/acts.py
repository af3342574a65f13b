"""The office's acts and the deliveries as rows, and back; each with a fingerprint, so that it is kept once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Generic, TypeVar

from sqlalchemy import RowMapping, Table

from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.season.acts import (
    Correction,
    Decision,
    Extension,
    Issued,
    Sent,
    SentBack,
    Trail,
    Verdict,
    Waiver,
)
from jixiao_xlsx.model.season.delivery import ArrivalReason, Delivery, DeliveryRole, Message
from jixiao_xlsx.store import schema
from jixiao_xlsx.store.columns import StoreRow, utc_text

Act = TypeVar("Act", Issued, Decision, Waiver, Correction, Extension, Sent, SentBack, Trail)
_IDENTITY = tuple(field.name for field in fields(Identity))
_COLUMNS = {"when": "at", "to": "recipient"}  # words that SQL keeps for itself
_TYPES = {"verdict": Verdict}


@dataclass(frozen=True, slots=True)
class ActTable(Generic[Act]):
    """Where one kind of act is kept; `columns` are the names of its parts that are not those of its columns."""

    act: type[Act]
    table: Table
    columns: Mapping[str, str]

    def row(self, act: Act) -> StoreRow:
        """The act's row, without its id."""
        row: StoreRow = {}
        for name in (field.name for field in fields(self.act)):
            value = getattr(act, name)
            if isinstance(value, Identity):
                row |= {part: getattr(value, part) for part in _IDENTITY}
            else:
                row[self.columns.get(name, name)] = value
        return row | {"once": fingerprint(row)}

    def read(self, row: RowMapping) -> Act:
        """The act of a row."""
        parts: StoreRow = {}
        for name in (field.name for field in fields(self.act)):
            if name == "identity":
                parts[name] = Identity(**{part: row[part] for part in _IDENTITY})
            else:
                value = row[self.columns.get(name, name)]
                parts[name] = _TYPES[name](value) if name in _TYPES else value
        return self.act(**parts)


ISSUED = ActTable(
    Issued, schema.issued, _COLUMNS | {"agency_name": "printed_agency", "subject_name": "printed_subject"}
)
DECISIONS = ActTable(Decision, schema.decisions, _COLUMNS)
WAIVERS = ActTable(Waiver, schema.waivers, _COLUMNS)
CORRECTIONS = ActTable(Correction, schema.corrections, _COLUMNS)
EXTENSIONS = ActTable(Extension, schema.extensions, _COLUMNS)
SENT = ActTable(Sent, schema.sent, _COLUMNS)
SENT_BACK = ActTable(SentBack, schema.sent_back, _COLUMNS)
TRAIL = ActTable(Trail, schema.trail, _COLUMNS)


def delivery_row(delivery: Delivery) -> StoreRow:
    """The delivery's row, without its id. The same file of the same name in the same message is one delivery; a
    message without an id is told from another by when it was sent."""
    message = delivery.message
    # UTC beside the moment with its zone: the same instant told in two zones is one delivery.
    sent = utc_text(message.sent)
    # Where it came from is no part of it: one message read from a file and from the mailbox is one delivery.
    arrival = {"sha256": delivery.sha256, "message_id": message.message_id, "name": delivery.name, "sent_utc": sent}
    return arrival | {
        "once": fingerprint(arrival),
        "size": delivery.size,
        "origin": delivery.origin,
        "role": delivery.role,
        "received": delivery.received,
        "sender": message.sender,
        "subject": message.subject,
        "sent": message.sent,
        "note": delivery.note,
        "reason": delivery.reason,
    }


def delivery_of(row: RowMapping) -> Delivery:
    """The delivery of a row."""
    return Delivery(
        sha256=row["sha256"],
        name=row["name"],
        size=row["size"],
        origin=row["origin"],
        role=DeliveryRole(row["role"]),
        received=row["received"],
        message=Message(row["message_id"], row["sender"], row["subject"], row["sent"]),
        note=row["note"],
        reason=ArrivalReason(row["reason"]),
    )


def arrival_order(delivery: Delivery) -> tuple[datetime, str, str, str, datetime]:
    """Sorts deliveries: by when they were collected, then by what they are."""
    message = delivery.message
    return (moment(delivery.received), delivery.sha256, delivery.name, message.message_id, moment(message.sent))


def fingerprint(row: StoreRow) -> str:
    """The SHA-256 of what a row says: equal rows have equal ones, whichever zone their moments are told in."""
    told = {name: _plain(value) for name, value in row.items()}
    return hashlib.sha256(
        # surrogatepass: a file's name may hold bytes that are no text, and must have a fingerprint all the same.
        json.dumps(told, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        # Whether there was a zone counts: nine o'clock here and nine o'clock somewhere are two facts.
        return [utc_text(value), value.tzinfo is not None]
    return value.isoformat() if isinstance(value, date) else value
