"""The .xls and .et reader: a scan of the records first, then xlrd for the cells."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from jixiao_xlsx.model.content import Content, ContentType, text
from jixiao_xlsx.sheet.raw.contents.beside import Beside, BesideCollector, BesideKind
from jixiao_xlsx.sheet.raw.contents.formats import GENERAL, NumberFormat, number_content, number_format_of
from jixiao_xlsx.sheet.raw.contents.sheets import RawBook, RawSheet, Visibility
from jixiao_xlsx.sheet.raw.contents.sparse import Extent
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit, Refused, damaged
from jixiao_xlsx.sheet.raw.xls.biff import BiffOutline, scan_records
from jixiao_xlsx.sheet.raw.xls.fonts import XlsFonts
from jixiao_xlsx.sheet.raw.xls.ole import open_compound
from jixiao_xlsx.sheet.region import Region

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell, Sheet

_VISIBILITIES = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)
# xlrd's cell types, XL_CELL_EMPTY to XL_CELL_ERROR, in its order.
# [MS-XLS] 2.5.143, the types of objects that hold something to read.
_OBJECTS = {0x05: BesideKind.CHART, 0x06: BesideKind.TEXT_BOX, 0x08: BesideKind.PICTURE}
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)


def read_xls(data: bytes, tally: FileTally, *, is_et: bool) -> RawBook:
    """The workbook of a compound file; raises Refused. Formulas are known by place only: their text is empty."""
    compound = open_compound(data)
    outline = scan_records(compound.workbook, tally)
    # After the scan: xlrd itself has no limits.
    book = _opened(data)
    formats = [_format(book, index) for index in range(len(book.xf_list))]
    sheets = tuple(_sheet(book, index, outline=outline, formats=formats, tally=tally) for index in range(book.nsheets))
    if not sheets:
        raise Refused("F11")
    return RawBook(
        file_type="et" if is_et else "xls",
        sheets=sheets,
        modified=compound.properties.modified,
        created=compound.properties.created,
        application=compound.properties.application,
        properties=compound.properties.custom,
        has_macros=compound.has_macros or outline.has_macro_sheets,
        has_external_links=outline.has_external_links,
        structure_locked=outline.structure_locked,
    )


def _opened(data: bytes) -> Book:
    import xlrd

    try:
        # Ragged rows: a far cell then costs its own row, not a full grid.
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
    except MemoryError:
        raise
    except Exception as error:  # a foreign parser over foreign bytes: it fails in too many ways to name
        raise damaged("表格记录有误") from error


def _format(book: Book, index: int) -> NumberFormat:
    key = book.xf_list[index].format_key
    known = book.format_map.get(key)
    return number_format_of(key, (known.format_str if known else None) or None)


def _sheet(book: Book, index: int, *, outline: BiffOutline, formats: list[NumberFormat], tally: FileTally) -> RawSheet:
    sheet = book.sheet_by_index(index)
    offset = outline.worksheets[index] if index < len(outline.worksheets) else -1
    cells = _cells(sheet, formulas=outline.formulas.get(offset, set()), formats=formats, epoch_1904=book.datemode == 1)
    fonts = XlsFonts(book)
    if fonts.are_set(sheet):
        cells = {spot: fonts.lettered(content, sheet, spot) for spot, content in cells.items()}
    for content in cells.values():
        if content.type is ContentType.TEXT:
            tally.add(Limit.TEXT, len(str(content.value)))
    merges = tuple(
        Region(top, left, bottom - 1, right - 1)
        for top, bottom, left, right in sheet.merged_cells
        if bottom - top > 1 or right - left > 1
    )
    hidden_rows, hidden_columns = _extent(sheet, tally).hidden(cells, merges)
    return RawSheet(
        name=sheet.name,
        visibility=_VISIBILITIES[sheet.visibility] if sheet.visibility in (0, 1, 2) else Visibility.VISIBLE,
        cells=cells,
        merges=merges,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        protected=offset in outline.protected,
        faint=_faint(book, sheet),
        beside=_beside(sheet, outline.objects.get(offset, []), tally),
    )


def _beside(sheet: Sheet, objects: list[int], tally: FileTally) -> tuple[Beside, ...]:
    found = BesideCollector(tally)
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        found.add(BesideKind.COMMENT, Region(row, column, row, column), note.text or "")
    for number in objects:
        if number in _OBJECTS:
            found.add(_OBJECTS[number], None)
    return tuple(found.things)


def _faint(book: Book, sheet: Sheet) -> frozenset[tuple[int, int]]:
    """The filled cells whose text has the colour of their ground."""
    formats = {index for index in range(len(book.xf_list)) if _is_faint(book, index)}
    if not formats:
        return frozenset()
    rows = ((row, column, cell) for row in range(sheet.nrows) for column, cell in enumerate(sheet.row(row)))
    return frozenset((row, column) for row, column, cell in rows if cell.xf_index in formats)


def _is_faint(book: Book, index: int) -> bool:
    style = book.xf_list[index]
    fonts = book.font_list
    # The sixth font is never written: its number stands for none.
    font = fonts[style.font_index] if style.font_index < len(fonts) else None
    colour = book.colour_map.get(font.colour_index) if font is not None else None
    ground = style.background
    paper = (255, 255, 255) if ground.fill_pattern == 0 else None
    solid = book.colour_map.get(ground.pattern_colour_index) if ground.fill_pattern == 1 else paper
    return colour is not None and colour == solid


def _extent(sheet: Sheet, tally: FileTally) -> Extent:
    extent = Extent(tally)
    # A sheet may hide all of its rows and list those that are seen.
    extent.unlisted_rows_hidden = bool(sheet.default_row_hidden)
    for row, info in sheet.rowinfo_map.items():
        extent.list_row(row)
        if info.hidden:
            extent.hide_row(row)
    for column, info in sheet.colinfo_map.items():
        if info.hidden or info.width == 0:
            extent.hide_columns(column, column)
    return extent


def _cells(
    sheet: Sheet, *, formulas: set[tuple[int, int]], formats: list[NumberFormat], epoch_1904: bool
) -> dict[tuple[int, int], Content]:
    cells: dict[tuple[int, int], Content] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            formula = "" if (row, column) in formulas else None
            content = _content(cell, formats, formula=formula, epoch_1904=epoch_1904)
            if content is not None:
                cells[row, column] = content
    return cells


def _content(cell: Cell, formats: list[NumberFormat], *, formula: str | None, epoch_1904: bool) -> Content | None:
    if cell.ctype == _TEXT:
        # Old Excel for Mac ended lines in a cell with \r.
        return text(str(cell.value).replace("\r\n", "\n").replace("\r", "\n"), formula=formula)
    if cell.ctype in (_NUMBER, _DATE):
        # xlrd only tells dates from numbers; the format knows percentages and times of day too.
        style = formats[cell.xf_index] if cell.xf_index is not None and cell.xf_index < len(formats) else GENERAL
        return number_content(float(cell.value), style, epoch_1904=epoch_1904, formula=formula)
    if cell.ctype == _BOOLEAN:
        return Content(ContentType.BOOL, bool(cell.value), formula=formula)
    if cell.ctype == _ERROR:
        return Content(ContentType.ERROR, _error_text(int(cell.value)), formula=formula)
    return Content(ContentType.BLANK, formula=formula) if formula is not None else None


def _error_text(code: int) -> str:
    from xlrd import error_text_from_code

    return str(error_text_from_code.get(code, f"#ERROR{code}!"))
