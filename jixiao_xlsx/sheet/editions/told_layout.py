"""The layout that a blank tells of itself, in the rows of its metadata sheet; nothing of it is believed here."""

from __future__ import annotations

import re

from jixiao_xlsx.sheet.addresses import META_SHEET
from jixiao_xlsx.sheet.editions.issued_layout import MOST_LAYOUT_TEXT
from jixiao_xlsx.sheet.layout_text import CHUNK, LAYOUT_LINE
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet

_LINE = re.compile(rf"{LAYOUT_LINE} ([1-9][0-9]?)")
_MOST_LINES = MOST_LAYOUT_TEXT // CHUNK


def told_layout(book: RawBook) -> str:
    """The text in the first metadata sheet that holds one; empty where none does, or a part is missing."""
    sheets = (sheet for sheet in book.sheets if sheet.name.startswith(META_SHEET))
    return next(filter(None, map(_text_in, sheets)), "")


def _text_in(sheet: RawSheet) -> str:
    parts: dict[int, str] = {}
    for (row, column), content in sheet.cells.items():
        line = _LINE.fullmatch(content.raw) if column == 0 else None
        told = sheet.cells.get((row, 1))
        if line is not None and told is not None and int(line[1]) <= _MOST_LINES:
            parts[int(line[1])] = told.raw
    if sorted(parts) != list(range(1, len(parts) + 1)):
        return ""
    # As for the seal: white space in it is somebody else's.
    return "".join("".join(parts[number].split()) for number in sorted(parts))
