"""The canvas: boxes and row ids collected at real coordinates, then checked for overlaps and holes."""

from __future__ import annotations

from jixiao_xlsx.errors import LayoutError
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.keys import KeyPattern
from jixiao_xlsx.sheet.grid import Box, GridRow, Printed
from jixiao_xlsx.sheet.layout.heights import row_heights
from jixiao_xlsx.sheet.region import Region


class Canvas:
    """One sheet while it is laid out; rows come into being when something claims them."""

    def __init__(self, *, top: int, left: int, widths: tuple[float, ...]) -> None:
        self.top = top
        self.left = left
        self.right = left + len(widths) - 1
        self.widths = widths
        self.boxes: list[Box] = []
        self._ids: list[list[str]] = []
        self._open: dict[int, KeyPattern] = {}

    def claim(self, row: int, identity: str, open_block: KeyPattern = ()) -> None:
        """Gives a row (part of) its id; sections that stand side by side both name their rows."""
        # A section beside another may claim rows that its neighbour has not reached yet.
        while len(self._ids) <= row - self.top:
            self._ids.append([])
        self._ids[row - self.top].append(identity)
        if open_block:
            self._open[row] = open_block

    def claim_rows(self, top: int, bottom: int, identity: str, open_block: KeyPattern = ()) -> None:
        """The rows of a tall box: its id, then `…+1`, `…+2`."""
        for further, row in enumerate(range(top, bottom + 1)):
            self.claim(row, f"{identity}+{further}" if further else identity, open_block)

    def add(self, box: Box) -> None:
        self.boxes.append(box)

    def rows_named(self, start: str) -> tuple[int, ...]:
        """The rows one of whose ids begins so (`projects#h`), from the top."""
        return tuple(
            self.top + number for number, parts in enumerate(self._ids) if any(part.startswith(start) for part in parts)
        )

    def label_above(self, region: Region, *, since: int) -> str:
        """The printed text directly above a region that begins in the same column, looked for down from the row
        where the section begins; empty where there is none."""
        for box in self.boxes:
            above = (box.region.bottom, box.region.left) == (region.top - 1, region.left)
            if isinstance(box, Printed) and above and box.region.top >= since:
                return box.text
        return ""

    def rows(self) -> tuple[GridRow, ...]:
        heights = row_heights(self.boxes, rows=len(self._ids), top=self.top, left=self.left, widths=self.widths)
        # Sections side by side share a row, which then has the ids of both.
        ids = ["|".join(parts) for parts in self._ids]
        doubled = {identity for identity in ids if ids.count(identity) > 1}
        if doubled:
            raise LayoutError(f"两行用了同一个行键：{'、'.join(sorted(doubled))}", "请给区块或行取不同的 key")
        return tuple(
            GridRow(identity, height, self._open.get(self.top + number, ()))
            for number, (identity, height) in enumerate(zip(ids, heights, strict=True))
        )

    def in_reading_order(self) -> tuple[Box, ...]:
        return tuple(sorted(self.boxes, key=lambda box: (box.region.top, box.region.left)))

    def check(self) -> None:
        """Refuses overlapping boxes and cells that no box covers, naming the first cell of each kind."""
        # Cell by cell, at layout and never after: the writer and the reader rely on it.
        covered: dict[tuple[int, int], Box] = {}
        for box in self.boxes:
            for cell in _cells(box.region):
                if cell in covered:
                    raise LayoutError(f"{cell_name(*cell)} 上有两个格子重叠：{covered[cell].region} 与 {box.region}")
                covered[cell] = box
        whole = Region(self.top, self.left, self.top + len(self._ids) - 1, self.right)
        holes = [cell for cell in _cells(whole) if cell not in covered]
        if holes:
            # The first holes show which line is short; a wrong span leaves a whole column.
            names = "、".join(cell_name(*cell) for cell in holes[:5])
            raise LayoutError(f"版面有空洞：{names}", "请检查 spans、stub 与 columns 的列数是否相符")
        beyond = [cell for cell in covered if not whole.covers(*cell)]
        if beyond:
            raise LayoutError(f"{cell_name(*beyond[0])} 超出了版面的列", "请检查 spans 之和是否超过 columns 的列数")


def _cells(region: Region) -> list[tuple[int, int]]:
    return [
        (row, column) for row in range(region.top, region.bottom + 1) for column in range(region.left, region.right + 1)
    ]
