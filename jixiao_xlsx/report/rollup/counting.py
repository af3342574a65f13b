"""What each filing is in totals: added, left out, or 核对, the filed sum of others; and where its agency belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.scope import FilingScope
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.report.records.versions import RollupEntry

# SUMIFS takes * ? ~ for wildcards; their full width ones it does not.
_WILD = str.maketrans({"*": "＊", "?": "？", "~": "～"})
# At the front of a criterion SUMIFS takes them for a comparison.
_OPERATORS = "=<>"


class CountingRole(StrEnum):
    """A filing's part in totals, as the column 计入合计 says it."""

    COUNTS = "是"
    LEFT_OUT = "否"
    CHECK = "核对"


@dataclass(frozen=True)
class Counting:
    """The roster that agencies are found in, and the filings (by SHA-256) that only restate what others filed."""

    roster: Roster = field(default_factory=Roster)
    checks: frozenset[str] = frozenset()

    def role(self, kept: RollupEntry) -> CountingRole:
        """What a filing is in totals."""
        if kept.filing.sha256 in self.checks:
            return CountingRole.CHECK
        return CountingRole.COUNTS if kept.counts else CountingRole.LEFT_OUT

    def agency(self, seal: Seal) -> Agency | None:
        """The agency of a seal as the roster has it now; a former code or name leads to its successor."""
        name = (seal.agency_code, seal.agency_name)
        if name not in self._found:
            self._found[name] = self.roster.agency(name[0]) or self.roster.agency(name[1])
        return self._found[name]

    @cached_property
    def _found(self) -> dict[tuple[str, str], Agency | None]:
        """The agencies that were looked for, by code and name of a seal."""
        return {}

    def current(self, seal: Seal) -> Seal:
        """The seal with its agency's code and name as the roster has them now."""
        agency = self.agency(seal)
        return replace(seal, agency_code=agency.code, agency_name=agency.name) if agency else seal

    def label(self, seal: Seal) -> str:
        """`00101 示例市民政局`, as the roster names the agency, else as the filing does."""
        agency = self.agency(seal)
        return agency_label(agency) if agency else agency_label(Agency(seal.agency_code, seal.agency_name))

    def parent_label(self, seal: Seal) -> str:
        """The label of the agency above; empty where there is none."""
        agency = self.agency(seal)
        above = self.roster.agency(agency.parent) if agency else None
        return agency_label(above) if above and above != agency else ""


def agency_label(agency: Agency) -> str:
    """Code and name as one text that SUMIFS compares as text: no number, no wildcard, no operator at its front."""
    label = f"{agency.code} {agency.name}".strip().translate(_WILD)
    bare = label.lstrip(_OPERATORS)
    # A label of digits only SUMIFS would compare as a number: 00101 and 101 would be one agency.
    return bare if any(sign.isalpha() for sign in bare) else f"单位 {bare}"


@dataclass(frozen=True)
class Tree:
    """The agencies of a roster by the one above; an agency that would stand above itself stands at the top."""

    roster: Roster

    @cached_property
    def above(self) -> Mapping[str, str]:
        """The code of the parent of each agency; empty at the top."""
        above: dict[str, str] = {}
        for agency in self.roster.agencies:
            parent = self.roster.agency(agency.parent) if agency.parent else None
            # A roster whose parents run in a circle still has every agency once.
            above[agency.code] = parent.code if parent and not _leads_to(agency.code, parent.code, above) else ""
        return above

    @cached_property
    def below(self) -> Mapping[str, tuple[Agency, ...]]:
        """The children of each agency, in the order of the roster; under an empty code those at the top."""
        below: dict[str, list[Agency]] = {}
        for agency in self.roster.agencies:
            below.setdefault(self.above[agency.code], []).append(agency)
        return {code: tuple(children) for code, children in below.items()}

    def over(self, code: str) -> Iterator[str]:
        """The codes of those above an agency, the nearest first."""
        while code := self.above.get(code, ""):
            yield code

    def parents(self, code: str = "", depth: int = 1) -> Iterator[tuple[int, Agency]]:
        """Every agency that has children, each before what is below it, with its depth from 1."""
        for agency in self.below.get(code, ()):
            if agency.code in self.below:
                yield depth, agency
                yield from self.parents(agency.code, depth + 1)

    def within(self, code: str) -> frozenset[str]:
        """An agency and everybody below it."""
        return frozenset(
            agency.code for agency in self.roster.agencies if code == agency.code or code in self.over(agency.code)
        )


def _leads_to(code: str, start: str, above: Mapping[str, str]) -> bool:
    while start:
        if start == code:
            return True
        start = above.get(start, "")
    return False


def set_checks_apart(kept: Iterable[RollupEntry], roster: Roster) -> tuple[tuple[RollupEntry, ...], Counting]:
    """The filings with those of scope 汇总 taken out of totals where what they add up counts by itself.

    That is so where somebody below the agency, or the agency's own share 本级, counts for the same form and year.
    """
    everybody = tuple(kept)
    if not roster.agencies:
        return everybody, Counting()
    counting, tree = Counting(roster), Tree(roster)
    parts = {part for entry in everybody if entry.counts for part in _restated(entry, counting, tree)}
    judged, checks = [], set()
    for entry in everybody:
        name = _name(entry, counting)
        if entry.counts and entry.filing.seal and entry.filing.seal.scope == FilingScope.SUMMED and name in parts:
            checks.add(entry.filing.sha256)
            note = "汇总口径，下级或本级已经计入，只用来与它们的和核对"
            judged.append(replace(entry, counts=False, note="；".join(part for part in (note, entry.note) if part)))
        else:
            judged.append(entry)
    return tuple(judged), replace(counting, checks=frozenset(checks))


def _name(kept: RollupEntry, counting: Counting) -> tuple[str, int, str] | None:
    seal = kept.filing.seal
    agency = counting.agency(seal) if seal else None
    return (seal.form, seal.year, agency.code) if seal and agency else None


def _restated(kept: RollupEntry, counting: Counting, tree: Tree) -> Iterator[tuple[str, int, str]]:
    """The agencies whose 汇总 would hold this filing: all above its own, and its own where it is a share 本级."""
    seal, name = kept.filing.seal, _name(kept, counting)
    if seal is None or name is None:
        return
    if seal.scope != FilingScope.SUMMED:
        yield name
    for code in tree.over(name[2]):
        yield seal.form, seal.year, code
