"""待处理: the arrivals that nobody has placed, which of them went back to their senders, and which were put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.model.clock import local_date, moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import identity_of
from jixiao_xlsx.model.season.acts import SentBack
from jixiao_xlsx.model.season.delivery import ArrivalReason, Delivery, DeliveryRole
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.season.register.fruitless import fruitless_letters, writer_of
from jixiao_xlsx.store.store import Store


@dataclass(frozen=True, slots=True)
class Stray:
    """待处理: what arrived and is no filing of the season yet: a file refused at the gate, not recognised, or kept
    unopened, or a letter with nothing in it that could be read (`files` are the names of what it brought). `why` says
    so, `reason` says it to programs, `filing` is what could be read of it. `sent_back` is when it went back to its
    agency, `sent_back_by` who sent it, empty where an older store did not keep it; `settled` is one of which that
    agency has sent a readable version since."""

    name: str
    sender: str
    origin: str
    why: str
    delivery: Delivery
    filing: Filing | None = None
    sent_back: datetime | None = None
    sent_back_by: str = ""
    settled: bool = False
    files: tuple[str, ...] = ()

    @property
    def reason(self) -> ArrivalReason:
        """What it is, or what kept it from being read; NONE where the filing's findings say so."""
        return self.delivery.reason

    @property
    def form(self) -> str:
        """The form that its seal names, empty where none does."""
        return self.filing.seal.form if self.filing and self.filing.seal else ""

    @property
    def done(self) -> str:
        """What the office did about it: `已退回 2026-03-20（张三）`, empty where nothing."""
        if self.sent_back is None:
            return ""
        who = f"（{self.sent_back_by}）" if self.sent_back_by else ""
        return f"已退回 {local_date(self.sent_back).isoformat()}{who}"


def strays_of(deliveries: Iterable[Delivery], filings: Iterable[Filing]) -> tuple[Stray, ...]:
    """The files that have no place in the ledger, and the letters that brought nothing for it, each once, by when they
    were sent."""
    known, ordered = {filed.sha256: filed for filed in filings}, sorted(deliveries, key=_place)
    placed = {sha256 for sha256, filing in known.items() if identity_of(filing) is not None and filing.records}
    found: list[Stray] = []
    for delivery in _each_once(
        delivery for delivery in ordered if delivery.sha256 not in placed and _is_told(delivery)
    ):
        filing = known.get(delivery.sha256)
        why = delivery.note or (_why(filing) if filing else "") or "没有认出是哪一张表"
        found.append(Stray(delivery.name, delivery.message.sender, delivery.origin, why, delivery, filing))
    told = {(stray.delivery.sha256, writer_of(stray.delivery)) for stray in found}
    letters: dict[str, Stray] = {}
    for letter in fruitless_letters(ordered, placed=placed, told=told):
        message = replace(letter.message, reason=letter.reason)
        files = tuple(dict.fromkeys(file.name for file in letter.files))
        letters[message.sha256] = Stray(
            message.name, message.message.sender, message.origin, letter.why, message, files=files
        )
    # As a letter it says more than a file that something is to be said of.
    loose = (stray for stray in found if stray.delivery.sha256 not in letters)
    return tuple(sorted((*loose, *letters.values()), key=lambda stray: _place(stray.delivery)))


def _each_once(deliveries: Iterable[Delivery]) -> Iterator[Delivery]:
    """Of deliveries of the same bytes the first: they came once for the office, however often they were sent. Letters
    of others that brought them too are told as letters. Empty files are the same only where they have one name."""
    kept: set[tuple[str, str]] = set()
    # One that somebody saved from a letter beside it is told as that letter's.
    for delivery in sorted(deliveries, key=lambda delivery: (not delivery.message.is_mail, _place(delivery))):
        same = (delivery.sha256, "" if delivery.size or delivery.message.is_mail else delivery.name)
        if same not in kept:
            kept |= {same, (delivery.sha256, delivery.name)}
            yield delivery


def _place(delivery: Delivery) -> tuple[datetime, str, str, str]:
    return (moment(delivery.message.sent), delivery.name, delivery.sha256, delivery.origin)


