"""Joins neighbouring cell addresses into ranges, so that long sums stay short formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jixiao_xlsx.model.cell_names import column_index, column_name

_ADDRESS = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^'!:]+)!)?"
    r"(?P<dollar>\$?)(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7})(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7}))?"
)


@dataclass(frozen=True, slots=True, order=True)
class _Block:
    """Columns count from 0, rows from 1, ends included."""

    sheet: str
    dollar: str
    left: int
    right: int
    top: int
    bottom: int

    def __str__(self) -> str:
        first = self._corner(self.left, self.top)
        last = self._corner(self.right, self.bottom)
        return self.sheet + (first if first == last else f"{first}:{last}")

    def _corner(self, column: int, row: int) -> str:
        return f"{self.dollar}{column_name(column)}{self.dollar}{row}"


def compacted(addresses: Iterable[str]) -> tuple[str, ...]:
    """`D5, D6, D7, F7` → `D5:D7, F7`; each address once, in order of sheet, column, row; an address may be a range."""
    blocks = sorted(set(map(_block, addresses)))
    # Down first: forms grow downwards, and open rows are one column each.
    down = _joined(blocks, _below)
    across = _joined(sorted(down, key=lambda b: (b.sheet, b.dollar, b.top, b.bottom, b.left)), _beside)
    return tuple(map(str, sorted(across)))


def is_single(address: str) -> bool:
    return ":" not in address


def _block(address: str) -> _Block:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(f"not an address of cells: {address!r}")
    left, top = column_index(match["left"]), int(match["top"])
    right = column_index(match["right"]) if match["right"] else left
    bottom = int(match["bottom"]) if match["bottom"] else top
    return _Block(match["sheet"] or "", match["dollar"], left, right, top, bottom)


def _joined(blocks: Iterable[_Block], joins: Callable[[_Block, _Block], bool]) -> list[_Block]:
    done: list[_Block] = []
    for block in blocks:
        if done and joins(done[-1], block):
            last = done.pop()
            done.append(_Block(last.sheet, last.dollar, last.left, block.right, last.top, block.bottom))
        else:
            done.append(block)
    return done


def _below(upper: _Block, lower: _Block) -> bool:
    same = (upper.sheet, upper.dollar, upper.left, upper.right) == (lower.sheet, lower.dollar, lower.left, lower.right)
    return same and lower.top == upper.bottom + 1


def _beside(left: _Block, right: _Block) -> bool:
    same = (left.sheet, left.dollar, left.top, left.bottom) == (right.sheet, right.dollar, right.top, right.bottom)
    return same and right.left == left.right + 1
