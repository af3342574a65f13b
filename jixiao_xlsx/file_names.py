"""Names of files: those that we give, safe on any system, and what the ending of a foreign one promises."""

from __future__ import annotations

import re
import unicodedata

from jixiao_xlsx.invisible import is_invisible

# .et is WPS's own name for an .xls.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
TABLES = (*WORKBOOKS, ".csv")

_MOST_BYTES = 200  # Linux ends a name at 255 bytes; what callers put before and behind it needs room
_SEPARATING = frozenset('\\/:*?"<>|')
# Control and format characters, lone surrogates, ends of lines: a name with one of them, or with any that nobody sees,
# is shown as another, or cannot be written at all.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Windows takes these for devices, whatever their case and ending: https://learn.microsoft.com/windows/win32/fileio
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
_EDGES = " .-_"  # Windows drops blanks and dots at a name's end; the others look torn off
# An ending of more than five letters is part of the name.
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def safe_name(text: str, most: int = _MOST_BYTES) -> str:
    """A text as the name of a file, folder or attachment on any system, at most so many bytes long; empty where
    nothing of it can stand in one. What is cut keeps whole characters and its ending."""
    kept = "".join(sign if _is_safe(sign) else "/" for sign in text)
    name = re.sub("/+", "-", kept).strip(_EDGES)
    device = _DEVICE.match(name)
    return _cut(f"{device[0]}-{name[device.end() :]}" if device else name, most)


def is_workbook(name: str) -> bool:
    """Whether a name ends as those of workbooks that we read."""
    return name.lower().endswith(WORKBOOKS)


def is_table(name: str) -> bool:
    """Whether a name ends as that of a workbook or of a .csv."""
    return name.lower().endswith(TABLES)


def _is_safe(sign: str) -> bool:
    return not (sign in _SEPARATING or unicodedata.category(sign) in _UNWANTED or is_invisible(sign))


def _cut(name: str, most: int) -> str:
    # In bytes: a Chinese character takes three of UTF-8.
    if len(name.encode()) <= most:
        return name
    found = _ENDING.search(name)
    ending = found[0] if found else ""
    stem = name.removesuffix(ending).encode()[: most - len(ending)].decode("utf-8", "ignore")
    return stem.rstrip(_EDGES) + ending
