"""The headers of a .rar, of version 4 and 5: what is in it under which name, and whether a password is needed.

What is not compressed is handed out without any other program; names come from here whatever program unpacks."""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao_xlsx.mail.charsets import decode

# Ten times the files that are opened (2,000), and no loop without end over hostile sizes.
_MOST_BLOCKS = 20_000
_FOUR, _FIVE = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
# RAR 4: 0x73 heads the archive, 0x74 a file, 0x7B ends; seven bytes are the shortest header.
_ARCHIVE_4, _FILE_4, _END_4, _SHORTEST_4 = 0x73, 0x74, 0x7B, 7
# RAR 5: 2 heads a file, 4 says that all headers are enciphered, 5 ends the archive.
_FILE_5, _CIPHER_5, _END_5 = 2, 4, 5
# A file's method where it is only stored, and the hosts whose attributes are a mode of Unix.
_STORED_4, _UNIX_4, _UNIX_5 = 0x30, 3, 1
# A file's extra records: 1 enciphers it, 5 makes it a link.
_CIPHER, _LINK = 1, 5


@dataclass(frozen=True, slots=True)
class RarMember:
    """One entry: its path as its sender saw it, where its packed bytes lie, and how they were packed; `crc` is -1 where
    the header has none. `is_split` is one whose bytes begin or go on in another volume."""

    path: str
    start: int
    packed: int
    size: int
    crc: int = -1
    is_stored: bool = False
    is_file: bool = True
    is_locked: bool = False
    is_split: bool = False


@dataclass(frozen=True, slots=True)
class RarListing:
    """The entries as far as the headers could be read; `is_whole` where they were read to their end, `is_locked` where
    the headers themselves are enciphered, `is_volume` for a part of several."""

    members: tuple[RarMember, ...] = ()
    is_whole: bool = False
    is_locked: bool = False
    is_volume: bool = False

    @property
    def needs_password(self) -> bool:
        return self.is_locked or any(member.is_locked for member in self.members)

    @property
    def is_stored(self) -> bool:
        """Whether every file can be handed out as it lies there."""
        files = [member for member in self.members if member.is_file]
        return self.is_whole and all(member.is_stored and not member.is_split for member in files)


def rar_listing(data: bytes) -> RarListing:
    """What the headers say; nothing where they are none."""
    blocks = _blocks_5 if data.startswith(_FIVE) else _blocks_4 if data.startswith(_FOUR) else None
    if blocks is None:
        return RarListing()
    members: list[RarMember] = []
    facts = {"whole": False, "locked": False, "volume": False}
    try:
        for found in blocks(data):
            if isinstance(found, RarMember):
                members.append(found)
            else:
                facts[found] = True
        facts["whole"] |= facts["locked"]
    except (struct.error, IndexError):
        pass
    return RarListing(tuple(members), facts["whole"], facts["locked"], facts["volume"])


def _blocks_4(data: bytes) -> Iterator[RarMember | str]:
    """Blocks of checksum, type, flags, size; 0x80 of the archive's flags and 0x04 of a file's mean a password."""
    at = len(_FOUR)
    for _ in range(_MOST_BLOCKS):
        if at == len(data):
            # Old programs wrote no end.
            yield "whole"
            return
        _, kind, flags, size = struct.unpack_from("<HBHH", data, at)
        # 0x8000: data of the size that follows stand behind the header.
        packed = struct.unpack_from("<I", data, at + 7)[0] if flags & 0x8000 else 0
        if kind == _ARCHIVE_4 and flags & 0x01:
            yield "volume"
        if kind == _ARCHIVE_4 and flags & 0x80:
            yield "locked"
            return
        if size < _SHORTEST_4:
            return
        if kind == _FILE_4:
            member = _member_4(data, at, flags=flags, size=size)
            packed = member.packed
            yield member
        if kind == _END_4:
            yield "whole"
            return
        at += size + packed


def _member_4(data: bytes, at: int, *, flags: int, size: int) -> RarMember:
    packed, full, host, crc, _, _, method, name_size, mode = struct.unpack_from("<IIBIIBBHI", data, at + 7)
    start = at + 32
    if flags & 0x100:
        # Sizes beyond 4 GiB have their upper halves here.
        high_packed, high_full = struct.unpack_from("<II", data, start)
        packed, full, start = packed | high_packed << 32, full | high_full << 32, start + 8
    # 0xE0 of the flags: a folder.
    is_file = flags & 0xE0 != 0xE0 and not (host == _UNIX_4 and stat.S_ISLNK(mode))
    return RarMember(
        _name_4(data[start : start + name_size], is_unicode=bool(flags & 0x200)),
        at + size,
        packed,
        full,
        crc,
        is_stored=method == _STORED_4,
        is_file=is_file,
        is_locked=bool(flags & 0x04),
        is_split=bool(flags & 0x03),
    )


