"""单位名录: who files what, and for which projects; codes and names change, the agency stays the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from jixiao_xlsx.model.kinds.characters import bare_words

_Bearer = TypeVar("_Bearer")


@dataclass(frozen=True, slots=True)
class Agency:
    """填报单位: one line of the roster. `forms` are aliases or codes of forms, empty for the season's all;
    `section` is the 对口科室 of the finance office; `former` are codes and names it, or an agency merged into it,
    had before; `parent` is the code of the 主管部门 above it; `password` opens what it sends locked, and is not
    shown; `standing_in` are agencies with which it has an arrangement 代报: each may send the other's returns."""

    code: str
    name: str
    parent: str = ""
    contact: str = ""
    email: str = ""
    forms: tuple[str, ...] = ()
    section: str = ""
    former: tuple[str, ...] = ()
    password: str = field(default="", repr=False)
    standing_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """项目: one line of the projects' list, the subject of forms that are filled per project; `agency` is the code
    of the agency that fills them, `forms` as for an agency."""

    code: str
    name: str
    agency: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """单位名录: agencies and projects in the order of their files; `office` are the mailboxes of the finance office
    itself, in small letters, which may be on the list too."""

    agencies: tuple[Agency, ...] = ()
    projects: tuple[Project, ...] = ()
    office: frozenset[str] = frozenset()
    _index: _Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The class is frozen, and the index follows from the rest.
        object.__setattr__(self, "_index", _Index.of(self.agencies, self.projects))

    def agency(self, name: str) -> Agency | None:
        """The agency of a code, else of a name, else of a former code or name; None where nobody bears it."""
        index = self._index
        # Present names before former ones: an old name may have passed to another agency.
        return index.codes.get(name) or index.names.get(name) or index.former.get(name)

    def project(self, code: str) -> Project | None:
        """The project of a code, None where there is none."""
        return self._index.projects.get(code)

    def projects_of(self, agency: str) -> tuple[Project, ...]:
        """The projects that an agency, named by its present code, fills forms about."""
        return self._index.filled.get(agency, ())

    def called(self, words: str) -> tuple[Agency, ...]:
        """Every agency that bears a name, now or before, however it is spaced and punctuated."""
        return self._index.spelt.get(bare_words(words), ())

    def mailing_from(self, address: str) -> tuple[Agency, ...]:
        """The agencies whose mailbox an address is, in the order of the list."""
        return self._index.mailboxes.get(address.lower(), ())

    def is_of_office(self, address: str) -> bool:
        """Whether an address is the office's own: what it passes on to itself is anybody's."""
        return address.lower() in self.office

    def may_send_for(self, sender: Agency, owner: Agency) -> bool:
        """Whether one agency may send another's returns: it is the same, above or below it, they share a mailbox, or
        have an arrangement 代报."""
        if sender.code in self.upward(owner.code) or owner.code in self.upward(sender.code):
            return True
        if sender.email and sender.email.lower() == owner.email.lower():
            return True
        return any(
            self.agency(name) is other
            for listing, other in ((owner, sender), (sender, owner))
            for name in listing.standing_in
        )

    def upward(self, code: str) -> frozenset[str]:
        """The codes of an agency and of all above it."""
        found: set[str] = set()
        step = code
        while step and step not in found:
            found.add(step)
            above = self.agency(step)
            step = above.parent if above else ""
        return frozenset(found)

    def children(self, code: str) -> tuple[Agency, ...]:
        """The agencies directly below one."""
        return self._index.below.get(code, ())


@dataclass(frozen=True, slots=True)
class _Index:
    """Who bears what, so that a season's filings find their agencies at once; of several bearers the first."""

    codes: Mapping[str, Agency]
    names: Mapping[str, Agency]
    former: Mapping[str, Agency]
    below: Mapping[str, tuple[Agency, ...]]
    projects: Mapping[str, Project]
    filled: Mapping[str, tuple[Project, ...]]
    spelt: Mapping[str, tuple[Agency, ...]]
    mailboxes: Mapping[str, tuple[Agency, ...]]

    @classmethod
    def of(cls, agencies: Iterable[Agency], projects: Iterable[Project]) -> _Index:
        # Backwards, so that of two with one code the first of the file is kept.
        last_first, filled = tuple(agencies)[::-1], tuple(projects)
        return cls(
            codes={agency.code: agency for agency in last_first if agency.code},
            names={agency.name: agency for agency in last_first if agency.name},
            former={name: agency for agency in last_first for name in agency.former if name},
            below=_grouped((agency.parent, agency) for agency in agencies),
            projects={project.code: project for project in filled[::-1]},
            filled=_grouped((project.agency, project) for project in filled),
            spelt=_grouped((word, agency) for agency in last_first[::-1] for word in _spellings(agency)),
            # Addresses differ in case only by who typed them.
            mailboxes=_grouped((agency.email.lower(), agency) for agency in last_first[::-1]),
        )


def _spellings(agency: Agency) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bare_words(word) for word in (agency.name, *agency.former)))


def _grouped(pairs: Iterable[tuple[str, _Bearer]]) -> dict[str, tuple[_Bearer, ...]]:
    groups: dict[str, list[_Bearer]] = defaultdict(list)
    for key, member in pairs:
        if key:
            groups[key].append(member)
    return {key: tuple(members) for key, members in groups.items()}
