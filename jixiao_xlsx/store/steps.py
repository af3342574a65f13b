"""What brings a store from each version to the next, in words of its own: a published step never changes.

Nothing here is taken from today's tables, views and acts, which go on changing: a step must find and leave the store
as it was in its own days, or the step after it would stumble.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, MetaData, String, Table, Text, insert, text

_FILINGS_OF_2 = """
CREATE VIEW v_filings AS
SELECT f.id AS filing, f.sha256, f.form, f.edition, f.year, f.agency_code, f.agency_name, f.scope, f.subject_code,
  f.subject_name, f.source, d.sent_utc, f.modified_utc, r.records,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '退回') AS returns,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '说明') AS explains,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '提示') AS notes,
  CASE WHEN f.form IS NOT NULL AND r.records > 0 AND ROW_NUMBER() OVER (
    PARTITION BY f.form IS NOT NULL AND r.records > 0, f.form, f.year, f.odd_year, f.agency_code,
      CASE WHEN f.agency_code = '' THEN f.agency_name ELSE '' END, f.scope, f.subject_code,
      CASE WHEN f.subject_code = '' THEN f.subject_name ELSE '' END,
      CASE WHEN f.agency_code = '' AND f.agency_name = '' THEN f.id ELSE 0 END
    ORDER BY COALESCE(d.sent_utc, f.modified_utc, '') DESC, f.sha256 DESC
  ) = 1 THEN 1 ELSE 0 END AS newest
FROM filings f
JOIN (SELECT h.id, COUNT(k.filing) AS records FROM filings h LEFT JOIN records k ON k.filing = h.id GROUP BY h.id) r
  ON r.id = f.id
LEFT JOIN (SELECT sha256, MIN(sent_utc) AS sent_utc FROM deliveries GROUP BY sha256) d ON d.sha256 = f.sha256
"""

_AMOUNTS_OF_2 = """
CREATE VIEW v_amounts AS
SELECT v.form, v.year, v.agency_code, v.agency_name, v.scope, v.subject_code, v.subject_name, k.key, k.label, k.kind,
  k.value, k.number, k.measure, k.yuan, k.computed, v.newest, v.sha256
FROM v_filings v
JOIN (
  SELECT filing, key, label, kind, value, number, measure, yuan, 0 AS computed FROM records
  UNION ALL
  SELECT filing, key, label, kind, value, number, measure, yuan, 1 AS computed FROM figures
) k ON k.filing = v.filing
WHERE k.number IS NOT NULL
"""


_KEY = BigInteger().with_variant(Integer(), "sqlite")
# Sorted by code point in PostgreSQL too, as every text of the store.
_TEXT = Text().with_variant(String(collation="C"), "postgresql")


def _identity_columns() -> Iterator[Column[Any]]:
    """The columns of a filing's identity, as steps 5 and 7 have them."""
    yield Column("form", _TEXT, nullable=False, comment="表")
    yield Column("year", _KEY, nullable=False, comment="年度")
    yield Column("agency_code", _TEXT, nullable=False, comment="单位编码，没有时为空")
    yield Column("agency_name", _TEXT, nullable=False, comment="单位名称，只在没有编码时写")
    yield Column("scope", _TEXT, nullable=False, comment="口径：本级、汇总")
    yield Column("subject_code", _TEXT, nullable=False, comment="项目编码，不按项目填报时为空")
    yield Column("subject_name", _TEXT, nullable=False, comment="项目名称，只在没有编码时写")


_SENT_BACK_OF_3 = Table(
    "sent_back",
    MetaData(),
    Column("id", _KEY, primary_key=True, comment="行号，先来的小"),
    Column("once", _TEXT, nullable=False, unique=True, comment="这次发还的指纹，同样的只存一次"),
    Column("sha256", _TEXT, nullable=False, comment="发还的文件的 SHA-256"),
    Column("who", _TEXT, nullable=False, comment="谁发还的；版本 2 的库没有记的为空"),
    Column("at", Text(), nullable=False, comment="时间"),
    comment="发还：退回给单位的文件，没有认出的来件也在内",
)
Index("sent_back_sha256", _SENT_BACK_OF_3.c.sha256, postgresql_using="hash")
# Cursors are named by mailboxes; no mailbox has this prefix.
_MARK = "sent-back/"


def _add_views(connection: Connection) -> None:
    """Version 1 had no views."""
    # The second reads the first.
    for statement in (_FILINGS_OF_2, _AMOUNTS_OF_2):
        connection.execute(text(statement))


