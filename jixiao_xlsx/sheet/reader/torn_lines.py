"""Cells pushed sideways or down within a sheet: told by an anchor or a printed text that stands out of line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jixiao_xlsx.sheet.grid import Printed
from jixiao_xlsx.sheet.reader.labels import AskedBox
from jixiao_xlsx.sheet.reader.sheetwise import Sheetwise, Span


@dataclass(frozen=True, slots=True)
class TornLines:
    """Where a row or a column is torn nobody can say which of its cells were pushed; only those are safe beyond
    which, away from the keys, a printed text still stands in its place."""

    known: Sheetwise

    def unsafe(self, box: AskedBox, raw_row: int, columns: Span) -> bool:
        return self._row_unsafe(box, raw_row) or self._column_unsafe(box, columns) or self._label_unsafe(box)

    def torn_rows(self) -> Iterator[int]:
        """The raw rows in which cells were pushed sideways."""
        for row, raw_row in self.known.rows.rows.items():
            if self._row_torn(row, raw_row):
                yield raw_row

    def _row_torn(self, row: int, raw_row: int) -> bool:
        if raw_row in self.known.anchors.torn_rows:
            return True
        return any(box.text and self.known.strayed(box, raw_row) for box in self._printed(row))

    def _row_unsafe(self, box: AskedBox, raw_row: int) -> bool:
        row = box.region.top
        if not self._row_torn(row, raw_row):
            return False
        # A text in its place on the far side: nothing before it was pushed.
        beyond = (other for other in self._printed(row) if other.text and other.region.left > box.region.right)
        return not any(self.known.span_of(other) is not None and self.known.shown(other, raw_row) for other in beyond)

    def _printed(self, row: int) -> tuple[Printed, ...]:
        return self.known.labels.by_row.get(row, ())

    def _column_unsafe(self, box: AskedBox, columns: Span) -> bool:
        if self.known.anchors.torn_columns.isdisjoint(range(columns[0], columns[1] + 1)):
            return False
        below = (
            other
            for row, boxes in self.known.labels.by_row.items()
            # Only rows placed by their key: order alone cannot tell a pushed column from a deleted row.
            if row > box.region.bottom and row in self.known.rows.by_key
            for other in boxes
            if other.text and other.region.left <= box.region.left <= other.region.right
        )
        return not any(self.known.in_place(other) for other in below)

    def _label_unsafe(self, box: AskedBox) -> bool:
        """A label in a torn column counts only where it stands on the row of its own key."""
        label = self.known.labels.label_of(box)
        span = self.known.span_of(label) if label is not None else None
        if label is None or span is None or self.known.anchors.torn_columns.isdisjoint(range(span[0], span[1] + 1)):
            return False
        return not (label.region.top in self.known.rows.by_key and self.known.in_place(label))
