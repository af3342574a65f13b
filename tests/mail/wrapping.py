"""Writers of what wraps a file on its way: tars, cut archives, locked zips, winmail.dat, S/MIME; for tests."""

from __future__ import annotations

import io
import struct
import tarfile
import zlib
from collections.abc import Sequence

# --- tar ---


def tar_of(
    members: dict[str, bytes], mode: str = "w", *, encoding: str = "utf-8", form: int = tarfile.GNU_FORMAT
) -> bytes:
    """A tar of regular files, compressed as `mode` says (`w:gz`, `w:bz2`, `w:xz`)."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode, encoding=encoding, format=form) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


# --- cut archives ---


def cut(data: bytes, size: int) -> list[bytes]:
    """Parts of so many bytes, as for .zip.001."""
    return [data[at : at + size] for at in range(0, len(data), size)]


def disks_of(archive: bytes, size: int) -> list[bytes]:
    """A zip as the parts .z01, .z02, …, .zip, each of so many bytes: its places are told within the parts."""
    # APPNOTE 8.5.3: the first part begins with a signature of its own.
    whole = bytearray(b"PK\x07\x08" + archive)
    end = whole.rfind(b"PK\x05\x06")
    place = struct.unpack_from("<I", whole, end + 16)[0] + 4
    at = place
    while whole[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<HHH", whole, at + 28)
        start = struct.unpack_from("<I", whole, at + 42)[0] + 4
        struct.pack_into("<H", whole, at + 34, start // size)
        struct.pack_into("<I", whole, at + 42, start % size)
        at += 46 + name + extra + comment
    struct.pack_into("<HH", whole, end + 4, end // size, place // size)
    struct.pack_into("<I", whole, end + 16, place % size)
    return cut(bytes(whole), size)


# --- locked zips ---


class _Keys:
    """The old cipher of zip (APPNOTE 6.1)."""

    def __init__(self, password: bytes) -> None:
        self._keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._update(byte)

    @staticmethod
    def _crc(value: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def _update(self, byte: int) -> None:
        first, second, third = self._keys
        first = self._crc(first, byte)
        second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        self._keys = [first, second, self._crc(third, second >> 24)]

    def encipher(self, data: bytes) -> bytes:
        found = bytearray()
        for byte in data:
            mask = (self._keys[2] | 2) & 0xFFFF
            found.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
            self._update(byte)
        return bytes(found)


def locked_zip_of(name: str, data: bytes, password: bytes) -> bytes:
    """A zip with one stored member behind the old cipher."""
    crc = zlib.crc32(data)
    body = _Keys(password).encipher(bytes(11) + bytes([crc >> 24]) + data)
    raw = name.encode()
    # Version 2.0, enciphered and UTF-8, stored, at midnight of 1 January 2026.
    fields = struct.pack("<HHHHHIIIHH", 20, 0x801, 0, 0, 0x5C21, crc, len(body), len(data), len(raw), 0)
    local = b"PK\x03\x04" + fields + raw + body
    directory = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    return local + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(local), 0)


# --- winmail.dat ---


def _attribute(level: int, number: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def _text_property(number: int, text: str) -> bytes:
    raw = text.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x1F, number, 1, len(raw)) + raw + bytes(-len(raw) % 4)


def _object_property(number: int, raw: bytes) -> bytes:
    # 16 bytes of an interface's identifier come first.
    raw = bytes(16) + raw
    return struct.pack("<HHII", 0x0D, number, 1, len(raw)) + raw + bytes(-len(raw) % 4)


def winmail_of(
    members: Sequence[tuple[str, bytes]], *, short: bool = False, forwarded: tuple[str, bytes] | None = None
) -> bytes:
    """Outlook's winmail.dat with these attachments: under their long names, or where `short` only under 8-bit ones in
    GBK; `forwarded` is a message attached to it, its subject and its own stream."""
    found = struct.pack("<IH", 0x223E9F78, 1) + _attribute(1, 0x00069007, struct.pack("<II", 936, 0))
    for name, data in members:
        found += _attribute(2, 0x00069002, bytes(14)) + _attribute(2, 0x0006800F, data)
        found += _attribute(2, 0x00018010, name.encode("gbk") + b"\0")
        if not short:
            # A number, a named property of somebody's, then the long name.
            named = struct.pack("<HH", 0x03, 0x8001) + bytes(16) + struct.pack("<III", 0, 7, 1)
            properties = struct.pack("<I", 2) + named + _text_property(0x3707, name)
            found += _attribute(2, 0x00069005, properties)
    if forwarded is not None:
        properties = struct.pack("<I", 1) + _object_property(0x3701, forwarded[1])
        found += _attribute(2, 0x00069002, bytes(14)) + _attribute(2, 0x00069005, properties)
    return found


def winmail_message(subject: str, members: Sequence[tuple[str, bytes]]) -> bytes:
    """The stream of a message that is attached to another."""
    whole = winmail_of(members)
    head, rest = whole[:6], whole[6:]
    return head + _attribute(1, 0x00069003, struct.pack("<I", 1) + _text_property(0x0037, subject)) + rest


# --- S/MIME ---

_SIGNED, _ENVELOPED, _DATA = (bytes.fromhex(f"06092a864886f70d0107{last:02x}") for last in (2, 3, 1))


def _element(tag: int, body: bytes, *, indefinite: bool = False) -> bytes:
    if indefinite:
        return bytes([tag, 0x80]) + body + b"\0\0"
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def signed_of(content: bytes | None, *, streamed: bool = False) -> bytes:
    """Signed data without a signature, around some content (None: the content stands elsewhere); `streamed` as a
    program writes it that does not know the length before: in parts, of indefinite length."""
    if content is None:
        inner = _element(0x30, _DATA)
    elif streamed:
        parts = b"".join(_element(0x04, part) for part in cut(content, 1000))
        octets = _element(0x24, parts, indefinite=True)
        inner = _element(0x30, _DATA + _element(0xA0, octets, indefinite=True), indefinite=True)
    else:
        inner = _element(0x30, _DATA + _element(0xA0, _element(0x04, content)))
    body = b"\x02\x01\x01" + _element(0x31, b"", indefinite=streamed) + inner + _element(0x31, b"")
    data = _element(0x30, body, indefinite=streamed)
    return _element(0x30, _SIGNED + _element(0xA0, data, indefinite=streamed), indefinite=streamed)


def enveloped() -> bytes:
    """Enveloped data, as far as one can tell without a key."""
    body = _element(0x30, b"\x02\x01\x00" + _element(0x31, bytes(300)))
    return _element(0x30, _ENVELOPED + _element(0xA0, body))
