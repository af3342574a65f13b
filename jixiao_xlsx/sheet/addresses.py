"""Where each key stands, as Excel says it: `D4`, `$D$4`, `'资金 表'!D4`, and open rows together as `F19:F31`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from jixiao_xlsx.model.cell_names import column_name
from jixiao_xlsx.model.keys import Key, KeyPattern, matches, pattern_of
from jixiao_xlsx.sheet.grid import FormGrid, Grid
from jixiao_xlsx.sheet.region import Region

# Excel's limits on a tab: 31 UTF-16 units, none of []:*?/\, no apostrophe at an end, not the word History.
MOST_TAB_UNITS = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
INSTRUCTIONS_SHEET, META_SHEET, LISTS_SHEET = "填表说明", "_jixiao", "_lists"
_RESERVED = frozenset({"history", INSTRUCTIONS_SHEET, META_SHEET, LISTS_SHEET})


@dataclass(frozen=True, slots=True)
class Addresses:
    """The cell of every key of a laid-out form: open slots, locked ones, computed cells and printed values.

    A merged box is addressed by its first cell, which is the one that holds its value.
    """

    tabs: tuple[str, ...]
    cells: dict[Key, tuple[int, Region]] = field(repr=False)
    keys_by_pattern: dict[KeyPattern, tuple[Key, ...]] = field(repr=False)

    @classmethod
    def of(cls, layout: FormGrid) -> Addresses:
        cells: dict[Key, tuple[int, Region]] = {}
        by_pattern: dict[KeyPattern, list[Key]] = {}
        for number, grid in enumerate(layout.sheets):
            for box in grid.boxes:
                if box.key:
                    cells[box.key] = (number, first_cell(box.region))
                    by_pattern.setdefault(pattern_of(box.key), []).append(box.key)
        return cls(tab_names(layout), cells, {pattern: tuple(keys) for pattern, keys in by_pattern.items()})

    def keys(self, pattern: KeyPattern) -> tuple[Key, ...]:
        """The keys that a pattern covers, in reading order; a concrete key covers itself where it is laid out."""
        return tuple(key for key in self.keys_by_pattern.get(pattern_of(pattern), ()) if matches(pattern, key))

    def cell(self, key: Key, *, sheet: int | None = None, absolute: bool = False) -> str | None:
        """The address of one key as seen from a sheet (its number; None names the sheet always), None if absent."""
        if key not in self.cells:
            return None
        return self._spoken(*self.cells[key], sheet=sheet, absolute=absolute)

    def ranges(self, keys: Iterable[Key], *, sheet: int | None = None, absolute: bool = False) -> tuple[str, ...]:
        """The addresses of many keys, neighbours below one another in one range, in reading order."""
        regions: dict[int, list[Region]] = {}
        for key in keys:
            if key in self.cells:
                number, region = self.cells[key]
                regions.setdefault(number, []).append(region)
        return tuple(
            self._spoken(number, region, sheet=sheet, absolute=absolute)
            for number in sorted(regions)
            for region in runs(regions[number])
        )

    def _spoken(self, number: int, region: Region, *, sheet: int | None, absolute: bool) -> str:
        address = absolute_name(region) if absolute else str(region)
        return address if number == sheet else f"{quoted_tab(self.tabs[number])}!{address}"


def first_cell(region: Region) -> Region:
    """The cell of a region that holds its value."""
    return Region(region.top, region.left, region.top, region.left)


def absolute_name(region: Region) -> str:
    """`$C$3` or `$C$3:$D$9`."""
    first = f"${column_name(region.left)}${region.top + 1}"
    return f"{first}:${column_name(region.right)}${region.bottom + 1}" if region.is_merged else first


def runs(regions: Iterable[Region]) -> tuple[Region, ...]:
    """The same cells in fewer regions: those of the same columns that touch below one another become one."""
    # By columns first: open rows stand below one another, and each range more costs a formula some of its 8192
    # characters.
    joined: list[Region] = []
    for region in sorted(set(regions), key=lambda region: (region.left, region.right, region.top)):
        last = joined[-1] if joined else None
        if last and (last.left, last.right, last.bottom + 1) == (region.left, region.right, region.top):
            joined[-1] = Region(last.top, last.left, region.bottom, last.right)
        else:
            joined.append(region)
    return tuple(sorted(joined))


def tab_names(layout: FormGrid) -> tuple[str, ...]:
    """A valid, distinct sheet tab for each grid: its name without what Excel forbids, 31 UTF-16 units at most."""
    # Excel compares tabs without regard to case.
    taken: set[str] = set(_RESERVED)
    names: list[str] = []
    for grid in layout.sheets:
        name = _free_name(_valid_name(grid), taken)
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def quoted_tab(tab: str) -> str:
    """A tab's name as a formula always understands it."""
    return "'" + tab.replace("'", "''") + "'"


def _valid_name(grid: Grid) -> str:
    return _shortened(_FORBIDDEN.sub("-", grid.name).strip("' "), MOST_TAB_UNITS) or "表"


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free.casefold() in taken:
        mark = f"({number})"
        free, number = _shortened(name, MOST_TAB_UNITS - len(mark)) + mark, number + 1
    return free


def _shortened(name: str, units: int) -> str:
    while len(name.encode("utf-16-le")) // 2 > units:
        # By characters, for a cut through the two units of a rare 汉字 leaves no text.
        name = name[:-1]
    return name.rstrip("' ")
