"""What the builder knows of a form while it builds: every field with its place, every formula still to be resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao_xlsx.model.form import Field
from jixiao_xlsx.model.keys import KeyPattern, format_key
from jixiao_xlsx.spec.marks import Document, Path

NUMBERS_IN_WORDS = frozenset({"target"})
"""Kinds whose cells hold words that may be numbers: they may take part in rules."""


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression of the spec that waits until every field is known."""

    source: str
    path: Path
    owner: KeyPattern
    column: tuple[str, ...] = ()
    table: KeyPattern | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf cell stands: its key, its column's path, its table, where the spec says so."""

    key: KeyPattern
    path: Path
    column: tuple[str, ...] = ()
    table: KeyPattern | None = None

    def formula(self, source: str, path: Path) -> Formula:
        return Formula(source, path, self.key, self.column, self.table)


@dataclass(slots=True)
class Draft:
    """The form so far; faults go to the document, so that all of them come together."""

    document: Document
    measure: str
    fields: dict[KeyPattern, Field | None] = field(default_factory=dict)
    totals: set[KeyPattern] = field(default_factory=set)
    computes: dict[KeyPattern, Formula] = field(default_factory=dict)
    expects: dict[KeyPattern, Formula] = field(default_factory=dict)

    def fault(self, path: Path, wrong: str, write: str = "") -> None:
        self.document.fault(path, wrong, write)

    def declare(self, place: Place, asked: Field | None) -> None:
        """Takes up a key; a second cell under the same key is a fault."""
        if place.key in self.fields:
            self.fault(place.path, f"键 {format_key(place.key)} 用了两次", "请给其中一处换一个 key")
        self.fields[place.key] = asked
