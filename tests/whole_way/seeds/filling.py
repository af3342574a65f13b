"""A seed form as a department fills it: values by printed labels, and what the records must then be, by hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from clients.labels import Instruction, cross, nth

Value = Decimal | str | datetime.date
Filling = tuple[Instruction, Value, str, Value]
"""Where by label, what is typed, the record's key, the record's value."""

Path = tuple[str, ...]


@dataclass(frozen=True)
class Seed:
    """One form filled by hand: its alias, year and agency, the fillings, and what the issue fills in by itself."""

    form: str
    year: int
    fillings: tuple[Filling, ...]
    prefilled: dict[str, Value]

    @property
    def typed(self) -> tuple[tuple[Instruction, Value], ...]:
        return tuple((where, typed) for where, typed, _, _ in self.fillings)

    @property
    def records(self) -> dict[str, Value]:
        return {**self.prefilled, **{key: value for _, _, key, value in self.fillings}}


def put(where: Instruction, value: Value | int, key: str) -> Filling:
    """A value that comes back as it was typed."""
    kept = Decimal(value) if isinstance(value, int) else value
    return where, kept, key, kept


def money(where: Instruction, text: str, key: str) -> Filling:
    """An amount, given as text so that no float is ever near it."""
    return put(where, Decimal(text), key)


def rows(
    label: Path, key: str, columns: Iterable[tuple[str | Path, str]], lines: Iterable[Path], *, within: str | Path = ()
) -> Iterator[Filling]:
    """Open rows: the nth line beside a merged label, a text under each head; `key[n].column`."""
    heads = tuple(columns)
    for number, line in enumerate(lines, 1):
        for (head, name), text in zip(heads, line, strict=True):
            if text:
                yield put(cross(nth(label, number), head, within=within), text, f"{key}[{number}].{name}")
