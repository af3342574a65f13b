"""Cells that hold no value: our own hidden marks gone astray, pictures, and contents below a merged cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.reader.anchors import TOKEN_ROW_ID, Anchors
from jixiao_xlsx.sheet.reader.listing import every_word, listed
from jixiao_xlsx.sheet.reader.take import Apart
from jixiao_xlsx.sheet.region import Region, Spot

_SHOWN_TEXT = 20  # enough to recognise a content by; the record keeps the whole text


@dataclass(frozen=True, slots=True)
class UnseenCells:
    """What is set apart before a sheet is read: `apart` is never a value; `covered` stands below a merged cell, where
    no program that people fill forms with puts anything."""

    apart: Mapping[Spot, Apart] = field(default_factory=dict)
    covered: Mapping[Spot, Region] = field(default_factory=dict)

    @property
    def spots(self) -> frozenset[Spot]:
        return frozenset((*self.apart, *self.covered))


# How WPS writes a picture that lies in a cell: as a formula or, where another program saved it, as its text.
_PICTURE = re.compile(r"=?(?:_xlfn\.|of:=)?DISPIMG\(", re.IGNORECASE)
_A_PICTURE = Apart("V140", "[图片]")


def unseen_cells(sheet: RawSheet, grid: Grid, anchors: Anchors, *, ours: tuple[str, ...]) -> UnseenCells:
    """Marks of this layout outside of their lines, texts of ours (`ours` begins them), and what merged cells cover."""
    marks = _mark_texts(grid)
    apart: dict[Spot, Apart] = {}
    for spot, content in sheet.cells.items():
        if spot in anchors.spots:
            continue
        if _is_picture(content) or spot in sheet.pictures:
            apart[spot] = _A_PICTURE
        elif content.type is ContentType.TEXT and (
            content.raw.strip() in marks or content.raw.lstrip().startswith(ours)
        ):
            apart[spot] = Apart("P30", content.raw.strip())
    covered = {
        spot: merge
        for merge in sheet.merges
        for spot in merge.spots()
        if spot != (merge.top, merge.left) and spot not in apart and spot not in anchors.spots
        if spot in sheet.cells and sheet.cells[spot].raw.strip()
    }
    return UnseenCells(apart, covered)


def _is_picture(content: Content) -> bool:
    words = content.formula or content.raw
    return "DISPIMG" in words.upper() and _PICTURE.match(words.strip()) is not None


def _mark_texts(grid: Grid) -> frozenset[str]:
    tokens = (grid.token(column) for column in range(grid.left, grid.right + 1))
    return frozenset((*(row.id for row in grid.rows), *tokens, TOKEN_ROW_ID))


@dataclass(frozen=True, slots=True)
class UnseenReport:
    """What is said of the unseen cells of one sheet; those in slots that were told with their slot are `told`."""

    sheet: RawSheet
    unseen: UnseenCells
    base: Where
    ours: tuple[str, ...] = ()

    def findings(self, told: set[Spot], *, keyed: bool) -> Iterator[Finding]:
        # Keys of another layout stand in their hidden lines, where they belong.
        rest = {spot: apart for spot, apart in self.unseen.apart.items() if spot not in told}
        elsewhere = sorted(spot for spot, apart in rest.items() if keyed and self._is_key(apart))
        if elsewhere:
            words = [f"{cell_name(*spot)} ‘{self.sheet.cells[spot].raw}’" for spot in elsewhere]
            yield finding("P39", self._where(), found=every_word(words), listed=listed(words))
        for same, severity in ((False, None), (True, Severity.NOTE)):
            covered = [spot for spot in sorted(self.unseen.covered) if self._is_copy(spot) is same]
            if covered:
                yield self._covered(covered, severity)

    def _covered(self, spots: list[Spot], severity: Severity | None) -> Finding:
        whole = [self._word(spot, None) for spot in spots]
        short = [self._word(spot, _SHOWN_TEXT) for spot in spots]
        merge = self.unseen.covered[spots[0]]
        where = self._where(cell_name(merge.top, merge.left))
        return finding("P31", where, severity=severity, found=every_word(whole), listed=listed(short))

    def _word(self, spot: Spot, most: int | None) -> str:
        return f"{cell_name(*spot)}（在 {self.unseen.covered[spot]} 里）‘{self.sheet.cells[spot].raw[:most]}’"

    def _is_copy(self, spot: Spot) -> bool:
        merge = self.unseen.covered[spot]
        seen = self.sheet.cells.get((merge.top, merge.left))
        return seen is not None and seen.raw.strip() == self.sheet.cells[spot].raw.strip()

    def _is_key(self, apart: Apart) -> bool:
        """Row keys and column marks; the seal and the state of 自检 stand outside the grid and may stand anywhere."""
        return apart.code == "P30" and not apart.words.startswith(self.ours)

    def _where(self, cell: str = "") -> Where:
        return replace(self.base, sheet=self.sheet.name, cell=cell)
