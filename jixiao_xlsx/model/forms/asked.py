"""What a blank asked for: every slot with its field, label and printed place, for those who audit records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jixiao_xlsx.model.forms.form import Field, Form
from jixiao_xlsx.model.keys import Key, in_first_row


@dataclass(frozen=True, slots=True)
class AskedCell:
    """One slot, computed cell or printed value of a blank; `cell` is where the blank had it, as `D4`."""

    key: Key
    field: Field | None
    label: str
    sheet: str
    cell: str


@dataclass(frozen=True, eq=False)  # neither slots nor equals: what follows from it is worked out once and kept
class Questions:
    """A form as it was issued: everything it asked, by key; equal only to itself, so that what follows from it can be
    worked out once."""

    form: Form
    year: int
    asked: Mapping[Key, AskedCell]

    @cached_property
    def fields(self) -> dict[Key, Field | None]:
        """The field of everything asked or printed under a key."""
        return {key: asked.field for key, asked in self.asked.items()}

    def about(self, key: Key) -> AskedCell | None:
        """What was asked under a key; an inserted row was asked what its block's first row was."""
        return self.asked.get(key) or self.asked.get(in_first_row(key))
