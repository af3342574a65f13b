"""A sheet for printing, from its first row and column on, its rows grown until every text in it is wholly visible."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.grid import Box, Computed, Grid, GridRow, Slot
from jixiao_xlsx.sheet.layout.heights import TALLEST, field_align, room_of, text_height, width_of
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.theme import BODY_POINTS

_SAFE = 1.04
"""Fonts of other clients run a little wider."""

_PIECE = 90.0
"""The most points of each of the rows that a too tall one becomes."""


def grown_grid(grid: Grid, texts: Mapping[Key, str]) -> Grid:
    """The sheet without its hidden rows and columns, tall enough for these texts of its slots.

    A row taller than the 409 points that Excel draws becomes several low ones, over which its boxes are merged: a page
    may end between them.
    """
    heights = _heights(grid, texts)
    # Rows of 90 points: a page loses at most a tenth of its height at its foot.
    parts = [1 if height <= TALLEST else math.ceil(height / _PIECE) for height in heights]
    starts = (0, *accumulate(parts))
    rows = [
        # Up to the next quarter of a point: rounded down, the last line would be cut.
        GridRow(row.id, math.ceil(height / count * 4) / 4, row.open)
        for row, height, count in zip(grid.rows, heights, parts, strict=True)
        for _ in range(count)
    ]
    head = grid.head_rows
    return replace(
        grid,
        rows=tuple(rows),
        boxes=tuple(_moved(box, grid, starts) for box in grid.boxes),
        head_rows=(starts[head[0] - grid.top], starts[head[1] - grid.top + 1] - 1) if head else None,
        top=0,
        left=0,
    )


def _heights(grid: Grid, texts: Mapping[Key, str]) -> list[float]:
    """Each row's height in points; a box over several rows shares what it lacks among them."""
    heights = [row.height for row in grid.rows]
    # Low boxes first: what they make the rows grow by is room for the tall ones.
    for box in sorted(grid.boxes, key=lambda box: box.region.height):
        text = texts.get(box.key, "") if box.key else ""
        if not text:
            continue
        inside = range(box.region.top - grid.top, box.region.bottom - grid.top + 1)
        pixels = width_of(box.region, left=grid.left, widths=grid.widths) / _SAFE
        if isinstance(box, Slot | Computed):
            pixels = room_of(field_align(box.field), pixels)
        missing = text_height(text, pixels, BODY_POINTS) - sum(heights[row] for row in inside)
        if missing > 0:
            for row in inside:
                heights[row] += missing / len(inside)
    return heights


def _moved(box: Box, grid: Grid, starts: Sequence[int]) -> Box:
    region = box.region
    top, bottom = starts[region.top - grid.top], starts[region.bottom - grid.top + 1] - 1
    return replace(box, region=Region(top, region.left - grid.left, bottom, region.right - grid.left))
