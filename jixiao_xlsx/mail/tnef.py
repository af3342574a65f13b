"""winmail.dat: Outlook's own wrapping of a message's attachments (TNEF, [MS-OXTNEF]), taken apart.

Attributes follow one another, each behind its number and length; an attachment's long name and an attached message are
MAPI properties in one of them. Read by hand, forwards and bounded: libraries for it have been without a release for
years, decode Chinese names wrongly, and fail on what is cut off."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao_xlsx.mail.charsets import decode
from jixiao_xlsx.mail.cloud import clouds_in
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally
from jixiao_xlsx.mail.messages import NO_ATTACHMENT, cloud_note
from jixiao_xlsx.mail.names import last_part, made_up, repaired, shown_name
from jixiao_xlsx.model.season.delivery import ArrivalReason

SIGNATURE = b"\x78\x9f\x3e\x22"
_DAMAGED = "Outlook 专用格式（winmail.dat）已损坏或不完整，没有读完；请对方改用“纯文本”或“HTML”格式重发"
# 2.1.3: level, number and length before each attribute, a checksum of two bytes behind it.
_ATTRIBUTE = struct.Struct("<BII")
# 2.1.3.3: where an attachment begins, its short name, its bytes, its properties; the code page of 8-bit texts; the
# plain body, and the message's own properties.
_BEGINS, _TITLE, _BYTES, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_CODEPAGE, _BODY, _MESSAGE_PROPERTIES = 0x9007, 0x800C, 0x9003
# [MS-OXPROPS]: long and short name, the name that is shown, the attachment's bytes or message, its MIME type.
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _DATA, _MIME = 0x3707, 0x3704, 0x3001, 0x3701, 0x370E
_SUBJECT, _PLAIN, _HTML = 0x0037, 0x1000, 0x1013
# [MS-OXCDATA] 2.11.1: how many bytes a fixed property takes, padded to four.
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16, 0x01: 0}
_TEXT, _WIDE_TEXT, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_VARIABLE = (_TEXT, _WIDE_TEXT, _OBJECT, _BINARY)
_MANY = 0x1000
# Numbers from here on belong to names, which stand before the value.
_NAMED = 0x8000
# An attached message is an object: the identifier of its interface comes before its own stream.
_INTERFACE = 16


@dataclass(slots=True)
class _Wrapped:
    """What an attachment's attributes told so far."""

    title: bytes = b""
    data: bytes = b""
    properties: dict[int, tuple[int, bytes]] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The bytes of the file, or of what is embedded: a message's stream, a document's compound file."""
        kind, value = self.properties.get(_DATA, (0, b""))
        return self.data or (value[_INTERFACE:] if kind == _OBJECT else value)


def open_tnef(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The attachments, those of attached messages within their own stream. Raises OverLimit."""
    charset, count, clouds = "", 0, list[str]()
    waiting: _Wrapped | None = None
    for number, value in _attributes(data, tally):
        is_new = number == _BEGINS or (waiting is None and number in (_TITLE, _BYTES, _PROPERTIES))
        if is_new:
            yield from _files(waiting, charset, count)
            waiting, count = _Wrapped(), count + 1
            tally.part()
        if number == _BEGINS:
            continue
        if number == _CODEPAGE and len(value) >= 4:
            charset = f"cp{int.from_bytes(value[:4], 'little')}"
        elif number in (_BODY, _MESSAGE_PROPERTIES):
            told = _properties(value) if number == _MESSAGE_PROPERTIES else {}
            clouds += clouds_in(value if number == _BODY else _bodies(told))
        elif waiting is not None:
            _fill(waiting, number, value)
    yield from _files(waiting, charset, count)
    if clouds:
        tally.remark(cloud_note(clouds), ArrivalReason.CLOUD)
    elif not count and not tally.remarks:
        tally.remark(NO_ATTACHMENT, ArrivalReason.BARE)


def _fill(attachment: _Wrapped, number: int, value: bytes) -> None:
    if number == _TITLE:
        attachment.title = value.rstrip(b"\0")
    elif number == _BYTES:
        attachment.data = value
    elif number == _PROPERTIES:
        attachment.properties = _properties(value)


