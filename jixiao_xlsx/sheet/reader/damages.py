"""What happened to the rows, columns and keys of a returned sheet, said in the words printed on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.model.cell_names import column_name
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.reader.listing import every_word, listed
from jixiao_xlsx.sheet.reader.places import PlaceTrouble, SlotPlace
from jixiao_xlsx.sheet.reader.sheetwise import Sheetwise
from jixiao_xlsx.sheet.reader.take import TakenSlots
from jixiao_xlsx.sheet.reader.torn_lines import TornLines

# Places that a label contradicts are one matter for people, whatever led to it.
_CODES = {
    PlaceTrouble.MOVED: "P01",
    PlaceTrouble.CONTRADICTED: "P04",
    PlaceTrouble.OTHER_BLOCK: "P04",
    PlaceTrouble.UNKNOWN_COLUMN: "P04",
    PlaceTrouble.DOUBLED: "P19",
    PlaceTrouble.PUSHED: "P20",
}


@dataclass(frozen=True, slots=True)
class Damages:
    """Names every damage of one sheet once. `keyed` tells that the marks of its layout are known, so that marks which
    name no place are lost ones."""

    sheet: RawSheet
    known: Sheetwise
    taken: TakenSlots
    base: Where
    keyed: bool = True

    def findings(self) -> Iterator[Finding]:
        yield from self._troubles()
        yield from self._lost_rows()
        yield from self._lost_columns()
        yield from self._inserted()
        yield from self._reordered()
        yield from self._copied()
        yield from self._pushed()
        yield from self._lost_keys()
        if self.taken.copied:
            yield self._said("P32", self.taken.copied, count=len(self.taken.copied))

    def _said(self, code: str, words: Sequence[str], *, severity: Severity | None = None, count: int = 0) -> Finding:
        where = replace(self.base, sheet=self.sheet.name)
        return finding(code, where, severity=severity, found=every_word(words), listed=listed(words), count=count)

    def _troubles(self) -> Iterator[Finding]:
        told: dict[str, list[str]] = {}
        # Rows whose keys stand beside others were placed by their labels all the same.
        told["P01"] = [self._row_name(row) for row in sorted(self.known.rows.displaced & self.known.rows.rows.keys())]
        for trouble, code in _CODES.items():
            told.setdefault(code, []).extend(place.box.label for place in self.taken.troubles.get(trouble, []))
        for code, labels in told.items():
            if labels:
                yield self._said(code, labels)

    # ---- rows -------------------------------------------------------------------------------------------------

    def _lost_rows(self) -> Iterator[Finding]:
        """Fixed rows that were asked something, open rows, and rows that only print, each in its own weight."""
        grid = self.known.grid
        emptied = [place for place in self.taken.emptied if place.box.region.left in self.known.columns.columns]
        lost = [*self.taken.troubles.get(PlaceTrouble.LOST_ROW, []), *emptied]
        opened = [place for place in lost if grid.row_at(place.box.region.top).open]
        fixed = [place for place in lost if not grid.row_at(place.box.region.top).open]
        if fixed:
            yield self._said("P02", _labels(fixed))
        if opened:
            yield self._said("P03", _labels(opened), count=len({place.box.region.top for place in opened}))
        told = {place.box.region.top for place in lost}
        silent = [row for row in self._unplaced_rows() if row not in told and self._is_missed(row)]
        if silent:
            # Rows that only print are noted, not sent back: nothing of the filing is lost with them.
            yield self._said("P02", [self._row_name(row) for row in silent], severity=Severity.NOTE)

    def _unplaced_rows(self) -> list[int]:
        placed = self.known.rows.rows
        return [row for row in range(self.known.grid.top, self.known.grid.bottom + 1) if row not in placed]

    def _is_missed(self, row: int) -> bool:
        """Without keys a row that prints nothing leaves no trace."""
        return self.known.rows.keyed or bool(self.known.labels.texts_of_row(row))

    def _row_name(self, row: int) -> str:
        texts = self.known.labels.texts_of_row(row)
        above = next((box.label for box in reversed(self.known.labels.asked) if box.region.top < row), "")
        return texts[0] if texts else f"{above}（续行）"

    def _inserted(self) -> Iterator[Finding]:
        rows = _between(self.known.rows.taken | set(self.known.rows.copies) | self.known.rows.torn)
        columns = _between([*self.known.columns.columns.values(), *self.known.anchors.key_columns])
        # People count rows from 1.
        names = [f"第 {row + 1} 行" for row in (*self._above_and_below(), *rows)]
        names += [f"{column_name(column)} 列" for column in columns]
        if names:
            yield self._said("P10", names)

    def _above_and_below(self) -> Iterator[int]:
        """Rows inserted between the token rows and the form, or above all: told by how far these stand apart."""
        tokens, placed = self.known.anchors.token_rows, self.known.rows.rows
        grid = self.known.grid
        first, last = placed.get(grid.top), placed.get(grid.bottom)
        for upper, lower, apart in (
            (-1, tokens[0] if len(tokens) == 2 else None, grid.token_rows[0] + 1),
            (tokens[0] if tokens else None, first, grid.top - grid.token_rows[0]),
            (last, tokens[-1] if tokens else None, grid.token_rows[1] - grid.bottom),
        ):
            if upper is not None and lower is not None and lower - upper > apart:
                yield from range(upper + 1, lower - apart + 1)

    def _reordered(self) -> Iterator[Finding]:
        """Rows or columns that moved with their keys: read rightly, but the paper no longer looks as issued."""
        rows = [raw for _, raw in sorted(self.known.rows.rows.items())]
        columns = [raw for _, raw in sorted(self.known.columns.columns.items())]
        moved = [f"第 {row + 1} 行" for row in _out_of_order(rows)]
        moved += [f"{column_name(column)} 列" for column in _out_of_order(columns)]
        if moved:
            yield self._said("P18", moved)

    def _copied(self) -> Iterator[Finding]:
        copies = sorted(self.known.rows.copies)
        if copies:
            yield self._said("P21", [f"第 {row + 1} 行" for row in copies])

    def _pushed(self) -> Iterator[Finding]:
        """Rows and columns with pushed cells whose slots were all safe: worth a word all the same."""
        # The finding about the slots tells more than one about the rows.
        if self.taken.troubles.get(PlaceTrouble.PUSHED):
            return
        names = [f"第 {row + 1} 行" for row in TornLines(self.known).torn_rows()]
        names += [f"{column_name(column)} 列" for column in sorted(self.known.anchors.torn_columns)]
        names += [f"第 {row + 1} 行" for row in sorted(self.known.rows.torn)]
        if names:
            yield self._said("P20", names)

    # ---- columns and keys -------------------------------------------------------------------------------------

    def _lost_columns(self) -> Iterator[Finding]:
        grid, columns = self.known.grid, self.known.columns
        lost = [place.box.label for place in self.taken.troubles.get(PlaceTrouble.LOST_COLUMN, [])]
        lost += [place.box.label for place in self.taken.emptied if place.box.region.left not in columns.columns]
        # Columns that only print have no slot to lose, but were issued all the same.
        if columns.keyed and not lost:
            gone = [column for column in range(grid.left, grid.right + 1) if column not in columns.columns]
            lost = [f"{column_name(column)} 列" for column in gone]
        if lost:
            yield self._said("P16", lost)

    def _lost_keys(self) -> Iterator[Finding]:
        if not self.keyed and self.known.anchors.spots:
            return  # they are there: it is the office that does not know their layout any more
        lost = []
        if not self.known.rows.keyed:
            lost.append("每行的行键没有了")
        if not self.known.columns.keyed:
            lost.append("每列的列标没有了")
        if len(self.known.anchors.key_columns) == 1:
            lost.append("两列行键少了一列")
        if len(self.known.anchors.token_rows) == 1:
            lost.append("两行列标少了一行")
        lost += self._thinned()
        if lost:
            yield finding("P09", replace(self.base, sheet=self.sheet.name), found="，".join(lost))

    def _thinned(self) -> list[str]:
        """Keys cleared in some rows only: the placed rows where a key column is silent."""
        anchors = self.known.anchors
        if not anchors.key_columns or anchors.torn_rows:
            return []
        silent = [
            raw_row
            for raw_row in self.known.rows.rows.values()
            if any(column not in anchors.rows.get(raw_row, {}) for column in anchors.key_columns)
        ]
        return [f"{len(silent)} 行的行键不全"] if silent else []


def _labels(places: Iterable[SlotPlace]) -> list[str]:
    return [place.box.label for place in places]


def _out_of_order(places: Sequence[int]) -> list[int]:
    """Those that stand before their predecessor."""
    return [later for earlier, later in pairwise(places) if later < earlier]


def _between(places: Iterable[int]) -> list[int]:
    """The numbers missing between neighbours that are known: what was inserted among them."""
    known = sorted(places)
    # A gap of over a hundred is a cell typed far away, told as left over; its rows would fill the message.
    return [number for first, second in pairwise(known) if second - first <= 100 for number in range(first + 1, second)]
