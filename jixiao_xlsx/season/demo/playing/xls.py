"""A small .xls (BIFF8) writer: cells, merges, hidden rows and columns, sheet protection; formulas become their values.

Record layouts: [MS-XLS] 2.4. Everything else of the workbook is left out, as `.xls` files from old programs do.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.season.demo.playing.compound import compound_file
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet, Visibility
from jixiao_xlsx.sheet.raw.contents.sheets import MAX_COLUMN
from jixiao_xlsx.sheet.region import Region

# Record numbers of [MS-XLS] 2.3.
_BOF, _EOF, _CODEPAGE, _WINDOW1, _FONT, _XF, _STYLE = 0x0809, 0x000A, 0x0042, 0x003D, 0x0031, 0x00E0, 0x0293
_BOUNDSHEET, _SST, _CONTINUE, _PROTECT, _COLINFO = 0x0085, 0x00FC, 0x003C, 0x0012, 0x007D
_DIMENSIONS, _ROW, _NUMBER, _LABEL, _BOOL, _WINDOW2, _MERGES = 0x0200, 0x0208, 0x0203, 0x00FD, 0x0205, 0x023E, 0x00E5
# [MS-XLS] 2.1.4: a record's body ends here, what is more goes into CONTINUE.
_MOST_BODY = 8224
# [MS-XLS] 2.4.21: which substream a BOF begins.
_GLOBALS, _SHEET = 0x0005, 0x0010
# The first fifteen formats are those of styles; cells begin behind them ([MS-XLS] 2.4.353).
_STYLE_XFS = 15
_PLAIN, _PERCENT, _DATE = _STYLE_XFS, _STYLE_XFS + 1, _STYLE_XFS + 2
# Built-in number formats: general, 0.00%, a date.
_FORMATS = {_PLAIN: 0, _PERCENT: 10, _DATE: 14}
# Day 0 of serial numbers from March 1900 on; Excel believes in a 29 February 1900.
_DAY_0 = date(1899, 12, 30).toordinal()
_VISIBILITIES = {Visibility.VISIBLE: 0, Visibility.HIDDEN: 1, Visibility.VERY_HIDDEN: 2}
# Rows come in blocks of 32, each with its cells behind it; 1,000 merges of 8 bytes fit in a record's body.
_ROW_BLOCK, _MERGES_MOST = 32, 1000
# Widths in 256ths of a character, heights in twips: 16.5 points.
_WIDTH, _HEIGHT = 18 * 256, 330

XlsCell = tuple[int, int, Content]


def xls_bytes(book: RawBook) -> bytes:
    """The workbook as an Excel 97–2003 file."""
    texts = _Texts()
    sheets = [_sheet(sheet, texts) for sheet in book.sheets]
    names = [sheet.name for sheet in book.sheets]
    states = [_VISIBILITIES[sheet.visibility] for sheet in book.sheets]
    head, tail = _head(), texts.records() + _record(_EOF)
    # A tab's record tells where its sheet begins: the length of all tabs must be known before the first is written.
    offset = len(head) + len(tail) + sum(len(_tab(0, 0, name)) for name in names)
    tabs = b""
    for name, state, body in zip(names, states, sheets, strict=True):
        tabs += _tab(offset, state, name)
        offset += len(body)
    return compound_file({"Workbook": head + tabs + tail + b"".join(sheets)})


class _Texts:
    """The shared strings, each once, in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._uses = 0

    def number_of(self, text: str) -> int:
        self._uses += 1
        return self._numbers.setdefault(text, len(self._numbers))

    def records(self) -> bytes:
        """SST and its continuations; no string is split, so none may be longer than a record."""
        bodies = [struct.pack("<II", self._uses, len(self._numbers))]
        for text in self._numbers:
            # Always two bytes a character: narrower strings are only a saving.
            wide = text.encode("utf-16-le")
            packed = struct.pack("<HB", len(wide) // 2, 1) + wide
            if len(bodies[-1]) + len(packed) > _MOST_BODY:
                bodies.append(b"")
            bodies[-1] += packed
        kinds = [_SST, *[_CONTINUE] * (len(bodies) - 1)]
        return b"".join(_record(kind, body) for kind, body in zip(kinds, bodies, strict=True))


def _head() -> bytes:
    # 11 points (in twips), automatic colour, normal weight, character set 134 of Chinese.
    font = struct.pack("<HHHHHBBBx", 220, 0, 0x7FFF, 400, 0, 0, 0, 134) + struct.pack("<BB", 2, 1)
    font += "宋体".encode("utf-16-le")
    # 0xFFF5: a style's format, which has no parent; 0x0001: a cell's, locked, of parent 0.
    styles = [_format(0, 0xFFF5)] * _STYLE_XFS
    cells = [_format(code, 0x0001) for code in _FORMATS.values()]
    records = [
        # BIFF8, written by the build and in the year of Excel 97.
        (_BOF, struct.pack("<HHHHII", 0x0600, _GLOBALS, 0x0DBB, 0x07CC, 0, 6)),
        # 1200: UTF-16.
        (_CODEPAGE, struct.pack("<H", 1200)),
        (_WINDOW1, struct.pack("<9H", 0, 0, 0x4000, 0x2000, 0x38, 0, 0, 1, 600)),
        # Five, because readers skip the font of number 4.
        *[(_FONT, font)] * 5,
        *((_XF, style) for style in (*styles, *cells)),
        # The style "Normal" of the first format.
        (_STYLE, struct.pack("<HBB", 0x8000, 0, 0xFF)),
    ]
    return b"".join(_record(kind, body) for kind, body in records)


def _format(code: int, kind: int) -> bytes:
    wrapped = 0x28  # below, and wrapped
    return struct.pack("<HHHBBBBIIH", 0, code, kind, wrapped, 0, 0, 0xF8, 0, 0, 0x20C0)


def _tab(offset: int, state: int, name: str) -> bytes:
    wide = name.encode("utf-16-le")
    return _record(_BOUNDSHEET, struct.pack("<IBBBB", offset, state, 0, len(wide) // 2, 1) + wide)


def _sheet(sheet: RawSheet, texts: _Texts) -> bytes:
    cells = sorted((row, column, content) for (row, column), content in sheet.cells.items() if _keeps(content))
    bottom = max((row for row, _, _ in cells), default=0)
    right = max((column for _, column, _ in cells), default=0)
    records = [_record(_BOF, struct.pack("<HHHHII", 0x0600, _SHEET, 0x0DBB, 0x07CC, 0, 6))]
    if sheet.protected:
        records.append(_record(_PROTECT, struct.pack("<H", 1)))
    for column in range(min(right, MAX_COLUMN) + 1):
        hidden = int(column in sheet.hidden_columns)
        records.append(_record(_COLINFO, struct.pack("<HHHHHH", column, column, _WIDTH, _PLAIN, hidden, 0)))
    records.append(_record(_DIMENSIONS, struct.pack("<IIHHH", 0, bottom + 1, 0, right + 1, 0)))
    for first in range(0, bottom + 1, _ROW_BLOCK):
        rows = range(first, min(first + _ROW_BLOCK, bottom + 1))
        records += [_row(row, right, hidden=row in sheet.hidden_rows) for row in rows]
        records += [_cell(cell, texts) for cell in cells if cell[0] in rows]
    # 0x00B6: grid lines, headings, zeros and outlines are shown.
    records.append(_record(_WINDOW2, struct.pack("<HHHIHHI", 0x00B6, 0, 0, 0x40, 0, 0, 0)))
    records += _merges(sheet.merges)
    return b"".join(records) + _record(_EOF)


def _keeps(content: Content) -> bool:
    return content.type not in (ContentType.BLANK, ContentType.ERROR)


def _row(row: int, right: int, *, hidden: bool) -> bytes:
    # 0x20 hides a row; 0x100 is always set.
    return _record(_ROW, struct.pack("<HHHHHHI", row, 0, right + 1, _HEIGHT, 0, 0, 0x120 if hidden else 0x100))


def _cell(cell: XlsCell, texts: _Texts) -> bytes:
    row, column, content = cell
    value = content.value
    if isinstance(value, bool):
        return _record(_BOOL, struct.pack("<HHHBB", row, column, _PLAIN, value, 0))
    if isinstance(value, Decimal):
        look = _PERCENT if content.percent else _PLAIN
        return _record(_NUMBER, struct.pack("<HHHd", row, column, look, float(value)))
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return _record(_NUMBER, struct.pack("<HHHd", row, column, _DATE, day.toordinal() - _DAY_0))
    return _record(_LABEL, struct.pack("<HHHI", row, column, _PLAIN, texts.number_of(content.raw)))


def _merges(merges: Sequence[Region]) -> Iterable[bytes]:
    for some in _parts(merges, _MERGES_MOST):
        body = b"".join(struct.pack("<HHHH", merge.top, merge.bottom, merge.left, merge.right) for merge in some)
        yield _record(_MERGES, struct.pack("<H", len(some)) + body)


def _parts(merges: Sequence[Region], most: int) -> Iterator[Sequence[Region]]:
    return (merges[start : start + most] for start in range(0, len(merges), most))


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
