"""Where each slot stands in the returned sheet: its key's row and column, checked against the labels around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jixiao_xlsx.sheet.grid import Computed, Grid, Printed, Slot
from jixiao_xlsx.sheet.reader.align import RawTexts
from jixiao_xlsx.sheet.reader.labels import LabelMap
from jixiao_xlsx.sheet.reader.place_columns import ColumnPlaces, in_order
from jixiao_xlsx.sheet.reader.place_rows import RowPlaces
from jixiao_xlsx.sheet.region import Region


class Trouble(StrEnum):
    """Why a slot was placed otherwise than its key says, or not at all."""

    MOVED = "moved"
    LOST_ROW = "lost_row"
    LOST_COLUMN = "lost_column"
    CONTRADICTED = "contradicted"
    OTHER_BLOCK = "other_block"


Extent = tuple[tuple[int, int] | None, Trouble | None]
"""First and last raw row (or column), or None; and the trouble there was."""


@dataclass(frozen=True, slots=True)
class Place:
    """The raw region of one slot or computed cell, or None with the trouble that kept it from being read."""

    box: Slot | Computed
    region: Region | None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Sheetwise:
    """All that is known of one returned sheet while its slots are placed."""

    grid: Grid
    labels: LabelMap
    raw: RawTexts
    rows: RowPlaces
    columns: ColumnPlaces

    def places(self) -> Iterator[Place]:
        for box in self.grid.boxes:
            if isinstance(box, Slot | Computed):
                yield self._place(box)

    def _place(self, box: Slot | Computed) -> Place:
        around = self.labels.around(box)
        columns, column_trouble = self._columns_of(box, around.head)
        if columns is None:
            return Place(box, None, column_trouble)
        rows, row_trouble = self._rows_of(box, around.label, own=around.own)
        if rows is None:
            return Place(box, None, row_trouble)
        region = Region(rows[0], columns[0], rows[1], columns[1])
        return Place(box, region, row_trouble or column_trouble)

    # ---- rows -------------------------------------------------------------------------------------------------

    def _rows_of(self, box: Slot | Computed, label: Printed | None, *, own: bool) -> Extent:
        rows = [self.rows.rows[row] for row in range(box.region.top, box.region.bottom + 1) if row in self.rows.rows]
        if label is None:
            return _extent(rows), None if rows else Trouble.LOST_ROW
        if not own:
            return self._under_group(box, label, rows)
        first = self.rows.rows.get(box.region.top)
        if first is not None and self._shown(label, first):
            return _extent(rows), None
        return self._by_label(box, label, rows, first)

    def _by_label(self, box: Slot | Computed, label: Printed, rows: list[int], first: int | None) -> Extent:
        """The label is not where the key says: it stands elsewhere, or was edited, or contradicts the key."""
        elsewhere = self._rows_showing(label)
        if len(elsewhere) == 1:
            return (elsewhere[0], elsewhere[0] + box.region.height - 1), Trouble.MOVED
        if first is None or self._foreign_label_at(label, first):
            return None, Trouble.LOST_ROW if first is None else Trouble.CONTRADICTED
        return _extent(rows), None

    def _under_group(self, box: Slot | Computed, label: Printed, rows: list[int]) -> Extent:
        """A cell under a merged-down label: the nearest text above it in the label's column must be that label."""
        if not rows:
            return None, Trouble.LOST_ROW
        span = self.columns.span(label.region.left, label.region.right)
        if span is None:
            return _extent(rows), None
        nearest = self._nearest_above(rows[0], span)
        if nearest is not None and nearest != self.labels.text(label) and nearest in self._labels_of_column(label):
            return None, Trouble.OTHER_BLOCK
        return _extent(rows), None

    def _nearest_above(self, row: int, span: tuple[int, int]) -> str | None:
        for above in range(row, -1, -1):
            texts = self.raw.get(above, {})
            for column in range(span[0], span[1] + 1):
                if column in texts:
                    return texts[column]
        return None

    def _labels_of_column(self, label: Printed) -> set[str]:
        return {
            self.labels.text(box)
            for boxes in self.labels.by_row.values()
            for box in boxes
            if box.region.left == label.region.left and box.role is label.role and box.text
        }

    def _shown(self, label: Printed, raw_row: int) -> bool:
        span = self.columns.span(label.region.left, label.region.right)
        texts = self.raw.get(raw_row, {})
        wanted = self.labels.text(label)
        if span is None:
            return wanted in texts.values()
        return any(texts.get(column) == wanted for column in range(span[0], span[1] + 1))

    def _rows_showing(self, label: Printed) -> list[int]:
        """Raw rows that show this label in its column and whose own key does not print the same label there."""
        wanted = self.labels.text(label)
        twins = {
            row
            for row, boxes in self.labels.by_row.items()
            for box in boxes
            if row != label.region.top and box.region.left == label.region.left and self.labels.text(box) == wanted
        }
        kept = {self.rows.rows[row] for row in twins if row in self.rows.rows}
        return [row for row in sorted(self.raw) if row not in kept and self._shown(label, row)]

    def _foreign_label_at(self, label: Printed, raw_row: int) -> bool:
        span = self.columns.span(label.region.left, label.region.right)
        if span is None:
            return False
        texts = self.raw.get(raw_row, {})
        there = {texts[column] for column in range(span[0], span[1] + 1) if column in texts}
        return bool(there & (self._labels_of_column(label) - {self.labels.text(label)}))

    # ---- columns ----------------------------------------------------------------------------------------------

    def _columns_of(self, box: Slot | Computed, head: Printed | None) -> Extent:
        span = self.columns.span(box.region.left, box.region.right)
        head_row = self.rows.rows.get(head.region.top) if head else None
        if head is None or head_row is None:
            return span, None if span else Trouble.LOST_COLUMN
        texts = self.raw.get(head_row, {})
        wanted = self.labels.text(head)
        if span and any(texts.get(column) == wanted for column in range(span[0], span[1] + 1)):
            return span, None
        return self._by_head(box, head, texts, span)

    def _by_head(
        self, box: Slot | Computed, head: Printed, texts: Mapping[int, str], span: tuple[int, int] | None
    ) -> Extent:
        heads = [(other.region.left, self.labels.text(other)) for other in self.labels.by_row[head.region.top]]
        elsewhere = in_order(heads, texts).get(head.region.left)
        if elsewhere is not None:
            return (elsewhere, elsewhere + box.region.width - 1), Trouble.MOVED
        if span is None:
            return None, Trouble.LOST_COLUMN
        there = {texts[column] for column in range(span[0], span[1] + 1) if column in texts}
        if there & {text for _, text in heads if text}:
            return None, Trouble.CONTRADICTED
        return span, None


def _extent(rows: list[int]) -> tuple[int, int] | None:
    return (min(rows), max(rows)) if rows else None
