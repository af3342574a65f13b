"""What the office sees of the store: filings under their present agencies' codes, with its corrections and waivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jixiao_xlsx.filings.ledger import with_waivers
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.filings.identity import Identity, identity_of
from jixiao_xlsx.model.season.acts import Correction, Decision, Verdict, Waiver
from jixiao_xlsx.model.season.agency_names import AgencyNames
from jixiao_xlsx.model.season.delivery import Delivery
from jixiao_xlsx.model.season.ledger import Acts
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.season.register.holds import HeldFiling, SortedFilings, sorted_filings
from jixiao_xlsx.season.register.preferred import with_preferences
from jixiao_xlsx.season.register.provenance import Provenance
from jixiao_xlsx.season.single.corrected import Corrector
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.renamed_keys import with_todays_keys
from jixiao_xlsx.store.store import Store

# A few megabytes: of a season's ten thousand filings only some are in memory.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """A store seen through a roster."""

    store: Store
    roster: Roster
    reader: Reader

    def filings(self) -> tuple[Filing, ...]:
        """Every version of every filing as the office takes it: present codes, corrections applied, waivers noted.

        The result does not depend on the order in which the files came.
        """
        return self.seen(self.store.filings())

    def seen(self, stored: Iterable[Filing]) -> tuple[Filing, ...]:
        """The same for filings as the store has them."""
        return self.sorted_out(stored).counting

    def sorted_out(self, stored: Iterable[Filing]) -> SortedFilings:
        """Filings as the store has them, sorted: those that count as the office takes them, those that wait until it is
        known whose they are, those rejected."""
        corrections, waivers = by_file(self.store.corrections()), self.waivers()
        corrector = Corrector(self.reader)
        found = self._sorted(stored)
        counting = (
            with_waivers(self.known(corrector.corrected(filing, corrections.get(filing.sha256, ()))), waivers)
            for filing in found.counting
        )
        acts = (replace(act, identity=self.identity(act.identity)) for act in self.store.placements())
        return replace(found, counting=with_preferences(counting, acts, self.store.deliveries()))

    def as_filed(self, stored: Iterable[Filing]) -> tuple[Filing, ...]:
        """Those that count, without corrections and waivers."""
        return self._sorted(stored).counting

    def waiting(self, sha256s: Sequence[str]) -> tuple[HeldFiling, ...]:
        """Those of these files that wait until somebody says whose they are."""
        found: list[HeldFiling] = []
        for start in range(0, len(sha256s), _AT_ONCE):
            read = (self.store.filing(sha256) for sha256 in sha256s[start : start + _AT_ONCE])
            found += self._sorted(filing for filing in read if filing is not None).held
        return tuple(found)

    def _sorted(self, stored: Iterable[Filing]) -> SortedFilings:
        store, deliveries = self.store, self.store.deliveries()
        # The name that the agency gave first, not the one in the last forwarding.
        names = _names(deliveries)
        filed = (replace(filing, source=names.get(filing.sha256, filing.source)) for filing in stored)
        provenance = Provenance.of(
            store.issued(), deliveries, roster=self.roster, reader=self.reader, present=self.identity
        )
        placements = (replace(act, identity=self.identity(act.identity)) for act in store.placements())
        passed = {decision.sha256 for decision in store.decisions() if decision.verdict is Verdict.PASS}
        pairs = ((filing, self.present(filing)) for filing in filed)
        return sorted_filings(pairs, provenance, placements, passed=passed, roster=self.roster)

    def present(self, filing: Filing) -> Filing:
        """The filing with its agency's present code and name, where the roster knows it by a former one; a subject
        told only by its name gets the project's code. Its keys are those of its form today."""
        seal = filing.seal
        if seal is None:
            return filing
        named = with_todays_keys(filing, self.reader.layouts.form_of(seal))
        return replace(named, seal=self._present_seal(seal))

    def known(self, filing: Filing) -> Filing:
        """The filing without the question about its agency's name, where the roster says by now that it is one of its
        own, or of whom stands above or below: who was renamed after the blank went out wrote what is right."""
        own = self.roster.agency(filing.seal.agency_code) if filing.seal else None
        if own is None or not any(said.code == "G09" for said in filing.findings):
            return filing
        names = AgencyNames.of(self.roster)
        kept = tuple(
            said for said in filing.findings if said.code != "G09" or not names.is_related(own.code, said.found)
        )
        return replace(filing, findings=kept)

    def _present_seal(self, seal: Seal) -> Seal:
        # The code first: names are reused and mistyped.
        agency = self.roster.agency(seal.agency_code) or self.roster.agency(seal.agency_name)
        if agency is not None:
            seal = replace(seal, agency_code=agency.code, agency_name=agency.name)
        if seal.subject_name and not seal.subject_code:
            seal = replace(seal, subject_code=self._subject_code(seal.agency_code, seal.subject_name))
        return seal

    def _subject_code(self, agency: str, name: str) -> str:
        # Where two projects of an agency share a name, the first.
        return next((project.code for project in self.roster.projects_of(agency) if project.name == name), "")

    def acts(self) -> Acts:
        """What the office did, about present identities."""
        store = self.store
        return Acts(
            tuple(replace(issued, identity=self.identity(issued.identity)) for issued in store.issued()),
            tuple(replace(decision, identity=self.identity(decision.identity)) for decision in store.decisions()),
            self.waivers(),
            tuple(replace(extension, agency=self._code(extension.agency)) for extension in store.extensions()),
        )

    def decisions_on(self, filings: Iterable[Filing]) -> tuple[Decision, ...]:
        """The decisions on these versions as what they are: one that passed as another agency's has not passed."""
        told = {filing.sha256: identity_of(filing) for filing in filings}
        made = (replace(decision, identity=self.identity(decision.identity)) for decision in self.store.decisions())
        return tuple(decision for decision in made if told.get(decision.sha256) == decision.identity)

    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers, about present identities."""
        return tuple(replace(waiver, identity=self.identity(waiver.identity)) for waiver in self.store.waivers())

    def settled(self) -> frozenset[tuple[Identity, str, str]]:
        """What somebody has looked at: the present identity, the version and the sentence."""
        return frozenset((self.identity(act.identity), act.sha256, act.words) for act in self.store.settled())

    def identity(self, identity: Identity) -> Identity:
        """An identity with the agency's present code, and the project's where it was told only by its name."""
        agency = self.roster.agency(identity.agency)
        if agency is not None:
            identity = replace(identity, agency_code=agency.code, agency_name="" if agency.code else agency.name)
        if identity.subject_name and not identity.subject_code:
            code = self._subject_code(identity.agency_code, identity.subject_name)
            identity = replace(identity, subject_code=code, subject_name="" if code else identity.subject_name)
        return identity

    def _code(self, agency: str) -> str:
        found = self.roster.agency(agency)
        return found.code if found else agency


def last_verdicts(decisions: Iterable[Decision]) -> dict[str, Verdict]:
    """What was decided last on each version, by its SHA-256."""
    # As the ledger orders decisions of one moment.
    ordered = sorted(decisions, key=lambda made: (moment(made.when), made.step, made.verdict))
    return {made.sha256: made.verdict for made in ordered}


def by_file(corrections: Iterable[Correction]) -> Mapping[str, Sequence[Correction]]:
    """Corrections by the version they are about."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        found[correction.sha256].append(correction)
    return found


def _names(deliveries: Iterable[Delivery]) -> dict[str, str]:
    """The name each file first came under: by when it was sent, then by name; never by when we collected it."""
    # Those without a date last, as nobody knows when they came.
    ordered = sorted(
        deliveries, key=lambda delivery: (delivery.message.sent is None, moment(delivery.message.sent), delivery.name)
    )
    names: dict[str, str] = {}
    for delivery in ordered:
        names.setdefault(delivery.sha256, delivery.name)
    return names
