"""下发 without a roster: blanks of some forms for one agency, saved as files; nothing that differs is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank, parse_counts, refuse_subject
from jixiao_xlsx.season.single.read import read_filing
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.spec.catalogue import load_form
from jixiao_xlsx.spec.settings.settings import find_settings


@dataclass(frozen=True, slots=True)
class ForOne:
    """What one agency is to get: blanks of a year about one subject. `rows` are texts as `duties[*]=8`; an empty
    `office` is the one of the settings around `start`."""

    year: int
    agency: Party
    subject: Party
    scope: str
    rows: tuple[str, ...]
    office: str
    key: str
    start: Path

    def orders(self, specs: Sequence[str]) -> tuple[Order, ...]:
        """An order for each spec. Raises JixiaoError or SpecError before anything is made: for a spec that is none, a
        subject on a form that has no cell for it, rows that a form has not."""
        office = self.office or find_settings(self.start).office
        # All forms before the first blank: half of an order is worse than none.
        forms = [load_form(spec) for spec in specs]
        for form in forms:
            refuse_subject(form, self.subject)
        plain = (
            Order(form, self.year, self.agency, self.subject, scope=self.scope, office=office, key=self.key)
            for form in forms
        )
        return tuple(replace(order, counts=parse_counts(order.form, self.rows)) for order in plain)


@dataclass(frozen=True, slots=True)
class SavedBlank:
    """A blank and where it was saved."""

    blank: Blank
    path: Path

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        seal = self.blank.seal
        return {"form": seal.form, "year": seal.year, "file": str(self.path), "fingerprint": seal.fingerprint}


def save_blanks(orders: Iterable[Order], folder: Path) -> Iterator[SavedBlank]:
    """Makes and saves one blank after the other. Raises JixiaoError where another file has its place."""
    taken: set[Path] = set()
    for order in orders:
        blank = issue_blank(order)
        path = _free(folder / blank.name, blank.data, form=order.form, taken=taken)
        taken.add(save_file(path, blank.data))
        yield SavedBlank(blank, path)


def _free(path: Path, data: bytes, *, form: Form, taken: set[Path]) -> Path:
    """Where a blank may go. Forms share a title, and so a name: the one that comes later adds its edition, or its own
    name, whether the other came now or before. Nothing else that differs is overwritten, as it may be filled in by
    now. Raises JixiaoError."""
    for extra in ("", f"_{form.edition}版", f"_{form.short_name}"):
        candidate = path.with_stem(f"{path.stem}{extra}")
        if candidate in taken or _holds_another_form(candidate, form):
            continue
        if candidate.is_file() and candidate.read_bytes() != data:
            break
        return candidate
    raise JixiaoError(f"{candidate} 已经有了，内容不同，没有覆盖", Advice.ANOTHER_PLACE)


def _holds_another_form(path: Path, form: Form) -> bool:
    """Whether a blank of another form or edition lies there, filled by now or not."""
    if not path.is_file():
        return False
    seal = read_filing(path).seal
    return seal is not None and (seal.form, seal.edition) != (form.form, str(form.edition))
