"""Names of foreign files, for people to read: one line, no path, no tricks; never used to open or write a file."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from urllib.parse import unquote_to_bytes

from jixiao_xlsx.mail.charsets import mended

# Windows ends a name at 255, a table in a terminal much sooner.
LONGEST = 200
# A path inside an archive is longer than a name; Windows ends paths at 260, zip at 65,535.
LONGEST_PATH = 1000
_SEPARATORS = re.compile(r"[\\/]+")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
# Marks that turn the writing direction: with one of them fdp.exe is shown as exe.pdf.
_TURNING = dict.fromkeys([0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# RFC 1740: the half of a file that holds what only a Mac knows of it.
_APPLE_DOUBLE = b"\0\x05\x16\x07"
# Excel's lock files have 165 bytes, WPS's less than 1 kB; no workbook is as small as four.
_LONGEST_LOCK = 4096
_NOISE_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
# By their first bytes, for mimetypes goes by a label that may be missing or wrong.
_MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG", ".png"),
    (b"GIF8", ".gif"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!", ".rar"),
)


def step(place: str) -> str:
    """One step of an origin chain: a member's whole path or a name, on one line."""
    return shown_name(place, "?", longest=LONGEST_PATH)


def shown_name(text: str, fallback: str = "", *, longest: int = LONGEST) -> str:
    """One line of at most 200 characters without control or direction marks; the ending stays where it is cut."""
    kept = "".join(_printable(char) for char in text.translate(_TURNING)).strip()
    if len(kept) > longest:
        stem, dot, ending = kept.rpartition(".")
        # Ten letters behind a dot are the rest of a sentence, not an ending.
        tail = dot + ending if stem and len(ending) < 10 else ""
        kept = kept[: longest - 1 - len(tail)] + "…" + tail
    return kept or fallback


def _printable(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Zl", "Zp") or char in "\t\r\n":
        # Ends of lines become spaces, other controls go, a lone surrogate shows that something stood there.
        return " "
    return {"Cc": "", "Cs": "\ufffd"}.get(category, char)


def last_part(path: str, fallback: str = "") -> str:
    """The file's own name at the end of a member's path, whichever slash was used."""
    parts = [part for part in _SEPARATORS.split(path) if part.strip()]
    return shown_name(parts[-1] if parts else "", fallback)


def is_noise(path: str) -> bool:
    """Files that programs leave behind: a Mac's resource forks, previews, Excel's lock files."""
    parts = [part for part in _SEPARATORS.split(path) if part]
    name = parts[-1].lower() if parts else ""
    return "__MACOSX" in parts or name in _NOISE_NAMES or name.startswith("~$")


def is_left_behind(name: str, data: bytes) -> bool:
    """The same for a file whose bytes are there: among them the other half of a Mac's file (AppleDouble), whatever it
    is called. What only bears a lock file's name is none."""
    is_lock = len(data) <= _LONGEST_LOCK or not last_part(name).startswith("~$")
    return data.startswith(_APPLE_DOUBLE) or (is_noise(name) and is_lock)


def repaired(name: str) -> tuple[str, str]:
    """The name with percent codes and wrong decoding undone, and the note that says so (empty where it was sound)."""
    better = _unquoted(name)
    better = mended(better)
    if better == name:
        return name, ""
    return better, f"文件名到达时是“{shown_name(name)}”，已改读"


def _unquoted(name: str) -> str:
    if not _PERCENT.search(name):
        return name
    try:
        found = unquote_to_bytes(name).decode("utf-8")
    except UnicodeDecodeError:
        return name
    return name if found.isascii() else found


def made_up(number: int, data: bytes, content_type: str = "") -> str:
    """The name of a file that came without one: by its order and by what it is."""
    return f"附件{number}{_ending(data, content_type)}"


def _ending(data: bytes, content_type: str) -> str:
    # [Content_Types].xml stands first or near it; 64 KiB reach it past a thumbnail.
    start = data[:65536]
    if start.startswith(b"PK\x03\x04"):
        if b"[Content_Types].xml" in start:
            return ".docx" if b"word/" in data else ".xlsx"
        return ".ods" if b"opendocument.spreadsheet" in start else ".zip"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        # The stream's name in the compound file's directory, in UTF-16.
        return ".doc" if "WordDocument".encode("utf-16-le") in data else ".xls"
    for magic, ending in _MAGIC:
        if start.startswith(magic):
            return ending
    return mimetypes.guess_extension(content_type) or ""
