"""What a blank asked for: every slot with its field, label and printed place, for those who audit records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.forms.form import Field, Form
from jixiao_xlsx.model.keys import Key


@dataclass(frozen=True, slots=True)
class Asked:
    """One slot, computed cell or printed value of a blank; `cell` is where the blank had it, as `D4`."""

    key: Key
    field: Field | None
    label: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Questions:
    """A form as it was issued: everything it asked, by key."""

    form: Form
    year: int
    asked: Mapping[Key, Asked]

    def about(self, key: Key) -> Asked | None:
        """What was asked under a key; an inserted row was asked what its block's first row was."""
        if key in self.asked:
            return self.asked[key]
        last = max((number for number, part in enumerate(key) if isinstance(part, int)), default=None)
        return self.asked.get((*key[:last], 1, *key[last + 1 :])) if last is not None else None
