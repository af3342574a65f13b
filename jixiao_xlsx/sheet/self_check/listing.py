"""The cells that a line of 自检 names where something fails: the first of them, as many as two columns show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.checks.checks import Check
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.grid import FormGrid

_KEPT = "names of cells in 自检"
_SHOWN = 28
"""Characters: what 左边的数 and 右边的数 hold side by side, less the sign that there are more."""
MORE = " …"


@dataclass(frozen=True, slots=True)
class CellListing:
    """How the cells of one line are listed: each name with so many spaces behind that all are `width` long, so that a
    cut after a whole number of them goes through none."""

    names: Mapping[Key, str]
    width: int

    @classmethod
    def of(cls, check: Check, layout: FormGrid) -> CellListing:
        """The listing of a line's cells."""
        known = _names(layout)
        keys = (*(truth.at for truth in check.truths), *(blank.key for blank in check.blanks), *check.numbers)
        names = {key: known[key] for key in keys if key in known}
        return cls(names, max(map(len, names.values()), default=0) + 1)

    @property
    def room(self) -> int:
        """How many characters are shown: whole names, one at least."""
        return max(1, _SHOWN // self.width) * self.width

    def padded(self, key: Key) -> str:
        """A cell's name at the width of all; empty where nothing is named."""
        return self.names[key].ljust(self.width) if key in self.names else ""

    def shown(self, keys: Iterable[Key]) -> str:
        """What the line shows of the cells that fail."""
        text = "".join(map(self.padded, keys))
        return " ".join(text[: self.room].split()) + (MORE if len(text) > self.room else "")


def _names(layout: FormGrid) -> Mapping[Key, str]:
    """`D4`, on further sheets of the form `明细!D4`; kept, as a layout is used for thousands of blanks."""
    kept = vars(layout)
    if _KEPT not in kept:
        tabs = tab_names(layout)
        kept[_KEPT] = {
            box.key: f"{f'{tabs[number]}!' if number else ''}{cell_name(box.region.top, box.region.left)}"
            for number, grid in enumerate(layout.sheets)
            for box in grid.boxes
            if box.key
        }
    found: Mapping[Key, str] = kept[_KEPT]
    return found
