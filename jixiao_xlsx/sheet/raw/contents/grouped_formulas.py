"""Formulas that stand in one cell of a file and mean several: shared ones, and those whose results fill a range."""

from __future__ import annotations

from dataclasses import replace

from jixiao_xlsx.model.content import Content
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.region import Region, Spot


class GroupedFormulas:
    """Collects the grouped formulas of one sheet; `shared` leads from a cell to the one that has its formula's text."""

    def __init__(self, tally: FileTally) -> None:
        self.shared: dict[Spot, Spot] = {}
        self._tally = tally
        self._written: dict[str, Spot] = {}
        self._ranges: list[Region] = []

    def share(self, group: str, spot: Spot, *, is_written: bool) -> None:
        """A cell of a group; the one where the formula is written comes first."""
        if is_written:
            self._written[group] = spot
        elif group in self._written:
            self.shared[spot] = self._written[group]

    def fill(self, region: Region) -> None:
        """A range that the formula of its first cell fills: an array, a data table."""
        self._ranges.append(region)

    def spread_over(self, cells: dict[Spot, Content]) -> dict[Spot, Content]:
        """The cells, those that another cell's formula fills marked as formulas of unknown text."""
        for region in self._ranges:
            # A range may say that it is the whole sheet, as often as a file likes.
            size = region.height * region.width
            self._tally.add(Limit.CELLS, min(size, len(cells)))
            for spot in self._spots(region, cells) if size > 1 else ():
                content = cells.get(spot)
                if content is not None and content.formula is None:
                    cells[spot] = replace(content, formula="")
        return cells

    @staticmethod
    def _spots(region: Region, cells: dict[Spot, Content]) -> list[Spot]:
        """The cells of a range, or those of the sheet that lie in it, whichever are fewer to look at."""
        if region.height * region.width > len(cells):
            return [spot for spot in cells if region.covers(*spot)]
        columns = range(region.left, region.right + 1)
        return [(row, column) for row in range(region.top, region.bottom + 1) for column in columns]
