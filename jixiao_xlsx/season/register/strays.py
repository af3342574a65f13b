"""待处理: the arrivals that nobody has placed, which of them went back to their senders, and which were put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.model.clock import local_date, moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import identity_of
from jixiao_xlsx.model.season.acts import SentBack
from jixiao_xlsx.model.season.delivery import Delivery, DeliveryRole
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.store.store import Store


@dataclass(frozen=True, slots=True)
class Stray:
    """待处理: a file that arrived and is no filing of the season yet: refused at the gate, not recognised, or kept
    unopened; `why` says so, `filing` is what could be read of it. `sent_back` is when it went back to its agency,
    `sent_back_by` who sent it, empty where an older store did not keep it; `settled` is one of which that agency has
    sent a readable version since."""

    name: str
    sender: str
    origin: str
    why: str
    delivery: Delivery
    filing: Filing | None = None
    sent_back: datetime | None = None
    sent_back_by: str = ""
    settled: bool = False

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
    """The files that have no place in the ledger, each once, by when they were sent."""
    known = {filed.sha256: filed for filed in filings}
    found: dict[str, Stray] = {}
    ordered = sorted(
        deliveries,
        key=lambda delivery: (moment(delivery.message.sent), delivery.name, delivery.sha256, delivery.origin),
    )
    for delivery in ordered:
        filing = known.get(delivery.sha256)
        placed = filing is not None and identity_of(filing) is not None and bool(filing.records)
        told = delivery.role in {DeliveryRole.FILING, DeliveryRole.UNRECOGNISED} or bool(delivery.note)
        # The same bytes came once for the office, however often they were sent.
        if placed or not told or delivery.sha256 in found:
            continue
        why = delivery.note or (_why(filing) if filing else "") or "没有认出是哪一张表"
        found[delivery.sha256] = Stray(delivery.name, delivery.message.sender, delivery.origin, why, delivery, filing)
    return tuple(found.values())


def followed_up(stray: Stray, store: Store, *, roster: Roster, lines: Iterable[LedgerLine]) -> Stray:
    """The stray with what became of it: when it went back and by whom, and whether it was put right."""
    owner = owner_of(stray, roster)
    settled = owner is not None and not _still_wanted(stray, owner[0], lines)
    back = last_sent_back(store, stray.filing.sha256) if stray.filing else None
    if back is None:
        return replace(stray, settled=settled)
    return replace(stray, sent_back=back.when, sent_back_by=back.who, settled=settled)


def owner_of(stray: Stray, roster: Roster) -> tuple[str, str] | None:
    """The code of the agency that a refused file came from, and the address to answer to; None where unknown."""
    if stray.filing is None:
        return None
    sender, seal = address_in(stray.sender), stray.filing.seal
    sealed = roster.agency(seal.agency_code) or roster.agency(seal.agency_name) if seal else None
    mailed = [listed for listed in roster.agencies if listed.email and listed.email.lower() == sender.lower()]
    # Who mailed it where the seal agrees; else the mailbox says more than a borrowed blank.
    agency = sealed if sealed in mailed else next(iter(mailed), sealed)
    return (agency.code, agency.email or sender) if agency else None


def last_sent_back(store: Store, sha256: str) -> SentBack | None:
    """How a file went back to its agency last, None where it never did."""
    acts = store.sent_back(sha256)
    return acts[-1] if acts else None


def _still_wanted(stray: Stray, agency: str, lines: Iterable[LedgerLine]) -> bool:
    """Whether the agency still owes a filing that the refused file could have been: one that came later, and was
    read, has put it right."""
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
