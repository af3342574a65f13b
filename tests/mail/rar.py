"""A writer of RAR 4 and RAR 5 archives without compression, for tests: there is no free program that makes a .rar."""

from __future__ import annotations

import struct
import zlib

_MARKER = b"Rar!\x1a\x07\x00"
_STORED = 0x30
_HAS_UNICODE, _LONG, _PASSWORD = 0x0200, 0x8000, 0x0004


def rar_of(members: dict[str, bytes], *, encrypted: bool = False, method: int = _STORED) -> bytes:
    """An archive of stored files; `encrypted` only says so in the flags, which is as far as an unpacker gets;
    another `method` claims a compression, so that another program is asked."""
    body = b"".join(_file(name, data, encrypted=encrypted, method=method) for name, data in members.items())
    return _MARKER + _block(0x73, 0, bytes(6)) + body + _block(0x7B, 0x4000, b"")


def _file(name: str, data: bytes, *, encrypted: bool, method: int) -> bytes:
    raw = name.encode("utf-8")
    flags = _LONG | (_HAS_UNICODE if not raw.isascii() else 0) | (_PASSWORD if encrypted else 0)
    fields = struct.pack(
        "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5C215000, 20, method, len(raw), 0o100644
    )
    return _block(0x74, flags, fields + raw) + data


def _block(kind: int, flags: int, rest: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def rar5_of(members: dict[str, bytes], *, encrypted: bool = False) -> bytes:
    """The same in the newer format."""
    body = b"".join(_file5(name, data, encrypted=encrypted) for name, data in members.items())
    return b"Rar!\x1a\x07\x01\x00" + _block5(b"\x01\x00\x00") + body + _block5(b"\x05\x00\x00")


def _file5(name: str, data: bytes, *, encrypted: bool) -> bytes:
    raw = name.encode("utf-8")
    extra = _counted(b"\x01\x00" + bytes(36)) if encrypted else b""
    sizes = _number(len(extra)) + _number(len(data)) if encrypted else _number(len(data))
    about = b"\x04" + _number(len(data)) + _number(0o100644) + struct.pack("<I", zlib.crc32(data)) + b"\x00\x01"
    return _block5(b"\x02" + (b"\x03" if encrypted else b"\x02") + sizes + about + _counted(raw) + extra) + data


def _block5(rest: bytes) -> bytes:
    head = _counted(rest)
    return struct.pack("<I", zlib.crc32(head)) + head


def _counted(data: bytes) -> bytes:
    return _number(len(data)) + data


def _number(value: int) -> bytes:
    """Seven bits a byte, lowest first."""
    found = b""
    while value > 0x7F:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])
