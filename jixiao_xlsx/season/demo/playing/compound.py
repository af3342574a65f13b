"""A compound file (OLE2) around streams, as .xls and password-protected workbooks are kept in ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Mapping

# [MS-CFB] 2.2: sectors of 512 bytes are version 3, which .xls is kept in.
_SECTOR = 512
_CUTOFF = 4096  # a smaller stream would have to live in the mini stream
# [MS-CFB] 2.1: free, end of a chain, a sector of the table itself.
_FREE, _END, _TABLE = -1, -2, -3
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# [MS-CFB] 2.6.1: the types of directory entries.
_ROOT, _STREAM = 5, 2
# [MS-CFB] 2.2: so many sectors of the table are listed in the header itself; more would need lists of their own.
_IN_HEADER = 109


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """The streams below the root of one compound file of 512-byte sectors, each padded to 4096 bytes at least.

    At most 109 sectors of the sector table, which is about 7 MB in all.
    """
    table: list[int] = []
    bodies: list[bytes] = []
    entries: list[bytes] = []
    # A directory's names form a tree ordered by length, then by letters: a chain to the right is one.
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    for index, name in enumerate(names):
        body = streams[name].ljust(_CUTOFF, b"\0")
        right = index + 2 if index + 1 < len(names) else _FREE
        entries.append(_entry(name, _STREAM, first=_chain(table, bodies, body), size=len(body), right=right))
    root = _entry("Root Entry", _ROOT, first=_END, size=0, child=1 if names else _FREE)
    directory = _chain(table, bodies, b"".join([root, *entries]), fill=_entry("", 0, first=0, size=0))
    return _header(table, directory) + b"".join(bodies) + struct.pack(f"<{len(table)}i", *table)


def _chain(table: list[int], bodies: list[bytes], body: bytes, *, fill: bytes = b"\0") -> int:
    """Adds a body in sectors of its own; returns the first one."""
    missing = -len(body) % _SECTOR
    whole = body + fill * (missing // len(fill))
    first, count = len(table), len(whole) // _SECTOR
    table += [*range(first + 1, first + count), _END]
    bodies.append(whole)
    return first


def _header(table: list[int], directory: int) -> bytes:
    """Completes the sector table with its own sectors, and gives the header that tells where they are."""
    # Entries of the table are four bytes each.
    per_sector = _SECTOR // 4
    first, count = len(table), 1
    # The table's own sectors stand in the table too.
    while first + count > count * per_sector:
        count += 1
    table += [_TABLE] * count
    table += [_FREE] * (count * per_sector - len(table))
    # Version 3 with minor 0x3E, little-endian, sectors of 2^9, mini sectors of 2^6.
    head = struct.pack("<8s16xHHHHH6xIIIIIiIiI", _SIGNATURE, 0x3E, 3, 0xFFFE, 9, 6,
                       0, count, directory, 0, _CUTOFF, _END, 0, _END, 0)  # fmt: skip
    places = [*range(first, first + count)]
    return head + struct.pack(f"<{_IN_HEADER}i", *places, *[_FREE] * (_IN_HEADER - count))


def _entry(name: str, kind: int, *, first: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    wide = (name + "\0").encode("utf-16-le") if name else b""
    return struct.pack("<64sHBBiii36xiI4x", wide, len(wide), kind, 1, _FREE, right, child, first, size)
