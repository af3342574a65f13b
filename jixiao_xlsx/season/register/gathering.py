"""Which filings a roll-up or an export takes: given files or the season's store, of which forms and agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.acts import Verdict
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.report.rollup.counting import Counting, Tree
from jixiao_xlsx.season.register.shelf import Shelf, last_verdicts
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.workspace import Workspace, find_workspace
from jixiao_xlsx.spec.catalogue import load_form, pick_form
from jixiao_xlsx.spec.settings.settings import find_settings


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted: a form by any of its names, a fiscal year, an agency with everybody below it; empty for all."""

    form: str = ""
    year: int | None = None
    agency: str = ""

    def of(self, filings: Iterable[Filing], roster: Roster) -> Iterator[Filing]:
        """The filings that fit; `form` must be a form's code by now. A refused file fits where nothing is asked.

        Raises JixiaoError where the agency is on no roster and has filed nothing.
        """
        kept = tuple(filings)
        codes = self._codes(kept, roster)
        for filing in kept:
            seal = filing.seal
            if not (self.form or self.year or codes):
                yield filing
            elif seal and self.form in ("", seal.form) and self.year in (None, seal.year):
                agency = Counting(roster).agency(seal)
                if not codes or (agency.code if agency else seal.agency_code) in codes:
                    yield filing

    def _codes(self, filings: tuple[Filing, ...], roster: Roster) -> frozenset[str]:
        if not self.agency:
            return frozenset()
        agency = roster.agency(self.agency)
        if agency:
            return Tree(roster).within(agency.code)
        named = [filing.seal for filing in filings if filing.seal]
        codes = {seal.agency_code for seal in named if self.agency in (seal.agency_code, seal.agency_name)}
        # An agency of no roster counts where it has filed something.
        if not codes:
            raise JixiaoError(f"没有 ‘{self.agency}’ 这个单位", Advice.SEE_ROSTER)
        return frozenset(codes)


@dataclass(frozen=True, slots=True)
class GatheredFilings:
    """The filings, the reader that knows their forms, the roster, and the season's folder where there is one;
    `verdicts` are the decisions in force by SHA-256, None for files that came from no store."""

    filings: tuple[Filing, ...]
    reader: Reader
    roster: Roster = field(default_factory=Roster)
    workspace: Workspace | None = None
    verdicts: Mapping[str, Verdict] | None = None


def from_files(filings: Iterable[Filing], reader: Reader, *, start: Path, agency: str = "") -> GatheredFilings:
    """Filings that were read from files, with the roster of the workspace one stands in.

    A `jixiao.yaml` without a year is no workspace, only settings. Raises JixiaoError, SpecError.
    """
    # A `jixiao.yaml` without a year is settings for single files.
    workspace = find_workspace(start) if find_settings(start).year is not None else None
    roster = workspace.roster if workspace else Roster()
    chosen = tuple(Selection(agency=agency).of(filings, roster))
    return GatheredFilings(chosen, reader, roster, workspace)


def from_store(choice: Selection, *, start: Path, earlier: bool = False, specs: Iterable[str] = ()) -> GatheredFilings:
    """What the season's store has, as the office takes it: present codes, corrections applied, waivers noted.

    With `earlier` also what the workspaces of earlier years have, so that years can be compared. Raises JixiaoError
    where there is no workspace, or its store has nothing that fits.
    """
    workspace = find_workspace(start)
    forms = (*workspace.known_forms(), *(load_form(spec) for spec in specs))
    wanted = replace(choice, form=pick_form(choice.form, forms).form) if choice.form else choice
    reader = workspace.reader_of(forms)
    found: list[Filing] = []
    verdicts: dict[str, Verdict] = {}
    for season in (workspace, *(workspace.earlier() if earlier else ())):
        filed, decided = _stored(season, workspace.roster, reader)
        found += filed
        verdicts |= decided
    filings = tuple(wanted.of(found, workspace.roster))
    # What has no seal was refused: alone it makes no roll-up.
    if not any(filing.seal for filing in filings):
        raise JixiaoError(f"{workspace.folder} 的库里没有这样的填报件", Advice.COLLECT_OR_GIVE_FILES)
    return GatheredFilings(filings, reader, workspace.roster, workspace, verdicts)


def _stored(workspace: Workspace, roster: Roster, reader: Reader) -> tuple[tuple[Filing, ...], dict[str, Verdict]]:
    if not workspace.has_store:
        return (), {}
    with workspace.open_store() as store:
        shelf = Shelf(store, roster, reader)
        filings = shelf.filings()
        return filings, last_verdicts(shelf.decisions_on(filings))
