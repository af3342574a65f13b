"""The only door to xlsxwriter: every warning and every non-zero return code becomes a WorkbookError."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.sheet.cells import refuse_unfit
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.theme import FormatProperties, FormatValue

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Options = Mapping[str, object]
CellPosition = tuple[int, int, int]
"""A cell of a book: the number of its sheet, its row and its column, all from 0."""


class CheckedBook:
    """A workbook in memory whose formats are made once per set of properties."""

    def __init__(self, *, title: str, created: datetime) -> None:
        import xlsxwriter

        from jixiao_xlsx.sheet.writer.plain_formulas import PlainWorksheet

        self._buffer = BytesIO()
        # Faster than its temporary files (15 against 20 ms a blank), and the same bytes each time.
        self._book = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        self._book.set_properties({"title": title, "created": created})
        self._sheets = PlainWorksheet
        self._formats: dict[tuple[tuple[str, FormatValue], ...], Format] = {}
        self.texts: list[tuple[CellPosition, str]] = []
        """Each text in the order of writing, which is that of the shared strings; empty where a cell stayed blank, or
        holds something else than a text."""

    def sheet(self, name: str) -> CheckedSheet:
        return CheckedSheet(self, self._book.add_worksheet(name, self._sheets))

    def format(self, properties: FormatProperties) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(properties))
        return self._formats[key]

    def close(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()


class CheckedSheet:
    """One worksheet; `raw` is for page setup, whose methods return nothing that could be overlooked."""

    def __init__(self, book: CheckedBook, raw: Worksheet) -> None:
        self._book = book
        self.raw = raw

    def text(self, row: int, column: int, text: str, properties: FormatProperties | None = None) -> None:
        """Text as text: never a formula, a link or a rich string, whatever it begins with; blank where empty."""
        style = self._style(properties)
        self._book.texts.append(((self.raw.index, row, column), text))
        if not text:
            self._check(self.raw.write_blank(row, column, None, style), row, column)
            return
        refuse_unfit(text, self._where(row, column))
        if text.startswith("<r>") and text.endswith("</r>"):
            # xlsxwriter would copy such a text into the file as markup; two runs make it escape both
            runs = (text[0], self._book.format({}), text[1:], *([style] if style else []))
            self._check(self.raw.write_rich_string(row, column, *runs), row, column)
            return
        self._check(self.raw.write_string(row, column, text, style), row, column)

    def number(self, row: int, column: int, number: Decimal, properties: FormatProperties | None = None) -> None:
        refuse_unfit(number, self._where(row, column))
        self._check(self.raw.write_number(row, column, float(number), self._style(properties)), row, column)

    def day(self, row: int, column: int, day: date, properties: FormatProperties | None = None) -> None:
        self._check(self.raw.write_datetime(row, column, day, self._style(properties)), row, column)

    def content(
        self, row: int, column: int, content: Decimal | str | date | None, properties: FormatProperties
    ) -> None:
        """A number, a text or a date, each as what it is; nothing leaves the cell as it was framed."""
        if isinstance(content, str):
            self.text(row, column, content, properties)
            return
        self._book.texts.append(((self.raw.index, row, column), ""))
        if isinstance(content, Decimal):
            self.number(row, column, content, properties)
        elif isinstance(content, date):
            self.day(row, column, content, properties)

    def formula(
        self, row: int, column: int, formula: str, *, properties: FormatProperties, value: Decimal | str | None
    ) -> None:
        """A formula with the value it has now, so that the blank is right before anybody recalculates it."""
        # xlsxwriter writes 0 where no value is given, which a mail preview then shows.
        cached = float(value) if isinstance(value, Decimal) else value or ""
        self._check(self.raw.write_formula(row, column, formula, self._style(properties), cached), row, column)

    def frame(self, region: Region, properties: FormatProperties) -> None:
        """Gives every cell of a region its format, and merges it where it is more than one cell."""
        style = self._style(properties)
        if region.is_merged:
            self._check(
                self.raw.merge_range(region.top, region.left, region.bottom, region.right, "", style),
                region.top,
                region.left,
            )
        else:
            self._check(self.raw.write_blank(region.top, region.left, None, style), region.top, region.left)

    def validation(self, regions: Sequence[Region], options: Options) -> None:
        """One validation over many regions; relative addresses in it count from the first."""
        first = regions[0]
        spec = {**options, "multi_range": _together(regions)}
        # xlsxwriter warns and drops a validation with an over-long title, message or list: its return code is all
        # that tells.
        code = self.raw.data_validation(first.top, first.left, first.bottom, first.right, spec)
        self._check(code, first.top, first.left)

    def condition(self, regions: Sequence[Region], criteria: str, properties: FormatProperties) -> None:
        """Shows the regions in a format while a formula, relative to the first region's first cell, is true."""
        first = regions[0]
        options = {
            "type": "formula",
            "criteria": criteria,
            "format": self._style(properties),
            "multi_range": _together(regions),
        }
        code = self.raw.conditional_format(first.top, first.left, first.bottom, first.right, options)
        self._check(code, first.top, first.left)

    def silence_triangles(self, whole: Region) -> None:
        """No green corner where a code stands as text or a total leaves a neighbour out: both are meant."""
        area = str(whole)
        code = self.raw.ignore_errors({"number_stored_as_text": area, "formula_range": area, "formula_differs": area})
        self._check(code, whole.top, whole.left)

    def row(self, row: int, height: float | None = None, *, hidden: bool = False) -> None:
        self._check(self.raw.set_row(row, height, None, {"hidden": hidden}), row, 0)

    def column(self, column: int, width: float, *, hidden: bool = False) -> None:
        self._check(self.raw.set_column(column, column, width, None, {"hidden": hidden}), 0, column)

    def _style(self, properties: FormatProperties | None) -> Format | None:
        return self._book.format(properties) if properties is not None else None

    def _check(self, code: int | None, row: int, column: int) -> None:
        if code:
            raise WorkbookError(f"{self._where(row, column)} 写不进去（xlsxwriter 返回 {code}）")

    def _where(self, row: int, column: int) -> str:
        return f"{self.raw.get_name()}!{cell_name(row, column)}"


def _together(regions: Sequence[Region]) -> str:
    return " ".join(map(str, regions))
