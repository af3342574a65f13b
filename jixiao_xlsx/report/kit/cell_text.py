"""Foreign text made fit for a cell or a sheet's name, and how much room it takes there."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from jixiao_xlsx.model.kinds.characters import units

# Excel's limit, counted in UTF-16 units.
MOST_TEXT = 32_767
# Every character takes two units at most, so no counting is needed below the half.
_SURELY_FITS = MOST_TEXT // 2
_CUT = "……（过长，未全部列出）"
# What XML 1.0 cannot hold.
_UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")
# What Excel forbids in a sheet's name, controls and what XML cannot hold.
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
# Excel's limit.
_LONGEST_NAME = 31
# Excel keeps this name, in any case of letters, for its own log of changes.
_KEPT_BY_EXCEL = "history"


def cell_text(text: str) -> str:
    """The text as a cell can hold it: no lone surrogates, at most 32,767 UTF-16 units; a cut one says so."""
    if len(text) < _SURELY_FITS and not _UNFIT.search(text):
        return text
    fit = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    if units(fit) <= MOST_TEXT:
        return fit
    return cut(fit, MOST_TEXT - units(_CUT)) + _CUT


def cut(text: str, most: int) -> str:
    """The beginning of the text within so many UTF-16 units."""
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """A sheet name that Excel takes, not yet among `taken` (case-folded); a number tells later ones apart."""
    bare = _NO_NAME.sub("-", wanted).strip("' ") or "表"
    name, number = cut(bare, _LONGEST_NAME).rstrip("' "), 1
    while name.casefold() in taken or name.casefold() == _KEPT_BY_EXCEL:
        number += 1
        tail = f"~{number}"
        name = cut(bare, _LONGEST_NAME - len(tail)) + tail
    return name


def text_width(text: str) -> int:
    """Width in characters of the default font: a wide character takes two."""
    # "A", ambiguous, is wide in Chinese fonts: “” … ① ×.
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


@lru_cache(maxsize=4096)  # names and titles come again in every row
def wrapped_lines(text: str, width: float) -> int:
    """How many lines the text takes in a column of this width."""
    # A cell's padding and indent take one and a half characters.
    room = max(width - 1.5, 2)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))
