"""待处理: the arrivals that nobody has placed, which of them went back to their senders, and which were put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.model.clock import local_date, moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import identity_of
from jixiao_xlsx.model.season.delivery import Delivery, Role
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.store.store import Store


@dataclass(frozen=True, slots=True)
class Stray:
    """待处理: a file that arrived and is no filing of the season yet: refused at the gate, not recognised, or kept
    unopened; `why` says so, `filing` is what could be read of it. `sent_back` is when it went back to its agency;
    `settled` is one of which that agency has sent a readable version since."""

    name: str
    sender: str
    origin: str
    why: str
    delivery: Delivery
    filing: Filing | None = None
    sent_back: datetime | None = None
    settled: bool = False

    @property
    def form(self) -> str:
        """The form that its seal names, empty where none does."""
        return self.filing.seal.form if self.filing and self.filing.seal else ""

    @property
    def done(self) -> str:
        """What the office did about it: `已退回 2026-03-20`, empty where nothing."""
        return f"已退回 {local_date(self.sent_back).isoformat()}" if self.sent_back else ""


def strays_of(deliveries: Iterable[Delivery], filings: Iterable[Filing]) -> tuple[Stray, ...]:
    """The files that have no place in the ledger, each once, by when they were sent."""
    known = {one.sha256: one for one in filings}
    found: dict[str, Stray] = {}
    ordered = sorted(deliveries, key=lambda one: (moment(one.message.sent), one.name, one.sha256, one.origin))
    for one in ordered:
        filing = known.get(one.sha256)
        placed = filing is not None and identity_of(filing) is not None and bool(filing.records)
        told = one.role in {Role.FILING, Role.UNRECOGNISED} or bool(one.note)
        if placed or not told or one.sha256 in found:
            continue
        why = one.note or (_why(filing) if filing else "") or "没有认出是哪一张表"
        found[one.sha256] = Stray(one.name, one.message.sender, one.origin, why, one, filing)
    return tuple(found.values())


def followed_up(stray: Stray, store: Store, *, roster: Roster, lines: Iterable[LedgerLine]) -> Stray:
    """The stray with what became of it: when it went back, and whether it was put right."""
    owner = owner_of(stray, roster)
    settled = owner is not None and not _still_wanted(stray, owner[0], lines)
    sent_back = when_sent_back(store, stray.filing.sha256) if stray.filing else None
    return replace(stray, sent_back=sent_back, settled=settled)


def owner_of(stray: Stray, roster: Roster) -> tuple[str, str] | None:
    """The code of the agency that a refused file came from, and the address to answer to; None where unknown."""
    if stray.filing is None:
        return None
    sender, seal = address_in(stray.sender), stray.filing.seal
    sealed = roster.agency(seal.agency_code) or roster.agency(seal.agency_name) if seal else None
    mailed = [one for one in roster.agencies if one.email and one.email.lower() == sender.lower()]
    agency = sealed if sealed in mailed else next(iter(mailed), sealed)
    return (agency.code, agency.email or sender) if agency else None


def when_sent_back(store: Store, sha256: str) -> datetime | None:
    """When a file went back to its agency last, None where it never did."""
    acts = store.sent_back(sha256)
    return acts[-1].when if acts else None


def _still_wanted(stray: Stray, agency: str, lines: Iterable[LedgerLine]) -> bool:
    """Whether the agency still owes a filing that the refused file could have been: one that came later, and was
    read, has put it right."""
    form, seal = stray.form, stray.filing.seal if stray.filing else None
    subjects = {"", seal.subject_code, seal.subject_name} if seal else {""}
    mine = [one for one in lines if one.identity.agency == agency and form in {"", one.identity.form}]
    mine = [one for one in mine if subjects == {""} or {one.identity.subject_code, one.subject_name} & subjects]
    sent = moment(stray.delivery.message.sent or (stray.filing.modified if stray.filing else None))
    return not mine or not all(one.newest and moment(one.received) >= sent for one in mine)


def _why(filing: Filing) -> str:
    if filing.records:  # all of it was read, but nobody's name is on it
        return "看不出是哪个单位报的（封签和表头都没有单位）"
    return "".join(finding.message for finding in filing.findings[:1])
