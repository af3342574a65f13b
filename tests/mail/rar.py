"""A writer of RAR 4 archives without compression, for tests: there is no free program that makes a .rar."""

from __future__ import annotations

import struct
import zlib

_MARKER = b"Rar!\x1a\x07\x00"
_STORED = 0x30
_HAS_UNICODE, _LONG, _PASSWORD = 0x0200, 0x8000, 0x0004


def rar_of(members: dict[str, bytes], *, encrypted: bool = False) -> bytes:
    """An archive of stored files; `encrypted` only says so in the flags, which is as far as an unpacker gets."""
    body = b"".join(_file(name, data, encrypted=encrypted) for name, data in members.items())
    return _MARKER + _block(0x73, 0, bytes(6)) + body + _block(0x7B, 0x4000, b"")


def _file(name: str, data: bytes, *, encrypted: bool) -> bytes:
    raw = name.encode("utf-8")
    flags = _LONG | (_HAS_UNICODE if not raw.isascii() else 0) | (_PASSWORD if encrypted else 0)
    fields = struct.pack(
        "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5C215000, 20, _STORED, len(raw), 0o100644
    )
    return _block(0x74, flags, fields + raw) + data


def _block(kind: int, flags: int, rest: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head
