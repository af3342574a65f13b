"""Comments and drawings of an OpenDocument table: what stands at a cell, or over the sheet, without being its text."""

from __future__ import annotations

from jixiao_xlsx.sheet.raw.contents.beside import Beside, BesideCollector, BesideKind
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally
from jixiao_xlsx.sheet.raw.ods.cell import CellReader
from jixiao_xlsx.sheet.raw.ods.looks import without_marks
from jixiao_xlsx.sheet.region import Region

# Elements that only hold drawings, or point at them.
_HOLDERS = frozenset({"shapes", "g"})


class AsideReader:
    """Follows comments and drawings of one table, whose text goes through `cell` and is taken out of it here."""

    def __init__(self, cell: CellReader, tally: FileTally) -> None:
        self._cell = cell
        self._found = BesideCollector(tally)
        self._open: list[str] = []
        self._kind: BesideKind | None = None
        self._paragraphs: list[str] = []
        self._start = 0

    def take(self) -> tuple[Beside, ...]:
        """What was found since the last call."""
        things = tuple(self._found.things)
        self._found.things.clear()
        return things

    def open(self, name: str, kind: BesideKind | None) -> None:
        """A comment (`annotation`) or a drawing begins; only the outermost that is no mere holder counts."""
        self._cell.open_aside({})
        if not self._inside():
            self._paragraphs.clear()
            self._kind = kind
        self._open.append(name)

    def close(self, region: Region | None) -> None:
        """It ends, at the cells given."""
        name = self._open.pop() if self._open else ""
        if name and name not in _HOLDERS and not self._inside():
            words = "\n".join(self._paragraphs).strip()
            comment = self._kind is BesideKind.COMMENT
            kind = BesideKind.TEXT_BOX if words and not comment else self._kind
            if kind is not None:
                self._found.add(kind, region, words)
        self._cell.close_aside()

    def see(self, kind: BesideKind) -> None:
        """An image or an embedded object inside a frame says what the frame is."""
        if self._inside() and self._kind is None:
            self._kind = kind

    def open_paragraph(self) -> None:
        self._start = len(self._cell.pieces)

    def close_paragraph(self) -> None:
        """Only paragraphs: the author and the date of a comment are elements of their own."""
        if self._inside():
            self._paragraphs.append(without_marks("".join(self._cell.pieces[self._start :])))

    def _inside(self) -> bool:
        return any(name not in _HOLDERS for name in self._open)
