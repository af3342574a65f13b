"""Text as a workbook's XML holds it: escaped, free of what XML forbids, cut at what Excel takes."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from jixiao_xlsx.model.content import CELL_UNITS

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str, most: int = CELL_UNITS) -> str:
    """The text without what XML cannot hold, at most `most` UTF-16 units of it."""
    text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # The cheap question first: only rare texts are long enough to be measured.
    if len(text) * 2 > most and len(text.encode("utf-16-le")) // 2 > most:
        text = text.encode("utf-16-le")[: (most - 2) * 2].decode("utf-16-le", "ignore") + "……"
    return text


def xml_text(text: str, most: int = CELL_UNITS) -> str:
    """Element content of an `ST_Xstring`: what looks like an escape is escaped itself."""
    return escape(_LOOKS_ESCAPED.sub("_x005F_", clean(text, most)))


def xml_attribute(text: str) -> str:
    return escape(clean(text), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
