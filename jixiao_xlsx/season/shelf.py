"""What the office sees of the store: filings under their present agencies' codes, with its corrections and waivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from jixiao_xlsx.filings.ledger import with_waivers
from jixiao_xlsx.model.acts import Correction, Waiver
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.delivery import Delivery
from jixiao_xlsx.model.filing import Filing, Seal
from jixiao_xlsx.model.identity import Identity
from jixiao_xlsx.model.ledger import Acts
from jixiao_xlsx.model.roster import Roster
from jixiao_xlsx.season.corrected import Corrector
from jixiao_xlsx.season.read import Reader
from jixiao_xlsx.store.store import Store


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
        corrections, waivers = _by_file(self.store.corrections()), self.waivers()
        corrector = Corrector(self.reader)
        return tuple(
            with_waivers(corrector.corrected(one, corrections[one.sha256]), waivers) for one in self.as_filed()
        )

    def as_filed(self) -> tuple[Filing, ...]:
        """The same without corrections and waivers."""
        names = _names(self.store.deliveries())
        filed = (replace(one, source=names.get(one.sha256, one.source)) for one in self.store.filings())
        return tuple(self.present(one) for one in filed)

    def present(self, filing: Filing) -> Filing:
        """The filing with its agency's present code and name, where the roster knows it by a former one; a subject
        told only by its name gets the project's code."""
        seal = filing.seal
        return replace(filing, seal=self._present_seal(seal)) if seal else filing

    def _present_seal(self, seal: Seal) -> Seal:
        agency = self.roster.agency(seal.agency_code) or self.roster.agency(seal.agency_name)
        if agency is not None:
            seal = replace(seal, agency_code=agency.code, agency_name=agency.name)
        if seal.subject_name and not seal.subject_code:
            mine = self.roster.projects_of(seal.agency_code)
            code = next((one.code for one in mine if one.name == seal.subject_name), "")
            seal = replace(seal, subject_code=code)
        return seal

    def acts(self) -> Acts:
        """What the office did, about present identities."""
        store = self.store
        return Acts(
            tuple(replace(one, identity=self.identity(one.identity)) for one in store.issued()),
            tuple(replace(one, identity=self.identity(one.identity)) for one in store.decisions()),
            self.waivers(),
            tuple(replace(one, agency=self._code(one.agency)) for one in store.extensions()),
        )

    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers, about present identities."""
        return tuple(replace(one, identity=self.identity(one.identity)) for one in self.store.waivers())

    def identity(self, identity: Identity) -> Identity:
        """An identity with the agency's present code."""
        agency = self.roster.agency(identity.agency)
        return replace(identity, agency_code=agency.code, agency_name="") if agency else identity

    def _code(self, agency: str) -> str:
        found = self.roster.agency(agency)
        return found.code if found else agency


def _by_file(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        found[one.sha256].append(one)
    return found


def _names(deliveries: Iterable[Delivery]) -> dict[str, str]:
    """The name each file first came under: by when it was sent, then by name; never by when we collected it."""
    ordered = sorted(deliveries, key=lambda one: (one.message.sent is None, moment(one.message.sent), one.name))
    names: dict[str, str] = {}
    for one in ordered:
        names.setdefault(one.sha256, one.name)
    return names
