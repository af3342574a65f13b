"""Where a printed form goes on to the next page: between groups of rows where it can be, never through a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from jixiao_xlsx.model.forms.form import Paper
from jixiao_xlsx.sheet.grid import Box, Grid, Printed, PrintedRole
from jixiao_xlsx.sheet.layout.heights import column_pixels, text_height, width_of
from jixiao_xlsx.sheet.theme import BODY_POINTS

LEFT_RIGHT, TOP, BOTTOM = 0.6, 0.7, 0.8
"""Margins in inches."""

_REPEAT = re.compile(r"[a-z_0-9.]+\[[0-9]+\]")
_SIZES = {"A4": (595.0, 842.0), "A3": (842.0, 1191.0)}  # points
# Points.
_INCH = 72.0
_PIXEL = 0.75  # points, at 96 pixels to the inch
_SAFE = 0.97
"""Part of the page that is reckoned with: fonts and clients measure a little differently."""

_SQUEEZED, _LITTLE = 0.18, 0.25
"""What is too much for the pages by so little is drawn smaller; so is what would leave so little on the last page."""

_PAGE, _CUT, _LOST_HEAD = 8.0, 3.0, 5.0
"""What one more page costs, a label cut in two, and a head at the foot of a page, counted in groups broken apart."""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """`tall` pages to fit into, 0 for as many as it takes; `breaks` are the rows (counted from 0) that begin one."""

    tall: int
    breaks: tuple[int, ...] = ()


def plan_pages(grid: Grid) -> PagePlan:
    """How a grid is spread over pages."""
    return _Pages(grid).plan()


def printable(paper: Paper) -> tuple[float, float]:
    """Width and height between the margins, in points."""
    size = _SIZES.get(paper.size, _SIZES["A4"])
    wide, high = reversed(size) if paper.landscape else size
    return wide - 2 * LEFT_RIGHT * _INCH, high - (TOP + BOTTOM) * _INCH


@dataclass(frozen=True)
class _Pages:
    grid: Grid

    def plan(self) -> PagePlan:
        breaks = tuple(self._breaks())
        if not breaks:
            return PagePlan(1)
        fewer = len(breaks)
        needed = self._pages(fewer)
        left_over = self._tops[-1] - self._tops[breaks[-1] - self.grid.top]
        # Where the rows alone already need the extra page, it is only worth squeezing what is a little too much.
        fits = needed > fewer or left_over <= self._room * _LITTLE
        return PagePlan(fewer) if fits and needed <= fewer + _SQUEEZED else PagePlan(0, breaks)

    def _pages(self, count: int) -> float:
        """How many pages the rows fill, with a head that stands on each of so many."""
        return (self._tops[-1] + self._head * (count - 1)) / self._room

    @cached_property
    def _room(self) -> float:
        """Points of rows that a page takes once the sheet is drawn as wide as the page."""
        wide, high = printable(self.grid.paper)
        widths = sum(map(column_pixels, self.grid.widths)) * _PIXEL
        return high / min(1.0, wide / widths) * _SAFE

    @cached_property
    def _heights(self) -> tuple[float, ...]:
        return tuple(row.height for row in self.grid.rows)

    @cached_property
    def _tops(self) -> tuple[float, ...]:
        tops = [0.0]
        for height in self._heights:
            tops.append(tops[-1] + height)
        return tuple(tops)

    @cached_property
    def _merged(self) -> tuple[Box, ...]:
        return tuple(box for box in self.grid.boxes if box.region.height > 1)

    def _breaks(self) -> Iterator[int]:
        """The rows that begin a further page, chosen for the whole sheet at once, from its end to its beginning."""
        count = len(self._heights)
        # Page by page, as office programs do it, would push every cut to the end of the page, through whatever stands
        # there.
        best = [(0.0, count)] * (count + 1)
        for start in reversed(range(count)):
            ends = self._ends(start)
            best[start] = min(
                ((self._edge(end) + best[end][0], end) for end in ends), key=lambda choice: (choice[0], -choice[1])
            )
        row = best[0][1]
        while row < count:
            yield self.grid.top + row
            row = best[row][1]

    def _ends(self, start: int) -> Iterator[int]:
        """Where a page that begins at a row may end: after one row at least, and no lower than there is room."""
        room = self._tops[start] + self._room - (self._head if start else 0.0)
        # A row taller than the page must still be put somewhere.
        yield start + 1
        for end in range(start + 2, len(self._heights) + 1):
            if self._tops[end] > room:
                return
            yield end

    @cached_property
    def _head(self) -> float:
        rows = self.grid.head_rows
        return sum(self.grid.row_at(row).height for row in range(rows[0], rows[1] + 1)) if rows else 0.0

    def _edge(self, row: int) -> float:
        """What a page that ends above a row costs: itself, the groups that go across, worse, the words of a label."""
        return 0.0 if row == len(self._heights) else self._edges[row]

    @cached_property
    def _edges(self) -> tuple[float, ...]:
        return tuple(_PAGE + self._crossings(row) for row in range(len(self._heights)))

    def _crossings(self, row: int) -> float:
        crossing = [box for box in self._merged if self._first(box) < row <= self._last(box)]
        cut = sum(_CUT for box in crossing if self._cuts(box, row))
        return cut + len(crossing) + self._parts_a_repeat(row) + (_LOST_HEAD if row - 1 in self._head_ends else 0.0)

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
        """Whether a page that begins at the row goes through the text in the middle of a merged label."""
        if not isinstance(box, Printed):
            return True
        pixels = width_of(box.region, left=self.grid.left, widths=self.grid.widths)
        middle = (self._tops[self._first(box)] + self._tops[self._last(box) + 1]) / 2
        # Labels stand in the middle of their merged cell; 2 points for the line above and below.
        return abs(self._tops[row] - middle) < text_height(box.text, pixels, BODY_POINTS) / 2 + 2

    def _first(self, box: Box) -> int:
        return box.region.top - self.grid.top

    def _last(self, box: Box) -> int:
        return box.region.bottom - self.grid.top
