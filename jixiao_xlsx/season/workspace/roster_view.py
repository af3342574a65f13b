"""The roster for people to look through: agencies under their parents, what each is to file, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.season.expected import forms_of, never_asked, without_projects
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.season.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One agency: how deep it stands under its parents (0 at the top), its forms, how many filings are due of it,
    how many projects it has, and which of contact and address are missing."""

    agency: Agency
    depth: int
    forms: tuple[str, ...]
    due: int
    projects: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterView:
    """The whole roster with what is worth saying of it."""

    year: int
    lines: tuple[RosterLine, ...]
    notes: tuple[str, ...]

    @property
    def due(self) -> int:
        """How many filings the season expects."""
        return sum(line.due for line in self.lines)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "year": self.year,
            "agencies": [_plain(line) for line in self.lines],
            "due": self.due,
            "notes": list(self.notes),
        }


def roster_view(workspace: Workspace) -> RosterView:
    """The view of a workspace's roster; agencies in the order of the file, each followed by those below it."""
    roster, forms = workspace.roster, workspace.forms()
    due = Counter(expected.agency.code for expected in workspace.dues())
    lines = tuple(
        RosterLine(
            agency=agency,
            depth=depth,
            forms=tuple(form.short_name for form in forms_of(agency, forms)),
            due=due[agency.code],
            projects=len(roster.projects_of(agency.code)),
            missing=tuple(_missing(agency)),
        )
        for agency, depth in _in_tree(roster)
    )
    return RosterView(workspace.year, lines, (*workspace.notes, *_notes(roster, forms)))


def _in_tree(roster: Roster) -> Iterator[tuple[Agency, int]]:
    """Agencies with their depth; a stack of our own, as a chain of parents may be long."""
    # Reversed, for the stack gives back what was put last.
    waiting = [(agency, 0) for agency in reversed(roster.agencies) if not agency.parent]
    while waiting:
        agency, depth = waiting.pop()
        yield agency, depth
        waiting += [(child, depth + 1) for child in reversed(roster.children(agency.code))]


def _missing(agency: Agency) -> Iterator[str]:
    if not agency.contact:
        yield "联系人"
    if not agency.email:
        yield "邮箱"


def _notes(roster: Roster, forms: Sequence[Form]) -> Iterator[str]:
    for agency, form in without_projects(roster, forms):
        yield f"{agency.code} {agency.name}：{form.short_name} 按项目填报，项目名单里没有它要填这张表的项目"
    for project, form in never_asked(roster, forms):
        yield f"项目 {project.code} 要填 {form.short_name}，但单位 {project.agency} 的表里没有它，不计入应报"
    if not roster.agencies:
        yield "单位名录里一个单位也没有"


def _plain(line: RosterLine) -> dict[str, Any]:
    agency = line.agency
    return {
        "code": agency.code,
        "name": agency.name,
        "parent": agency.parent,
        "depth": line.depth,
        "contact": agency.contact,
        "email": agency.email,
        "section": agency.section,
        "former": list(agency.former),
        "forms": list(line.forms),
        "projects": line.projects,
        "due": line.due,
        "missing": list(line.missing),
    }
