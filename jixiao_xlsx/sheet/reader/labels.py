"""What the paper form says around each slot: the label on its row, the head above its column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.forms.printed_words import AGENCY, with_agency
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.sheet.grid import Box, Computed, Grid, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.reader.texts import folded_label
from jixiao_xlsx.sheet.region import Region

_ROW_ROLES = {PrintedRole.STUB, PrintedRole.LABEL, PrintedRole.SIDE}

AskedBox = Slot | Computed


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`label` stands left of the box on its row (`own` where it begins on that row), `head` above its column in
    the same table."""

    label: Printed | None
    own: bool
    head: Printed | None


class LabelMap:
    """The printed texts of a grid, by row, and the surroundings of its slots and computed cells.

    `starting` are the rows on which a slot or computed cell begins; the others print, or continue a tall cell.
    `naming` are the printed boxes that hold the agency's name.
    """

    def __init__(self, grid: Grid, agency: str) -> None:
        self.grid = grid
        self.agency = agency
        self.asked: tuple[AskedBox, ...] = tuple(box for box in grid.boxes if isinstance(box, Slot | Computed))
        self.by_row: Mapping[int, tuple[Printed, ...]] = _by_row(grid)
        self.starting = frozenset(box.region.top for box in self.asked)
        self.naming = tuple(box for box in grid.printed() if AGENCY in box.text)
        self._row_labels = _row_labels(grid)
        self._heads = _heads_by_section(grid)
        self._texts = {row: self._texts_of(boxes) for row, boxes in self.by_row.items()}
        self._peers = self._peers_by_column()
        self._around: dict[Region, Surroundings] = {}

    def text(self, box: Printed) -> str:
        """A printed box's folded text, with the agency's name in its place."""
        return folded_label(self.spoken(box))

    def spoken(self, box: Printed) -> str:
        """A printed box's text as it was written into this agency's blank."""
        return with_agency(box.text, self.agency)

    def texts_of_row(self, row: int) -> tuple[str, ...]:
        """The folded texts that begin on a grid row, titles and stubs alike, without the values and blanks."""
        return self._texts.get(row, ())

    def peers(self, label: Printed) -> frozenset[str]:
        """The texts of all labels of the same role that begin in the same column."""
        return self._peers.get((label.region.left, label.role), frozenset())

    def around(self, box: AskedBox) -> Surroundings:
        """The label and the head that a person reads for this cell."""
        # Asked several times for each cell; looking around walks the whole row.
        known = self._around.get(box.region)
        if known is None:
            known = self._around[box.region] = self._look_around(box)
        return known

    def _look_around(self, box: AskedBox) -> Surroundings:
        label = self.label_of(box)
        own = label is not None and label.region.top == box.region.top
        return Surroundings(label, own, self._head_of(box))

    def label_of(self, box: Box) -> Printed | None:
        """The nearest label left of a box on its first row: of a label, the group that it stands in."""
        lefts = (label for label in self._row_labels.get(box.region.top, ()) if label.region.right < box.region.left)
        return max(lefts, key=lambda label: label.region.left, default=None)

    def group_of(self, label: Printed) -> Printed | None:
        """The nearest label to the left that spans more rows than this one: 收入构成 for its 合计."""
        groups = (
            wider
            for wider in self._row_labels.get(label.region.top, ())
            if wider.region.right < label.region.left and wider.region.height > label.region.height
        )
        return max(groups, key=lambda wider: wider.region.left, default=None)

    def reads(self, box: Printed, text: str) -> bool:
        """Whether a folded text is what a printed box says; where the agency is unknown, any name will do."""
        if self.agency or AGENCY not in box.text:
            return text == self.text(box)
        before, _, after = (folded_label(part) for part in box.text.partition(AGENCY))
        # The words around the name must not overlap.
        return text.startswith(before) and text.endswith(after) and len(text) >= len(before) + len(after)

    def _texts_of(self, boxes: tuple[Printed, ...]) -> tuple[str, ...]:
        return tuple(self.text(box) for box in boxes if box.role is not PrintedRole.VALUE and self.text(box))

    def _peers_by_column(self) -> dict[tuple[int, PrintedRole], frozenset[str]]:
        peers: dict[tuple[int, PrintedRole], set[str]] = defaultdict(set)
        for box in self.grid.printed():
            if box.text:
                peers[box.region.left, box.role].add(self.text(box))
        return {place: frozenset(texts) for place, texts in peers.items()}

    def _head_of(self, box: AskedBox) -> Printed | None:
        above: list[Printed] = []
        # Outwards: a table inside a repeat is headed by its own head before that of the sheet.
        for depth in range(len(box.key), -1, -1):
            heads = self._heads.get(box.key[:depth])
            if heads:
                above += [head for head in heads.get(box.region.left, ()) if head.region.bottom < box.region.top]
        # The lowest head, and of two the narrower: 金额 before 资金来源 above it.
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
        if box.role is PrintedRole.HEAD and box.text:
            for part in grid.row_at(box.region.top).id.split("|"):
                if "#h" in part:
                    section = heads.setdefault(parse_key(part.split("#h")[0]), defaultdict(list))
                    section[box.region.left].append(box)
    return heads
