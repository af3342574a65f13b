"""Bytes that claim a character set, or none: decoded as what they are in Chinese mail, never with an exception."""

from __future__ import annotations

import codecs
import re

# GB18030 holds GBK and GB2312; mailers label GBK as gb2312 as a rule, so the label says only "Chinese".
_CHINESE = frozenset({"gb2312", "gbk", "cp936", "gb18030", "x-gbk", "euc-cn", "gb_2312-80", "936", "ms936", "x-cp936"})
# Labels that mailers put on bytes that they did not look at.
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252", "iso8859-15", "unknown-8bit", ""})
# Names that databases and old mailers use; Python does not know them.
_ALIASES = {"utf8mb4": "utf-8", "utf": "utf-8", "unicode-1-1-utf-8": "utf-8"}
_CJK = re.compile(r"[\u3400-\u9fff]")
# Windows leaves five bytes of its code page 1252 undefined; programs pass them through as control characters.
_CP1252_HOLES = {chr(code): bytes([code]) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def decode(raw: bytes, charset: str = "") -> str:
    """`raw` as text: the label first where it is plausible, then UTF-8, then GB18030, at last with replacements.

    Every Chinese label is read as GB18030, of which they are parts; a western label over UTF-8 or GB 2312 is wrong.
    """
    for candidate in _candidates(charset):
        try:
            return raw.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("gb18030" if _canonical(charset) == "gb18030" else "utf-8", "replace")


def _candidates(charset: str) -> tuple[str, ...]:
    label = _canonical(charset)
    if not label:
        # UTF-8 before GB18030: Chinese in GBK is hardly ever sound UTF-8, while much UTF-8 is sound GB18030.
        return "ascii", "utf-8", "gb18030", "latin-1"
    if label in _WESTERN:
        # The narrower gb2312 here: accents of a western text make sound GBK pairs, hardly ever GB 2312 ones.
        return "ascii", "utf-8", "gb2312", label
    return label, "utf-8", "gb18030"


def _canonical(charset: str) -> str:
    """The codec's own name; empty for a label that is missing or names no text encoding."""
    label = charset.strip().strip("\"'").lower()
    if label in _CHINESE:
        return "gb18030"
    try:
        found = codecs.lookup(_ALIASES.get(label, label))
    except (LookupError, ValueError):
        return ""
    # codecs knows base64 and rot13 too, which are no text encodings.
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def mended(text: str) -> str:
    """Text that was decoded wrongly on its way, put right; as it came where nothing better is certain."""
    if text.isascii():
        return text
    for mend in (_western_read_bytes, _dos_read_bytes, _chinese_read_utf8):
        found = mend(text)
        if found and found != text:
            return found
    return text


def _western_read_bytes(text: str) -> str:
    """ÉêÇë±í, å¡«æŠ¥: Chinese bytes shown as Latin letters."""
    if _CJK.search(text):
        return ""
    try:
        raw = b"".join(_CP1252_HOLES.get(char) or _western_byte(char) for char in text)
    except UnicodeEncodeError:
        return ""
    return _as_chinese(raw)


def _western_byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _dos_read_bytes(text: str) -> str:
    """╔Ω▒¿▒φ: Chinese bytes shown with the box drawing of DOS."""
    if _CJK.search(text):
        return ""
    try:
        return _as_chinese(text.encode("cp437"))
    except UnicodeEncodeError:
        return ""


def _chinese_read_utf8(text: str) -> str:
    """棰勭畻: UTF-8 shown as GBK; believed only where what came holds rare characters and the reading holds none."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        pass
    else:
        return ""
    try:
        found = text.encode("gb18030").decode("utf-8")
        found.encode("gb2312")
    except UnicodeError:
        return ""
    return found if _CJK.search(found) else ""


def _as_chinese(raw: bytes) -> str:
    """At least two Chinese characters and nothing but them and ASCII, or nothing."""
    for encoding in ("utf-8", "gb2312"):
        try:
            found = raw.decode(encoding)
            found.encode("gb2312")
        except UnicodeError:
            continue
        # One character is chance: "é" and "è" side by side make a Chinese one.
        if len(_CJK.findall(found)) >= 2:
            return found
    return ""
