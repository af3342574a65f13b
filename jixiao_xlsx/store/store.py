"""库 Store: every file that arrived, what was read from it, and what the office did about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, or_, select, text, update

from jixiao_xlsx.errors import StoreError
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.known_layout import KnownLayout
from jixiao_xlsx.model.season.acts import (
    Correction,
    Decision,
    Extension,
    Issued,
    Placing,
    Sent,
    SentBack,
    Settled,
    Trail,
    Undone,
    Waiver,
)
from jixiao_xlsx.model.season.delivery import ArrivalReason, Delivery
from jixiao_xlsx.store import acts, adding, schema, schema_acts
from jixiao_xlsx.store.acts import UNDOABLE, Act, ActTable, KeptAct
from jixiao_xlsx.store.engine import as_store_error, engine_of, is_transient, reading, url_of, writing
from jixiao_xlsx.store.filing_parts import rows_by_filing
from jixiao_xlsx.store.kept_layouts import layout_of_row, layout_row, told_layout_rows
from jixiao_xlsx.store.migrations import prepare
from jixiao_xlsx.store.rows import filing_of, filing_row, with_parts
from jixiao_xlsx.store.sendings import as_sent, filing_order, sendings_of

# Conflicts with other writers: each try is a whole transaction, and eight lost in a row are no chance.
_ATTEMPTS = 8
_T = TypeVar("_T")


class Store:
    """The season's memory, in an SQLite file or a PostgreSQL database; several processes may use it at once.

    Every method is one transaction. All raise StoreError where the database refuses.
    """

    def __init__(self, engine: Engine) -> None:
        """Use `Store.open`; an engine is taken as it is, with its tables made."""
        self._engine = engine

    @classmethod
    def open(cls, url: str | Path) -> Self:
        """The store at a path (`store/jixiao.db`, `sqlite:///store/jixiao.db`) or in a PostgreSQL database
        (`postgresql://user@host/name`), made where there is none, brought up to date where it is older."""
        with as_store_error(url_of(url)):
            engine = engine_of(url_of(url))
        try:
            prepare(engine)
        # BaseException: Ctrl-C while a migration waits must not leave a connection open.
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Closes the connections; the store may not be used any more."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- what arrived ---

    def knows(self, sha256: str, *, but_for: Collection[str] = ()) -> bool:
        """Whether a file with these bytes was already received and read, with none of these findings."""
        with reading(self._engine) as connection:
            return adding.has_filing(connection, sha256, but_for=but_for)

    def receive(self, delivery: Delivery, filing: Filing | None = None) -> bool:
        """Keeps a delivery and, where its bytes are new, the filing read from it; False when nothing was new. What
        could not be opened when it was kept, and could be now, is no longer said to be shut."""
        if filing is not None and filing.sha256 != delivery.sha256:
            raise StoreError("填报件与来件不是同一个文件", "两者的 SHA-256 应当相同")

        def work(connection: Connection) -> bool:
            adding.add_layouts(connection, told_layout_rows(filing))
            arrived = adding.add_delivery(connection, acts.delivery_row(delivery))
            return (filing is not None and adding.add_filing(connection, filing)) or arrived

        return self._write(work)

    def reread(self, filing: Filing) -> None:
        """Replaces what was read from these bytes before: the filing's own row, records, figures and findings."""

        def work(connection: Connection) -> None:
            adding.add_layouts(connection, told_layout_rows(filing))
            if adding.add_filing(connection, filing):
                return
            table = schema.filings
            connection.execute(update(table).where(table.c.sha256 == filing.sha256).values(filing_row(filing)))
            own = adding.own_id(connection, filing.sha256)
            for below in adding.BELOW.values():
                connection.execute(delete(below).where(below.c.filing == own))
            # `or 0` is for the type checker: a row that was not there has just been added above.
            adding.add_parts(connection, filing, own or 0)

        self._write(work)

    def filing(self, sha256: str) -> Filing | None:
        """The filing read from these bytes, None where there is none; `sent` is the earliest of its messages,
        `last_sent` the latest."""
        return next(iter(self._filings(schema.filings.c.sha256 == sha256)), None)

    def filings(self, *, form: str = "", year: int | None = None, agency: str = "") -> tuple[Filing, ...]:
        """All versions of the filings of a form, a fiscal year, an agency (its code, its name where it has none).

        They come by form, year, agency, scope, subject and SHA-256, those of no known form last.
        """
        columns = schema.filings.c
        wanted: list[ColumnElement[bool]] = []
        if form:
            wanted.append(columns.form == form)
        if year is not None:
            wanted.append(columns.year == year)
        if agency:
            named = and_(columns.agency_code == "", columns.agency_name == agency)
            # A name identifies only where no code was sealed.
            wanted.append(or_(columns.agency_code == agency, named))
        return self._filings(*wanted)

    def deliveries(self, sha256: str = "") -> tuple[Delivery, ...]:
        """The deliveries of these bytes, or all of them, in the order in which they were collected."""
        table = schema.deliveries
        query = select(table).where(table.c.sha256 == sha256) if sha256 else select(table)
        with reading(self._engine) as connection:
            found = [acts.delivery_of(row) for row in connection.execute(query).mappings()]
        return tuple(sorted(found, key=acts.arrival_order))

    def unread(self) -> frozenset[str]:
        """What stands for the SHA-256 of the files whose bytes could not be had so far."""
        table = schema.deliveries
        query = select(table.c.sha256).where(table.c.reason == str(ArrivalReason.UNREAD))
        with reading(self._engine) as connection:
            return frozenset(connection.execute(query).scalars())

    def forget_unread(self, sha256: str) -> None:
        """Takes away that a file could not be read: it could be now, and is kept by its bytes."""
        table = schema.deliveries
        unread = (table.c.sha256 == sha256, table.c.reason == str(ArrivalReason.UNREAD))
        self._write(lambda connection: connection.execute(delete(table).where(*unread)))

    # --- the layouts of what went out ---

    def add_layouts(self, layouts: Iterable[KnownLayout]) -> int:
        """Keeps layouts; tells how many were new."""
        rows = list(map(layout_row, layouts))
        return self._write(lambda connection: adding.add_layouts(connection, rows)) if rows else 0

    def layouts(self) -> tuple[KnownLayout, ...]:
        """The layouts that are kept, in the order of their keeping."""
        table = schema.layouts
        query = select(table).order_by(table.c.id)
        with reading(self._engine) as connection:
            return tuple(layout_of_row(row) for row in connection.execute(query).mappings())

    def without_layout(self) -> tuple[Issued, ...]:
        """The blanks that went out and whose layout is not kept, one of each fingerprint."""
        table = schema_acts.issued
        kept = select(schema.layouts.c.fingerprint)
        found = self._acts(acts.ISSUED, table.c.fingerprint.not_in(kept))
        return tuple({issued.fingerprint: issued for issued in found}.values())

    # --- what the office did; each kind in the order of its `when`, and of its keeping ---

    def add_issued(self, issued: Iterable[Issued]) -> int:
        """Keeps blanks that went out; tells how many were new."""
        return self._keep(acts.ISSUED, issued)

    def issued(self) -> tuple[Issued, ...]:
        return self._acts(acts.ISSUED)

    def decide(self, decision: Decision) -> bool:
        """Keeps a decision; False when it was kept already, as with every act."""
        return self._keep(acts.DECISIONS, (decision,)) > 0

    def decide_after(self, decision: Decision, seen: Iterable[Decision]) -> bool:
        """Keeps a decision where those in force on its version are the ones that were seen; False, and nothing kept,
        where another one has come or one was taken back."""
        shelf, known = acts.DECISIONS, {acts.DECISIONS.row(made)["once"] for made in seen}
        table, taken = shelf.table, select(schema_acts.undone.c.act)

        def work(connection: Connection) -> bool:
            if connection.dialect.name == "postgresql":
                # Two at once must not both look before either has written.
                connection.execute(text("LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE"))
            query = select(table.c.once).where(table.c.sha256 == decision.sha256, table.c.once.not_in(taken))
            if set(connection.execute(query).scalars()) != known:
                return False
            adding.add_rows(connection, table, [shelf.row(decision)])
            return True

        return self._write(work)

    def decisions(self) -> tuple[Decision, ...]:
        return self._acts(acts.DECISIONS)

    def waive(self, waiver: Waiver) -> bool:
        return self._keep(acts.WAIVERS, (waiver,)) > 0

    def waivers(self) -> tuple[Waiver, ...]:
        return self._acts(acts.WAIVERS)

    def correct(self, correction: Correction) -> bool:
        return self._keep(acts.CORRECTIONS, (correction,)) > 0

    def corrections(self) -> tuple[Correction, ...]:
        return self._acts(acts.CORRECTIONS)

    def extend(self, extension: Extension) -> bool:
        return self._keep(acts.EXTENSIONS, (extension,)) > 0

    def extensions(self) -> tuple[Extension, ...]:
        return self._acts(acts.EXTENSIONS)

    def settle(self, settled: Settled) -> bool:
        return self._keep(acts.SETTLED, (settled,)) > 0

    def settled(self) -> tuple[Settled, ...]:
        return self._acts(acts.SETTLED)

    def place(self, placement: Placing) -> bool:
        return self._keep(acts.PLACEMENTS, (placement,)) > 0

    def placements(self) -> tuple[Placing, ...]:
        return self._acts(acts.PLACEMENTS)

    def undo(self, undone: Undone) -> bool:
        """Takes an act back, so that it holds no longer; False where it was taken back already."""
        return self._keep(acts.UNDONE, (undone,)) > 0

    def undoable(self) -> tuple[KeptAct, ...]:
        """Every act that can be taken back, also those that were, the oldest first."""
        taken = {undone.act: undone for undone in self._acts(acts.UNDONE)}
        with reading(self._engine) as connection:
            found = [
                KeptAct(kind, row["once"], shelf.read(row), taken.get(row["once"]))
                for kind, shelf in UNDOABLE.items()
                for row in connection.execute(select(shelf.table).order_by(shelf.table.c.id)).mappings()
            ]
        return tuple(sorted(found, key=lambda kept: moment(kept.act.when)))

    def log_sent(self, sent: Sent) -> bool:
        return self._keep(acts.SENT, (sent,)) > 0

    def sent(self) -> tuple[Sent, ...]:
        return self._acts(acts.SENT)

    def was_sent(self, digest: str) -> bool:
        """Whether a letter of this digest was sent."""
        table = schema_acts.sent
        with reading(self._engine) as connection:
            return connection.execute(select(table.c.id).where(table.c.digest == digest)).first() is not None

    def note_sent_back(self, sent_back: SentBack) -> bool:
        return self._keep(acts.SENT_BACK, (sent_back,)) > 0

    def sent_back(self, sha256: str = "") -> tuple[SentBack, ...]:
        """What went back of the file with these bytes, or of all."""
        return self._acts(acts.SENT_BACK, *((schema_acts.sent_back.c.sha256 == sha256,) if sha256 else ()))

    def note_run(self, run: Trail) -> bool:
        return self._keep(acts.TRAIL, (run,)) > 0

    def trail(self) -> tuple[Trail, ...]:
        return self._acts(acts.TRAIL)

    def cursor(self, name: str) -> str:
        """How far something was collected, empty where it never was."""
        table = schema_acts.cursors
        with reading(self._engine) as connection:
            return connection.execute(select(table.c.value).where(table.c.name == name)).scalar() or ""

    def cursors(self, prefix: str) -> frozenset[str]:
        """The names of all cursors that begin so, without the prefix."""
        table = schema_acts.cursors
        with reading(self._engine) as connection:
            names = connection.execute(select(table.c.name).where(table.c.name.startswith(prefix, autoescape=True)))
            # LIKE of SQLite takes small letters for capitals, which two ids may differ by.
            return frozenset(name.removeprefix(prefix) for name in names.scalars() if name.startswith(prefix))

    def set_cursor(self, name: str, value: str) -> None:
        table = schema_acts.cursors

        def work(connection: Connection) -> None:
            if not adding.add_rows(connection, table, [{"name": name, "value": value}]):
                connection.execute(update(table).where(table.c.name == name).values(value=value))

        self._write(work)

    # --- how ---

    def _write(self, work: Callable[[Connection], _T]) -> _T:
        """One transaction; where PostgreSQL asks for it, tried again."""
        for _ in range(_ATTEMPTS - 1):
            try:
                with writing(self._engine) as connection:
                    return work(connection)
            except StoreError as error:
                if not is_transient(error):
                    raise
        with writing(self._engine) as connection:
            return work(connection)

    def _keep(self, shelf: ActTable[Act], kept: Iterable[Act]) -> int:
        rows = [shelf.row(act) for act in kept]
        return self._write(lambda connection: adding.add_rows(connection, shelf.table, rows)) if rows else 0

    def _acts(self, shelf: ActTable[Act], *wanted: ColumnElement[bool]) -> tuple[Act, ...]:
        if shelf in UNDOABLE.values():
            # What was taken back is kept and holds no longer.
            wanted = (*wanted, shelf.table.c.once.not_in(select(schema_acts.undone.c.act)))
        with reading(self._engine) as connection:
            rows = connection.execute(select(shelf.table).where(*wanted).order_by(shelf.table.c.id)).mappings()
            # By id first, then by moment: acts of one moment stay in the order of their keeping.
            found = [shelf.read(row) for row in rows]
        return tuple(sorted(found, key=lambda act: moment(act.when)))

    def _filings(self, *wanted: ColumnElement[bool]) -> tuple[Filing, ...]:
        table = schema.filings
        with reading(self._engine) as connection:
            heads = connection.execute(select(table).where(*wanted)).mappings().all()
            ids = select(table.c.id).where(*wanted)
            below = {part.name: rows_by_filing(connection, part, ids if wanted else None) for part in adding.PARTS}
            sent = sendings_of(connection, select(table.c.sha256).where(*wanted) if wanted else None)
        found = [
            as_sent(
                with_parts(filing_of(head), {name: rows.get(head["id"], ()) for name, rows in below.items()}),
                sent.get(head["sha256"]),
            )
            for head in heads
        ]
        return tuple(sorted(found, key=filing_order))
