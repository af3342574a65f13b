"""Where each slot stands in the returned sheet: its key's row and column, checked against the labels around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from jixiao_xlsx.sheet.grid import Printed
from jixiao_xlsx.sheet.reader.labels import AskedBox
from jixiao_xlsx.sheet.reader.place_columns import in_order
from jixiao_xlsx.sheet.reader.sheetwise import Sheetwise, Span
from jixiao_xlsx.sheet.reader.torn_lines import TornLines


class PlaceTrouble(StrEnum):
    """Why a slot was placed otherwise than its key says, or not at all."""

    MOVED = "moved"
    LOST_ROW = "lost_row"
    LOST_COLUMN = "lost_column"
    UNKNOWN_COLUMN = "unknown_column"
    CONTRADICTED = "contradicted"
    OTHER_BLOCK = "other_block"
    PUSHED = "pushed"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class SlotPlace:
    """The raw rows and columns of one slot or computed cell; no rows where it cannot be read, with the trouble.

    `partial` tells that its first row or column was deleted, and with it, in most programs, its content.
    """

    box: AskedBox
    rows: tuple[int, ...] = ()
    columns: Span = (0, -1)
    trouble: PlaceTrouble | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Placer:
    """Places every slot and computed cell of one sheet."""

    known: Sheetwise
    torn: TornLines

    def places(self) -> list[SlotPlace]:
        return self._settled([self._place(box) for box in self.known.labels.asked])

    def columns_of(self, box: AskedBox) -> tuple[Span | None, PlaceTrouble | None]:
        """The raw columns of a box by their tokens or votes, checked against the head printed above it."""
        span = self.known.span_of(box)
        lost = PlaceTrouble.LOST_COLUMN if self.known.columns.keyed else PlaceTrouble.UNKNOWN_COLUMN
        head = self.known.labels.around(box).head
        head_row = self.known.rows.rows.get(head.region.top) if head else None
        if head is None or head_row is None:
            return span, None if span else lost
        # The common case: the head stands where the tokens say.
        if span and self.known.labels.text(head) in self.known.texts_at(head_row, span):
            return span, None
        return self._by_head(box, head, head_row, span)

    def _by_head(
        self, box: AskedBox, head: Printed, head_row: int, span: Span | None
    ) -> tuple[Span | None, PlaceTrouble | None]:
        """The head is not above its column: columns changed places, or the head's own cells were pushed."""
        labels = self.known.labels
        heads = {other.region.left: labels.text(other) for other in labels.by_row[head.region.top] if other.text}
        paired = in_order(list(heads.items()), self.known.raw.get(head_row, {}))
        homes = {self.known.columns.columns.get(column) for column in paired}
        # Only a whole exchange among known columns is a move; a head that left for elsewhere proves nothing.
        if head.region.left in paired and set(paired.values()) == homes:
            elsewhere = paired[head.region.left]
            return (elsewhere, elsewhere + box.region.width - 1), PlaceTrouble.MOVED
        if span is None:
            return None, PlaceTrouble.LOST_COLUMN if self.known.columns.keyed else PlaceTrouble.UNKNOWN_COLUMN
        if head_row in self.known.anchors.torn_rows:  # the heads were pushed, the columns below were not
            return span, None
        if head.region.left in paired or set(self.known.texts_at(head_row, span)) & set(heads.values()):
            return None, PlaceTrouble.CONTRADICTED
        return span, None

    def _place(self, box: AskedBox) -> SlotPlace:
        columns, column_trouble = self.columns_of(box)
        if columns is None:
            return SlotPlace(box, trouble=column_trouble)
        rows, row_trouble = self._rows_of(box)
        if not rows:
            return SlotPlace(box, trouble=row_trouble or PlaceTrouble.LOST_ROW)
        moved = row_trouble or column_trouble
        if self.torn.unsafe(box, rows[0], columns):
            return SlotPlace(box, trouble=PlaceTrouble.PUSHED)
        if self._is_doubled(box, rows[0], columns):
            return SlotPlace(box, trouble=PlaceTrouble.DOUBLED)
        return SlotPlace(box, rows, columns, moved, partial=moved is None and self._is_partial(box))

    def _is_partial(self, box: AskedBox) -> bool:
        """Whether the cell that held the content is gone, though some of its merged cells are left."""
        return box.region.top not in self.known.rows.rows or box.region.left not in self.known.columns.columns

    def _is_doubled(self, box: AskedBox, raw_row: int, columns: Span) -> bool:
        """Whether a copy of a fixed row says something else here: nobody can tell which of the two is meant."""
        # Open rows may be copied at will: a copy is one more row.
        if self.known.grid.row_at(box.region.top).open:
            return False
        copies = [row for row, grid_row in self.known.rows.copies.items() if grid_row == box.region.top]
        mine = self.known.texts_at(raw_row, columns)
        return any(self.known.texts_at(row, columns) != mine for row in copies if row != raw_row)

    # ---- rows -------------------------------------------------------------------------------------------------

    def _rows_of(self, box: AskedBox) -> tuple[tuple[int, ...], PlaceTrouble | None]:
        around = self.known.labels.around(box)
        rows = self._placed(box)
        if around.label is None:
            return rows, None
        if around.own:
            return self._by_own_label(box, around.label, rows)
        return self._under_group(box, around.label, rows)

    def _placed(self, box: AskedBox) -> tuple[int, ...]:
        """The raw rows of a box as they follow one another; rows inserted into its merged cell belong to it."""
        placed = self.known.rows.rows
        rows: list[int] = []
        for row in range(box.region.top, box.region.bottom + 1):
            raw_row = placed.get(row)
            if raw_row is None:
                continue
            # The rows of a tall cell that no longer follow one another are no longer that cell.
            if rows and raw_row < rows[-1]:
                break
            if rows and self._is_merged(box, rows[-1], raw_row):
                rows += range(rows[-1] + 1, raw_row)
            rows.append(raw_row)
        return tuple(rows)

    def _is_merged(self, box: AskedBox, first: int, last: int) -> bool:
        span = self.known.span_of(box)
        return span is not None and last > first + 1 and self.known.merged_through(first, last, span[0])

    def _by_own_label(
        self, box: AskedBox, label: Printed, rows: tuple[int, ...]
    ) -> tuple[tuple[int, ...], PlaceTrouble | None]:
        """A cell whose label begins on its row: shown there, or elsewhere, or edited, or contradicting the key."""
        first = self.known.rows.rows.get(box.region.top)
        if first is not None and self.known.shown(label, first):
            return rows, None
        elsewhere = list(self.known.rows_showing(label))
        # One row with that label and no other claim on it: labels and data were sorted without the keys.
        if len(elsewhere) == 1:
            return (elsewhere[0],), PlaceTrouble.MOVED
        if elsewhere:
            return (), PlaceTrouble.CONTRADICTED
        if first is None:
            return rows, None if rows else PlaceTrouble.LOST_ROW
        if label.region.left not in self.known.columns.columns:  # the labels' column is gone: nothing confirms the key
            return (), PlaceTrouble.CONTRADICTED
        if self.known.strayed(label, first):
            return (), PlaceTrouble.PUSHED
        if self.known.foreign_at(label, first):
            return (), PlaceTrouble.CONTRADICTED
        return rows, None

    def _under_group(
        self, box: AskedBox, label: Printed, rows: tuple[int, ...]
    ) -> tuple[tuple[int, ...], PlaceTrouble | None]:
        """A cell under a merged-down label: the nearest text above it in the label's column must be that label.

        A row that its key has placed is refused only where another group's label contradicts it; a row that was
        placed by order alone must see its own group's label.
        """
        if not rows:
            return (), PlaceTrouble.LOST_ROW
        by_key = any(row in self.known.rows.by_key for row in range(box.region.top, box.region.bottom + 1))
        span = self.known.span_of(label)
        nearest = self.known.nearest_above(rows[0], span) if span is not None else None
        if nearest is None:
            return (rows, None) if by_key else ((), PlaceTrouble.CONTRADICTED)
        row, text = nearest
        home = self.known.rows.rows.get(label.region.top)
        if text == self.known.labels.text(label) or text not in self.known.labels.peers(label):
            one_group = row == home and self._is_one_group(row, rows[0], span)
            return (rows, None) if by_key or one_group else ((), PlaceTrouble.OTHER_BLOCK)
        if by_key and self._is_gone(label, home):
            return rows, None
        return (), PlaceTrouble.OTHER_BLOCK

    def _is_one_group(self, label_row: int, raw_row: int, span: Span | None) -> bool:
        """Whether a row stands in a label's merged cell; where nothing is merged any more, being below it will do."""
        if span is None or raw_row == label_row or not self.known.merged_down(span[0]):
            return True
        return self.known.merged_through(label_row, raw_row, span[0])

    def _is_gone(self, label: Printed, home: int | None) -> bool:
        """Whether a group's label was deleted with its row, so that the label above says nothing against the key."""
        if home is None:
            return True
        return not self.known.shown(label, home) and not any(True for _ in self.known.rows_showing(label))

    # ---- two claims on one cell -------------------------------------------------------------------------------

    def _settled(self, places: list[SlotPlace]) -> list[SlotPlace]:
        """Of two boxes that claim one filled cell, the one that stands by its key and label; neither if both do not."""
        # Only filled cells: two slots may share a blank one without harm.
        claims: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, place in enumerate(places):
            for row in place.rows:
                for column in self._filled(row, place.columns):
                    claims[row, column].append(number)
        refused: set[int] = set()
        for numbers in claims.values():
            if len(numbers) > 1:
                sure = [number for number in numbers if places[number].trouble is None]
                refused |= set(numbers) - set(sure if len(sure) == 1 else [])
        return [
            replace(place, rows=(), trouble=PlaceTrouble.CONTRADICTED) if number in refused else place
            for number, place in enumerate(places)
        ]

    def _filled(self, row: int, columns: Span) -> list[int]:
        texts: Mapping[int, str] = self.known.raw.get(row, {})
        apart = self.known.apart
        return [column for column in range(columns[0], columns[1] + 1) if column in texts or (row, column) in apart]
