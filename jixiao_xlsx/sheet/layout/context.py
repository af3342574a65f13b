"""What the place in the form decides while it is laid out: year, counts, repeat indexes and placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from jixiao_xlsx.model.forms.form import Open, Repeat
from jixiao_xlsx.model.forms.printed_words import with_numbers
from jixiao_xlsx.model.keys import Key, KeyPattern, filled


@dataclass(frozen=True, slots=True)
class LayoutContext:
    """The year, the counts asked for, the indexes of the repeats around, and the words said before a label."""

    year: int
    counts: Mapping[KeyPattern, int]
    indexes: tuple[int, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()

    def text(self, template: str) -> str:
        """`<year-1>年`, `年度目标<k>：`, `职能<n>` with numbers; `<agency>` and `<measure>` are not filled here."""
        return with_numbers(template, {"year": self.year, **self.names})

    def key(self, pattern: KeyPattern) -> Key:
        return filled(pattern, self.indexes)

    def count(self, pattern: KeyPattern, shape: Open | Repeat) -> int:
        """How many open rows or repeats stand here: as asked at issue, else as shown, never over `most`."""
        key = filled(pattern[:-1], self.indexes) + pattern[-1:]
        # A count for this very goal goes before one for all goals.
        asked = self.counts.get(key, self.counts.get(pattern, shape.shown))
        # One at least, or the form would lose the block with its labels.
        return max(1, min(asked, shape.most))

    def inside(self, index: int, name: str, *, prefix: str = "") -> LayoutContext:
        """The context of one repeat or open row: its index joins the keys, its number the placeholders."""
        said = (*self.prefix, prefix) if prefix else self.prefix
        return replace(self, indexes=(*self.indexes, index), names={**self.names, name: index}, prefix=said)