def _add_sent_back(connection: Connection) -> None:
    """Version 2 kept what went back among the cursors, without who sent it."""
    _SENT_BACK_OF_3.create(connection)
    marks = {"marks": f"{_MARK}%"}
    found = connection.execute(text("SELECT name, value FROM cursors WHERE name LIKE :marks ORDER BY name"), marks)
    rows = [_sent_back_row(name.removeprefix(_MARK), value) for name, value in found]
    if rows:
        connection.execute(insert(_SENT_BACK_OF_3), rows)
    connection.execute(text("DELETE FROM cursors WHERE name LIKE :marks"), marks)


def _sent_back_row(sha256: str, at: str) -> Mapping[str, str]:
    when = datetime.fromisoformat(at)
    shifted = when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
    told = {"at": [shifted.isoformat(timespec="microseconds"), when.tzinfo is not None], "sha256": sha256, "who": ""}
    once = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return {"once": once, "sha256": sha256, "who": "", "at": at}


def _add_reason(connection: Connection) -> None:
    """Version 3 said only in words why a file yields no filing."""
    # By code point in PostgreSQL too, as every text of the store.
    kind = 'VARCHAR COLLATE "C"' if connection.dialect.name == "postgresql" else "TEXT"
    connection.execute(text(f"ALTER TABLE deliveries ADD COLUMN reason {kind} NOT NULL DEFAULT ''"))


_META_OF_5 = MetaData()
_SETTLED_OF_5 = Table(
    "settled",
    _META_OF_5,
    Column("id", _KEY, primary_key=True, comment="行号，先来的小"),
    Column("once", _TEXT, nullable=False, unique=True, comment="这次核对的指纹，同样的只存一次"),
    *_identity_columns(),
    Column("sha256", _TEXT, nullable=False, comment="核对的是哪个版本"),
    Column("words", _TEXT, nullable=False, comment="请核对里的那句话"),
    Column("who", _TEXT, nullable=False, comment="谁核对的"),
    Column("at", Text(), nullable=False, comment="时间"),
    Column("why", _TEXT, nullable=False, comment="核对的结果"),
    comment="核对：请核对里已经有人看过的",
)
_UNDONE_OF_5 = Table(
    "undone",
    _META_OF_5,
    Column("id", _KEY, primary_key=True, comment="行号，先来的小"),
    Column("once", _TEXT, nullable=False, unique=True, comment="这次撤回的指纹，同样的只存一次"),
    Column("what", _TEXT, nullable=False, comment="撤回的是什么：结论、豁免、更正、延期、核对"),
    Column(
        "act", _TEXT, nullable=False, unique=True, comment="撤回的那件事的指纹，即它那张表的 once；一件事只撤回一次"
    ),
    Column("who", _TEXT, nullable=False, comment="谁撤回的"),
    Column("at", Text(), nullable=False, comment="时间"),
    Column("why", _TEXT, nullable=False, comment="理由"),
    comment="撤回：不再算数的结论、豁免、更正、延期、核对；原来的仍在各自的表里",
)


def _add_undone(connection: Connection) -> None:
    """Version 4 knew no way back from an act, and nothing that was looked at and found right."""
    for table in (_SETTLED_OF_5, _UNDONE_OF_5):
        table.create(connection)


_FILINGS_OF_6 = """
CREATE VIEW v_filings AS
SELECT f.id AS filing, f.sha256, f.form, f.edition, f.year, f.agency_code, f.agency_name, f.scope, f.subject_code,
  f.subject_name, f.source, d.sent_utc, d.last_sent_utc, f.modified_utc, r.records,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '退回') AS returns,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '说明') AS explains,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '提示') AS notes,
  CASE WHEN f.form IS NOT NULL AND r.records > 0 AND ROW_NUMBER() OVER (
    PARTITION BY f.form IS NOT NULL AND r.records > 0, f.form, f.year, f.odd_year, f.agency_code,
      CASE WHEN f.agency_code = '' THEN f.agency_name ELSE '' END, f.scope, f.subject_code,
      CASE WHEN f.subject_code = '' THEN f.subject_name ELSE '' END,
      CASE WHEN f.agency_code = '' AND f.agency_name = '' THEN f.id ELSE 0 END
    ORDER BY COALESCE(d.last_sent_utc, f.modified_utc, '') DESC, COALESCE(f.modified_utc, '') DESC, f.sha256 DESC
  ) = 1 THEN 1 ELSE 0 END AS newest
FROM filings f
JOIN (SELECT h.id, COUNT(k.filing) AS records FROM filings h LEFT JOIN records k ON k.filing = h.id GROUP BY h.id) r
  ON r.id = f.id
LEFT JOIN (
  SELECT sha256, MIN(first_utc) AS sent_utc,
    COALESCE(MAX(CASE WHEN place = '' THEN last_utc END), MAX(first_utc)) AS last_sent_utc
  FROM (
    SELECT sha256, place, MIN(sent_utc) AS first_utc, MAX(sent_utc) AS last_utc
    FROM (
      SELECT sha256, sent_utc, CASE WHEN message_id = '' AND sender = '' THEN '/' || origin ELSE '' END AS place
      FROM deliveries
    ) e GROUP BY sha256, place
  ) p GROUP BY sha256
) d ON d.sha256 = f.sha256
"""


