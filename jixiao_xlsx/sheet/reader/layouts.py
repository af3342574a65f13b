"""The forms a reader knows, laid out on demand and kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.seal import Counts


class Layouts:
    """Every form and edition there is, each laid out once for a year and its counts."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = {(form.form, form.edition): form for form in forms}
        self._made: dict[tuple[str, str, int, Counts], FormGrid] = {}

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Form, ...]]]:
        # On its way to a worker: what was laid out is made again there, sooner than it is sent.
        return type(self), (self.forms(),)

    def forms(self) -> tuple[Form, ...]:
        return tuple(self._forms.values())

    def of_form(self, form: Form, year: int, counts: Counts = ()) -> FormGrid:
        name = (form.form, form.edition, year, counts)
        if name not in self._made:
            self._made[name] = lay_out(form, year, dict(counts))
        return self._made[name]

    def of_seal(self, seal: Seal) -> FormGrid | None:
        """The grid a seal speaks of; None where no such form is known here (another edition of it may do)."""
        form = self._forms.get((seal.form, seal.edition))
        if form is None:
            # The newest is the likest to a later one that is not installed here; its labels decide the rest.
            editions = [other for (name, _), other in self._forms.items() if name == seal.form]
            form = max(editions, key=lambda other: other.edition, default=None)
        return self.of_form(form, seal.year, seal.counts) if form else None
