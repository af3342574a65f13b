"""Looking into a workbook: its members, its fills and comments as openpyxl reads them, its sheet rows."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
from openpyxl.workbook import Workbook

from jixiao_xlsx.findings import Finding, Severity, Where
from jixiao_xlsx.sheet.marker import Mark, mark_workbook
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw

TINTS = {Severity.RETURN: "FFFFCD", Severity.EXPLAIN: "FFFFF1", Severity.NOTE: "FFD7E4"}


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def raw(data: bytes) -> RawBook:
    book = read_raw(data)
    assert isinstance(book, RawBook)
    return book


def fill_at(book: Workbook, tab: str, cell: str) -> str:
    """The solid colour of a cell as ARGB, empty where it has none."""
    fill = book[tab][cell].fill
    return str(fill.fgColor.rgb) if fill.fill_type == "solid" else ""


def written_fill(data: bytes, sheet: str, cell: str) -> str:
    """The colour that the XML gives a cell, also inside a merged one, where openpyxl does not look."""
    parts = members(data)
    styles = ElementTree.fromstring(parts["xl/styles.xml"])
    written = ElementTree.fromstring(parts[f"xl/worksheets/{sheet}.xml"]).find(f".//{{*}}c[@r='{cell}']")
    assert written is not None
    cell_format = styles.findall("{*}cellXfs/{*}xf")[int(written.get("s", "0"))]
    colour = styles.findall("{*}fills/{*}fill")[int(cell_format.get("fillId", "0"))].find("*/{*}fgColor")
    return colour.get("rgb", "") if colour is not None else ""


def tinted_cells(data: bytes, tab: str) -> dict[str, Severity]:
    """Every cell of a sheet that has a mark's colour, with what the colour says."""
    book = opened(data)
    cells = [cell.coordinate for row in book[tab].iter_rows() for cell in row]
    return {cell: one for cell in cells for one, start in TINTS.items() if fill_at(book, tab, cell).startswith(start)}


def comments(data: bytes, tab: str) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in opened(data)[tab].iter_rows() for cell in row if cell.comment}


def rows_of(data: bytes, tab: str) -> list[tuple[str, ...]]:
    return [tuple(str(value or "") for value in row) for row in opened(data)[tab].iter_rows(values_only=True)]


def at(sheet: str, cell: str, severity: Severity = Severity.RETURN, message: str = "这里填错了。") -> Mark:
    """A mark at a cell, for workbooks that are no form of ours."""
    return Mark(Finding("V101", severity, Where(sheet=sheet, cell=cell), message, "请改正。"))


def marked_by_hand(data: bytes, *marks: Mark) -> bytes:
    return mark_workbook(data, raw(data), marks, heading=("审核意见", "试验"))
