"""What the paper form says around each slot: the label on its row, the head above its column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.sheet.grid import Box, Computed, Grid, Printed, Role, Slot
from jixiao_xlsx.sheet.reader.texts import folded

_ROW_ROLES = {Role.STUB, Role.LABEL, Role.SIDE}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`label` stands left of the box on its row (`own` where it begins on that row), `head` above its column in
    the same table."""

    label: Printed | None
    own: bool
    head: Printed | None


class LabelMap:
    """The printed texts of a grid, by row, and the surroundings of its slots and computed cells."""

    def __init__(self, grid: Grid, agency: str) -> None:
        self.grid = grid
        self.agency = agency
        self.by_row: Mapping[int, tuple[Printed, ...]] = _by_row(grid)
        self._row_labels = _row_labels(grid)
        self._heads = _heads_by_section(grid)

    def text(self, box: Printed) -> str:
        """A printed box's folded text, with the agency's name in its place."""
        return folded(box.text.replace("<agency>", self.agency))

    def texts_of_row(self, row: int) -> tuple[str, ...]:
        """The folded texts that begin on a grid row, titles and stubs alike, without the values and blanks."""
        return tuple(
            self.text(box) for box in self.by_row.get(row, ()) if box.role is not Role.VALUE and self.text(box)
        )

    def around(self, box: Box) -> Surroundings:
        """The label and the head that a person reads for this cell."""
        label = self._label_of(box)
        own = label is not None and label.region.top == box.region.top
        return Surroundings(label, own, self._head_of(box))

    def _label_of(self, box: Box) -> Printed | None:
        lefts = (one for one in self._row_labels.get(box.region.top, ()) if one.region.right < box.region.left)
        return max(lefts, key=lambda one: one.region.left, default=None)

    def _head_of(self, box: Box) -> Printed | None:
        if not isinstance(box, Slot | Computed):
            return None
        above = [
            head
            for section, heads in self._heads.items()
            if box.key[: len(section)] == section
            for head in heads.get(box.region.left, ())
            if head.region.bottom < box.region.top
        ]
        return max(above, key=lambda head: (head.region.bottom, -head.region.width), default=None)


def _row_labels(grid: Grid) -> Mapping[int, list[Printed]]:
    """The labels that stand on each row, merged-down ones on every row they cover."""
    rows: dict[int, list[Printed]] = defaultdict(list)
    for box in grid.printed():
        if box.role in _ROW_ROLES and box.text:
            for row in range(box.region.top, box.region.bottom + 1):
                rows[row].append(box)
    return rows


def _by_row(grid: Grid) -> dict[int, tuple[Printed, ...]]:
    rows: dict[int, list[Printed]] = defaultdict(list)
    for box in grid.printed():
        rows[box.region.top].append(box)
    return {row: tuple(boxes) for row, boxes in rows.items()}


def _heads_by_section(grid: Grid) -> Mapping[Key, Mapping[int, list[Printed]]]:
    """Head boxes with a text by their left column, by the key of the section whose table they head."""
    heads: dict[Key, dict[int, list[Printed]]] = {}
    for box in grid.printed():
        if box.role is Role.HEAD and box.text:
            for part in grid.row_at(box.region.top).id.split("|"):
                if "#h" in part:
                    section = heads.setdefault(parse_key(part.split("#h")[0]), defaultdict(list))
                    section[box.region.left].append(box)
    return heads
