"""What the builder knows of a form while it builds: every field with its place, every formula still to be resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao_xlsx.model.expr.scope import Words, words_of
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import KeyPattern, format_key
from jixiao_xlsx.spec.yaml_text.marks import Document, YamlPath

# The largest shipped form has 51; definitions that name one another in layers of ten reach thousands in no time.
_MOST_PARTS = 5000


# Four words of a key with two names each; who renames more often gives the file a new edition.
_MOST_OLD = 16


@dataclass(frozen=True, slots=True)
class PendingFormula:
    """An expression of the spec that waits until every field is known."""

    source: str
    path: YamlPath
    owner: KeyPattern
    column: tuple[str, ...] = ()
    table: KeyPattern | None = None


@dataclass(frozen=True, slots=True)
class LeafPlace:
    """Where a leaf cell stands: its key, its column's path, its table, where the spec says so."""

    key: KeyPattern
    path: YamlPath
    column: tuple[str, ...] = ()
    table: KeyPattern | None = None

    def formula(self, source: str, path: YamlPath) -> PendingFormula:
        return PendingFormula(source, path, self.key, self.column, self.table)


@dataclass(slots=True)
class FormDraft:
    """The form so far; faults go to the document, so that all of them come together."""

    document: Document
    measure: str
    fields: dict[KeyPattern, Field | None] = field(default_factory=dict)
    totals: set[KeyPattern] = field(default_factory=set)
    computes: dict[KeyPattern, PendingFormula] = field(default_factory=dict)
    expects: dict[KeyPattern, PendingFormula] = field(default_factory=dict)

    renamed: dict[KeyPattern, tuple[str, ...]] = field(default_factory=dict)
    """What the last word of a key was before, of sheets, sections, rows and parts of lines."""
    renamed_columns: dict[tuple[KeyPattern, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)
    """The same of columns, by their table and their path in it."""

    _words: dict[Words, LeafPlace] = field(default_factory=dict)
    _rows: dict[tuple[KeyPattern, str], YamlPath] = field(default_factory=dict)
    _counted: int = 0

    def fault(self, path: YamlPath, wrong: str, write: str = "") -> None:
        self.document.fault(path, wrong, write)

    def doubt(self, path: YamlPath, wrong: str, write: str = "") -> None:
        """A fault that may only follow from another: told where every part of the spec was understood."""
        if self.document.sure:
            self.fault(path, wrong, write)

    def declare(self, place: LeafPlace, asked: Field | None) -> None:
        """Takes up a key; a second cell under the same key, or one that differs by numbers only, is a fault."""
        before = self._words.setdefault(words_of(place.key), place)
        if before is not place:
            same = before.key == place.key
            wrong = f"键 {format_key(place.key)} 用了两次" if same else f"键 {format_key(place.key)} 与另一处只差编号"
            line = self.document.place(before.path)[0]
            self.doubt(place.path, f"{wrong}，第 {line} 行已经用过", "请给其中一处换一个 key")
        self.fields[place.key] = asked

    def was(self, key: KeyPattern, names: str | list[str] | None) -> None:
        """Takes up what the last word of a key was before."""
        if names is not None:
            self.renamed[key] = _listed(names)

    def column_was(self, table: KeyPattern, path: tuple[str, ...], names: str | list[str] | None) -> None:
        """The same of a column."""
        if names is not None:
            self.renamed_columns[table, path] = _listed(names)

    def renames(self) -> tuple[tuple[KeyPattern, KeyPattern], ...]:
        """Every key that was another one before, with that one; several where it had several names."""
        pairs = ((place.key, old) for place in self._words.values() for old in self._olds(place))
        return tuple(pair for pair in pairs if pair[0] != pair[1])

    def _olds(self, place: LeafPlace) -> list[KeyPattern]:
        rows = len(place.key) - len(place.column)
        olds: list[KeyPattern] = [()]
        for number, part in enumerate(place.key):
            if number < rows:
                names = self.renamed.get(place.key[: number + 1], ())
            else:
                path = place.column[: number + 1 - rows]
                names = self.renamed_columns.get((place.table or (), path), ())
            olds = [(*old, name) for old in olds for name in (part, *names)][:_MOST_OLD]
        return olds

    def name_row(self, key: KeyPattern, path: YamlPath, line: str = "") -> None:
        """Takes up a row's key (`line` tells a section's lines and head apart); two rows under one key are a fault."""
        before = self._rows.setdefault((key, line), path)
        if before == path:
            return
        first = self.document.place(before)[0]
        if line:
            wrong = f"区块没有自己的 key，它的行与第 {first} 行的区块分不开"
            self.doubt(path, wrong, "请给区块写 key")
        else:
            self.doubt(path, f"行键 {format_key(key)} 用了两次，第 {first} 行已经用过", "请给其中一行换一个 key")

    def count(self, path: YamlPath) -> bool:
        """Counts a row or a column; False, and one fault, where there are more than any printed form has."""
        self._counted += 1
        if self._counted == _MOST_PARTS + 1:
            self.fault(path, f"行与栏超过 {_MOST_PARTS} 个", "请检查 define 里是否层层重复引用")
        return self._counted <= _MOST_PARTS


def _listed(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
