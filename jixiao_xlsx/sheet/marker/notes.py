"""A sheet with its two parts of notes, the comments and their drawing, made where they are missing."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao_xlsx.sheet.marker.cells import SheetPart
from jixiao_xlsx.sheet.marker.comments import empty_comments, with_notes, without_notes
from jixiao_xlsx.sheet.marker.links import (
    add_link,
    declare_extension,
    declare_part,
    first_target,
    links_of,
    office_uri,
)
from jixiao_xlsx.sheet.marker.override import let_go
from jixiao_xlsx.sheet.marker.package import Package
from jixiao_xlsx.sheet.marker.vml import blocks_of, empty_drawing, with_boxes, without_boxes
from jixiao_xlsx.sheet.region import Spot

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class NotedSheet:
    """One worksheet part of a package; `uri` is the workbook's own namespace."""

    def __init__(self, package: Package, part: str, uri: str) -> None:
        self.part = part
        self._package = package
        self._uri = uri

    def read(self) -> bytes:
        return self._package.read(self.part)

    def clear(self) -> bool:
        """Takes our notes of an earlier review out, with their boxes and the rule over the sheet's conditional formats;
        tells whether there were any notes."""
        sheet = self.read()
        held = let_go(sheet, part=self.part)
        if held != sheet:
            self._package.write(self.part, held)
        comments = first_target(self._package, self.part, "comments")
        if not comments:
            return False
        before = self._package.read(comments)
        cleaned = without_notes(before)
        if cleaned.data == before:
            return False
        self._package.write(comments, cleaned.data)
        for link in links_of(self._package, self.part):
            if link.kind == "vmldrawing" and link.target in self._package:
                drawing = self._package.read(link.target)
                self._package.write(link.target, without_boxes(drawing, cleaned.gone))
        return True

    def write(self, part: SheetPart, notes: Mapping[Spot, str]) -> None:
        """Writes the changed sheet and puts the notes into its comments."""
        comments = first_target(self._package, self.part, "comments") or self._new_comments()
        data, fresh = with_notes(self._package.read(comments), notes)
        self._package.write(comments, data)
        drawing = self._drawing_of(part)
        boxes = {spot: notes[spot] for spot in fresh}
        self._package.write(drawing, with_boxes(self._package.read(drawing), boxes))
        self._package.write(self.part, part.done())

    def _drawing_of(self, part: SheetPart) -> str:
        links = {link.id: link.target for link in links_of(self._package, self.part)}
        # The drawing that the sheet itself points at; other drawings of it are pictures and charts.
        standing = links.get(part.notes_relation, "")
        if standing in self._package:
            return standing
        # Shape ids must differ over the whole workbook, not only in this sheet: Excel drops the boxes of one else.
        used: set[int] = set()
        for name in sorted(self._package.names()):
            if name.endswith(".vml"):
                used |= blocks_of(self._package.read(name))
        drawing = self._package.free_name("xl/drawings/vmlDrawing{}.vml")
        self._package.write(drawing, empty_drawing(max(used, default=0) + 1))
        declare_extension(self._package, "vml", _DRAWING)
        uri = office_uri(self._uri)
        relation = add_link(self._package, self.part, kind=f"{uri}/vmlDrawing", target=drawing)
        part.link_notes(relation, uri=uri)
        return drawing

    def _new_comments(self) -> str:
        comments = self._package.free_name("xl/comments{}.xml")
        self._package.write(comments, empty_comments(self._uri))
        declare_part(self._package, comments, _COMMENTS)
        add_link(self._package, self.part, kind=f"{office_uri(self._uri)}/comments", target=comments)
        return comments
