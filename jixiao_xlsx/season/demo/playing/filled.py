"""A blank being filled: what is typed, what is pasted past every check, and what a reader must make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.season.demo.playing.opened import OpenedBlank
from jixiao_xlsx.sheet.filling.fill import fill


@dataclass(frozen=True, slots=True)
class FilledForm:
    """`reads` holds every record a reader must find, prefilled ones included; None where a cell is unreadable."""

    typed: Mapping[Key, Value]
    pasted: Mapping[Key, str]
    reads: Mapping[Key, Value | None]

    @classmethod
    def of(cls, blank: OpenedBlank, answers: Mapping[Key, Value]) -> FilledForm:
        return cls(dict(answers), {}, {**blank.prefilled, **answers})

    def value(self, key: str) -> Value | None:
        return self.typed.get(parse_key(key))

    def with_values(self, values: Mapping[str, Value]) -> FilledForm:
        """Other values typed, read as they are."""
        new = {parse_key(key): value for key, value in values.items()}
        return replace(self, typed={**self.typed, **new}, reads={**self.reads, **new})

    def without(self, *keys: str) -> FilledForm:
        """Some cells left blank."""
        gone = {parse_key(key) for key in keys}
        typed = {key: value for key, value in self.typed.items() if key not in gone}
        return replace(self, typed=typed, reads={key: value for key, value in self.reads.items() if key not in gone})

    def with_pasted(self, key: str, text: str, *, reads: Value | None = None) -> FilledForm:
        """A text pasted over a cell, and the value it is read as."""
        place = parse_key(key)
        typed = {other: value for other, value in self.typed.items() if other != place}
        return replace(self, typed=typed, pasted={**self.pasted, place: text}, reads={**self.reads, place: reads})

    def reading(self, extra: Mapping[str, Value], *, gone: Iterable[Key] = ()) -> FilledForm:
        """The same cells typed, but some rows were added to the sheet or taken away later."""
        left = set(gone)
        reads = {key: value for key, value in self.reads.items() if key not in left}
        return replace(self, reads={**reads, **{parse_key(key): value for key, value in extra.items()}})


def written(blank: OpenedBlank, filled: FilledForm) -> bytes:
    """The workbook with everything typed and pasted; a blank that nobody filled goes back as it is."""
    if not (filled.typed or filled.pasted):
        return blank.data
    return fill(blank.data, blank.layout, filled.typed, pasted=filled.pasted)
