"""Filled forms that were written by people who did not know the audit: sound ones, real ones with what is wrong in
them, and sound ones into which a single mistake was planted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import yaml

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key, format_key, parse_key
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import all_forms

HERE = Path(__file__).resolve().parent
SETS = ("first", "second")
FIGURES = frozenset({"amount", "integer", "number", "points", "percent"})
Typed = Mapping[str, object]


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: its kind, where a finding may stand (cells, rows, blocks), how much it weighs."""

    kind: str
    cells: tuple[str, ...]
    weight: Severity

    def is_told_by(self, finding: Finding) -> bool:
        """Whether the finding names this mistake at its place, weightily enough."""
        return self.is_near(finding) and (finding.severity is not Severity.NOTE or self.weight is Severity.NOTE)

    def is_near(self, finding: Finding) -> bool:
        told = finding.where.key
        return any(told == place or told.startswith((f"{place}.", f"{place}[")) for place in self.cells)


@dataclass(frozen=True)
class FilledForm:
    """A form as somebody filled it in."""

    name: str
    form: str
    year: int
    agency: Party
    cells: Typed = field(hash=False)
    wrong: tuple[Wrong, ...] = ()

    def findings(self, change: Typed | None = None) -> tuple[Finding, ...]:
        """What the audit says of it, with some cells typed otherwise."""
        blank = _blank(self.form, self.year, self.agency)
        fields = {slot.key: slot.field for grid in blank.layout.sheets for slot in grid.slots()}
        pasted: dict[Key, object] = {}
        for spelled, typed in {**self.cells, **(change or {})}.items():
            key = parse_key(spelled)
            if typed is not None and not fields[key].locked:
                pasted[key] = _typed(typed, fields[key].kind)
        book = fill(blank.data, blank.layout, {}, pasted=pasted)  # type: ignore[arg-type]
        return _reader(self.form).read(book, name=f"{self.name}.xlsx").findings


@dataclass(frozen=True)
class Planted:
    """A single mistake in a sound form."""

    base: FilledForm
    wrong: Wrong
    change: Typed = field(hash=False)

    def new_findings(self) -> list[Finding]:
        """What is said with the mistake and not without it."""
        before = {(finding.code, finding.where.key) for finding in _findings(self.base)}
        return [one for one in self.base.findings(self.change) if (one.code, one.where.key) not in before]


def _typed(said: object, kind: str) -> object:
    """What Excel makes of a typed content, by the kind of its cell."""
    text = str(said)
    if kind == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    if kind not in FIGURES:
        return text
    try:
        return Decimal(text[:-1]) / 100 if kind == "percent" and text.endswith("%") else Decimal(text)
    except InvalidOperation:
        return text


@cache
def _forms() -> dict[str, Form]:
    return {alias: form for form in all_forms() for alias in form.aliases}


@cache
def _blank(form: str, year: int, agency: Party) -> Blank:
    return issue_blank(Order(_forms()[form], year, agency))


@cache
def _reader(form: str) -> Reader:
    return Reader.of([_forms()[form]])


_KNOWN: dict[str, tuple[Finding, ...]] = {}


def _findings(form: FilledForm) -> tuple[Finding, ...]:
    if form.name not in _KNOWN:
        _KNOWN[form.name] = form.findings()
    return _KNOWN[form.name]


def filled_forms(which: str, sort: str) -> Iterator[FilledForm]:
    """The `clean` or the `real` forms of a set, in their order."""
    for path in sorted((HERE / which).glob(f"{sort}_*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        code, name = said["agency"][:2]
        wrong = tuple(_wrong(one) for one in said.get("wrong", ()))
        yield FilledForm(
            f"{which}/{path.stem}", said["form"], said["year"], Party(str(code), name), said["cells"], wrong
        )


def planted(which: str) -> Iterator[Planted]:
    """The planted mistakes of a set, in their order."""
    bases = {form.name.partition("/")[2]: form for form in filled_forms(which, "clean")}
    for said in yaml.safe_load((HERE / which / "plants.yaml").read_text(encoding="utf-8")):
        yield Planted(bases[said["base"]], _wrong(said), said["change"])


def _wrong(said: Mapping[str, object]) -> Wrong:
    cells = said["cells"]
    assert isinstance(cells, list)
    return Wrong(str(said["kind"]), tuple(format_key(parse_key(str(cell))) for cell in cells), Severity(said["weight"]))
