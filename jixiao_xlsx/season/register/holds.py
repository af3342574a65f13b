"""待确认: returns that are credited to nobody until somebody decides, those that count, and those rejected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.clock import local_date, moment
from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.filings.identity import Identity, sealed_identity
from jixiao_xlsx.model.season.acts import Placing, Ruling
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.season.register.provenance import Provenance


@dataclass(frozen=True, slots=True)
class HeldFiling:
    """待确认: a return under present codes, what speaks against crediting it, the filings that it may be (the one on
    its seal first), and who sent it, empty where no message brought it."""

    filing: Filing
    doubts: tuple[Finding, ...]
    claims: tuple[Identity, ...]
    sender: str = ""

    @property
    def why(self) -> str:
        """What speaks against it, in words."""
        return "".join(doubt.message for doubt in self.doubts)


@dataclass(frozen=True, slots=True)
class RejectedFiling:
    """不收: a return that the office did not take, and the act that says so."""

    filing: Filing
    act: Placing
    sender: str = ""

    @property
    def why(self) -> str:
        """Who did not take it, when and why."""
        return f"不收（{self.act.who}，{local_date(self.act.when).isoformat()}）：{self.act.why}"


@dataclass(frozen=True, slots=True)
class SortedFilings:
    """The returns of a store: those that count under their agencies, those that wait for somebody, those rejected."""

    counting: tuple[Filing, ...]
    held: tuple[HeldFiling, ...] = ()
    rejected: tuple[RejectedFiling, ...] = ()


def last_placements(placements: Iterable[Placing]) -> Mapping[str, Placing]:
    """What the office said last of each file: whose it is, or nobody's. Which version counts is another matter."""
    asked = (placement for placement in placements if placement.ruling is not Ruling.PREFERRED)
    return {placement.sha256: placement for placement in sorted(asked, key=_placing_order)}


def sorted_filings(
    pairs: Iterable[tuple[Filing, Filing]],
    provenance: Provenance,
    placements: Iterable[Placing],
    *,
    passed: Collection[str],
    roster: Roster,
) -> SortedFilings:
    """Sorts pairs of a filing as stored and as the office sees it; `passed` are the files that a reviewer passed, who
    has thereby said whose they are. The order of neither matters."""
    last = last_placements(placements)
    counting: list[Filing] = []
    held: list[HeldFiling] = []
    rejected: list[RejectedFiling] = []
    for stored, seen in pairs:
        known, act = provenance.ownership(stored), last.get(stored.sha256)
        if act is not None and act.ruling is Ruling.REJECTED:
            rejected.append(RejectedFiling(seen, act, provenance.sender_of(stored.sha256)))
        elif act is not None:
            counting.append(_placed(seen, act, known.doubts, roster))
        elif known.doubts and stored.sha256 not in passed:
            claims = tuple(_claims(seen.seal, known.others))
            held.append(HeldFiling(seen, known.doubts, claims, provenance.sender_of(stored.sha256)))
        else:
            counting.append(_with(seen, known.note))
    return SortedFilings(tuple(counting), tuple(held), tuple(rejected))


def _placed(filing: Filing, act: Placing, doubts: Sequence[Finding], roster: Roster) -> Filing:
    """The filing under the identity that the office gave it; what spoke against it stays as a note."""
    words = f"{act.ruling}（{act.who}，{local_date(act.when).isoformat()}）：{act.why}"
    told = [replace(doubt, severity=Severity.NOTE, explanation=words) for doubt in doubts]
    # What the workbook itself says against its seal is answered with it.
    kept = tuple(said for said in filing.findings if said not in doubts)
    seal = seal_as(filing.seal, act.identity, roster) if filing.seal else None
    return _with(replace(filing, seal=seal, findings=kept), told)


def seal_as(seal: Seal, identity: Identity, roster: Roster) -> Seal:
    """The seal as that of another filing of its form."""
    agency, project = roster.agency(identity.agency), roster.project(identity.subject_code)
    return replace(
        seal,
        agency_code=identity.agency_code,
        agency_name=agency.name if agency else identity.agency_name,
        scope=identity.scope,
        subject_code=identity.subject_code,
        subject_name=project.name if project else identity.subject_name,
    )


def _with(filing: Filing, told: Iterable[Finding]) -> Filing:
    more = tuple(told)
    return replace(filing, findings=(*filing.findings, *more)) if more else filing


def _claims(seal: Seal | None, others: Iterable[Identity]) -> Iterable[Identity]:
    claimed = sealed_identity(seal) if seal else None
    return dict.fromkeys((claimed, *others)) if claimed is not None else ()


def _placing_order(placement: Placing) -> tuple[object, str, str]:
    # Of one moment by what they say, so that a store may give them in any order.
    return (moment(placement.when), placement.ruling, placement.why)
