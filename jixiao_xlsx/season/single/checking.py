"""检查: a spec with all its faults, or, where it has none, its form in figures, laid out for its own year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jixiao_xlsx.errors import Fault, JixiaoError, SpecError
from jixiao_xlsx.model.clock import today
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import load_form, spec_files
from jixiao_xlsx.spec.load import refuse_dead_rules


@dataclass(frozen=True, slots=True)
class FormFigures:
    """A form that can be laid out, and how much there is on it."""

    form: Form
    title: str
    year: int
    sheets: int
    slots: int

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "form": self.form.form,
            "aliases": list(self.form.aliases),
            "title": self.title,
            "edition": self.form.edition,
            "year": self.year,
            "sheets": self.sheets,
            "slots": self.slots,
            "rules": len(self.form.rules),
        }


@dataclass(frozen=True, slots=True)
class CheckedSpec:
    """One spec: its faults, or the form in figures where there is none."""

    spec: str
    faults: tuple[Fault, ...] = ()
    figures: FormFigures | None = None


def checked_spec(reference: str) -> CheckedSpec:
    """What is to be said of the spec that a name or a file means; whatever is wrong with it is a fault."""
    name = Path(reference).name or reference
    try:
        form = load_form(reference)
        refuse_dead_rules(form)
        return CheckedSpec(name, figures=_figures(form))
    except SpecError as error:
        return CheckedSpec(name, error.faults)
    except JixiaoError as error:
        return CheckedSpec(name, (Fault(name, 1, 1, "表样", error.message, error.hint),))


def embedded_specs() -> tuple[str, ...]:
    """What to check where nobody says: every spec that comes with the program."""
    return tuple(str(path) for path in spec_files())


def _figures(form: Form) -> FormFigures:
    """Raises LayoutError where the form cannot be laid out."""
    # A form that names no year is drawn for the present one.
    year = form.year or today().year + form.year_offset
    layout = lay_out(form, year)
    title = layout.form.printed_title(year)
    return FormFigures(form, title, year, len(layout.sheets), sum(1 for _ in layout.slots()))
