"""回收: what arrived is kept, told apart, read and put in the store, one file after another."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jixiao_xlsx.file_names import is_table
from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.mail.opening.pieces import Piece
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.delivery import ArrivalReason, Delivery, DeliveryRole
from jixiao_xlsx.model.season.expected import full_title
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.records.filing_json import severity_counts
from jixiao_xlsx.season.collecting.begun import BegunFiles
from jixiao_xlsx.season.collecting.known_blanks import NOTHING_WENT_OUT, KnownBlanks
from jixiao_xlsx.season.collecting.own_letters import NO_LETTERS, OwnLetters
from jixiao_xlsx.season.collecting.tried_again import TRIED_AGAIN, is_tried_again
from jixiao_xlsx.season.collecting.unread import read_at_last, size_of, stand_in_of
from jixiao_xlsx.season.single.read import Reader, filings_beside
from jixiao_xlsx.season.workspace.passwords import NO_PASSWORDS, Passwords
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile
from jixiao_xlsx.sheet.raw.foreign.limits import Refused
from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
from jixiao_xlsx.store.originals import Originals
from jixiao_xlsx.store.store import Store

_NO_WORKBOOK = {"F01", "F03", "F04"}
# A clock may be a zone and a day off; what is farther ahead would be the newest version for ever.
_MOST_AHEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place in a mailbox: once everything before it is in the store, the next run begins here."""

    name: str
    cursor: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one file: its delivery, the filing read from it now (None where it was known already, or is
    none), whether the delivery itself is new, and what the filing's form is called (empty where unknown)."""

    delivery: Delivery
    filing: Filing | None
    new: bool
    title: str = ""

    @property
    def to_return(self) -> bool:
        """Whether a filing came that must go back."""
        found = self.filing.findings if self.filing else ()
        return any(raised.severity is Severity.RETURN for raised in found)

    @property
    def form_note(self) -> str:
        """That the form has rules which can never fire, the same for every filing of it; else nothing."""
        found = self.filing.findings if self.filing else ()
        return next((f"{self.title}：{raised.message}" for raised in found if raised.code == "S36"), "")

    @property
    def words(self) -> str:
        """What the file is, for people; empty for what only held others."""
        name, role = self.delivery.name, self.delivery.role
        seal = self.filing.seal if self.filing else None
        if role in {DeliveryRole.CONTAINER, DeliveryRole.NOTICE}:
            return ""
        if self.filing is None or seal is None:
            said = self.filing.findings[0].message if self.filing and self.filing.findings else ""
            return f"{name}：{role}{f'，{said}' if said else ''}"
        who = " ".join(part for part in (seal.agency_code, seal.agency_name, seal.subject_name) if part)
        return f"{name}：{who}，{full_title(self.title, seal.year)}；{self._found(self.filing)}"

    @staticmethod
    def _found(filing: Filing) -> str:
        """How many findings of each severity; why it was not read where nothing could be."""
        counts = Counter(str(raised.severity) for raised in filing.findings)
        found = "，".join(f"{severity} {counts[severity]}" for severity in Severity if counts[severity]) or "没有意见"
        return found if filing.records or not filing.findings else f"{found}，{filing.findings[0].message}"


def arrived_json(arrival: Arrival) -> dict[str, Plain]:
    """One arrival as plain data."""
    delivery, seal = arrival.delivery, arrival.filing.seal if arrival.filing else None
    return {
        "name": encodable(delivery.name),
        "sha256": delivery.sha256,
        "role": str(delivery.role),
        "new": arrival.new,
        "origin": encodable(delivery.origin),
        "sender": encodable(delivery.message.sender),
        "subject": encodable(delivery.message.subject),
        "sent": delivery.message.sent.isoformat() if delivery.message.sent else None,
        "note": encodable(delivery.note),
        "reason": str(delivery.reason),
        "form": seal.form if seal else None,
        "agency": {"code": seal.agency_code, "name": seal.agency_name} if seal else None,
        "findings": severity_counts(arrival.filing.findings) if arrival.filing else None,
    }


@dataclass(frozen=True, slots=True)
class ArrivalReport:
    """What is to be said of one arrival once it is in the store: of ten thousand, nobody keeps the filings in hand."""

    role: str
    new: bool
    to_return: bool
    words: str
    note: str

    @classmethod
    def of(cls, arrival: Arrival) -> ArrivalReport:
        """What an arrival leaves to say."""
        delivery = arrival.delivery
        note = f"{delivery.name}（{delivery.origin}）：{delivery.note}" if delivery.note else arrival.form_note
        return cls(str(delivery.role), arrival.new, arrival.to_return, arrival.words if arrival.new else "", note)


