"""A rectangle of cells; rows and columns count from 0 inside, and print as Excel names them (`C3:D3`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao_xlsx.model.cell_names import cell_name

Spot = tuple[int, int]
"""Row and column of a cell, both from 0."""


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """Rows `top..bottom` and columns `left..right`, both ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """How many rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """How many columns."""
        return self.right - self.left + 1

    @property
    def is_merged(self) -> bool:
        """Whether it is more than one cell."""
        return self.height > 1 or self.width > 1

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell, counted from 0, lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Region) -> bool:
        """Whether it and another region have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def spots(self) -> Iterator[Spot]:
        """Its cells, row by row."""
        return (
            (row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1)
        )

    def __str__(self) -> str:
        first = cell_name(self.top, self.left)
        return f"{first}:{cell_name(self.bottom, self.right)}" if self.is_merged else first


def joined(regions: Iterable[Region]) -> list[Region]:
    """The same cells in fewer rectangles: neighbours side by side first, then those of one width below another."""
    rows: list[Region] = []
    for region in sorted(regions, key=lambda region: (region.top, region.bottom, region.left)):
        last = rows[-1] if rows else None
        if last and (last.top, last.bottom, last.right + 1) == (region.top, region.bottom, region.left):
            rows[-1] = Region(last.top, last.left, last.bottom, region.right)
        else:
            rows.append(region)
    blocks: list[Region] = []
    for region in sorted(rows, key=lambda region: (region.left, region.right, region.top)):
        last = blocks[-1] if blocks else None
        if last and (last.left, last.right, last.bottom + 1) == (region.left, region.right, region.top):
            blocks[-1] = Region(last.top, last.left, region.bottom, last.right)
        else:
            blocks.append(region)
    return sorted(blocks)
