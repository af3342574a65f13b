"""S/MIME and other CMS envelopes (RFC 5652): what is signed or compressed as a whole is unwrapped, for which no key is
needed; what is enciphered is told. Signatures are not verified: who sent a mail, nothing here believes anyway.

Read by hand, iteratively and bounded, because the envelope is a few nested lengths, in BER with all its liberties."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao_xlsx.mail.headers import unbase64
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally
from jixiao_xlsx.mail.names import last_part
from jixiao_xlsx.model.season.delivery import ArrivalReason

ENCIPHERED = "邮件或文件是加密的（S/MIME），没有打开；请对方不加密重发"
_BROKEN = "签名封装的内容已损坏，没有打开"
# Tags of ASN.1 (X.690): a sequence, an object identifier, bytes in one piece or in parts, the first optional field.
_SEQUENCE, _OID, _OCTETS, _OCTETS_IN_PARTS, _CONTEXT_0 = 0x30, 0x06, 0x04, 0x24, 0xA0
# Object identifiers: PKCS#7 data, signed, enveloped; authenticated-enveloped and compressed data (RFC 5083, RFC 3274).
_PKCS7 = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_SIGNED = _PKCS7 + b"\x02"
_SMIME_TYPES = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01"
_COMPRESSED = _SMIME_TYPES + b"\x09"
_CLOSED = (_PKCS7 + b"\x03", _PKCS7 + b"\x04", _PKCS7 + b"\x06", _SMIME_TYPES + b"\x17")
# A signature and its certificates before the content is looked for; real ones have some kB.
_HEAD = 1 << 16
_ARMOUR = re.compile(rb"\A\s*(?:-----BEGIN [A-Z0-9 ]+-----\s+)?(?P<body>MI[A-Za-z0-9+/=\s]{30,})(?:-----END|\Z)")
_MIME_HEAD = re.compile(rb"\A[\r\n]*(?:content-|mime-version)[a-z-]*[ \t]*:", re.I)
# 64 KiB: a bomb is noticed at most so much too late.
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of BER: its tag, where its contents begin and end; the end is that of what it stands in where its
    length is indefinite."""

    tag: int
    start: int
    end: int
    is_indefinite: bool = False


def is_sealed(data: bytes) -> bool:
    """A CMS envelope with something in it; a detached signature beside a readable part is none."""
    try:
        kind, _, content = _envelope(_binary(data))
    except (ValueError, IndexError):
        return False
    return kind in _CLOSED or content is not None


def open_sealed(data: bytes, tally: ArrivalTally, *, name: str = "") -> Iterator[InnerFile]:
    """The message or file inside. Raises OverLimit."""
    try:
        binary = _binary(data)
        kind, body, content = _envelope(binary)
        if kind in _CLOSED or content is None:
            tally.remark(ENCIPHERED, ArrivalReason.ENCIPHERED)
            return
        inside = _octets(binary, content, body.end)
    except (ValueError, IndexError):
        tally.remark(_BROKEN, ArrivalReason.UNOPENED)
        return
    whole = _unpacked(inside, tally) if kind == _COMPRESSED else inside
    if whole is None:
        return
    is_message = bool(_MIME_HEAD.match(whole[:1000]))
    inner = re.sub(r"\.(?:p7m|p7s|p7z)\Z", "", name, flags=re.I)
    shown = "邮件内容.eml" if is_message else last_part(inner, "附件1")
    yield InnerFile(name=shown, data=whole, place=shown, is_message=is_message)


def _binary(data: bytes) -> bytes:
    """The envelope's bytes; some programs write them as base64, with or without their lines of armour."""
    found = _ARMOUR.match(data) if data[:1] != b"\x30" else None
    return unbase64(found["body"]) if found else data


def _envelope(data: bytes) -> tuple[bytes, _Element, _Element | None]:
    """The content type, the body, and the element that holds the inner content, None where it stands elsewhere."""
    outer = _element(data, 0, len(data))
    if outer.tag != _SEQUENCE:
        raise ValueError
    kind = _element(data, outer.start, outer.end)
    if kind.tag != _OID:
        raise ValueError
    oid = data[kind.start : kind.end]
    if not oid.startswith((_PKCS7, _SMIME_TYPES)):
        raise ValueError
    body = _element(data, kind.end, outer.end)
    if oid not in (_SIGNED, _COMPRESSED):
        return oid, body, None
    fields = _element(data, body.start, body.end)
    # Version, then the digests (or the compression), then the inner content's type and the content itself.
    at = _after(data, _element(data, fields.start, fields.end), fields.end)
    at = _after(data, _element(data, at, fields.end), fields.end)
    inner = _element(data, at, fields.end)
    inner_kind = _element(data, inner.start, inner.end)
    if inner.tag != _SEQUENCE or inner_kind.tag != _OID:
        raise ValueError
    if inner_kind.end + 2 > inner.end:
        return oid, body, None
    wrapper = _element(data, inner_kind.end, inner.end)
    return oid, inner, _element(data, wrapper.start, wrapper.end) if wrapper.tag == _CONTEXT_0 else None


def _element(data: bytes, at: int, end: int) -> _Element:
    """The element at a place. Raises ValueError or IndexError where there is none."""
    tag, length = data[at], data[at + 1]
    if tag & 0x1F == 0x1F:
        raise ValueError
    start = at + 2
    if length == 0x80:
        return _Element(tag, start, end, is_indefinite=True)
    if length > 0x80:
        size = length & 0x7F
        # Four bytes count 4 GiB.
        if size > 4:
            raise ValueError
        length = int.from_bytes(data[start : start + size], "big")
        start += size
    # What a cut file still has is worth having; the certificates at its end are not needed.
    return _Element(tag, start, min(start + length, end))


def _after(data: bytes, element: _Element, end: int) -> int:
    """Where the element behind this one begins; elements of indefinite length are walked through, however nested."""
    if not element.is_indefinite:
        return element.end
    at, open_ones = element.start, 1
    while open_ones:
        if data[at : at + 2] == b"\0\0":
            open_ones, at = open_ones - 1, at + 2
            continue
        inside = _element(data, at, end)
        open_ones += inside.is_indefinite
        at = inside.start if inside.is_indefinite else inside.end
    return at


def _octets(data: bytes, content: _Element, end: int) -> bytes:
    """The content's bytes: in one piece, or in parts as programs write them that do not know the length before."""
    if content.tag == _OCTETS:
        return data[content.start : content.end]
    if content.tag != _OCTETS_IN_PARTS:
        raise ValueError
    found, at = [], content.start
    last = end if content.is_indefinite else content.end
    while at < last and data[at : at + 2] != b"\0\0":
        part = _element(data, at, last)
        if part.tag == _OCTETS:
            found.append(data[part.start : part.end])
        elif part.tag != _OCTETS_IN_PARTS:
            raise ValueError
        at = part.start if part.tag == _OCTETS_IN_PARTS else part.end
    return b"".join(found)


def _unpacked(data: bytes, tally: ArrivalTally) -> bytes | None:
    """What zlib compressed; None with a remark where it is damaged. Raises OverLimit."""
    engine, found, waiting = zlib.decompressobj(), bytearray(), data
    try:
        while not engine.eof and (piece := engine.decompress(waiting, _PIECE)):
            tally.inflate(len(piece))
            found += piece
            waiting = engine.unconsumed_tail
    except zlib.error:
        tally.remark(_BROKEN, ArrivalReason.UNOPENED)
        return None
    return bytes(found)
