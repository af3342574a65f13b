"""应报: which filings a season expects of whom — the roster's agencies, their forms, their projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.forms.tree import is_about_subjects
from jixiao_xlsx.model.season.roster import Agency, Project, Roster


@dataclass(frozen=True, slots=True)
class Due:
    """One filing that is expected: who files what, about which project where the form is filled per project.

    The identity bears the agency's present code and the form's fiscal year.
    """

    identity: Identity
    agency: Agency
    form: Form = field(repr=False, compare=False)
    project: Project | None = None

    @property
    def title(self) -> str:
        """The form's printed title."""
        return self.form.printed_title(self.identity.year, self.agency.name)

    @property
    def full_title(self) -> str:
        """The title with the fiscal year, for forms that do not print it."""
        return full_title(self.title, self.identity.year)


def full_title(title: str, year: int) -> str:
    """A printed title with the fiscal year before it where it does not hold it: `2025年度项目支出绩效自评表`."""
    # A letter about two years' forms must tell them apart.
    return title if not title or str(year) in title else f"{year}年度{title}"


def dues(roster: Roster, forms: Sequence[Form], season_year: int) -> tuple[Due, ...]:
    """What a season expects, in the order of roster, forms and projects; `forms` are the season's."""
    per_project = {form.name for form in forms if is_about_subjects(form)}
    return tuple(
        _due(agency, form, season_year, project)
        for agency in roster.agencies
        for form in forms_of(agency, forms)
        for project in (_about(form, roster.projects_of(agency.code)) if form.name in per_project else (None,))
    )


def forms_of(agency: Agency, forms: Sequence[Form]) -> tuple[Form, ...]:
    """The forms of the season that an agency files: those it names, all where it names none."""
    return tuple(form for form in forms if _is_asked(form, agency.forms))


def without_projects(roster: Roster, forms: Sequence[Form]) -> Iterator[tuple[Agency, Form]]:
    """Agencies that are to file a form per project and have no project for it: nothing is expected of them there."""
    per_project = tuple(form for form in forms if is_about_subjects(form))
    for agency in roster.agencies:
        projects = roster.projects_of(agency.code)
        for form in forms_of(agency, per_project):
            if not list(_about(form, projects)):
                yield agency, form


def never_asked(roster: Roster, forms: Sequence[Form]) -> Iterator[tuple[Project, Form]]:
    """Projects that name a form which their agency does not file: nothing is expected of them there."""
    for project in roster.projects:
        agency = roster.agency(project.agency)
        asked = forms_of(agency, forms) if agency else ()
        for form in forms:
            if project.forms and _is_asked(form, project.forms) and form not in asked:
                yield project, form


def _about(form: Form, projects: Iterable[Project]) -> Iterator[Project]:
    return (project for project in projects if _is_asked(form, project.forms))


def _is_asked(form: Form, names: Sequence[str]) -> bool:
    # An agency without forms of its own files the season's all: most rosters leave the column empty.
    return not names or any(form.is_called(name) for name in names)


def _due(agency: Agency, form: Form, season_year: int, project: Project | None) -> Due:
    identity = Identity(
        form=form.form,
        # Each form has its fiscal year: in 2026 a self-evaluation is about 2025.
        year=season_year + form.year_offset,
        agency_code=agency.code,
        agency_name="" if agency.code else agency.name,
        subject_code=project.code if project else "",
        subject_name=project.name if project and not project.code else "",
    )
    return Due(identity, agency, form, project)
