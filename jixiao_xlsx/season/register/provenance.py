"""来历: whose a return is, by its seal, what was issued, the name on it and who sent it; and what speaks against it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.filings.identity import Identity, sealed_identity
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import bare_words
from jixiao_xlsx.model.season.acts import Issued
from jixiao_xlsx.model.season.delivery import Delivery
from jixiao_xlsx.model.season.roster import Agency, Project, Roster
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.reader.gate import SEALED
from jixiao_xlsx.sheet.seal import verify

# What mail programs, and people, put before the subject of a message that they pass on.
_FORWARDED = re.compile(
    r"\s*(?:[\[【（(]\s*)?(?:(?:转发|轉發|转寄|轉寄|转|轉|fwd?)\s*[:：\]】）)]|转发|轉發|转寄|轉寄)", re.IGNORECASE
)
# How the way of a file tells that a message lay inside another.
_INSIDE = "转发“"
_AGENCY_NAME, _AGENCY_CODE, _SUBJECT_NAME = "agency.name", "agency.code", "subject.name"
_FACTS = (_AGENCY_NAME, _AGENCY_CODE, _SUBJECT_NAME)


@dataclass(frozen=True, slots=True)
class Ownership:
    """What is known of whose a return is: `doubts` hold it until somebody decides, `note` is only to be known, empty
    where there is nothing; `others` are the filings that it may be beside the one on its seal."""

    doubts: tuple[Finding, ...] = ()
    note: tuple[Finding, ...] = ()
    others: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Looks at returns as they came; `issued` are the blanks by their number, `present` gives an identity under the
    agency's code of now, `own_name` is the agency of a seal."""

    roster: Roster
    reader: Reader
    present: Callable[[Identity], Identity]
    issued: Mapping[str, Sequence[Issued]]
    deliveries: Mapping[str, Sequence[Delivery]]
    _facts: dict[tuple[str, str], Mapping[str, tuple[Key, ...]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        issued: Iterable[Issued],
        deliveries: Iterable[Delivery],
        *,
        roster: Roster,
        reader: Reader,
        present: Callable[[Identity], Identity],
    ) -> Provenance:
        """The provenance of a store's facts."""
        numbered: dict[str, list[Issued]] = defaultdict(list)
        for row in issued:
            numbered[row.issue or _unnumbered(row.identity)].append(row)
        arrived: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in deliveries:
            arrived[delivery.sha256].append(delivery)
        return cls(roster, reader, present, numbered, arrived)

    def ownership(self, filing: Filing) -> Ownership:
        """Of a filing as it is stored, under the codes of its own seal."""
        seal = filing.seal
        if seal is None or not filing.records:
            return Ownership()
        own = self.roster.agency(seal.agency_code) or self.roster.agency(seal.agency_name)
        where = Where(agency=seal.agency_name, form=seal.form)
        rows = self._rows(seal)
        agreed = any(self._agrees(row, seal) for row in rows)
        sealed = filing.recognised == SEALED
        signed = bool(sealed and self.reader.key and verify(seal, self.reader.key))
        found: list[tuple[Finding, Identity | None]] = []
        if rows and not agreed:
            row = rows[-1]
            issued_to = _spoken(row.identity, row.agency_name, row.subject_name)
            issue = finding("S20", where, found=_sealed_words(seal), expected=issued_to, issue=seal.issue)
            found.append((issue, self.present(row.identity)))
        if sealed and self.reader.key and seal.signature and not signed:
            found.append((finding("S21", where), None))
        # Told by the workbook itself when it was read.
        found += [(said, None) for said in filing.findings if said.code == "S25"][: 0 if signed else None]
        if own is not None and (other := self._named(filing, own, vouched=agreed or signed)):
            found.append((finding("S22", where, found=_called(other), expected=_called(own)), _of(seal, other)))
        if own is not None and (project := self._other_project(filing, own)):
            subject = " ".join(filter(None, (seal.subject_code, seal.subject_name)))
            told = finding("S26", where, found=f"{project.code} {project.name}", expected=subject)
            found.append((told, _of(seal, own, project)))
        if own is not None and (sender := self._stranger(filing.sha256, own)):
            found.append((finding("S23", where, found=_called(sender), expected=_called(own)), _of(seal, sender)))
        # Without a seal the filing says so itself.
        unknown = sealed and own is not None and not rows and not signed
        note = (finding("S24", where, found=_called(own)),) if unknown and own else ()
        others = dict.fromkeys(identity for _, identity in found if identity is not None)
        return Ownership(tuple(doubt for doubt, _ in found), () if found else note, tuple(others))

    def sender_of(self, sha256: str) -> str:
        """The address that a file came from last, empty where no message brought it."""
        return next((sender for delivery in reversed(self._sent(sha256)) if (sender := _address(delivery))), "")

    def _rows(self, seal: Seal) -> Sequence[Issued]:
        """What was issued under the seal's number; without one, what was issued as just this."""
        if seal.issue:
            return self.issued.get(seal.issue, ())
        claimed = sealed_identity(seal)
        rows = self.issued.get(_unnumbered(claimed), ()) if claimed else ()
        # Nothing tells which of several blanks without a number it is: another one is no contradiction.
        return tuple(row for row in rows if self._agrees(row, seal))

    def _agrees(self, row: Issued, seal: Seal) -> bool:
        """Whether a seal says what was issued. Raw first: both are of one day, whatever the roster says by now."""
        claimed = sealed_identity(seal)
        if claimed is None or row.fingerprint != seal.fingerprint:
            return False
        return row.identity == claimed or self.present(row.identity) == self.present(claimed)

    def _named(self, filing: Filing, own: Agency, *, vouched: bool) -> Agency | None:
        """Another agency that the filing names as its own, in its seal or where the form asks who fills it; one above
        is none, as forms ask for the 主管部门 there. A name that nobody bears is no evidence, and where the seal is
        vouched for neither is the name it was issued with, which may have passed to another agency since."""
        seal = filing.seal
        told = self._told(filing)
        known = bare_words(seal.agency_name) if seal else ""
        if seal and not vouched and (other := self._other(self.roster.called(seal.agency_name), own)):
            return other
        name = bare_words(told.get(_AGENCY_NAME, ""))
        if name and name == known:
            return None
        if bearers := self.roster.called(name):
            return self._other(bearers, own)
        by_code = self.roster.agency(told.get(_AGENCY_CODE, ""))
        return self._other((by_code,), own) if by_code else None

    def _other_project(self, filing: Filing, own: Agency) -> Project | None:
        """Another project of the agency that the form names as the one it is about. A name that none of them bears, or
        the sealed one too, is no evidence."""
        seal, name = filing.seal, bare_words(self._told(filing).get(_SUBJECT_NAME, ""))
        if seal is None or not name or not (seal.subject_code or seal.subject_name):
            return None
        bearers = [each for each in self.roster.projects_of(own.code) if bare_words(each.name) == name]
        sealed = name == bare_words(seal.subject_name) or any(each.code == seal.subject_code for each in bearers)
        return None if sealed or not bearers else bearers[0]

    def _other(self, bearers: Sequence[Agency], own: Agency) -> Agency | None:
        above = self.roster.upward(own.code)
        # Two agencies may have one name: only where none of them can be meant.
        related = any(agency is own or agency.code in above for agency in bearers)
        return None if related or not bearers else bearers[0]

    def _told(self, filing: Filing) -> Mapping[str, str]:
        """What stands where the office prefills whose form it is."""
        facts, records = self._fact_keys(filing), {record.key: record.raw.strip() for record in filing.records}
        return {fact: text for fact, keys in facts.items() if (text := next(filter(None, map(records.get, keys)), ""))}

    def _fact_keys(self, filing: Filing) -> Mapping[str, tuple[Key, ...]]:
        layout = self.reader.layouts.of_seal(filing.seal) if filing.seal else None
        if layout is None:
            return {}
        # Once for a form: its head does not grow with its rows.
        name = (layout.form.form, layout.form.edition)
        if name not in self._facts:
            slots = [(slot.field.prefill, slot.key) for _, slot in layout.slots() if slot.field.prefill]
            self._facts[name] = {fact: tuple(key for prefill, key in slots if prefill == fact) for fact in _FACTS}
        return self._facts[name]

    def _stranger(self, sha256: str, own: Agency) -> Agency | None:
        """Another agency of the roster whose mailbox sent the file first, when nobody did who may. What came from an
        unknown address before, or as somebody else's mail passed on, does not become another's by being sent again."""
        sent = self._sent(sha256)
        senders = self._senders(sent[0]) if sent else ()
        known = (sender for delivery in sent for sender in self.roster.mailing_from(_address(delivery)))
        if any(self.roster.may_send_for(sender, own) for sender in known):
            return None
        return next(iter(senders), None)

    def _senders(self, delivery: Delivery) -> tuple[Agency, ...]:
        """The agencies whose mailbox sent a message as its own; nobody's is what was passed on, also by the office."""
        address = _address(delivery)
        passed_on = _is_forwarded(delivery) or self.roster.is_of_office(address)
        return () if passed_on else self.roster.mailing_from(address)

    def _sent(self, sha256: str) -> list[Delivery]:
        """The messages that brought a file, the first first; what lay in a folder is no evidence of who sent it."""
        mailed = (delivery for delivery in self.deliveries.get(sha256, ()) if _address(delivery))
        return sorted(mailed, key=_mailing_order)


def _unnumbered(identity: Identity) -> str:
    """Where blanks without a number are found: no number has spaces."""
    return f"{identity.form} {identity.year} {identity.agency}"


def _mailing_order(delivery: Delivery) -> tuple[bool, object, str, str]:
    message = delivery.message
    # A message without a date last; of one moment by who sent it, so that the order of arrival does not show.
    return (message.sent is None, moment(message.sent), message.sender, message.message_id)


def _address(delivery: Delivery) -> str:
    return address_in(delivery.message.sender)


def _is_forwarded(delivery: Delivery) -> bool:
    return _INSIDE in delivery.origin or _FORWARDED.match(delivery.message.subject) is not None


def _of(seal: Seal, agency: Agency, project: Project | None = None) -> Identity | None:
    """What a seal would say of another agency, or of another project."""
    claimed = sealed_identity(seal)
    if claimed is None:
        return None
    told = replace(claimed, agency_code=agency.code, agency_name="" if agency.code else agency.name)
    return replace(told, subject_code=project.code, subject_name="") if project else told


def _called(agency: Agency) -> str:
    return f"{agency.code} {agency.name}".strip()


def _sealed_words(seal: Seal) -> str:
    identity = sealed_identity(seal) or Identity(seal.form, seal.year)
    return _spoken(identity, seal.agency_name, seal.subject_name)


def _spoken(identity: Identity, agency: str, subject: str) -> str:
    words = (identity.agency_code, agency or identity.agency_name, identity.subject_code, subject)
    return " ".join(word for word in words if word)
