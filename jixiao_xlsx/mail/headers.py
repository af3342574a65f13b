"""Mail headers as raw bytes: unfolded, decoded (RFC 2047, RFC 2231, raw GBK), with their parameters and dates."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from jixiao_xlsx.mail.charsets import decode
from jixiao_xlsx.model.clock import CHINA

# 1 MiB holds some ten thousand fields; real heads have a few kB, and more would only cost time.
LONGEST_HEAD = 1 << 20
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
# The end "?=" may be missing: some mailers cut a long word off.
_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)(?:\?=|\?\Z|\Z)")
_PARAMETER = re.compile(r";\s*([^\s=;\"]+)\s*=\s*(\"(?:\\.|[^\"\\])*\"?|[^;]*)", re.S)
# RFC 2231 counts segments from 0; four digits are more than any name needs and no trap for int().
_SEGMENT = re.compile(r"(.+?)\*(\d{1,4})(\*?)\Z", re.S)
# Bounded, for an unbounded search over hostile text is quadratic; RFC 5321 allows 64 before the @ and 255 behind.
_ANGLE_ADDRESS = re.compile(r"<\s*([^<>\s@]{1,100}@[^<>\s@]{1,200})\s*>")
_BARE_ADDRESS = re.compile(r"([\w.+=-]{1,100}@[\w.-]{1,200})")
# RFC 5322 ends a line at 998 characters: four folded ones are enough for a sender, a fifth of one for a date.
_LONGEST_LINE, _LONGEST_DATE = 4000, 200
# Before and after lie clocks that were never set (1970, 1980, 1904) or ran off (2106).
_EARLIEST, _LATEST = 2000, 2100
# A clock may be a zone and a day off; a mail may lie in an outbox over a holiday, and a draft keeps the day it was
# begun.
_EARLY, _SLOWEST = timedelta(days=2), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields in their order, names in lower case, values unfolded and still bytes."""

    fields: tuple[tuple[str, bytes], ...] = ()

    def all(self, name: str) -> list[str]:
        return [decode(value).strip() for key, value in self.fields if key == name]

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def text(self, name: str) -> str:
        """The first field of that name for people: encoded words decoded."""
        return decode_words(self.first(name))


def parse_headers(head: bytes) -> Headers:
    """The fields of a header block; lines that are none are passed over."""
    fields = []
    for line in re.split(rb"\r?\n", _FOLD.sub(b"", head[:LONGEST_HEAD])):
        name, colon, value = line.partition(b":")
        # A name that is not ASCII is text of a broken head, not a field.
        if colon and name.strip() and name.isascii():
            fields.append((name.strip().decode("ascii").lower(), value))
    return Headers(tuple(fields))


def unbase64(text: bytes) -> bytes:
    """Base64 as far as it goes: foreign characters are skipped, missing padding is no reason to lose the rest."""
    try:
        return binascii.a2b_base64(text)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", text)
        # A quantum of one letter holds less than a byte: it can only be a remainder.
        kept = kept[: len(kept) - (len(kept) % 4 == 1)]
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def decode_words(text: str) -> str:
    """RFC 2047: neighbours in one character set are joined as bytes first, because mailers cut within a character."""
    shown: list[str] = []
    waiting, charset, end = b"", "", 0
    for match in _WORD.finditer(text):
        # RFC 2047: white space between two encoded words is not shown.
        between = text[end : match.start()]
        is_neighbour = end and not between.strip()
        if not (is_neighbour and match[1].lower() == charset):
            shown += [decode(waiting, charset) if waiting else "", "" if is_neighbour else between]
            waiting, charset = b"", match[1].lower()
        waiting += _word_bytes(match)
        end = match.end()
    return "".join(shown) + (decode(waiting, charset) if waiting else "") + text[end:]


def _word_bytes(match: re.Match[str]) -> bytes:
    raw = match[3].encode("utf-8", "surrogateescape")
    # In header words "_" is a space, which `header=True` undoes.
    return unbase64(raw) if match[2] in "Bb" else binascii.a2b_qp(raw, header=True)