def _attributes(data: bytes, tally: ArrivalTally) -> Iterator[tuple[int, bytes]]:
    # Behind the signature a key of two bytes, which means nothing.
    at = begin = len(SIGNATURE) + 2
    while at + _ATTRIBUTE.size <= len(data):
        level, number, length = _ATTRIBUTE.unpack_from(data, at)
        start = at + _ATTRIBUTE.size
        if level not in (1, 2) or start + length > len(data):
            tally.remark(_DAMAGED, ArrivalReason.TNEF)
            return
        # The upper half tells the type, which not all programs write alike.
        yield number & 0xFFFF, data[start : start + length]
        at = start + length + 2
    if at == begin:
        tally.remark(_DAMAGED, ArrivalReason.TNEF)


def _files(attachment: _Wrapped | None, charset: str, number: int) -> Iterator[InnerFile]:
    if attachment is None:
        return
    data = attachment.content
    if data.startswith(SIGNATURE):
        subject = shown_name(_text(_properties_of(data).get(_SUBJECT), charset))
        title = last_part(subject) or f"附件{number}"
        yield InnerFile(name=f"{title}.dat", data=data, place=f"转发“{subject}”" if subject else title)
        return
    found = attachment.properties
    names = [_text(found.get(key), charset) for key in (_LONG_NAME, _DISPLAY_NAME, _SHORT_NAME)]
    name, note = repaired(next(filter(None, names), "") or decode(attachment.title, charset))
    name = last_part(name) or made_up(number, data, _text(found.get(_MIME), charset).lower())
    yield InnerFile(name=name, data=data, place=name, note=note)


def _properties_of(stream: bytes) -> dict[int, tuple[int, bytes]]:
    """The message properties of a stream."""
    for number, value in _attributes(stream, ArrivalTally()):
        if number == _MESSAGE_PROPERTIES:
            return _properties(value)
    return {}


def _bodies(found: dict[int, tuple[int, bytes]]) -> bytes:
    """The texts of a message, as bytes in which a word can be sought."""
    html = found.get(_HTML, (0, b""))[1]
    return _text(found.get(_PLAIN), "").encode("utf-8", "replace") + html


def _text(value: tuple[int, bytes] | None, charset: str) -> str:
    if value is None:
        return ""
    kind, raw = value
    found = raw.decode("utf-16-le", "replace") if kind == _WIDE_TEXT else decode(raw.rstrip(b"\0"), charset)
    return found.rstrip("\0")


def _properties(data: bytes) -> dict[int, tuple[int, bytes]]:
    """The MAPI properties of an attribute by number, with their type; the first value of several. As far as they can
    be read: what is broken behind them loses only what stands there."""
    found: dict[int, tuple[int, bytes]] = {}
    try:
        at = 4
        for _ in range(int.from_bytes(data[:4], "little")):
            kind, number = struct.unpack_from("<HH", data, at)
            at = _behind_name(data, at + 4) if number >= _NAMED else at + 4
            value, at = _value(data, at, kind)
            found.setdefault(number, (kind & ~_MANY, value))
    except (struct.error, ValueError):
        pass
    return found


def _behind_name(data: bytes, at: int) -> int:
    """Behind the name of a named property: a set, a kind, and a number or a text."""
    kind, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(size) if kind else 0)


def _value(data: bytes, at: int, kind: int) -> tuple[bytes, int]:
    base, count = kind & ~_MANY, 1
    if kind & _MANY or base in _VARIABLE:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    if base not in _VARIABLE:
        if base not in _FIXED:
            raise ValueError
        return data[at : at + _FIXED[base]], at + _FIXED[base] * count
    first = b""
    for turn in range(count):
        (size,) = struct.unpack_from("<I", data, at)
        if at + 4 + size > len(data):
            raise ValueError
        first = first if turn else data[at + 4 : at + 4 + size]
        at += 4 + _padded(size)
    return first, at


def _padded(size: int) -> int:
    return size + (-size) % 4
