"""Blanks of one layout: the first is rendered, the others stamped from it — only what differs is written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Self

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.cell_names import cell_name, column_index
from jixiao_xlsx.model.forms.printed_words import AGENCY
from jixiao_xlsx.sheet.cells import cell_value, refuse_unfit
from jixiao_xlsx.sheet.grid import Computed, FormGrid, Live, LiveShow, Printed, Slot
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.seal import encode_seal
from jixiao_xlsx.sheet.self_check.parts import part_spots
from jixiao_xlsx.sheet.writer.blank import BlankContents, Rendered, refuse_mismatch, rendered
from jixiao_xlsx.sheet.writer.checked import CellPosition
from jixiao_xlsx.sheet.writer.form_sheet import printed_look
from jixiao_xlsx.sheet.writer.package import members_of, zipped
from jixiao_xlsx.sheet.writer.side_sheets import line_look, meta_lines

# Only the shapes that xlsxwriter writes; a version that writes others fails the comparison and is rendered.
_CELL = re.compile(
    r'<c( r="([A-Z]{1,3}[0-9]+)"(?: s="[0-9]+")?)(?: t="([a-z]+)")?(?:/>|>(?:<f>([^<]*)</f>)?<v>[^<]*</v></c>)'
)
_COUNTS = re.compile(r'count="[0-9]+" uniqueCount="[0-9]+">')
_STRINGS = "xl/sharedStrings.xml"
# xlsxwriter marks these as errors, even as the value of a formula.
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}

StampedValue = Decimal | str | date | None


class _UnlikeError(Exception):
    """These contents need more than other cells: a date, another height or style, a cell that is not there."""


@dataclass(slots=True)
class Stamp:
    """Makes blanks of one layout, byte for byte as `write_blank` does; not for several threads at once."""

    layout: FormGrid
    _pattern: _Pattern | None = field(default=None, init=False)
    _rendered: tuple[BlankContents, Rendered] | None = field(default=None, init=False)

    def blank(self, contents: BlankContents) -> bytes:
        """The .xlsx of one blank. Raises WorkbookError as `write_blank`."""
        if self._rendered is not None:
            self._pattern, self._rendered = _Pattern.of(self.layout, *self._rendered), None
        if self._pattern is not None:
            try:
                return self._pattern.stamped(contents)
            except (_UnlikeError, WorkbookError):
                pass  # rendering can do it, or says in its own words why not
        whole = rendered(self.layout, contents)
        self._rendered = contents, whole
        return whole.data


@dataclass(frozen=True, slots=True)
class _StampedCell:
    """A cell in a sheet's XML whose content may be another: its place, its name and style as they stand there, and
    its formula."""

    place: CellPosition
    head: str
    formula: str | None

    def written(self, content: StampedValue, strings: Mapping[CellPosition, int]) -> str:
        """The cell with a content, as xlsxwriter writes it."""
        # xlsxwriter writes a date in its own way: such blanks are rendered.
        if isinstance(content, date):
            raise _UnlikeError
        if self.formula is not None:
            return f"<c{self.head}{_sort(content)}><f>{self.formula}</f><v>{_cached(content)}</v></c>"
        if isinstance(content, Decimal):
            # xlsxwriter's own format, which the bytes must agree with.
            return f"<c{self.head}><v>{float(content):.16G}</v></c>"
        if content:
            return f'<c{self.head} t="s"><v>{strings[self.place]}</v></c>'
        if " s=" not in self.head:
            raise _UnlikeError
        return f"<c{self.head}/>"


def _sort(content: Decimal | str | None) -> str:
    if not isinstance(content, str) or not content:
        return ""
    return ' t="e"' if content in _ERRORS else ' t="str"'


def _cached(content: Decimal | str | None) -> str:
    if isinstance(content, Decimal):
        return str(float(content))
    return (content or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A rendered blank taken apart: what was in it, its members, its sheets in pieces, the cells that may change, and
    the shared strings that are known already."""

    layout: FormGrid
    contents: BlankContents
    members: Mapping[str, bytes]
    sheets: Mapping[str, tuple[str | _StampedCell, ...]]
    cells: frozenset[CellPosition]
    texts: tuple[tuple[CellPosition, str], ...]
    items: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: FormGrid, contents: BlankContents, whole: Rendered) -> Self | None:
        """The pattern of a rendered blank; None where it would not give that blank again."""
        members = members_of(whole.data)
        last = whole.texts[-1][0][0]
        typed, figured = _typed(layout, contents, last), _figured(layout, contents)
        sheets = {
            name: tuple(_pieces(members[name].decode(), number, set(typed), set(figured)))
            for number, name in enumerate(f"xl/worksheets/sheet{count}.xml" for count in range(1, last + 2))
        }
        cells = frozenset(
            piece.place for pieces in sheets.values() for piece in pieces if isinstance(piece, _StampedCell)
        )
        # A pattern is only used if it gives back the blank that it was taken from, to the byte.
        pattern = cls(layout, contents, members, sheets, cells, whole.texts)
        try:
            return pattern if pattern.stamped(contents) == whole.data else None
        except _UnlikeError:
            return None

    def stamped(self, contents: BlankContents) -> bytes:
        """The blank with these contents. Raises _UnlikeError where they need another pattern, WorkbookError where no
        cell can hold them."""
        refuse_mismatch(self.layout, contents)
        _refuse_other_looks(self.layout, self.contents, contents)
        typed = _typed(self.layout, contents, self.texts[-1][0][0])
        if any(content and place not in self.cells for place, content in typed.items()):
            raise _UnlikeError
        strings, places = self._numbered(typed)
        now: dict[CellPosition, StampedValue] = {**dict(self.texts), **typed, **_figured(self.layout, contents)}
        members = dict(self.members)
        for name, pieces in self.sheets.items():
            written = (
                piece if isinstance(piece, str) else piece.written(now.get(piece.place), places) for piece in pieces
            )
            members[name] = "".join(written).encode()
        members[_STRINGS] = self._shared(strings, sum(1 for place, _ in self.texts if place in places))
        return zipped(members)

    def _numbered(self, typed: Mapping[CellPosition, StampedValue]) -> tuple[dict[str, int], dict[CellPosition, int]]:
        """The shared strings by their numbers, which are in the order of writing, and the number at each place."""
        strings: dict[str, int] = {}
        places: dict[CellPosition, int] = {}
        for place, before in self.texts:
            content = typed.get(place, before)
            if isinstance(content, str) and content:
                # Such a text is written as a rich string, which has another shape.
                if content.startswith("<r>") and content.endswith("</r>"):
                    raise _UnlikeError
                places[place] = strings.setdefault(content, len(strings))
        if any(isinstance(content, str) and content and place not in places for place, content in typed.items()):
            raise _UnlikeError
        return strings, places

    def _shared(self, strings: Mapping[str, int], count: int) -> bytes:
        before = self.members[_STRINGS].decode()
        head = _COUNTS.sub(f'count="{count}" uniqueCount="{len(strings)}">', before[: before.index("<si>")])
        for text in strings:
            if text not in self.items:
                self.items[text] = _shared_item(text)
        return f"{head}{''.join(map(self.items.__getitem__, strings))}</sst>".encode()


