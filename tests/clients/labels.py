"""Where a value goes, said in the words printed on the form; nothing here knows an address or a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from clients.face import Box, Face, fold


@dataclass(frozen=True)
class Nth:
    """The nth line (from 1) of what stands under or beside a label that spans several lines."""

    label: str | tuple[str, ...]
    number: int


Label: TypeAlias = str | tuple[str, ...] | Nth
Path: TypeAlias = tuple[str, ...]


class LabelError(AssertionError):
    """A label is not found, leads to several cells, or leads to a locked one."""


def nth(label: str | tuple[str, ...], number: int) -> Nth:
    """The nth line of a label that is merged down over several."""
    return Nth(label, number)


@dataclass(frozen=True)
class RightOf:
    """The cell beside a label; `within` names the blocks it stands in, outermost first."""

    label: Label
    within: Path

    def find(self, face: Face) -> set[Box]:
        """Every cell this may mean on a sheet."""
        path, number = _split(self.label)
        found = (_beside(face, box, number) for box in _inside(face, path, self.within, _rows_within))
        return {box for box in found if box is not None}


@dataclass(frozen=True)
class Below:
    """The cell under a label."""

    label: Label
    within: Path

    def find(self, face: Face) -> set[Box]:
        """Every cell this may mean on a sheet."""
        path, number = _split(self.label)
        found = (_under(face, box, number) for box in _inside(face, path, self.within, _columns_within))
        return {box for box in found if box is not None}


@dataclass(frozen=True)
class Cross:
    """The cell in the row of one label and under another; of several heads the nearest above counts."""

    row: Label
    column: Path
    within: Path

    def find(self, face: Face) -> set[Box]:
        """Every cell this may mean on a sheet."""
        path, number = _split(self.row)
        heads = tuple(_inside(face, self.column, self.within, _columns_within))
        # a block may begin below the heads it shares with the blocks above
        heads = heads or tuple(_ends(face.labels, self.column, _columns_within))
        found = (_crossing(face, box, heads, number) for box in _inside(face, path, self.within, _rows_within))
        return {box for box in found if box is not None}


Instruction: TypeAlias = RightOf | Below | Cross


def right_of(label: Label, *, within: str | Path = ()) -> RightOf:
    """The cell to the right of a label; `nth(label, 2)` is the second of those beside a merged label."""
    return RightOf(label, _path(within))


def below(label: Label, *, within: str | Path = ()) -> Below:
    """The cell under a label; `nth(label, 2)` is the second one down."""
    return Below(label, _path(within))


def cross(row_label: Label, column_label: str | Path, *, within: str | Path = ()) -> Cross:
    """The cell where a row and a column meet; paths name merged parents first: ("收入构成", "合计")."""
    return Cross(row_label, _path(column_label), _path(within))


def _path(label: str | Path) -> Path:
    return (label,) if isinstance(label, str) else label


def _split(label: Label) -> tuple[Path, int]:
    return (_path(label.label), label.number) if isinstance(label, Nth) else (_path(label), 1)


def _rows_within(parent: Box, box: Box) -> bool:
    return parent.holds_rows_of(box) and box.left > parent.right


def _columns_within(parent: Box, box: Box) -> bool:
    return parent.holds_columns_of(box) and box.top > parent.bottom


def _inside(face: Face, path: Path, within: Path, belongs: Callable[[Box, Box], bool]) -> Iterator[Box]:
    """The labels at the end of a path, as far as they stand in the named block.

    A block's title either spans the block's rows (a side title), or heads it and reaches down to the next
    title that differs only in its number (年度目标1, 年度目标2).
    """
    boxes = tuple(_ends(face.labels, path, belongs))
    if not within:
        yield from boxes
        return
    for title in _inside(face, within[-1:], within[:-1], _rows_within):
        beside = [box for box in boxes if _rows_within(title, box)]
        end = _end_of_block(face, title)
        yield from beside or (box for box in boxes if title.bottom < box.top < end)


def _ends(labels: tuple[Box, ...], path: Path, belongs: Callable[[Box, Box], bool]) -> Iterator[Box]:
    *parents, leaf = path
    above = tuple(_ends(labels, tuple(parents), belongs)) if parents else ()
    for box in labels:
        if _reads(box.text, leaf) and (not parents or any(belongs(parent, box) for parent in above)):
            yield box


def _reads(text: str, label: str) -> bool:
    """Whether a printed text is the label; a label that ends in `…` gives only the beginning."""
    if label.endswith("…"):
        return text.startswith(fold(label[:-1]))
    return text == fold(label)


def _end_of_block(face: Face, title: Box) -> float:
    kind = _without_numbers(title.text)
    later = (box.top for box in face.labels if box.top > title.bottom and _without_numbers(box.text) == kind)
    return min(later, default=float("inf"))


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+|[一二三四五六七八九十]+(?=[、:：]|$)", "#", text)


def _beside(face: Face, label: Box, number: int) -> Box | None:
    rows = (row for row in range(label.top, label.bottom + 1) if face.shows_row(row))
    return _numbered((face.right_of(label, row=row) for row in rows), number)


def _under(face: Face, label: Box, number: int) -> Box | None:
    box: Box | None = label
    for _ in range(number):
        box = face.below(box) if box else None
    return box


def _crossing(face: Face, label: Box, heads: tuple[Box, ...], number: int) -> Box | None:
    right = [head for head in heads if head.bottom < label.top and head.left > label.right]
    if not right:
        return None
    head = min(right, key=lambda box: (label.top - box.bottom, box.left - label.right))
    column = face.first_column(head)
    return _numbered((face.at(row, column) for row in range(label.top, label.bottom + 1)), number)


def _numbered(found: Iterable[Box | None], number: int) -> Box | None:
    boxes = tuple(dict.fromkeys(box for box in found if box is not None))
    return boxes[number - 1] if number <= len(boxes) else None
