"""What was not read, and what changed: nothing that stands in a returned sheet is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.sheet.grid import Live, Printed, Role
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.reader.anchors import Anchors, Spot
from jixiao_xlsx.sheet.reader.places import Place, Sheetwise, Trouble
from jixiao_xlsx.sheet.reader.take import Taken
from jixiao_xlsx.sheet.reader.texts import folded
from jixiao_xlsx.sheet.region import cell_name, column_name

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Inspector:
    """Compares a returned sheet, after its slots were taken, with what the grid printed."""

    sheet: RawSheet
    known: Sheetwise
    anchors: Anchors
    taken: Taken
    base: Where

    def findings(self) -> Iterator[Finding]:
        used = self.accounted()
        yield from self._troubles()
        yield from self._lost_rows()
        yield from self._inserted()
        yield from self._reordered()
        yield from self._lost_keys()
        yield from self._changed_texts(used)
        yield from self._beside_slots(used)
        yield from self._hidden()

    def accounted(self) -> set[Spot]:
        """Raw cells that were read, that hold anchors, or that 自检 fills."""
        return set(self.taken.used) | self.anchors.spots | set(self._live())

    def _live(self) -> Iterator[Spot]:
        """The raw cells of 自检's live formulas: whatever they show now, they are nobody's input."""
        for box in self.known.grid.boxes:
            span = self.known.columns.span(box.region.left, box.region.right) if isinstance(box, Live) else None
            row = self.known.rows.rows.get(box.region.top)
            if span is not None and row is not None:
                yield from ((row, column) for column in range(span[0], span[1] + 1))

    def leftover(self, used: set[Spot]) -> list[Spot]:
        """Cells with content that no slot, label or anchor accounts for."""
        known = {self.known.labels.text(box) for box in self.known.grid.printed()}
        known |= {row.id for row in self.known.grid.rows}
        anchor_rows = self.anchors.token_rows
        return [
            spot
            for spot, content in sorted(self.sheet.cells.items())
            if spot not in used
            and spot[0] not in anchor_rows
            and content.raw.strip()
            and not content.raw.strip().startswith("JXF1|")
            and folded(content.raw) not in known
        ]

    def _where(self, cell: str = "", label: str = "") -> Where:
        return replace(self.base, sheet=self.sheet.name, cell=cell, label=label)

    def _troubles(self) -> Iterator[Finding]:
        codes = {
            Trouble.MOVED: "P01",
            Trouble.CONTRADICTED: "P04",
            Trouble.OTHER_BLOCK: "P04",
            Trouble.LOST_COLUMN: "P16",
        }
        told: dict[str, list[Place]] = {}
        for trouble, code in codes.items():
            told.setdefault(code, []).extend(self.taken.troubles.get(trouble, []))
        for code, places in told.items():
            if places:
                yield finding(code, self._where(), found=_listed([place.box.label for place in places]))

    def _lost_rows(self) -> Iterator[Finding]:
        lost = self.taken.troubles.get(Trouble.LOST_ROW, [])
        grid = self.known.grid
        opened = [place for place in lost if grid.row_at(place.box.region.top).open]
        fixed = [place for place in lost if not grid.row_at(place.box.region.top).open]
        gone = sorted({place.box.region.top for place in opened})
        if fixed:
            yield finding("P02", self._where(), found=_listed([place.box.label for place in fixed]))
        if gone:
            labels = [place.box.label for place in opened]
            yield finding("P03", self._where(), found=_listed(labels), count=len(gone))

    def _inserted(self) -> Iterator[Finding]:
        rows = [f"第 {row + 1} 行" for row in _between(self.known.rows.rows.values())]
        if rows:
            yield finding("P10", self._where(), found=_listed(rows))
        columns = [f"{column_name(column)} 列" for column in _between(self.known.columns.columns.values())]
        if columns:
            yield finding("P10", self._where(), found=_listed(columns))

    def _reordered(self) -> Iterator[Finding]:
        """Rows or columns that moved with their keys: read rightly, but the paper no longer looks as issued."""
        rows = [raw for _, raw in sorted(self.known.rows.rows.items())]
        columns = [raw for _, raw in sorted(self.known.columns.columns.items())]
        moved = [f"第 {row + 1} 行" for row in _out_of_order(rows)]
        moved += [f"{column_name(column)} 列" for column in _out_of_order(columns)]
        if moved:
            yield finding("P18", self._where(), found=_listed(moved))

    def _lost_keys(self) -> Iterator[Finding]:
        lost = []
        if not self.known.rows.keyed:
            lost.append("每行的行键没有了")
        if not self.known.columns.keyed:
            lost.append("每列的列标没有了")
        if len(self.anchors.key_columns) == 1:
            lost.append("两列行键少了一列")
        if len(self.anchors.token_rows) == 1:
            lost.append("两行列标少了一行")
        if lost:
            yield finding("P09", self._where(), found="，".join(lost))

    def _changed_texts(self, used: set[Spot]) -> Iterator[Finding]:
        """Printed texts that read otherwise now; a text found at its place is accounted for."""
        for box in self.known.grid.printed():
            spots = self._spots(box)
            if not spots:
                continue
            wanted = self.known.labels.text(box)
            there = [spot for spot in spots if spot in self.sheet.cells and spot not in self.taken.used]
            if any(folded(self.sheet.cells[spot].raw) == wanted for spot in there):
                used.update(spot for spot in there if folded(self.sheet.cells[spot].raw) == wanted)
            elif wanted and not self._stands_elsewhere(box):
                used.update(there)
                found = " ".join(self.sheet.cells[spot].raw for spot in there)
                expected = box.text.replace("<agency>", self.known.labels.agency)
                yield finding("P05", self._where(cell_name(*spots[0])), found=found, expected=expected)

    def _spots(self, box: Printed) -> list[Spot]:
        rows = [
            self.known.rows.rows[row]
            for row in range(box.region.top, box.region.bottom + 1)
            if row in self.known.rows.rows
        ]
        span = self.known.columns.span(box.region.left, box.region.right)
        if self.known.rows.rows.get(box.region.top) is None or span is None:
            return []
        return [(row, column) for row in rows for column in range(span[0], span[1] + 1)]

    def _stands_elsewhere(self, box: Printed) -> bool:
        """A label that moved is a matter of order, and reported as such; titles and values do not move."""
        if box.role in {Role.TITLE, Role.BANNER, Role.VALUE}:
            return False
        wanted = self.known.labels.text(box)
        twins = sum(1 for other in self.known.grid.printed() if self.known.labels.text(other) == wanted)
        standing = sum(1 for texts in self.known.raw.values() for text in texts.values() if text == wanted)
        return standing >= twins

    def _beside_slots(self, used: set[Spot]) -> Iterator[Finding]:
        left = self.leftover(used)
        if left:
            told = [f"{cell_name(*spot)} ‘{self.sheet.cells[spot].raw[:20]}’" for spot in left]
            yield finding("P06", self._where(cell_name(*left[0])), found=_listed(told))

    def _hidden(self) -> Iterator[Finding]:
        spots = self.taken.used
        rows = sorted({spot[0] for spot in spots if spot[0] in self.sheet.hidden_rows})
        columns = sorted({spot[1] for spot in spots if spot[1] in self.sheet.hidden_columns})
        names = [f"第 {row + 1} 行" for row in rows] + [f"{column_name(column)} 列" for column in columns]
        if names:
            yield finding("P15", self._where(), found=_listed(names))


def _listed(words: Sequence[str]) -> str:
    """The first few words and how many more there are, each once."""
    unique = list(dict.fromkeys(words))
    tail = f" 等 {len(unique)} 处" if len(unique) > _SHOWN else ""
    return "、".join(_quoted(word) for word in unique[:_SHOWN]) + tail


def _quoted(word: str) -> str:
    """A printed label in quotes; a place, or what is quoted already, as it is."""
    return word if "‘" in word or word.startswith("第 ") or word.endswith(" 列") else f"‘{word}’"


def _out_of_order(places: Sequence[int]) -> list[int]:
    """Those that stand before their predecessor."""
    return [later for earlier, later in pairwise(places) if later < earlier]


def _between(places: Iterable[int]) -> list[int]:
    """The numbers missing between the smallest and the largest: what was inserted among what we know."""
    known = set(places)
    return [number for number in range(min(known, default=0), max(known, default=0)) if number not in known]