def _is_told(delivery: Delivery) -> bool:
    """Whether a file stands among the strays by itself; of the others the letters are looked at that brought them."""
    if delivery.role in {DeliveryRole.FILING, DeliveryRole.UNRECOGNISED}:
        return True
    # A scan is welcome beside a form, whatever became of its name; a report is for nobody to answer.
    is_beside = delivery.role is DeliveryRole.ATTACHMENT and delivery.reason.is_beside
    by_letter = delivery.role is DeliveryRole.NOTICE or (
        delivery.reason is ArrivalReason.BARE and delivery.message.is_letter
    )
    return bool(delivery.note) and not is_beside and not by_letter


def followed_up(stray: Stray, store: Store, *, roster: Roster, lines: Iterable[LedgerLine]) -> Stray:
    """The stray with what became of it: when it went back and by whom, and whether it was put right."""
    owner = owner_of(stray, roster)
    settled = owner is not None and not _still_wanted(stray, owner[0], tuple(lines))
    back = last_sent_back(store, stray.delivery.sha256)
    if back is None:
        return replace(stray, settled=settled)
    return replace(stray, sent_back=back.when, sent_back_by=back.who, settled=settled)


def owner_of(stray: Stray, roster: Roster) -> tuple[str, str] | None:
    """The code of the agency that a refused file came from, and the address to answer to; None where unknown."""
    if stray.filing is None:
        agency = agency_writing(stray, roster)
        return (agency.code, address_in(stray.sender) or agency.email) if agency else None
    sender, seal = address_in(stray.sender), stray.filing.seal
    sealed = roster.agency(seal.agency_code) or roster.agency(seal.agency_name) if seal else None
    mailed = [listed for listed in roster.agencies if listed.email and listed.email.lower() == sender.lower()]
    # Who mailed it where the seal agrees; else the mailbox says more than a borrowed blank.
    agency = sealed if sealed in mailed else next(iter(mailed), sealed)
    return (agency.code, agency.email or sender) if agency else None


def agency_writing(stray: Stray, roster: Roster) -> Agency | None:
    """The agency that sent what cannot be read: the only one with the sender's address, else the only one that the
    subject or the files name; None where that is not certain."""
    sender = address_in(stray.sender).lower()
    mailed = [agency for agency in roster.agencies if sender and agency.email.lower() == sender]
    if mailed:
        return mailed[0] if len(mailed) == 1 else None
    words = " ".join((stray.delivery.message.subject, stray.name, *stray.files))
    named = [
        (agency, name) for agency in roster.agencies for name in (agency.name, *agency.former) if _is_named(name, words)
    ]
    # 教育局 stands in 教育局幼儿园 too: the longer name is meant.
    longest = [agency for agency, name in named if not any(name != other and name in other for _, other in named)]
    whole = list(dict.fromkeys(longest))
    return whole[0] if len(whole) == 1 else None


def _is_named(name: str, words: str) -> bool:
    # Names and codes of two characters stand in many words.
    return len(name) > 2 and name in words


def owes(agency: str, lines: Iterable[LedgerLine]) -> bool:
    """Whether an agency has something to send; one that is asked for nothing may have sent anything."""
    mine = [line for line in lines if line.identity.agency == agency]
    return not mine or any(line.is_open for line in mine)


def last_sent_back(store: Store, sha256: str) -> SentBack | None:
    """How a file went back to its agency last, None where it never did."""
    acts = store.sent_back(sha256)
    return acts[-1] if acts else None


def _still_wanted(stray: Stray, agency: str, lines: Sequence[LedgerLine]) -> bool:
    """Whether the agency still owes a filing that the refused file could have been: one that came later, and was
    read, has put it right. A scan with the seal belongs to what came before it."""
    if stray.filing is None and stray.reason.is_beside:
        return owes(agency, lines)
    form, seal = stray.form, stray.filing.seal if stray.filing else None
    subjects = {"", seal.subject_code, seal.subject_name} if seal else {""}
    mine = [line for line in lines if line.identity.agency == agency and form in {"", line.identity.form}]
    # Without a project in its seal any line of the form may be the one.
    mine = [line for line in mine if subjects == {""} or {line.identity.subject_code, line.subject_name} & subjects]
    sent = moment(stray.delivery.message.sent or (stray.filing.modified if stray.filing else None))
    # All of them: one of two missing filings is still wanted.
    return not mine or not all(line.newest and moment(line.received) >= sent for line in mine)


def _why(filing: Filing) -> str:
    if filing.records:  # all of it was read, but nobody's name is on it
        return "看不出是哪个单位报的（封签和表头都没有单位）"
    return "".join(finding.message for finding in filing.findings[:1])
