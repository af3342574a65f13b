"""单位名录: who files what, and for which projects; codes and names change, the agency stays the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agency:
    """填报单位: one line of the roster. `forms` are aliases or codes of forms, empty for the season's all;
    `section` is the 对口科室 of the finance office; `former` are codes and names it, or an agency merged into it,
    had before; `parent` is the code of the 主管部门 above it."""

    code: str
    name: str
    parent: str = ""
    contact: str = ""
    email: str = ""
    forms: tuple[str, ...] = ()
    section: str = ""
    former: tuple[str, ...] = ()


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
    """单位名录: agencies and projects in the order of their files."""

    agencies: tuple[Agency, ...] = ()
    projects: tuple[Project, ...] = ()

    def agency(self, name: str) -> Agency | None:
        """The agency of a code, else of a name, else of a former code or name; None where nobody bears it."""
        exact = (one for one in self.agencies if name and one.code == name)
        named = (one for one in self.agencies if name and one.name == name)
        before = (one for one in self.agencies if name in one.former)
        return next(exact, None) or next(named, None) or next(before, None)

    def project(self, code: str) -> Project | None:
        """The project of a code, None where there is none."""
        return next((one for one in self.projects if one.code == code), None)

    def projects_of(self, agency: str) -> tuple[Project, ...]:
        """The projects that an agency fills forms about."""
        return tuple(one for one in self.projects if one.agency == agency)

    def children(self, code: str) -> tuple[Agency, ...]:
        """The agencies directly below one."""
        return tuple(one for one in self.agencies if code and one.parent == code)