def _pieces(
    xml: str, number: int, typed: set[CellPosition], figured: set[CellPosition]
) -> Iterator[str | _StampedCell]:
    """A sheet's XML: cells that hold a text or may change, and everything between them as it stands."""
    places = {cell_name(row, column): (sheet, row, column) for sheet, row, column in typed | figured if sheet == number}
    start = 0
    for found in _CELL.finditer(xml):
        head, name, sort, formula = found.groups()
        place = places.get(name) or _place(number, name)
        if sort == "s" or place in (typed if formula is None else figured):
            yield xml[start : found.start()]
            yield _StampedCell(place, head, formula)
            start = found.end()
    yield xml[start:]


def _place(number: int, name: str) -> CellPosition:
    """The place of a cell by its name: `D4` on the first sheet is (0, 3, 3)."""
    letters = name.rstrip("0123456789")
    return number, int(name[len(letters) :]) - 1, column_index(letters)


def _typed(layout: FormGrid, contents: BlankContents, last: int) -> dict[CellPosition, StampedValue]:
    """What the cells hold that differ between blanks and are no formulas; empty ones too. `last` is the metadata."""
    seal, seal_text = contents.seal, encode_seal(contents.seal)
    found: dict[CellPosition, StampedValue] = {}
    for number, grid in enumerate(layout.sheets):
        for column in (*grid.key_columns, grid.left):
            found[number, grid.seal_row, column] = seal_text
        for box in grid.boxes:
            if isinstance(box, Slot):
                value = contents.values.get(box.key)
                found[_at(number, box.region)] = None if value is None else cell_value(box, value)
            elif isinstance(box, Printed) and AGENCY in box.text:
                found[_at(number, box.region)] = printed_look(box, seal.agency_name)[0]
    for row, line in enumerate(contents.instructions):
        found[len(layout.sheets), row, 0] = line
    for row, (_, text, _) in enumerate(meta_lines(layout, seal, seal_text)):
        found[last, row, 1] = text
    for place, content in found.items():
        if isinstance(content, str):
            refuse_unfit(content, cell_name(*place[1:]))
    return found


def _figured(layout: FormGrid, contents: BlankContents) -> dict[CellPosition, StampedValue]:
    """What the formulas show at first."""
    found: dict[CellPosition, StampedValue] = {}
    for number, grid in enumerate(layout.sheets):
        for box in grid.boxes:
            if isinstance(box, Computed):
                found[_at(number, box.region)] = contents.computed.get(box.key)
            elif isinstance(box, Live):
                found[_at(number, box.region)] = contents.live.get((box.check, box.show), "")
                for part, spot in enumerate(part_spots(grid, box, layout.checks[box.check])):
                    found[number, *spot] = contents.live.get((box.check, part), "")
        if grid.status_row is not None:
            found[number, grid.status_row, grid.left] = contents.live.get((-1, LiveShow.STATUS), "")
    return found


def _at(number: int, region: Region) -> CellPosition:
    return number, region.top, region.left


def _refuse_other_looks(layout: FormGrid, before: BlankContents, now: BlankContents) -> None:
    """Raises _UnlikeError where the texts ask for another style or height."""
    if len(before.instructions) != len(now.instructions):
        raise _UnlikeError
    for row, (old, new) in enumerate(zip(before.instructions, now.instructions, strict=True)):
        if old != new and line_look(row, old) != line_look(row, new):
            raise _UnlikeError
    names = before.seal.agency_name, now.seal.agency_name
    for grid in layout.sheets:
        for box in grid.printed():
            if AGENCY in box.text and names[0] != names[1]:
                old_style, new_style = (printed_look(box, name)[1] for name in names)
                if box.value is not None or old_style != new_style:
                    raise _UnlikeError


def _shared_item(text: str) -> str:
    """The `<si>` of a text, by xlsxwriter's own rules of escaping."""
    from xlsxwriter.sharedstrings import SharedStrings

    writer = SharedStrings()
    writer.fh = StringIO()
    # Its own method, though a private one: the bytes must agree with what it writes itself.
    writer._write_si(text)
    return str(writer.fh.getvalue())
