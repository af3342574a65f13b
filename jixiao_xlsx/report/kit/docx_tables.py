"""Tables on official paper: bordered, their head on every page, no row torn; python-docx comes when one is set."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from jixiao_xlsx.report.kit.docx_pieces import keep_whole, repeat_as_head
from jixiao_xlsx.report.kit.official_paper import CELL_STYLE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell


class Side(StrEnum):
    """Where a cell's text stands."""

    LEFT = "LEFT"
    CENTRE = "CENTER"
    RIGHT = "RIGHT"


def bordered_table(document: Document, widths: Sequence[float]) -> Table:
    """A table without rows, its columns as wide in cm; Word goes by the cells' widths, LibreOffice by the columns'."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    table: Table = document.add_table(rows=0, cols=len(widths))
    _border(table)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def add_table_row(
    table: Table, texts: Sequence[str], widths: Sequence[float], *, head: bool = False, sides: Sequence[Side] = ()
) -> list[_Cell]:
    """A row with these texts; a head is bold, in the middle, and printed again on each page."""
    from docx.shared import Cm

    # Row by row with its cells: python-docx looks up a whole table for every `cell(row, column)`.
    row = table.add_row()  # type: ignore[no-untyped-call]  # the library's own signature lacks its return
    keep_whole(row)
    if head:
        repeat_as_head(row)
    cells = list(row.cells)
    for number, (cell, text, width) in enumerate(zip(cells, texts, widths, strict=True)):
        cell.width = Cm(width)
        _write(cell, text, head=head, side=Side.CENTRE if head else sides[number] if sides else Side.LEFT)
    return cells


def gap_after(document: Document) -> None:
    """Half a line, or the next paragraph would stick to the table."""
    from docx.shared import Pt

    document.add_paragraph(style=CELL_STYLE).paragraph_format.line_spacing = Pt(10)


def _write(cell: _Cell, text: str, *, head: bool, side: Side) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = CELL_STYLE
    paragraph.add_run(text).bold = head or None
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, side.value)


def _border(table: Table) -> None:
    """Thin lines around every cell, whatever table styles a template has."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        # Half a point, as the grid that Word draws.
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
