"""What a returned sheet shows, asked in the grid's terms: which text stands where a printed box should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao_xlsx.sheet.grid import Box, Grid, Printed
from jixiao_xlsx.sheet.reader.align import RawTexts
from jixiao_xlsx.sheet.reader.anchors import Anchors
from jixiao_xlsx.sheet.reader.labels import LabelMap
from jixiao_xlsx.sheet.reader.place_columns import ColumnPlaces
from jixiao_xlsx.sheet.reader.place_rows import RowPlaces
from jixiao_xlsx.sheet.region import Region, Spot

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sheetwise:
    """All that is known of one returned sheet while its slots are placed."""

    grid: Grid
    labels: LabelMap
    raw: RawTexts
    rows: RowPlaces
    columns: ColumnPlaces
    anchors: Anchors = field(default_factory=Anchors)
    merges: tuple[Region, ...] = ()
    apart: frozenset[Spot] = frozenset()
    """Cells set apart before the reading, as marks of ours and pictures: filled, though with nothing that is read."""

    def span_of(self, box: Box) -> Span | None:
        """The raw columns a box takes; None where they are unknown."""
        span = self.columns.span(box.region.left, box.region.right)
        # With tokens a column that is not found was deleted; looking further would find a neighbour's content.
        return span if span is not None or self.columns.keyed else self._alone_between(box)

    def _alone_between(self, box: Box) -> Span | None:
        """The raw columns between two that are known, where on this row nothing but this box can stand there."""
        known = self.columns.columns
        before = max((column for column in known if column < box.region.left), default=None)
        after = min((column for column in known if column > box.region.right), default=self.grid.right + 1)
        if before is None or isinstance(box, Printed):
            return None
        rivals = (
            other
            for other in self.grid.boxes
            if other != box
            and other.region.top <= box.region.top <= other.region.bottom
            and other.region.left < after
            and (other.region.left > before or (other.region.right > before and not isinstance(other, Printed)))
            and not (isinstance(other, Printed) and not other.text)
        )
        first, beyond = known[before] + 1, known.get(after, self.columns.last + 1)
        last = known.get(box.region.right, beyond - 1)
        return None if last < first or any(True for _ in rivals) else (first, last)

    def texts_at(self, raw_row: int, span: Span) -> list[str]:
        texts = self.raw.get(raw_row)
        return [texts[column] for column in range(span[0], span[1] + 1) if column in texts] if texts else []

    def shown(self, label: Printed, raw_row: int) -> bool:
        """Whether a raw row shows a label in its column, or anywhere where its column is unknown."""
        span = self.span_of(label)
        wanted = self.labels.text(label)
        return wanted in (self.raw.get(raw_row, {}).values() if span is None else self.texts_at(raw_row, span))

    def in_place(self, box: Printed) -> bool:
        """Whether a printed text stands where its row and its columns are now."""
        row = self.rows.rows.get(box.region.top)
        return row is not None and self.shown(box, row)

    def nearest_above(self, raw_row: int, span: Span) -> tuple[int, str] | None:
        """The nearest text on a row or above it, within some columns: the group that a person reads for the row."""
        for row in range(raw_row, -1, -1):
            texts = self.texts_at(row, span)
            if texts:
                return row, texts[0]
        return None

    def foreign_at(self, label: Printed, raw_row: int) -> bool:
        """Whether another label of the same column of the form stands where this one should."""
        span = self.span_of(label)
        if span is None:
            return False
        return bool(set(self.texts_at(raw_row, span)) & (self.labels.peers(label) - {self.labels.text(label)}))

    def strayed(self, label: Printed, raw_row: int) -> bool:
        """Whether a label stands on its row, but out of its columns: cells were pushed sideways."""
        span = self.span_of(label)
        texts = self.raw.get(raw_row, {})
        wanted = self.labels.text(label)
        if span is None or wanted not in texts.values() or wanted in self.texts_at(raw_row, span):
            return False
        twins = [other for other in self.labels.by_row.get(label.region.top, ()) if self.labels.text(other) == wanted]
        homes = [home for home in map(self.span_of, twins) if home is not None]
        strays = [column for column, text in texts.items() if text == wanted]
        return any(not any(first <= column <= last for first, last in homes) for column in strays)

    def rows_showing(self, label: Printed) -> Iterator[int]:
        """Raw rows that show a label in its column, under its own group, and that no twin of it claims."""
        wanted = self.labels.text(label)
        twins = {
            row
            for row, boxes in self.labels.by_row.items()
            for box in boxes
            if row != label.region.top and box.region.left == label.region.left and self.labels.text(box) == wanted
        }
        # 合计 stands on many rows: only those that no other row of the form claims.
        kept = {self.rows.rows[row] for row in twins if row in self.rows.rows}
        for row in sorted(self.raw):
            if row not in kept and self.shown(label, row) and self._under_its_group(label, row):
                yield row

    def _under_its_group(self, label: Printed, raw_row: int) -> bool:
        group = self.labels.group_of(label)
        span = self.span_of(group) if group is not None else None
        nearest = self.nearest_above(raw_row, span) if span is not None else None
        if group is None or nearest is None:
            return True
        wanted = self.labels.text(group)
        # An edited group label contradicts nothing; another group's does.
        return nearest[1] == wanted or nearest[1] not in self.labels.peers(group)

    def merged_down(self, column: int) -> bool:
        """Whether a column still has cells merged over several rows."""
        return any(merge.height > 1 and merge.left <= column <= merge.right for merge in self.merges)

    def merged_through(self, first: int, last: int, column: int) -> bool:
        """Whether one merged cell covers two rows of a column."""
        return any(merge.covers(first, column) and merge.covers(last, column) for merge in self.merges)
