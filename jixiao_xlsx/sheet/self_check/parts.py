"""A line of 自检 that counts many things counts and names them part by part: one formula over all of them would be
longer than old formats hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from jixiao_xlsx.model.checks.checks import Check
from jixiao_xlsx.sheet.grid import Grid, Live, LiveShow
from jixiao_xlsx.sheet.region import Spot

# A truth has up to 1,000 characters, a required slot in an open row up to 100, a block of number cells 60; Excel 2003
# holds 1,024, and LibreOffice's .xls some 4,000 bytes.
_TRUTHS, _BLANKS, _NUMBERS = 1, 5, 12
_T = TypeVar("_T")


def parts_of(check: Check) -> tuple[Check, ...]:
    """What is counted by itself, in the order of the line; nothing where the line says it in one formula."""
    parts = listed_parts(check)
    return parts if len(parts) > 1 else ()


def listed_parts(check: Check) -> tuple[Check, ...]:
    """What is named by itself where it fails: nothing where the line shows both its sides instead."""
    if len(check.truths) == 1 or check.anything:
        return ()
    parts = [replace(check, truths=part, blanks=(), numbers=()) for part in _cut(check.truths, _TRUTHS)]
    parts += [replace(check, truths=(), blanks=part, numbers=()) for part in _cut(check.blanks, _BLANKS)]
    parts += [replace(check, truths=(), blanks=(), numbers=part) for part in _cut(check.numbers, _NUMBERS)]
    return tuple(parts)


def part_spots(grid: Grid, box: Live, check: Check) -> tuple[Spot, ...]:
    """Where the hidden cells beside a line stand, behind the keys at the right edge: first a count for each part, then
    for each the names of the cells that fail."""
    if box.show is not LiveShow.DIFFERENCE:
        return ()
    first = grid.key_columns[1] + 1
    wanted = len(parts_of(check)) + len(listed_parts(check))
    return tuple((box.region.top, first + part) for part in range(wanted))


def _cut(things: Sequence[_T], most: int) -> Iterator[tuple[_T, ...]]:
    for start in range(0, len(things), most):
        yield tuple(things[start : start + most])
