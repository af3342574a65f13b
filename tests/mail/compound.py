"""A small writer of compound files ([MS-CFB], version 3) and of Outlook messages in them, for tests.

The directory is a chain of right-hand siblings instead of a balanced tree: legal enough for readers that walk it.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime

SECTOR = 512
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]


class _Sectors:
    """Chains of sectors of one size and the table that links them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data = bytearray()
        self.links: list[int] = []

    def store(self, data: bytes) -> int:
        start = len(self.links)
        self.data += data + bytes(-len(data) % self.size)
        end = len(self.data) // self.size
        self.links += [*range(start + 1, end), END]
        return start


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file whose root holds `tree`: streams are bytes, storages are trees."""
    entries: list[list[object]] = [["Root Entry", 5, NONE, NONE, b""]]
    _lay_out(tree, 0, entries)
    large, small = _Sectors(SECTOR), _Sectors(64)
    starts = [_stored(content, large, small) for _, _, _, _, content in entries]
    entries[0][4], starts[0] = bytes(small.data), large.store(bytes(small.data)) if small.data else END
    directory = large.store(b"".join(map(_entry, entries, starts)))
    mini_table = struct.pack(f"<{len(small.links)}I", *small.links)
    mini_table += b"\xff" * (-len(mini_table) % SECTOR)
    mini_start = large.store(mini_table) if mini_table else END
    tables = 1
    while (len(large.links) + tables) * 4 > tables * SECTOR:
        tables += 1
    first = len(large.links)
    links = large.links + [FAT] * tables
    links += [FREE] * (tables * SECTOR // 4 - len(links))
    versions = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<9I", 0, tables, directory, 0, 4096, mini_start, len(mini_table) // SECTOR, END, 0)
    where = [*range(first, first + tables), *[FREE] * (109 - tables)]
    return versions + places + struct.pack("<109I", *where) + large.data + struct.pack(f"<{len(links)}I", *links)


def _stored(content: object, large: _Sectors, small: _Sectors) -> int:
    if not content:
        return END
    assert isinstance(content, bytes)
    return (large if len(content) >= 4096 else small).store(content)


def _lay_out(tree: Tree, parent: int, entries: list[list[object]]) -> None:
    previous = None
    for name, content in tree.items():
        number = len(entries)
        entries.append([name, 2, NONE, NONE, content] if isinstance(content, bytes) else [name, 1, NONE, NONE, b""])
        if previous is None:
            entries[parent][3] = number
        else:
            entries[previous][2] = number
        previous = number
        if isinstance(content, dict):
            _lay_out(content, number, entries)


def _entry(entry: list[object], start: int) -> bytes:
    name, kind, right, child, data = entry
    text = str(name).encode("utf-16-le")
    assert len(text) <= 62
    assert isinstance(data, bytes)
    return struct.pack("<64sHBBIII16xI8x8xIQ", text, len(text) + 2, kind, 1, NONE, right, child, 0, start, len(data))


def text_stream(number: int, text: str, encoding: str = "utf-16-le") -> Tree:
    """A string property: in Unicode, or in 8 bits of some code page."""
    kind = "001F" if encoding == "utf-16-le" else "001E"
    return {f"__substg1.0_{number:04X}{kind}": text.encode(encoding)}


def attached(name: str, data: bytes, encoding: str = "utf-16-le") -> Tree:
    """An attachment with its long name and its bytes."""
    return {"__properties_version1.0": bytes(8), "__substg1.0_37010102": data, **text_stream(0x3707, name, encoding)}


def outlook_message(properties: Tree, *attachments: Tree, sent: datetime | None = None, header: int = 32) -> Tree:
    """The tree of a message; `header` is 24 for one inside another."""
    fixed = bytes(header)
    if sent:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        fixed += struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)
    numbered = {f"__attach_version1.0_#{number:08X}": attachment for number, attachment in enumerate(attachments)}
    return {"__properties_version1.0": fixed, **properties, **numbered}