def parameters(value: str) -> dict[str, str]:
    """The parameters of a header value by lower-case name; quotes are taken off, the first of two equal ones counts."""
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(value if ";" in value else f";{value.partition(' ')[2]}"):
        raw = match[2].strip()
        if raw.startswith('"'):
            raw = re.sub(r'\\(["\\])', r"\1", raw[1:].removesuffix('"') if len(raw) > 1 else "")
        found.setdefault(match[1].lower(), raw)
    return found


def named_parameter(found: dict[str, str], name: str) -> str:
    """One parameter decoded: RFC 2231 whole or in segments, RFC 2047 in spite of the rule, raw bytes."""
    if extended := found.get(f"{name}*"):
        return _extended(extended)
    segments = [(match, value) for key, value in found.items() if (match := _SEGMENT.match(key)) and match[1] == name]
    if segments:
        return _joined(sorted(segments, key=lambda pair: int(pair[0][2])))
    return decode_words(found.get(name, ""))


def _extended(value: str) -> str:
    charset, rest = _charset_of(value)
    return decode(unquote_to_bytes(rest), charset)


def _charset_of(value: str) -> tuple[str, str]:
    charset, _, rest = value.partition("'")
    language, quote, text = rest.partition("'")
    # Language tags are short (RFC 5646: zh-Hans-CN); a longer text between two apostrophes is part of the name.
    return (charset, text) if quote and len(language) < 20 else ("", value)


def _joined(segments: list[tuple[re.Match[str], str]]) -> str:
    """The segments' bytes in a row, decoded once: a character may be cut between two of them."""
    if not any(match[3] for match, _ in segments):
        return decode_words("".join(value for _, value in segments))
    charset, first = _charset_of(segments[0][1])
    values = [first, *(value for _, value in segments[1:])]
    starred = [bool(match[3]) for match, _ in segments]
    pairs = zip(values, starred, strict=True)
    return decode(b"".join(unquote_to_bytes(value) if star else value.encode() for value, star in pairs), charset)


def sender_of(value: str) -> str:
    """`民政局 <mz@example.cn>`, the bare address, or the text as it stands where there is no address.

    The last address in angle brackets counts: a name may hold another one to mislead. The standard library's parser
    recurses over parentheses and gives up on names with raw Chinese quotes."""
    value = value[:_LONGEST_LINE]
    found = [*_ANGLE_ADDRESS.finditer(value)] or [*_BARE_ADDRESS.finditer(value)][:1]
    if not found:
        return decode_words(value).strip()
    name = decode_words(value[: found[-1].start()] or value[found[-1].end() :]).strip(" \t\"'()<>,;")
    address = found[-1][1]
    return f"{name} <{address}>" if name and name != address else address


def address_in(sender: str) -> str:
    """The bare address of a sender as `sender_of` tells it, empty where it holds none."""
    found = [*_ANGLE_ADDRESS.finditer(sender)] or [*_BARE_ADDRESS.finditer(sender)][:1]
    return found[-1][1] if found else ""


def sent_of(headers: Headers) -> datetime | None:
    """When the message was sent, with a zone: its Date, unless that is unreadable, before 2000, or more than two days
    after or thirty before the last server received it; then the server's date; None where there is neither."""
    received = next((when for line in headers.all("received")[:1] if (when := _date(line.rpartition(";")[2]))), None)
    date = _date(headers.first("date"))
    if date is None or (received is not None and not received - _SLOWEST <= date <= received + _EARLY):
        return received
    return date


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value.strip()[:_LONGEST_DATE])
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if not _EARLIEST <= found.year < _LATEST:
        return None
    # "-0000" is UTC without a place; a date without any zone comes from a program here.
    zone = UTC if value.rstrip().endswith("-0000") else CHINA
    return found if found.tzinfo else found.replace(tzinfo=zone)
