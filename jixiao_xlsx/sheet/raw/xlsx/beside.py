"""The parts that hang on a worksheet: comments of both kinds, drawings, embedded files; a broken one is passed over."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field

from jixiao_xlsx.sheet.raw.contents.beside import Beside, BesideCollector, BesideKind
from jixiao_xlsx.sheet.raw.contents.sheets import MAX_COLUMN, MAX_ROW
from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Refused
from jixiao_xlsx.sheet.raw.foreign.namespaces import DRAWING_TEXT, MAIN, SHEET_DRAWING, THREADS
from jixiao_xlsx.sheet.raw.foreign.package import relations
from jixiao_xlsx.sheet.raw.foreign.xml import walk
from jixiao_xlsx.sheet.raw.xlsx.strings import RichText
from jixiao_xlsx.sheet.raw.xlsx.worksheet import region_of
from jixiao_xlsx.sheet.region import Region

_EMBEDDED = frozenset({"oleobject", "package", "control"})


def things_beside(archive: Archive, tally: FileTally, *, part: str) -> tuple[Beside, ...]:
    """What lies beside the cells of a worksheet part, comments first; raises Refused at a passed limit."""
    found = BesideCollector(tally)
    links = list(relations(archive, tally, part=part).values())
    targets = {kind: [link.target for link in links if link.type == kind and link.target in archive] for kind in _PARTS}
    threaded: set[str] = set()
    for kind, read in _PARTS.items():
        for target in targets[kind]:
            try:
                read(_SidePart(archive, tally, target, found, threaded))
            except Refused as refused:
                # Excel repairs such a part and opens the sheet: no reason to lose the filing.
                if refused.code != "F07":
                    raise
    for link in links:
        if link.type in _EMBEDDED and not link.external:
            found.add(BesideKind.EMBEDDED, None, posixpath.basename(link.target))
    return tuple(found.things)


@dataclass(frozen=True, slots=True)
class _SidePart:
    """One part to be read into `found`; the comments of `threaded` cells only quote their threads."""

    archive: Archive
    tally: FileTally
    name: str
    found: BesideCollector
    threaded: set[str]


def _read_threads(part: _SidePart) -> None:
    """Comments as Excel 365 keeps them: each answer is a comment of its own at the same cell."""
    pieces: list[str] = []
    cell = ""

    def open_comment(attributes: dict[str, str]) -> None:
        nonlocal cell
        cell = attributes.get("ref", "")

    def close_text() -> None:
        part.threaded.add(cell)
        part.found.add(BesideKind.COMMENT, region_of(cell), "".join(pieces))

    walk(
        part.archive.stream(part.name),
        part.tally,
        opens=THREADS.opens({"threadedComment": open_comment, "text": lambda _: pieces.clear()}),
        closes=THREADS.closes({"text": close_text}),
        text=pieces.append,
        part=part.name,
    )


def _read_comments(part: _SidePart) -> None:
    rich = RichText()
    cell = ""

    def open_comment(attributes: dict[str, str]) -> None:
        nonlocal cell
        cell = attributes.get("ref", "")
        rich.open_item(attributes)

    def close_comment() -> None:
        if cell not in part.threaded:
            part.found.add(BesideKind.COMMENT, region_of(cell), rich.take())

    walk(
        part.archive.stream(part.name),
        part.tally,
        opens=MAIN.opens({"comment": open_comment, "t": rich.open_text, "rPh": rich.open_phonetic}),
        closes=MAIN.closes({"comment": close_comment, "t": rich.close_text, "rPh": rich.close_phonetic}),
        text=rich.pieces.append,
        part=part.name,
    )


@dataclass(slots=True)
class _Anchor:
    """One anchor of a drawing while it is read: its two corners, what is drawn there, the words in it."""

    corners: list[dict[str, int]] = field(default_factory=list)
    kinds: set[BesideKind] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    @property
    def region(self) -> Region | None:
        if not self.corners:
            return None
        first, last = self.corners[0], self.corners[-1]
        top, left = first.get("row", 0), first.get("col", 0)
        bottom, right = max(top, last.get("row", top)), max(left, last.get("col", left))
        return Region(top, left, min(bottom, MAX_ROW), min(right, MAX_COLUMN))


class _Drawing:
    """The handlers of one drawing part: what each anchor holds, told once however often it is offered to readers."""

    def __init__(self, part: _SidePart) -> None:
        self.pieces: list[str] = []
        self._found = part.found
        self._anchor = _Anchor()

    def open_anchor(self, _attributes: dict[str, str]) -> None:
        self._anchor = _Anchor()

    def open_corner(self, _attributes: dict[str, str]) -> None:
        self._anchor.corners.append({})

    def open_number(self, _attributes: dict[str, str]) -> None:
        self.pieces.clear()

    def keep(self, name: str) -> Callable[[], None]:
        def close() -> None:
            if self._anchor.corners:
                self._anchor.corners[-1][name] = int("".join(self.pieces))

        return close

    def see(self, kind: BesideKind) -> Callable[[dict[str, str]], None]:
        return lambda _: self._anchor.kinds.add(kind)

    def close_paragraph(self) -> None:
        self._anchor.words.append("\n")

    def close_words(self) -> None:
        self._anchor.words.append("".join(self.pieces))

    def close_anchor(self) -> None:
        anchor = self._anchor
        words = "".join(anchor.words).strip()
        # Lines and frames without a word say nothing.
        kind = BesideKind.TEXT_BOX if words else next((kind for kind in _DRAWN.values() if kind in anchor.kinds), None)
        if kind is not None:
            self._found.add(kind, anchor.region, words)


_DRAWN = {"pic": BesideKind.PICTURE, "graphicFrame": BesideKind.CHART}
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


def _read_drawing(part: _SidePart) -> None:
    drawing = _Drawing(part)
    opens = {
        **dict.fromkeys(_ANCHORS, drawing.open_anchor),
        **dict.fromkeys(("from", "to"), drawing.open_corner),
        **dict.fromkeys(("row", "col"), drawing.open_number),
        **{name: drawing.see(kind) for name, kind in _DRAWN.items()},
    }
    closes = {**dict.fromkeys(_ANCHORS, drawing.close_anchor), **{name: drawing.keep(name) for name in ("row", "col")}}
    walk(
        part.archive.stream(part.name),
        part.tally,
        opens={**SHEET_DRAWING.opens(opens), **DRAWING_TEXT.opens({"t": drawing.open_number})},
        closes={
            **SHEET_DRAWING.closes(closes),
            **DRAWING_TEXT.closes({"t": drawing.close_words, "p": drawing.close_paragraph}),
        },
        text=drawing.pieces.append,
        part=part.name,
    )


# Threads first: Excel writes each of them a second time as a comment, for programs that know no threads.
_PARTS = {"threadedcomment": _read_threads, "comments": _read_comments, "drawing": _read_drawing}
