"""Rows that people inserted into a block of open rows: read as further rows of that block where their cells fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jixiao_xlsx.findings import finding
from jixiao_xlsx.model.keys import KeyPattern, sibling
from jixiao_xlsx.model.kinds import ReadingState, kind_named
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.sheet.reader.places import Placer, PlaceTrouble
from jixiao_xlsx.sheet.reader.take import Contents, TakenSlots, Taker
from jixiao_xlsx.sheet.region import Spot


@dataclass(frozen=True, slots=True)
class FurtherRows:
    """The rows between the placed ones of an open block that have no place of their own."""

    placer: Placer
    taker: Taker

    def take(self, taken: TakenSlots) -> None:
        # Numbers go on behind the rows of the blank, filled or not, so that no key is given twice.
        counters: dict[KeyPattern, int] = {}
        for raw_row, block in self._rows():
            row = self._contents_of(raw_row, block)
            if not row or any(contents[0][0] in taken.used for _, contents in row):
                continue
            # One cell that does not read, and the row may be anything: it is then reported as left over.
            if not all(_fits(slot, contents) for slot, contents in row):
                continue
            index = counters.setdefault(block, self._laid_out(block)) + 1
            counters[block] = index
            self._take_row(block, index, row, taken)

    def _take_row(self, block: KeyPattern, index: int, row: list[tuple[Slot, Contents]], taken: TakenSlots) -> None:
        for slot, contents in row:
            key = (*block[:-1], index, *slot.key[len(block) :])
            self.taker.record(slot, key, contents, taken, inserted=True)
            taken.used.add(contents[0][0])
        slot, contents = row[0]
        spot: Spot = contents[0][0]
        # The template is the block's first row; its number would name the wrong one.
        label = slot.label.rsplit("·第1行", 1)[0] if "·第1行" in slot.label else slot.label
        where = self.taker.where(slot, spot, sibling(block, index))
        taken.findings.append(finding("P11", where, found=str(spot[0] + 1), label=label))

    def _rows(self) -> Iterator[tuple[int, KeyPattern]]:
        """Raw rows without a place between two rows of one open block, each with that block."""
        known = self.placer.known
        placed = sorted((raw_row, row) for row, raw_row in known.rows.rows.items())
        apart = known.rows.taken | known.rows.torn | set(known.anchors.token_rows) | known.anchors.torn_rows
        # From the top, so that the rows are numbered as they stand.
        for raw_row in sorted(set(known.raw) - apart):
            above = next((row for other, row in reversed(placed) if other < raw_row), None)
            below = next((row for other, row in placed if other > raw_row), None)
            block = self._block(above)
            inside = block == self._block(below) or self._merged_into(raw_row, above)
            if block and inside and not self._is_foreign(raw_row, block):
                yield raw_row, block

    def _is_foreign(self, raw_row: int, block: KeyPattern) -> bool:
        """Whether the row was copied here from elsewhere: it bears another block's key, or prints its labels."""
        known = self.placer.known
        if raw_row in known.rows.copies and known.grid.row_at(known.rows.copies[raw_row]).open != block:
            return True
        texts = set(known.raw.get(raw_row, {}).values())
        own = {
            text for row in known.labels.by_row for text in known.labels.texts_of_row(row) if self._block(row) == block
        }
        every = {text for row in known.labels.by_row for text in known.labels.texts_of_row(row)}
        return bool(texts & (every - own))

    def _block(self, row: int | None) -> KeyPattern:
        return self.placer.known.grid.row_at(row).open if row is not None else ()

    def _merged_into(self, raw_row: int, above: int | None) -> bool:
        """Whether one merged label covers both this row and the placed row above it: it was inserted inside."""
        known = self.placer.known
        slot = next((slot for slot in known.grid.slots() if slot.region.top == above), None)
        label = known.labels.label_of(slot) if slot is not None else None
        span = known.span_of(label) if label is not None else None
        return above is not None and span is not None and known.merged_through(known.rows.rows[above], raw_row, span[0])

    def _contents_of(self, raw_row: int, block: KeyPattern) -> list[tuple[Slot, Contents]]:
        """The filled cells of a row under the slots of the block's first row; none where a column is uncertain."""
        found = []
        for slot in self._template(block):
            span, trouble = self.placer.columns_of(slot)
            if span is None or trouble not in (None, PlaceTrouble.MOVED):
                continue
            contents = list(self.taker.contents((raw_row,), span))
            if contents:
                found.append((slot, contents))
        return found

    def _template(self, block: KeyPattern) -> list[Slot]:
        grid = self.placer.known.grid
        first = next(grid.top + number for number, row in enumerate(grid.rows) if row.open == block)
        return [slot for slot in grid.slots() if slot.region.top == first]

    def _laid_out(self, block: KeyPattern) -> int:
        return len({row.id.split("+")[0] for row in self.placer.known.grid.rows if row.open == block})


def _fits(slot: Slot, contents: Contents) -> bool:
    """Whether a cell of an inserted row holds one thing that its column's kind can read, or a formula for it."""
    if len(contents) != 1:
        return False
    content = contents[0][1]
    return content.is_unsolved or kind_named(slot.field.kind).read(content, slot.field).state is ReadingState.VALUE
