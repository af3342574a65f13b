"""What all readers of sheets share: the used extent, hidden rows and columns up to it, merges within their limits."""

from __future__ import annotations

from collections.abc import Collection

from jixiao_xlsx.sheet.raw.contents.sheets import MAX_COLUMN
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.region import Region


def merge_of(region: Region, tally: FileTally, merges: list[Region]) -> None:
    """Add a merge after counting it and its area; a merge of one cell is none."""
    tally.add(Limit.MERGES)
    tally.add(Limit.MERGED_AREA, region.height * region.width)
    if region.is_merged:
        merges.append(region)


class Extent:
    """Collects hidden rows and column ranges of one sheet, and cuts them at the last used row and column."""

    def __init__(self, tally: FileTally) -> None:
        self._tally = tally
        self._hidden_rows: set[int] = set()
        self._listed_rows: set[int] = set()
        self._row_ranges: list[tuple[int, int]] = []
        self._column_ranges: list[tuple[int, int]] = []
        self.unlisted_rows_hidden = False

    def list_row(self, row: int) -> None:
        if self.unlisted_rows_hidden:
            self._listed_rows.add(row)

    def hide_row(self, row: int) -> None:
        self._hidden_rows.add(row)

    def hide_rows(self, first: int, last: int) -> None:
        """Hide the rows `first..last`, which may reach far below the last used one."""
        self._row_ranges.append((first, last))

    def hide_columns(self, first: int, last: int) -> None:
        """Hide the columns `first..last`; the part outside the sheet is cut."""
        self._column_ranges.append((max(first, 0), min(last, MAX_COLUMN)))

    def hidden(
        self, cells: Collection[tuple[int, int]], merges: Collection[Region]
    ) -> tuple[frozenset[int], frozenset[int]]:
        """Hidden rows and columns up to the last used ones; the box of used cells is measured on the way."""
        rows = [row for row, _ in cells]
        columns = [column for _, column in cells]
        # Nothing here is dense, but those who come after may span the used box: it is bounded once for all.
        if rows and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > self._tally.limits.most(
            Limit.BOX
        ):
            raise self._tally.too_much(Limit.BOX)
        last_row = max(max(rows, default=-1), max((merge.bottom for merge in merges), default=-1))
        last_column = max(max(columns, default=-1), max((merge.right for merge in merges), default=-1))
        return self._rows_until(last_row), frozenset(self._spread(self._column_ranges, last_column))

    def _rows_until(self, last: int) -> frozenset[int]:
        hidden = {row for row in self._hidden_rows if row <= last}
        self._tally.add(Limit.HIDDEN, len(hidden))
        hidden |= self._spread(self._row_ranges, last)
        if self.unlisted_rows_hidden:
            self._tally.add(Limit.HIDDEN, last + 1)
            hidden.update(row for row in range(last + 1) if row not in self._listed_rows)
        return frozenset(hidden)

    def _spread(self, ranges: list[tuple[int, int]], last: int) -> set[int]:
        spread: set[int] = set()
        for first, end in ranges:
            reach = range(first, min(end, last) + 1)
            self._tally.add(Limit.HIDDEN, len(reach))
            spread.update(reach)
        return spread
