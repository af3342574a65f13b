"""A sheet without the open rows and the repeats that nobody filled, for showing to people who will not fill them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.grid import Box, Grid, Slot

_OPEN_ROW = re.compile(r"(?P<block>[^|]+)\[(?P<index>[0-9]+)\][^\[\]|]*\Z")
_REPEATED = re.compile(r"(?P<block>[^\[\]|]+)\[(?P<index>[0-9]+)\]\.")


def shrunk_grid(grid: Grid, filled: Collection[Key]) -> Grid:
    """The sheet without the open rows and the repeats none of whose slots is among the `filled`; of each block one
    stays, the first where all are blank, so that the form still shows what it asks."""
    return _Shrinking(grid, frozenset(filled)).shrunk()


@dataclass(frozen=True)  # without slots: `cached_property` keeps the rows in the instance
class _Shrinking:
    grid: Grid
    filled: frozenset[Key]

    def shrunk(self) -> Grid:
        kept = [row for row in self._numbers if row not in self._dropped]
        places = {row: self.grid.top + place for place, row in enumerate(kept)}
        head = self.grid.head_rows
        return replace(
            self.grid,
            rows=tuple(self.grid.row_at(row) for row in kept),
            boxes=tuple(moved for box in self.grid.boxes if (moved := _moved(box, places)) is not None),
            head_rows=(places[head[0]], places[head[1]]) if head and set(head) <= set(places) else None,
        )

    @property
    def _numbers(self) -> range:
        return range(self.grid.top, self.grid.bottom + 1)

    @cached_property
    def _answered(self) -> frozenset[int]:
        """The rows in which something was filled."""
        slots = (box.region for box in self.grid.boxes if isinstance(box, Slot) and box.key in self.filled)
        return frozenset(row for region in slots for row in range(region.top, region.bottom + 1))

    @cached_property
    def _dropped(self) -> frozenset[int]:
        open_rows = [row for row in self._numbers if self.grid.row_at(row).open]
        return frozenset((*self._blank(_OPEN_ROW, open_rows), *self._blank(_REPEATED, self._numbers)))

    def _blank(self, named: re.Pattern[str], rows: Collection[int]) -> Iterator[int]:
        """The rows of the members of a block that are blank from end to end, of all blocks whose rows are so named."""
        blocks: dict[str, dict[str, list[int]]] = {}
        for row in rows:
            found = named.match(self.grid.row_at(row).id)
            if found:
                blocks.setdefault(found["block"], {}).setdefault(found["index"], []).append(row)
        for members in blocks.values():
            blank = [several for several in members.values() if self._answered.isdisjoint(several)]
            # A block that disappeared would hide that it was asked for.
            for several in blank if len(blank) < len(members) else blank[1:]:
                yield from several


def _moved(box: Box, places: dict[int, int]) -> Box | None:
    """The box over those of its rows that are left; None where none is."""
    rows = [places[row] for row in range(box.region.top, box.region.bottom + 1) if row in places]
    return replace(box, region=replace(box.region, top=rows[0], bottom=rows[-1])) if rows else None