@dataclass(frozen=True, slots=True)
class Collector:
    """Where arrivals go. `years` are the fiscal years by form that the season waits for: a form for another year is
    refused at the gate; `issued` are the blanks that went out, so that one sent back unfilled is known; `now` is when
    we collect, with a zone; `ours` are the office's own letters, `passwords` what opens what came locked."""

    store: Store
    originals: Originals
    reader: Reader
    now: datetime
    years: Mapping[str, int] = field(default_factory=dict)
    issued: KnownBlanks = NOTHING_WENT_OUT
    jobs: int = 1
    ours: OwnLetters = NO_LETTERS
    passwords: Passwords = NO_PASSWORDS

    def collect(self, arrivals: Iterable[Piece | Checkpoint]) -> Iterator[Arrival]:
        """Takes in everything, in the order given; each file is in the store, in one transaction, before it is told.

        What a file is taken for follows its bytes and its own name, never what came before it. A message dated later
        than anybody can have sent it tells no time. Stopped at any moment, the next run over the same sources goes on
        where this one ended and repeats nothing.
        """
        # Files are read ahead in workers, but stored and told in the order they came: a checkpoint stands for all
        # before it.
        unread = self.store.unread()
        with BegunFiles.of_this_run(self.originals.folder) as begun:
            task = OriginalTask(self.reader, self.years, begun)
            for item, read in filings_beside(self._kept(arrivals), task, jobs=self.jobs, limits=self.reader.limits):
                if isinstance(item, Checkpoint):
                    self.store.set_cursor(item.name, item.cursor)
                else:
                    yield self._received(item, self._filing(read, item) if read else None)
                    read_at_last(item.piece, self.store, unread)

    def _kept(
        self, arrivals: Iterable[Piece | Checkpoint]
    ) -> Iterator[tuple[_Waiting | Checkpoint, ForeignFile | None]]:
        """Everything in its turn, the bytes of every piece kept, with the original of those that are still to be
        read; nameless, so that the same bytes under another name read the same."""
        # By bytes and by how they are offered: what cannot be opened is told only where it was meant for a workbook.
        seen: set[tuple[str, bool]] = set()
        for item in arrivals:
            if isinstance(item, Checkpoint):
                yield item, None
                continue
            piece = self.ours.marked(item)
            if piece.unread:
                yield _Waiting(piece, stand_in_of(piece), 0), None
                continue
            sha256 = self.originals.put_file(piece.source) if piece.source else self.originals.put(piece.data)
            as_seen = (sha256, _is_offered_as_table(piece))
            # What a report or a letter of our own encloses is what we sent, not what an agency filed.
            may_be_read = not piece.container and not piece.automatic
            # What could not be read when it came before is tried again.
            to_read = may_be_read and as_seen not in seen and not self.store.knows(sha256, but_for=TRIED_AGAIN)
            seen.add(as_seen)
            passwords = self.passwords.for_message(piece.message)
            original = ForeignFile("", self.originals.path_of(sha256), passwords) if to_read else None
            # Without its bytes, which are in the originals: of a season's pieces only what is being read is in memory.
            yield _Waiting(replace(piece, data=b""), sha256, size_of(piece)), original

    def _received(self, waiting: _Waiting, filing: Filing | None) -> Arrival:
        role = self._role(waiting, filing)
        kept = filing if role in {DeliveryRole.FILING, DeliveryRole.UNRECOGNISED} else None
        piece, message, note = waiting.piece, waiting.piece.message, waiting.piece.note
        if message.sent is not None and message.sent > self.now + _MOST_AHEAD:
            told = f"邮件的日期 {local_date(message.sent)} 还没有到，不作为报送时间"
            note = "；".join(filter(None, (note, told if kept else "")))
            message = replace(message, sent=None)
        delivery = Delivery(
            waiting.sha256,
            piece.name,
            waiting.size,
            piece.origin,
            role,
            self.now,
            message=message,
            note=note,
            reason=ArrivalReason.NONE if role is DeliveryRole.FILING else piece.reason,
        )
        title = self.reader.title_of(kept) if kept else ""
        return Arrival(delivery, kept, self._stored(delivery, kept), title)

    def _stored(self, delivery: Delivery, filing: Filing | None) -> bool:
        """Keeps both; tells whether anything was new."""
        arrived = self.store.receive(delivery, filing)
        known = self.store.filing(delivery.sha256) if filing and not arrived else None
        # Read at last, where it could not be before.
        if known is None or filing is None or not is_tried_again(known) or is_tried_again(filing):
            return arrived
        self.store.reread(filing)
        return True

    def _role(self, waiting: _Waiting, filing: Filing | None) -> DeliveryRole:
        if waiting.piece.automatic:
            return DeliveryRole.NOTICE
        if waiting.piece.container:
            return DeliveryRole.CONTAINER
        read = filing or self.store.filing(waiting.sha256)
        if read is None:
            return DeliveryRole.UNRECOGNISED if waiting.piece.unread else DeliveryRole.ATTACHMENT
        if read.seal is not None:
            return DeliveryRole.FILING
        # What no reader opens is a picture or a PDF beside the form, unless its name says that it is a workbook.
        codes = {found.code for found in read.findings}
        no_workbook = codes & _NO_WORKBOOK or waiting.piece.reason
        beside = no_workbook and not _is_offered_as_table(waiting.piece)
        return DeliveryRole.ATTACHMENT if beside else DeliveryRole.UNRECOGNISED

    def _filing(self, read: Filing, waiting: _Waiting) -> Filing:
        if not read.sha256:
            self.originals.get(waiting.sha256)  # says why an original of ours cannot be opened: no fault of who sent it
        return known_original(read, self.reader, name=waiting.piece.name, issued=self.issued)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A piece whose bytes are kept, before it is known what it is."""

    piece: Piece
    sha256: str
    size: int


def _is_offered_as_table(piece: Piece) -> bool:
    """Whether a file that cannot be opened was meant for a workbook, or something is to be said of it."""
    # What is known to be something else is none, though there is something to say of it.
    return is_table(piece.name) or (bool(piece.note) and not piece.reason)


@dataclass(frozen=True, slots=True)
class OriginalTask:
    """All that is done with an original to make a filing of it, for a worker: a form for another year than the season's
    is refused, unless it is among those `let_in` by their SHA-256. Messages do not name the file, so that the same
    bytes under another name read the same. With `begun` files are marked while they are read."""

    reader: Reader
    years: Mapping[str, int]
    begun: BegunFiles | None = None
    let_in: Set[str] = frozenset()

    def __call__(self, data: bytes, /, *, name: str) -> Filing | Finding:
        sha256 = hashlib.sha256(data).hexdigest()
        if self.begun is None:
            return self._filing(data, sha256)
        with self.begun.reading(sha256) as stopped_before:
            return Refused("F45").finding(name) if stopped_before else self._filing(data, sha256)

    def _filing(self, data: bytes, sha256: str) -> Filing:
        book = self.reader.opened_here(data)
        filing = self.reader.read_raw_book(book, name="", sha256=sha256)
        seal = filing.seal
        years = {} if sha256 in self.let_in else self.years
        if seal is not None and seal.year != years.get(seal.form, seal.year):
            # Read again with the year demanded, so that the refusal is the gate's own and says the same as on every
            # other way.
            strict = replace(self.reader, expected=ExpectedReturns(seal.form, years[seal.form]))
            filing = strict.read_raw_book(book, name="", sha256=sha256)
        return filing


def known_original(filing: Filing, reader: Reader, *, name: str, issued: KnownBlanks = NOTHING_WENT_OUT) -> Filing:
    """The filing in one original as the season takes it: a blank that came back with nothing but what the office had
    prefilled is not taken for filled."""
    seal = filing.seal
    if seal is not None and issued.is_untouched(filing, reader):
        untouched = finding("S10", Where(agency=seal.agency_name, form=seal.form))
        filing = replace(filing, records=(), figures=(), findings=(untouched,))
    return replace(filing, source=name)


def years_of(workspace: Workspace) -> dict[str, int]:
    """The fiscal year by form that a season waits for."""
    return {form.form: workspace.year + form.year_offset for form in workspace.forms()}


def collector_of(
    workspace: Workspace,
    store: Store,
    *,
    now: datetime,
    jobs: int = 1,
    any_year: bool = False,
    given: tuple[str, ...] = (),
) -> Collector:
    """The collector of a workspace; with `any_year` forms of other years are let in too, `given` are passwords beside
    those of the roster."""
    return Collector(
        store,
        workspace.originals,
        workspace.reader(),
        now,
        {} if any_year else years_of(workspace),
        KnownBlanks.of(workspace, store.issued()),
        jobs,
        OwnLetters.of(store.sent(), workspace.settings.mail.address if workspace.settings.mail else ""),
        Passwords.of(workspace.roster, given),
    )


@dataclass(frozen=True, slots=True)
class CollectTally:
    """The run in figures: files by what they turned out to be, those that were known already, and what to say."""

    roles: Mapping[str, int]
    new: int
    known: int
    notes: tuple[str, ...]

    @classmethod
    def of(cls, told: Iterable[ArrivalReport]) -> CollectTally:
        """Counts arrivals; the notes are in order and each once."""
        kept = tuple(told)
        roles = Counter(arrival.role for arrival in kept if arrival.new)
        fresh = sum(1 for arrival in kept if arrival.new)
        notes = dict.fromkeys(arrival.note for arrival in kept if arrival.note)
        return cls(dict(roles), fresh, len(kept) - fresh, tuple(notes))