def _name_4(raw: bytes, *, is_unicode: bool) -> str:
    """The name: with the flag, UTF-8, or the 8-bit name and behind a zero what makes it Unicode; without, the bytes of
    the sender's system, GBK here."""
    narrow, zero, packed = raw.partition(b"\0")
    if not is_unicode or not zero:
        return decode(narrow)
    try:
        return _widened(narrow, packed)
    except IndexError:
        return decode(narrow)


def _widened(narrow: bytes, packed: bytes) -> str:
    """RAR 4's own packing of UTF-16: two bits a character say how many of its bytes are there, or that a run of the
    8-bit name is taken, shifted or not."""
    high, at, flags, left = packed[0] << 8, 1, 0, 0
    found: list[int] = []
    while at < len(packed):
        if not left:
            flags, at, left = packed[at], at + 1, 8
        left -= 2
        match flags >> left & 3:
            case 0:
                found.append(packed[at])
                at += 1
            case 1:
                found.append(packed[at] | high)
                at += 1
            case 2:
                found.append(packed[at] | packed[at + 1] << 8)
                at += 2
            case _:
                length, at = packed[at], at + 1
                shift = 0
                if length & 0x80:
                    shift, at = packed[at], at + 1
                top = high if length & 0x80 else 0
                # A run counts from two.
                run = narrow[len(found) : len(found) + (length & 0x7F) + 2]
                found += [(byte + shift & 0xFF) | top for byte in run]
    return b"".join(unit.to_bytes(2, "little") for unit in found).decode("utf-16-le", "replace")


def _blocks_5(data: bytes) -> Iterator[RarMember | str]:
    """Blocks of checksum and numbers of variable length; type 4 enciphers everything, a file's extra record 1 it."""
    at = len(_FIVE)
    for _ in range(_MOST_BLOCKS):
        # Behind the checksum of four bytes.
        size, start = _number(data, at + 4)
        kind, cursor = _number(data, start)
        flags, cursor = _number(data, cursor)
        extra, cursor = _number(data, cursor) if flags & 1 else (0, cursor)
        packed, cursor = _number(data, cursor) if flags & 2 else (0, cursor)
        if kind == _CIPHER_5:
            yield "locked"
            return
        if kind == 1 and _number(data, cursor)[0] & 1:
            yield "volume"
        if kind == _FILE_5:
            records = frozenset(_records(data[start + size - extra : start + size])) if extra else frozenset()
            yield _member_5(data, cursor, start=start + size, packed=packed, flags=flags, records=records)
        if kind == _END_5:
            yield "whole"
            return
        if not size:
            return
        at = start + size + packed


def _member_5(data: bytes, at: int, *, start: int, packed: int, flags: int, records: frozenset[int]) -> RarMember:
    about, at = _number(data, at)
    full, at = _number(data, at)
    mode, at = _number(data, at)
    # 0x02: a time of four bytes; 0x04: the checksum.
    at += 4 if about & 0x02 else 0
    crc = struct.unpack_from("<I", data, at)[0] if about & 0x04 else -1
    at += 4 if about & 0x04 else 0
    method, at = _number(data, at)
    host, at = _number(data, at)
    length, at = _number(data, at)
    path = data[at : at + length].decode("utf-8", "replace")
    is_link = _LINK in records or (host == _UNIX_5 and stat.S_ISLNK(mode))
    return RarMember(
        path,
        start,
        packed,
        full,
        crc,
        # Bits 7 to 9.
        is_stored=not method >> 7 & 7,
        # 0x01: a folder.
        is_file=not about & 0x01 and not is_link,
        is_locked=_CIPHER in records,
        # Of the header's flags: its data began in the volume before, or go on in the next.
        is_split=bool(flags & 0x18),
    )


def _records(extra: bytes) -> Iterator[int]:
    at = 0
    while at < len(extra):
        size, start = _number(extra, at)
        yield _number(extra, start)[0]
        at = start + size


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
