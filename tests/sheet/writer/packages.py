"""Looking into a written package: its XML, and its sheets as openpyxl reads them."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
from openpyxl.workbook import Workbook

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def member(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def sheet_xml(data: bytes, number: int) -> ElementTree.Element:
    """The XML of the n-th sheet, counted from 1."""
    return ElementTree.fromstring(member(data, f"xl/worksheets/sheet{number}.xml"))


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def unlocked_cells(book: Workbook, tab: str) -> set[tuple[int, int]]:
    """Every unlocked cell of a sheet, rows and columns counted from 0."""
    sheet = book[tab]
    return {(cell.row - 1, cell.column - 1) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
