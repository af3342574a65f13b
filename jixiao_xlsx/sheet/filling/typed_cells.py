"""Cells typed into the parts of a workbook as its owner would: contents and heights of rows, nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self
from xml.sax.saxutils import escape

from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.content import DAY_ZERO
from jixiao_xlsx.sheet.marker.outline import Patch, XmlElement, outline, prefix_of, with_attributes
from jixiao_xlsx.sheet.marker.package import Package
from jixiao_xlsx.sheet.marker.workbook import Workbook
from jixiao_xlsx.sheet.raw.xlsx.worksheet import region_of
from jixiao_xlsx.sheet.region import Region, Spot

# A text such as `_x4E2D_` would come back as 中 (ECMA-376 22.9.2.19).
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Without tab and line feed, which XML keeps; a bare carriage return it does not.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_KEPT = frozenset({"worksheet", "sheetData", "row", "mergeCells"})


@dataclass(slots=True)
class TypedBook:
    """An .xlsx package whose sheets are typed into. Raises Unmarkable or Refused where a part is malformed."""

    package: Package
    workbook: Workbook
    sheets: dict[str, TypedSheet] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> Self:
        package = Package(data)
        book = cls(package, Workbook.of(package))
        styles = package.read(book.workbook.styles_part())
        unlocked = frozenset(_unlocked(outline(styles, part="styles")))
        for name, part in book.workbook.sheet_names():
            book.sheets[name] = TypedSheet(package.read(part), part, unlocked)
        return book

    def done(self) -> bytes:
        """The package; what formulas showed before is gone, so that whoever opens it computes them anew."""
        for sheet in self.sheets.values():
            self.package.write(sheet.part, sheet.done())
        return self.package.save()


class TypedSheet:
    """One worksheet: its rows and cells by place."""

    def __init__(self, data: bytes, part: str, unlocked: frozenset[str]) -> None:
        self.part = part
        self._data, self._patch, self._unlocked = data, Patch(data), unlocked
        root = outline(data, keep=_keep, part=part)
        self._prefix = prefix_of(data, root)
        self._rows = {row.attributes.get("r", ""): row for held in root.named("sheetData") for row in held.named("row")}
        self._cells = {cell.attributes.get("r", ""): cell for row in self._rows.values() for cell in row.named("c")}
        self._merges = [
            region_of(merge.attributes.get("ref", "")) for held in root.named("mergeCells") for merge in held.children
        ]
        self._heights: dict[int, float] = {}

    def is_open(self, spot: Spot) -> bool:
        """Whether somebody can type into a cell: it is there, unlocked, and not hidden behind a merged one."""
        cell = self._cells.get(cell_name(*spot))
        return (
            cell is not None and cell.attributes.get("s", "0") in self._unlocked and not any(_hides(self._merges, spot))
        )

    def type(self, spot: Spot, content: Decimal | str | date) -> None:
        """Puts a content into a cell that is there; its look stays."""
        cell = self._cells.pop(cell_name(*spot))
        kind = "inlineStr" if isinstance(content, str) else None
        self._rewrite(cell, kind, self._inside(content))

    def show(self, row: int, height: float) -> None:
        """Draws a row at least so tall, in points."""
        before = self._heights.get(row, float(self._rows[str(row + 1)].attributes.get("ht", 0)))
        self._heights[row] = max(before, height)

    def done(self) -> bytes:
        for row, height in self._heights.items():
            self._patch.attributes(self._rows[str(row + 1)], {"ht": f"{height:.16g}", "customHeight": "1"})
        for cell in self._cells.values():
            formula = cell.first("f")
            if formula is not None:
                # A stale cached value beside its formula is shown by whoever does not compute, mail previews for one.
                self._rewrite(cell, None, self._data[formula.start : formula.end])
        return self._patch.done()

    def _rewrite(self, cell: XmlElement, kind: str | None, inside: bytes) -> None:
        tag = with_attributes(self._data[cell.start : cell.inner], {"t": kind})
        tag = tag.removesuffix(b"/>").removesuffix(b">") + b">"
        self._patch.replace(cell.start, cell.end, tag + inside + f"</{self._prefix}c>".encode())

    def _inside(self, content: Decimal | str | date) -> bytes:
        name = self._prefix
        if isinstance(content, str):
            text = escape(_escaped(content))
            return f'<{name}is><{name}t xml:space="preserve">{text}</{name}t></{name}is>'.encode()
        number = float(content) if isinstance(content, Decimal) else (content - DAY_ZERO).days
        # As xlsxwriter writes numbers; 16 digits give back each of Excel's 15.
        return f"<{name}v>{number:.16G}</{name}v>".encode()


def _keep(parent: XmlElement, name: str, _attributes: dict[str, str]) -> bool:
    return parent.name in _KEPT or (parent.name == "c" and name == "f")


def _hides(merges: list[Region], spot: Spot) -> Iterator[bool]:
    return (merge.covers(*spot) and (merge.top, merge.left) != spot for merge in merges)


def _unlocked(styles: XmlElement) -> Iterator[str]:
    """The numbers of the cell formats that leave a cell open on a protected sheet."""
    for formats in styles.named("cellXfs"):
        for number, cell_format in enumerate(formats.named("xf")):
            protection = cell_format.first("protection")
            if protection is not None and protection.attributes.get("locked") in ("0", "false"):
                yield str(number)


def _escaped(text: str) -> str:
    """As Excel itself stores what XML cannot hold: control characters as `_x000D_`, look-alikes with `_x005F_`."""
    literal = _ESCAPE_LIKE.sub("_x005F_", text)
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", literal)
