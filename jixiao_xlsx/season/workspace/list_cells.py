"""The cells of a list that the office keeps (.csv, .xlsx, .xls, .ods) as texts with their places."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path

from jixiao_xlsx.errors import Fault, SpecError, reason_of
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.model.ideographs import plain_ideographs
from jixiao_xlsx.model.kinds.characters import line_ends, plain_decimal, unwritable
from jixiao_xlsx.model.shown import seen_of
from jixiao_xlsx.report.records.flat_rows import csv_field
from jixiao_xlsx.sheet.raw.book import RawSheet, Visibility, read_raw

HEAD = 20
"""The header is looked for in so many rows."""

# A roster of 10,000 agencies has about 1 MB.
_LARGEST = 20_000_000
# What .xlsx and .ods begin with, and .xls.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# Chinese commas are what some programs put in; a tab is what pasting from Excel gives.
_DELIMITERS = ",;\t，；"
_AS_TEXT = re.compile(r'="([^"]*)"')
# What Excel makes of a long code as it saves a CSV: 1.01E+11.
_SHORTENED = re.compile(r"[0-9]\.?[0-9]*[eE]\+[0-9]+")
# Beyond fifteen digits Excel has put zeros in place of what was typed.
_PRECISE = Decimal(10) ** 15
# Controls that Excel would take and that nobody can see.
_CONTROL = re.compile("[\x7f-\x9f]")
Judge = Callable[[Sequence[str]], int]
"""How much like a header a row's texts look."""


@dataclass(frozen=True, slots=True)
class ListCell:
    """One cell: its text, its place (line and column from 1; in a workbook its name too, as `B3`), and what a
    program made of it that no one typed, empty where nothing."""

    text: str
    line: int
    column: int
    cell: str = ""
    spoilt: str = ""


ListLine = tuple[ListCell, ...]


def read_cells(path: Path, judge: Judge) -> tuple[ListLine, ...]:
    """The lines of a list with anything in them; a CSV's delimiter is the one that gives the best header.

    What the file is, its content tells, not its name. Raises SpecError where it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable_list(path.name, f"读不了：{reason_of(error)}", "请关闭打开着的文件，再试一次") from error
    if len(data) > _LARGEST:
        raise unreadable_list(path.name, f"文件太大（{len(data):,} 字节）", "单位名录和项目名单一般不到 1 MB")
    lines = _of_workbook(data, path) if data.startswith(_WORKBOOKS) else _of_text(data, path.name, judge)
    return tuple(line for line in lines if any(spot.text for spot in line))


def unreadable_list(name: str, wrong: str, write: str, *, line: int = 1) -> SpecError:
    """The error for a list of which nothing could be read."""
    return SpecError((Fault(name, line, 1, "文件", wrong, write),))


def _of_workbook(data: bytes, path: Path) -> Iterator[ListLine]:
    book = read_raw(data, name=path.name)
    if isinstance(book, Finding):
        raise unreadable_list(path.name, book.message, book.hint)
    # Hidden sheets are notes of somebody's; where all are hidden the first is taken.
    seen = [sheet for sheet in book.sheets if sheet.visibility is Visibility.VISIBLE]
    return _of_sheet((seen or list(book.sheets))[0]) if book.sheets else iter(())


def _of_sheet(sheet: RawSheet) -> Iterator[ListLine]:
    rows: dict[int, dict[int, Content]] = {}
    for (row, column), content in sheet.cells.items():
        rows.setdefault(row, {})[column] = content
    for row, cells in sorted(rows.items()):
        yield tuple(_spot(cells[column], row, column) for column in sorted(cells))


def _spot(content: Content, row: int, column: int) -> ListCell:
    text, spoilt = content.raw, ""
    if content.type is ContentType.NUMBER and isinstance(content.value, Decimal):
        # 101 under the format 0000 is the code 0101, as people see it.
        seen = seen_of(content) or ""
        text = seen if seen.isdecimal() and seen.startswith("0") else plain_decimal(content.value)
        spoilt = "数字太长，Excel 已经把末尾几位改成了 0" if abs(content.value) >= _PRECISE else ""
    elif content.type is ContentType.DATE:
        spoilt = f"Excel 把它当成了日期 {text}"
    elif content.type is ContentType.ERROR:
        spoilt = f"是错误值 {text}"
    return ListCell(_cleaned(text), row + 1, column + 1, cell_name(row, column), spoilt)


def _of_text(data: bytes, name: str, judge: Judge) -> Iterator[ListLine]:
    text = _decoded(data, name)
    head = "".join(islice(io.StringIO(text, newline=""), HEAD))
    # By the header, not by counting: names may hold commas.
    delimiter = max(_DELIMITERS, key=lambda sign: _best(head, sign, judge))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in lines:
            yield tuple(_typed(cell, before + 1, column) for column, cell in enumerate(cells, 1))
            before = lines.line_num
    except csv.Error as error:
        write = "一格里有引号的，整格要用引号括起来，里面的引号写两个；或用 Excel 打开后另存为 .xlsx"
        raise unreadable_list(name, "引号没有成对，从这一行起读不下去", write, line=before + 1) from error


def _decoded(data: bytes, name: str) -> str:
    # UTF-16 is what Excel saves as "Unicode text"; GB18030 last, for it reads nearly anything.
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable_list(name, "认不出文字的编码", "请用 Excel 另存为“CSV UTF-8”或 .xlsx")


def _best(head: str, delimiter: str, judge: Judge) -> int:
    """How good a header there is among the first rows when they are parted so."""
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        return max((judge(cells) for cells in rows), default=0)
    except csv.Error:
        return 0


def _typed(text: str, line: int, column: int) -> ListCell:
    """A cell of a CSV; `="00101"` is how text with leading zeros is kept from Excel."""
    as_text = _AS_TEXT.fullmatch(text.strip())
    text = as_text.group(1) if as_text else text
    # What our own lists put in front of a text that a spreadsheet could run.
    text = text[1:] if text.startswith("'") and csv_field(text[1:]) == text else text
    spoilt = f"Excel 把它变成了科学记数 {text.strip()}" if _SHORTENED.fullmatch(text.strip()) else ""
    return ListCell(_cleaned(text), line, column, spoilt=spoilt)


def _cleaned(text: str) -> str:
    """One line without white space around, radicals as the 汉字 that they show; control characters stay, so that they
    are found."""
    # The ideographic and the no-break space are what pasting brings; a BOM stands before the first cell.
    return re.sub(r"[ \t\n\u00a0\u3000]+", " ", line_ends(plain_ideographs(text))).strip(" \ufeff\u200b")


def strange_signs(text: str) -> str:
    """The control characters in a text, as `U+0001`; empty where there are none."""
    if text.isprintable():
        return ""
    return " ".join(
        sign for sign in (unwritable(text), *sorted({f"U+{ord(x):04X}" for x in _CONTROL.findall(text)})) if sign
    )
