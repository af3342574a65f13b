"""Where a printed form goes on to the next page, and how small it is drawn so that pages end between groups of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, inf

from jixiao_xlsx.sheet.grid import Box, Grid, Printed, PrintedRole
from jixiao_xlsx.sheet.layout.heights import column_pixels, text_height, width_of
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.theme import BODY_POINTS
from jixiao_xlsx.sheet.writer.margins import INCH, MARGINS, PageMargins, least_points, margins_of, printable

_REPEAT = re.compile(r"[a-z_0-9.]+\[[0-9]+\]")
_HEAD_ROW = re.compile(r"(?P<table>.+)#h[0-9]+\Z")
_PIXEL = 0.75  # points, at 96 pixels to the inch
_SAFE = 0.97
"""Part of the page that is reckoned with: fonts and clients measure a little differently."""

_STEP = 0.02
"""How finely sizes are tried: a fiftieth of a page is less than half of the lowest row."""

_PAGE, _CUT, _LOST_HEAD, _LONELY = 6.0, 6.0, 8.0, 2.0
"""What one more page costs, a label's words cut in two, a head at the foot of a page, and one row alone below a head,
counted in groups broken apart."""

_OUTERMOST = 5.0
"""What it costs to break a group that stands at the left edge: it is the one whose name people look for."""

_SMALLER, _EMPTY, _FULL = 8.0, 8.0, 0.8
"""What it costs, for each part of the size, to draw smaller, and for each part of a page to leave it empty; up to a
fifth of a page is never missed."""

_LITTLE, _LITTLE_LEFT = 0.25, 3.0
"""A last page with less than a quarter on it looks forgotten."""

_HALF, _HALF_EMPTY = 0.5, 20.0
"""No page is half empty because of a break, as long as there is any other way: more than all else together."""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """`tall` pages to fit into, 0 for as many as it takes; `breaks` are the rows (counted from 0) that begin one.

    The margins at the sides are wider where the rows must be drawn smaller than the width asks; `repeat` are the rows
    that stand on every page after their own.
    """

    tall: int
    breaks: tuple[int, ...] = ()
    margins: PageMargins = MARGINS
    repeat: tuple[int, int] | None = None

    def parts(self, region: Region) -> tuple[Region, ...]:
        """A region cut where a page ends in it: one that is merged across is drawn without a line there, and its text
        stands on one of the pages only."""
        cuts = [row for row in self.breaks if region.top < row <= region.bottom]
        tops, bottoms = (region.top, *cuts), (*(row - 1 for row in cuts), region.bottom)
        return tuple(Region(top, region.left, end, region.right) for top, end in zip(tops, bottoms, strict=True))


def plan_pages(grid: Grid) -> PagePlan:
    """How a grid is spread over pages."""
    return _planned(grid).plan()


def drawn_scale(grid: Grid) -> float:
    """The size at which a sheet is drawn on its pages, 1 for its own size."""
    return _planned(grid).scale()


def _planned(grid: Grid) -> _Pages:
    """The pages of a grid, with the head that the later ones need."""
    pages = _Pages(grid)
    head = _head_over(grid, pages.plan().breaks)
    if head is None:
        return pages
    # The head takes room of its own, which may move the breaks.
    again = _Pages(replace(grid, head_rows=head))
    return again if _head_over(grid, again.plan().breaks) == head else pages


def _head_over(grid: Grid, breaks: tuple[int, ...]) -> tuple[int, int] | None:
    """The head of the table that every page after it goes on with; None where one repeats anyway, or none would fit all
    pages."""
    if grid.head_rows is not None or not breaks:
        return None
    heads: dict[str, list[int]] = {}
    for row, grid_row in enumerate(grid.rows, grid.top):
        head = _HEAD_ROW.match(grid_row.id)
        if head:
            heads.setdefault(head["table"], []).append(row)
    for table, rows in heads.items():
        later = [grid.row_at(row).id for row in breaks if row > rows[-1]]
        if later and all(row_id.startswith((f"{table}.", f"{table}[")) for row_id in later):
            return rows[0], rows[-1]
    return None


@dataclass(frozen=True)
class _Pages:
    grid: Grid

    def plan(self) -> PagePlan:
        ends = self._best
        breaks = tuple(self.grid.top + end for end in ends[:-1])
        if not breaks:
            return PagePlan(1, (), self._margins, self.grid.head_rows)
        return PagePlan(0, breaks, self._widened(max(1.0, self._filled(ends))), self.grid.head_rows)

    def _widened(self, smaller: float) -> PageMargins:
        """The margins between which the sheet is so many times smaller than its page would let it be."""
        if smaller == 1.0:
            return self._margins
        # Office programs ignore breaks where they fit into a number of pages: the width alone must ask for the size.
        spare = printable(self.grid.paper, self._margins)[0] - self._width * self._fitting / smaller
        return replace(self._margins, side=self._margins.side + spare / 2 / INCH)

    def scale(self) -> float:
        ends = self._best
        return self._fitting / max(self._filled(ends), 1.0)

    @cached_property
    def _best(self) -> tuple[int, ...]:
        """The rows after which pages end: the cheapest of those for each size between the page's and the least."""
        best, chosen = inf, tuple[int, ...]()
        for size in self._sizes():
            smaller = _SMALLER * (size - 1.0)
            # At least so many pages end before the last: often that alone costs more than what was found.
            if smaller + _PAGE * (ceil(self._tops[-1] / self._room * _SAFE / size) - 1) >= best:
                continue
            cost, ends = self._spread(size)
            if cost + smaller < best:
                best, chosen = cost + smaller, ends
        return chosen

    def _sizes(self) -> Iterator[float]:
        """How many times smaller than its page asks the sheet may be drawn, from not at all to the least letters."""
        most = self._fitting * BODY_POINTS / least_points(self.grid.paper)
        size = 1.0
        while size < most:
            yield size
            size += _STEP
        yield max(1.0, most)

    def _filled(self, ends: tuple[int, ...]) -> float:
        """How much of a page at full size the fullest page takes."""
        starts = (0, *ends[:-1])
        return max(self._used(start, end) for start, end in zip(starts, ends, strict=True))

    def _used(self, start: int, end: int) -> float:
        """How much of a page at full size the rows take, with the head that repeats above them."""
        head = self._head if start > self._head_last else 0.0
        # What is on one page is fitted to it by the office program itself, whatever it measures.
        alone = _SAFE if end - start == len(self.grid.rows) else 1.0
        return (self._tops[end] - self._tops[start] + head) / self._room * alone

    @cached_property
    def _margins(self) -> PageMargins:
        return margins_of(self.grid.paper, self._width)

    @cached_property
    def _width(self) -> float:
        return sum(map(column_pixels, self.grid.widths)) * _PIXEL

    @cached_property
    def _fitting(self) -> float:
        """The size at which the sheet is as wide as the page."""
        return min(1.0, printable(self.grid.paper, self._margins)[0] / self._width)

    @cached_property
    def _room(self) -> float:
        """Points of rows that a page takes once the sheet is drawn as wide as the page."""
        return printable(self.grid.paper, self._margins)[1] / self._fitting * _SAFE

    @cached_property
    def _tops(self) -> tuple[float, ...]:
        tops = [0.0]
        for row in self.grid.rows:
            tops.append(tops[-1] + row.height)
        return tuple(tops)

    @cached_property
    def _merged(self) -> tuple[Box, ...]:
        return tuple(box for box in self.grid.boxes if box.region.height > 1)

    def _spread(self, size: float) -> tuple[float, tuple[int, ...]]:
        """The cost of the best breaks at a size, and the rows at which pages end, chosen for all at once."""
        count = len(self.grid.rows)
        # Page by page, as office programs do it, would push every cut to the end of the page, through whatever stands
        # there.
        best = [(0.0, count)] * (count + 1)
        for start in reversed(range(count)):
            costs = ((self._ending(end, used / size) + best[end][0], -end) for end, used in self._ends(start, size))
            cost, end = min(costs)
            best[start] = cost, -end
        return best[0][0], tuple(self._followed(best))

    @staticmethod
    def _followed(best: list[tuple[float, int]]) -> Iterator[int]:
        row = 0
        while row < len(best) - 1:
            row = best[row][1]
            yield row

    def _ends(self, start: int, size: float) -> Iterator[tuple[int, float]]:
        """Where a page that begins at a row may end, after one row at least, and no lower than there is room; and how
        much of a page at full size that takes."""
        for end in range(start + 1, len(self._tops)):
            used = self._used(start, end)
            # A row taller than the page must still be put somewhere.
            if used > size and end > start + 1:
                return
            yield end, used

    @cached_property
    def _head(self) -> float:
        rows = self.grid.head_rows
        return sum(self.grid.row_at(row).height for row in range(rows[0], rows[1] + 1)) if rows else 0.0

    @cached_property
    def _head_last(self) -> int:
        """The last row of the head that repeats: pages that begin after it have it above their rows."""
        rows = self.grid.head_rows
        return rows[1] - self.grid.top if rows else len(self.grid.rows)

    def _ending(self, end: int, part: float) -> float:
        """What a page that ends above a row costs, so much of it filled: itself, what stays empty, the groups that its
        end goes through."""
        if end == len(self.grid.rows):
            return _LITTLE_LEFT if part < _LITTLE else 0.0
        empty = _EMPTY * max(0.0, _FULL - part) + (_HALF_EMPTY if part < _HALF else 0.0)
        return self._edges[end] + empty

    @cached_property
    def _edges(self) -> tuple[float, ...]:
        return tuple(_PAGE + self._crossings(row) for row in range(len(self.grid.rows)))

    def _crossings(self, row: int) -> float:
        crossing = [box for box in self._merged if self._first(box) < row <= self._last(box)]
        broken = sum(self._weight(box) + (_CUT if self._cuts(box, row) else 0.0) for box in crossing)
        return broken + self._parts_a_repeat(row) + self._parts_a_head(row)

    def _weight(self, box: Box) -> float:
        return _OUTERMOST if isinstance(box, Printed) and box.region.left == self.grid.left else 1.0

    def _parts_a_head(self, row: int) -> float:
        """A head without rows at the foot of a page, or with one row that has others beside it on the next."""
        if row - 1 in self._head_ends:
            return _LOST_HEAD
        return _LONELY if row - 2 in self._head_ends else 0.0

    def _parts_a_repeat(self, row: int) -> float:
        """Whether the rows above and below belong to one repeat, as a goal and the table of its indicators do."""
        above, below = (_REPEAT.match(grid_row.id) for grid_row in (self.grid.rows[row - 1], self.grid.rows[row]))
        return float(above is not None and below is not None and above[0] == below[0])

    @cached_property
    def _head_ends(self) -> frozenset[int]:
        """The rows in which a table's head ends: what it heads must follow on the same page."""
        heads = (box for box in self.grid.boxes if isinstance(box, Printed) and box.role is PrintedRole.HEAD)
        return frozenset(self._last(box) for box in heads)

    def _cuts(self, box: Box, row: int) -> bool:
        """Whether a page that begins at the row cuts the text of a merged label, or leaves it too little room."""
        if not isinstance(box, Printed):
            return True
        pixels = width_of(box.region, left=self.grid.left, widths=self.grid.widths)
        above = self._tops[row] - self._tops[self._first(box)]
        below = self._tops[self._last(box) + 1] - self._tops[row]
        tall = text_height(box.text, pixels, BODY_POINTS)
        # Labels stand in the middle of their merged cell, or, where they are closed at the page's end, in each part; 2
        # points for the line above and below.
        return abs(above - below) < tall + 4 or min(above, below) < tall

    def _first(self, box: Box) -> int:
        return box.region.top - self.grid.top

    def _last(self, box: Box) -> int:
        return box.region.bottom - self.grid.top
