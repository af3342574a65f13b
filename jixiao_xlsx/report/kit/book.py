"""A report workbook: titled tables with a header, a filter and totals, through one door that overlooks no refusal."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.report.kit.cell_text import cell_text, sheet_name, wrapped_lines
from jixiao_xlsx.report.kit.looks import (
    BASE,
    COLOURS,
    HEADER,
    LOOKS,
    MUTED,
    NOTE,
    TINTED,
    TITLE,
    TOTAL,
    CellStyle,
    coloured,
    style_of,
)
from jixiao_xlsx.xlsx_refusals import refusals

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


class EmptyMark(Enum):
    """What stands in a cell that has no value of its own."""

    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ValuedFormula:
    """A formula, `=…`, with the value it has now, so that the cell is right before anybody recalculates it."""

    formula: str
    value: Decimal | str | None


TableValue = Decimal | int | str | date | EmptyMark | ValuedFormula | None

HEADER_ROW = 2
"""The row of a table's header, counted from 0; the first row of its cells is the next."""

NOT_PRINTED = "本表供筛选和透视，整本打印时只印这两行；要打印内容，请先筛选，再取消打印区域。"
"""The last words of the note of a table that is not printed."""

# Points: 1.45 of the letters' size clipped nothing in LibreOffice; ten lines at most, for taller rows scroll badly.
_LINE, _PADDING, _TALLEST = 14.5, 5.0, 160.0
_YES = "是"
# Inches: what every office printer can print, with room for the foot.
MARGINS = MappingProxyType({"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6})
# Excel's numbers of the paper sizes.
_A3, A4 = 8, 9
# Characters of the default font that fit on landscape paper and stay readable when scaled to its width.
_A3_WIDTH, _A4_WIDTH = 220.0, 150.0


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: header, width in characters, look, and its total where it has one.

    A look is one of those above, or the name of a kind of numbers, whose format it then takes.
    """

    label: str
    width: float
    look: str = "text"
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of cells; `muted` shows it in grey, as one that does not count; `look` dresses its numbers where the
    column leaves that to the row (`figure`)."""

    cells: tuple[TableValue, ...]
    muted: bool = False
    look: str = ""


@dataclass(frozen=True, slots=True)
class BookTable:
    """One sheet: title, a note below it, columns and rows; the first `frozen` columns stay while scrolling.

    Totals add the rows whose cell in column `counted` says 是, and stand below the rows. In column `flagged` the words
    that say how something stands have their colours. A table that is not `printed` is for filters: of it only title and
    note go onto paper. A `streamed` table leaves the memory row by row; no chart can show what stands in it.
    """

    name: str
    title: str
    note: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    frozen: int = 0
    counted: int | None = None
    flagged: int | None = None
    streamed: bool = False
    printed: bool = True


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """A sheet that somebody else draws, cell by cell or as charts, onto an empty one of the workbook."""

    name: str
    draw: Callable[[Workbook, Worksheet], None]


class Tabs:
    """The names of a workbook's sheets, given out before the sheets are drawn so that formulas can name them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """The name that Excel takes for a sheet, told apart from those before it."""
        name = sheet_name(wanted, self._taken)
        self._taken.add(name.casefold())
        return name


def sheet_prefix(tab: str) -> str:
    """A sheet's name as a formula says it, with the `!` behind."""
    return "'" + tab.replace("'", "''") + "'!"


def book_of(sheets: Sequence[BookTable | DrawnSheet], *, title: str, created: datetime) -> bytes:
    """The workbook's bytes; the same sheets give the same bytes. Raises WorkbookError for what Excel cannot hold."""
    with refusals():
        book = _Book(title, created)
        for sheet in sheets:
            book.add(sheet)
        return book.close()


class _Book:
    def __init__(self, title: str, created: datetime) -> None:
        import xlsxwriter

        self._buffer = BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer)
        self._book.set_properties({"title": title, "created": created})
        # Each look once: Excel takes 65,490 formats, and a season's rows would ask for as many.
        self._formats: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}
        self._tabs = Tabs()

    def add(self, sheet: BookTable | DrawnSheet) -> None:
        self._book.constant_memory = isinstance(sheet, BookTable) and sheet.streamed
        raw = self._book.add_worksheet(self._tabs.take(sheet.name))
        if isinstance(sheet, BookTable):
            _TableSheet(self, raw, sheet).write()
        else:
            sheet.draw(self._book, raw)

    def format(self, *layers: CellStyle) -> Format:
        properties = {name: value for layer in layers for name, value in layer.items()}
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def close(self) -> bytes:
        self._book.constant_memory = False  # closing, xlsxwriter would take every sheet for a streamed one
        self._book.close()
        return self._buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _TableSheet:
    book: _Book
    raw: Worksheet
    table: BookTable

    def write(self) -> None:
        self._head()
        styles: dict[tuple[bool, str], tuple[Format, ...]] = {}
        for number, row in enumerate(self.table.rows, HEADER_ROW + 1):
            dress = (row.muted, row.look)
            if dress not in styles:
                styles[dress] = self._styles(MUTED if row.muted else {}, row.look)
            self._row(number, row, styles=styles[dress])
        if any(column.total is not None for column in self.table.columns):
            self._totals()
        self._page()

    def _head(self) -> None:
        """Each row's height before its cells: rows leave the memory once the next one begins."""
        # The title's 15 points and room around them.
        self._check(self.raw.set_row(0, 26), 0)
        self._text(0, 0, self.table.title, self.book.format(TITLE))
        self._text(1, 0, self.table.note, self.book.format(NOTE))
        lines = max(wrapped_lines(column.label, column.width) for column in self.table.columns)
        self._check(self.raw.set_row(HEADER_ROW, lines * _LINE + _PADDING), HEADER_ROW)
        header = self.book.format(HEADER)
        for number, column in enumerate(self.table.columns):
            self._check(self.raw.set_column(number, number, column.width), 0)
            self._text(HEADER_ROW, number, column.label, header)

    def _styles(self, state: CellStyle, look: str) -> tuple[Format, ...]:
        """The format of each column in this state; `look` is that of a row's own figures."""
        looks = [look or "number" if column.look == "figure" else column.look for column in self.table.columns]
        return tuple(self.book.format(BASE, style_of(name), state) for name in looks)

    def _row(self, row: int, cells: TableRow, *, styles: tuple[Format, ...]) -> None:
        self._check(self.raw.set_row(row, self._height(cells)), row)
        for number, (value, style) in enumerate(zip(cells.cells, styles, strict=True)):
            self._put(row, number, value, style)

    def _height(self, row: TableRow) -> float:
        wrapping = zip(self.table.columns, row.cells, strict=True)
        texts = [
            wrapped_lines(value, column.width)
            for column, value in wrapping
            if column.look == "wrap" and isinstance(value, str)
        ]
        return min(max((1, *texts)) * _LINE + _PADDING, _TALLEST)

    def _put(self, row: int, column: int, value: TableValue, style: Format) -> None:
        if value is EmptyMark.UNREADABLE:
            look = style_of(self.table.columns[column].look)
            self._check(self.raw.write_blank(row, column, None, self.book.format(BASE, look, TINTED)), row)
        elif isinstance(value, ValuedFormula):
            cached = float(value.value) if isinstance(value.value, Decimal) else value.value or ""
            self._check(self.raw.write_formula(row, column, value.formula, style, cached), row)
        elif value is None or isinstance(value, str):
            self._text(row, column, value or "", style)
        elif isinstance(value, Decimal | int):
            # A cell holds a double in any case; the exact digits go out in JSON, CSV and Parquet.
            self._check(self.raw.write_number(row, column, float(value), style), row)
        elif isinstance(value, date):
            style = self.book.format(BASE, LOOKS["date"])
            self._check(self.raw.write_datetime(row, column, value, style), row)

    def _text(self, row: int, column: int, text: str, style: Format) -> None:
        self._check(put_text(self.raw, (row, column), text, style), row)

    def _totals(self) -> None:
        row = HEADER_ROW + 1 + len(self.table.rows)
        self._check(self.raw.set_row(row, _LINE + _PADDING), row)
        for number, column in enumerate(self.table.columns):
            style = self.book.format(BASE, style_of(column.look), TOTAL)
            if column.total is None:
                self._text(row, number, "合计" if number == 0 else "", style)
            else:
                formula = self._sum(number)
                self._check(self.raw.write_formula(row, number, formula, style, float(column.total)), row)

    def _sum(self, column: int) -> str:
        """Adds the rows that count; whoever changes 是 to 否 in a row changes the total."""
        added = self._range(column)
        if self.table.counted is None:
            return f"=SUM({added})"
        return f'=SUMIF({self._range(self.table.counted)},"{_YES}",{added})'

    def _range(self, column: int) -> str:
        from xlsxwriter.utility import xl_range_abs

        last = HEADER_ROW + max(len(self.table.rows), 1)
        return str(xl_range_abs(HEADER_ROW + 1, column, last, column))

    def _page(self) -> None:
        last = len(self.table.columns) - 1
        # A filter over the header alone would cover nothing: an empty table has one blank row.
        bottom = HEADER_ROW + max(len(self.table.rows), 1)
        self._check(self.raw.autofilter(HEADER_ROW, 0, bottom, last), HEADER_ROW)
        self._colour(bottom)
        # Title, note and header stay while scrolling.
        self.raw.freeze_panes(HEADER_ROW + 1, self.table.frozen)
        self._check(self.raw.repeat_rows(HEADER_ROW), HEADER_ROW)
        width = math.fsum(column.width for column in self.table.columns)
        self.raw.set_landscape()
        self.raw.set_paper(_A3 if width > _A4_WIDTH else A4)
        # So many pages wide as the columns need at a readable size, and as many long as the rows need.
        self.raw.fit_to_pages(max(1, round(width / _A3_WIDTH)), 0)
        if self.table.frozen:
            self._check(self.raw.repeat_columns(0, self.table.frozen - 1), 0)
        self.raw.set_margins(**MARGINS)
        self._check(self.raw.set_footer("&C第 &P 页，共 &N 页"), 0)
        if not self.table.printed:
            # The title's and the note's rows.
            self._check(self.raw.print_area(0, 0, 1, last), 0)
        area = f"A1:{_corner(bottom + 1, last)}"
        # Codes are texts on purpose: no green triangles.
        self._check(self.raw.ignore_errors({"number_stored_as_text": area}), 0)

    def _colour(self, bottom: int) -> None:
        """The words that say how something stands, coloured also after somebody changes them."""
        column = self.table.flagged
        for word in COLOURS if column is not None else ():
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.book.format(coloured(word))}
            self._check(self.raw.conditional_format(HEADER_ROW + 1, column, bottom, column, rule), HEADER_ROW)

    def _check(self, code: int | bool | None, row: int) -> None:
        if code:
            raise WorkbookError(f"汇总表‘{self.table.name}’第 {row + 1} 行写不进去（xlsxwriter 返回 {code}）")


def put_text(raw: Worksheet, place: tuple[int, int], text: str, style: Format) -> int | None:
    """Text as text: never a formula, a link or a rich string, whatever it begins with; xlsxwriter's return code."""
    shown = cell_text(text)
    code: int | None
    if not shown:
        code = raw.write_blank(*place, None, style)
    elif shown.startswith("<r>") and shown.endswith("</r>"):
        # xlsxwriter would copy such a text into the file as markup; two runs make it escape both
        code = raw.write_rich_string(*place, shown[0], style, shown[1:], style)
    else:
        code = raw.write_string(*place, shown, style)
    return code


def _corner(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
