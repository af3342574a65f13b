"""A workbook in the office's memory: found sheets and areas, taken over by copies, saved in any format."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from clients.office_side.bridge import Refused, UnoObject, address_of, properties
from clients.office_side.suite import Suite

FILTERS = MappingProxyType(
    {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8", ".pdf": "calc_pdf_Export"}
)


class Workbook:
    """The document a job works on; a step that copies into a new workbook puts the new one in its place."""

    def __init__(self, suite: Suite, document: UnoObject) -> None:
        self.suite = suite
        self.document = document
        self._left_behind: list[UnoObject] = []
        self._found: dict[str | int, UnoObject] = {}

    def sheet(self, which: str | int) -> UnoObject:
        """A sheet by name, or by place counted from 0; remembered, because each look-up costs a millisecond."""
        if which not in self._found:
            self._found[which] = self._find(which)
        return self._found[which]

    def forget_sheets(self) -> None:
        """Names and places have changed."""
        self._found.clear()

    def open_sheet(self, which: str | int) -> UnoObject:
        """A sheet that may be changed: UNO leaves a protected one as it is without a word."""
        sheet = self.sheet(which)
        if sheet.isProtected():
            raise Refused(f"工作表“{sheet.Name}”受保护，请先撤销保护")
        return sheet

    def continue_in(self, document: UnoObject) -> None:
        """Work on in another document; the former is closed with the job."""
        self._left_behind.append(self.document)
        self.forget_sheets()
        self.document = document

    def save(self, path: str) -> None:
        """Write the workbook in the format its suffix names."""
        store(self.document, path)

    def close(self) -> None:
        """Close every document this job has opened."""
        for document in (self.document, *self._left_behind):
            document.close(True)

    def _find(self, which: str | int) -> UnoObject:
        sheets = self.document.Sheets
        if isinstance(which, int):
            if which >= sheets.Count:
                raise Refused(f"没有第 {which + 1} 张表")
            return sheets.getByIndex(which)
        if not sheets.hasByName(which):
            raise Refused(f"没有工作表“{which}”，现有：{'、'.join(sheets.ElementNames)}")
        return sheets.getByName(which)


def store(document: UnoObject, path: str) -> None:
    """Write a document in the format its suffix names."""
    chosen = FILTERS.get(Path(path).suffix)
    if chosen is None:
        raise Refused(f"不认识的格式：{path}")
    document.storeToURL(address_of(path), properties(FilterName=chosen, Overwrite=True))


def used_area(sheet: UnoObject) -> UnoObject:
    """The cells from A1 to the last one in use."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)


def hidden_rows(sheet: UnoObject) -> list[int]:
    """Places (from 0) of the hidden rows in use, last first."""
    area = used_area(sheet)
    visible = {row for block in _visible(area) for row in range(block.StartRow, block.EndRow + 1)}
    return [row for row in range(area.RangeAddress.EndRow, -1, -1) if row not in visible]


def hidden_columns(sheet: UnoObject) -> list[int]:
    """Places (from 0) of the hidden columns in use, last first."""
    area = used_area(sheet)
    visible = {column for block in _visible(area) for column in range(block.StartColumn, block.EndColumn + 1)}
    return [column for column in range(area.RangeAddress.EndColumn, -1, -1) if column not in visible]


def _visible(area: UnoObject) -> tuple[UnoObject, ...]:
    return tuple(area.queryVisibleCells().RangeAddresses)