def _follow_last_words(connection: Connection) -> None:
    """Version 5 took the version whose first message was the latest for the newest."""
    # The second view reads the first, and goes before it.
    for name in ("v_amounts", "v_filings"):
        connection.execute(text(f"DROP VIEW {name}"))
    for statement in (_FILINGS_OF_6, _AMOUNTS_OF_2):
        connection.execute(text(statement))


_PLACEMENTS_OF_7 = Table(
    "placements",
    MetaData(),
    Column("id", _KEY, primary_key=True, comment="行号，先来的小"),
    Column("once", _TEXT, nullable=False, unique=True, comment="这次决定的指纹，同样的只存一次"),
    *_identity_columns(),
    Column("sha256", _TEXT, nullable=False, comment="哪个文件"),
    Column("ruling", _TEXT, nullable=False, comment="怎样办：照收、归入、不收、以此为准"),
    Column("over", _TEXT, nullable=False, comment="以此为准时，它排在哪个版本之后；其余为空"),
    Column("who", _TEXT, nullable=False, comment="谁定的"),
    Column("at", Text(), nullable=False, comment="时间"),
    Column("why", _TEXT, nullable=False, comment="理由"),
    comment="归属：来件算谁的哪一份，或以哪个版本为准",
)


def _add_placements(connection: Connection) -> None:
    """Version 6 took every return for that of the agency on its seal."""
    _PLACEMENTS_OF_7.create(connection)


_LAYOUTS_OF_8 = Table(
    "layouts",
    MetaData(),
    Column("id", _KEY, primary_key=True, comment="行号，先来的小"),
    Column("sha256", _TEXT, nullable=False, unique=True, comment="版面全文的 SHA-256"),
    Column("fingerprint", _TEXT, nullable=False, comment="版面指纹"),
    Column("form", _TEXT, nullable=False, comment="表"),
    Column("edition", _TEXT, nullable=False, comment="版次"),
    Column("year", _KEY, nullable=False, comment="年度"),
    Column("origin", _TEXT, nullable=False, comment="从哪里来：issued 下发时存下，blank 交回的空表自带"),
    Column("text", _TEXT, nullable=False, comment="版面全文，JSON"),
    comment="版面：下发过的每一种空表，表样改了以后照它读",
)
Index("layouts_fingerprint", _LAYOUTS_OF_8.c.fingerprint, postgresql_using="hash")


def _add_layouts(connection: Connection) -> None:
    """Version 7 kept of an issued layout its fingerprint, and of a filing's seal no more."""
    _LAYOUTS_OF_8.create(connection)
    sort = 'VARCHAR COLLATE "C"' if connection.dialect.name == "postgresql" else "TEXT"
    connection.execute(text(f"ALTER TABLE filings ADD COLUMN layout {sort}"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("COMMENT ON COLUMN filings.layout IS '封签写明的版面校验码，第一版的封签没有写'"))


def _add_measure(connection: Connection) -> None:
    """Version 8 did not know in which measure the office had written a correction."""
    sort = 'VARCHAR COLLATE "C"' if connection.dialect.name == "postgresql" else "TEXT"
    connection.execute(text(f"ALTER TABLE corrections ADD COLUMN measure {sort} NOT NULL DEFAULT ''"))
    if connection.dialect.name == "postgresql":
        comment = "金额的计量单位；不是金额的、版本 8 以前更正的为空"
        connection.execute(text(f"COMMENT ON COLUMN corrections.measure IS '{comment}'"))


STEPS: Mapping[int, Callable[[Connection], None]] = MappingProxyType(
    {
        2: _add_views,
        3: _add_sent_back,
        4: _add_reason,
        5: _add_undone,
        6: _follow_last_words,
        7: _add_placements,
        8: _add_layouts,
        9: _add_measure,
    }
)
"""What brings a store to each version from the one before it."""
