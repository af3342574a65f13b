"""The headers of a .rar, of version 4 and 5, read as far as it takes to see whether a password is needed."""

from __future__ import annotations

import struct

# Ten times the files that are opened (2,000), and no loop without end over hostile sizes.
_MOST_BLOCKS = 20_000
_FOUR, _FIVE = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"


def is_locked(data: bytes) -> bool:
    """True where the archive or any file in it is enciphered; False also where the headers cannot be read."""
    try:
        if data.startswith(_FIVE):
            return _five_is_locked(data)
        return data.startswith(_FOUR) and _four_is_locked(data)
    except (struct.error, IndexError):
        return False


def _four_is_locked(data: bytes) -> bool:
    """Blocks of checksum, type, flags, size; 0x80 of the archive's flags and 0x04 of a file's mean a password."""
    at = len(_FOUR)
    for _ in range(_MOST_BLOCKS):
        _, kind, flags, size = struct.unpack_from("<HBHH", data, at)
        # RAR 4: 0x73 heads the archive, 0x74 a file.
        if (kind == 0x73 and flags & 0x80) or (kind == 0x74 and flags & 0x04):
            return True
        # 0x8000: data of the size that follows stand behind the header.
        packed = struct.unpack_from("<I", data, at + 7)[0] if flags & 0x8000 else 0
        # Seven bytes are the shortest header; 0x7B ends the archive.
        if size < 7 or kind == 0x7B:
            return False
        at += size + packed
    return False


def _five_is_locked(data: bytes) -> bool:
    """Blocks of checksum and numbers of variable length; type 4 enciphers everything, a file's extra record 1 it."""
    at = len(_FIVE)
    for _ in range(_MOST_BLOCKS):
        # Behind the checksum of four bytes.
        size, start = _number(data, at + 4)
        kind, cursor = _number(data, start)
        flags, cursor = _number(data, cursor)
        extra, cursor = _number(data, cursor) if flags & 1 else (0, cursor)
        packed, cursor = _number(data, cursor) if flags & 2 else (0, cursor)
        # RAR 5: 2 heads a file, 4 says that all headers are enciphered, 5 ends the archive.
        if kind == 4 or (kind == 2 and _has_record_one(data[start + size - extra : start + size])):
            return True
        if kind == 5 or not size:
            return False
        at = start + size + packed
    return False


def _has_record_one(extra: bytes) -> bool:
    at = 0
    while at < len(extra):
        size, start = _number(extra, at)
        if _number(extra, start)[0] == 1:
            return True
        at = start + size
    return False


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and where the next one stands."""
    value = 0
    # Ten bytes of seven bits hold 64 and are the format's longest number.
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, at
