"""What names of an expression may mean: the fields of a form, seen from the owner of the expression outward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.expr.nodes import Bound, RefPath
from jixiao_xlsx.model.keys import ALL, KeyPart, KeyPattern

Words = tuple[str, ...]
"""A pattern without its indexes: `goals[*].text` is `("goals", "text")`."""


def words_of(pattern: KeyPattern) -> Words:
    return tuple(part for part in pattern if isinstance(part, str) and part != ALL)


class Fields:
    """All field patterns of a form (slots, computed cells, printed values with a key), in the order of the form.

    `totals` are those that sum others (foot rows, computed totals): a group or a column leaves them out.
    `texts` are those whose cells hold words: they take no part in arithmetic; `dates` hold days, which are only earlier
    or later. Built once for a form.
    """

    def __init__(
        self,
        patterns: Iterable[KeyPattern],
        *,
        totals: Iterable[KeyPattern] = (),
        texts: Iterable[KeyPattern] = (),
        dates: Iterable[KeyPattern] = (),
    ) -> None:
        self.patterns = tuple(dict.fromkeys(patterns))
        self.totals = frozenset(totals)
        self.texts = frozenset(texts)
        self.dates = frozenset(dates)
        self._named: Mapping[Words, KeyPattern] = {words_of(pattern): pattern for pattern in self.patterns}
        below: dict[Words, list[KeyPattern]] = {}
        for words, pattern in self._named.items():
            for length in range(len(words)):
                below.setdefault(words[:length], []).append(pattern)
        self._below = below

    def named(self, words: Words) -> KeyPattern | None:
        return self._named.get(words)

    def below(self, words: Words) -> tuple[KeyPattern, ...]:
        """The fields of a group, a section or a row, totals included."""
        return tuple(self._below.get(words, ()))

    def addends(self, found: Iterable[KeyPattern], owner: KeyPattern) -> tuple[KeyPattern, ...]:
        """The fields to aggregate: without the owner, and without totals unless there are only totals."""
        others = tuple(pattern for pattern in found if pattern != owner)
        # A total beside its parts would count everything twice.
        return tuple(pattern for pattern in others if pattern not in self.totals) or others


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands.

    `owner` is the pattern of the computed cell, or of the section or row that holds the rule; `column` the path of
    the owner's column when it is a table's cell, as `("y0",)`; `table` the pattern of the table's section.
    """

    fields: Fields
    owner: KeyPattern
    column: Words = ()
    table: KeyPattern | None = None

    def outward(self) -> Iterator[KeyPattern]:
        """The owner, its row, its groups, its section, the enclosing sections, the form."""
        return (self.owner[:length] for length in range(len(self.owner), -1, -1))


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as written: its words, and the indexes given after them, by word number."""

    words: Words
    indexes: tuple[tuple[int, KeyPart], ...]

    @classmethod
    def of(cls, parts: tuple[KeyPart, ...]) -> WrittenName:
        words: list[str] = []
        indexes: list[tuple[int, KeyPart]] = []
        for part in parts:
            if isinstance(part, str) and part != ALL:
                words.append(part)
            else:
                indexes.append((len(words) - 1, part))
        return cls(tuple(words), tuple(indexes))


@dataclass(frozen=True, slots=True)
class Seat:
    """How a written name sits on a field: its words before `split` follow the prefix, those from
    `split` on are the field’s last ones (a column below a group)."""

    scope: Scope
    prefix: KeyPattern
    written: WrittenName
    split: int
    aggregate: bool

    def path(self, field: KeyPattern) -> RefPath | None:
        """The field's pattern relative to the owner; None where an index was written for a part that has none."""
        given = self._given(field)
        path: list[KeyPart | Bound] = []
        word = depth = 0
        for at, part in enumerate(field):
            if part != ALL:
                word += 1
                path.append(part)
                continue
            path.append(self._index(field, at, depth, given.pop(word - 1, None)))
            depth += 1
        return None if given else tuple(path)

    def _given(self, field: KeyPattern) -> dict[int, KeyPart]:
        start = len(words_of(self.prefix))
        skipped = len(words_of(field)) - start - len(self.written.words)
        return {start + word + (skipped if word >= self.split else 0): index for word, index in self.written.indexes}

    def _index(self, field: KeyPattern, at: int, depth: int, given: KeyPart | None) -> KeyPart | Bound:
        if given is not None:
            return given
        # The same row or goal as the owner's, unless all of them are asked for.
        inside = field[: at + 1] == self.prefix[: at + 1]
        shared = field[: at + 1] == self.scope.owner[: at + 1]
        return Bound(depth) if inside or (shared and not self.aggregate) else ALL

    def title(self, path: RefPath) -> RefPath:
        """The path of the group or column that was named, by one of its fields."""
        keep = len(words_of(self.prefix)) + self.split
        head: list[KeyPart | Bound] = []
        for part in path:
            if isinstance(part, str) and part != ALL:
                if keep == 0:
                    break
                keep -= 1
            head.append(part)
        while head and head[-1] == ALL:
            head.pop()
        return (*head, *self.written.words[self.split :])
