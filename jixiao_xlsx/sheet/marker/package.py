"""A foreign package whose untouched members are copied as the bytes they came in."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from jixiao_xlsx.sheet.marker.outline import as_utf8
from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally

# APPNOTE 4.3.7, 4.3.12, 4.3.16: local header, directory entry, end of the directory.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
# DOS time and date of what we write: no clock in the bytes. 33 is 1 January of year 0, 1980.
_MIDNIGHT_1980 = (0, 33)
# 2.0, the version that knows deflate; bit 11 (APPNOTE 4.4.4); zlib's own default.
_VERSION, _UTF8_FLAG, _LEVEL = 20, 0x800, 6


@dataclass(frozen=True, slots=True)
class _Member:
    """One member ready to be written: its compressed bytes and what the directory says of them."""

    name: bytes
    flags: int
    method: int
    moment: tuple[int, int]
    crc: int
    size: int
    body: bytes
    attributes: int


class Package:
    """Parts by name, whatever the case; what is written replaces or joins them. Raises Refused at unsafe content."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive = Archive(data, FileTally())
        with zipfile.ZipFile(BytesIO(data)) as opened:
            self._entries = opened.infolist()
        self._written: dict[str, tuple[str, bytes]] = {}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._written or part in self._archive

    def read(self, part: str) -> bytes:
        """The part as UTF-8."""
        written = self._written.get(part.lower())
        return written[1] if written else as_utf8(self._archive.read(part))

    def write(self, part: str, data: bytes) -> None:
        self._written[part.lower()] = (part, data)

    def names(self) -> set[str]:
        """All part names in lower case."""
        return set(self._archive.names()) | set(self._written)

    def free_name(self, pattern: str) -> str:
        """The first part name of a pattern (`xl/comments{}.xml`) that nothing has yet."""
        number = 1
        while pattern.format(number).lower() in self.names():
            number += 1
        return pattern.format(number)

    def save(self) -> bytes:
        """The package: members in their order, new ones last, each with the same bytes for the same content."""
        waiting = dict(self._written)
        members: list[_Member] = []
        for entry in self._entries:
            changed = waiting.pop(_normal(entry), None)
            members.append(self._copied(entry) if changed is None else _packed(_raw_name(entry), entry, changed[1]))
        members += [_packed((name.encode(), _UTF8_FLAG), None, data) for name, data in waiting.values()]
        return _zipped(members)

    def _copied(self, entry: zipfile.ZipInfo) -> _Member:
        header = _LOCAL.unpack_from(self._data, entry.header_offset)
        start = entry.header_offset + _LOCAL.size + header[-2] + header[-1]
        name, flags = _raw_name(entry)
        return _Member(
            name,
            flags,
            entry.compress_type,
            (header[4], header[5]),
            entry.CRC,
            entry.file_size,
            self._data[start : start + entry.compress_size],
            entry.external_attr,
        )


def _normal(entry: zipfile.ZipInfo) -> str:
    return entry.orig_filename.replace("\\", "/").lower()


def _raw_name(entry: zipfile.ZipInfo) -> tuple[bytes, int]:
    utf8 = entry.flag_bits & _UTF8_FLAG
    return entry.orig_filename.encode("utf-8" if utf8 else "cp437"), utf8


def _packed(name: tuple[bytes, int], entry: zipfile.ZipInfo | None, data: bytes) -> _Member:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    # Unix's permissions in the upper half, as zipfile writes them.
    attributes = entry.external_attr if entry else 0o600 << 16
    return _Member(*name, zipfile.ZIP_DEFLATED, _MIDNIGHT_1980, zlib.crc32(data), len(data), body, attributes)


def _zipped(members: list[_Member]) -> bytes:
    out, directory = bytearray(), bytearray()
    for member in members:
        about = (member.flags, member.method, *member.moment, member.crc, len(member.body), member.size)
        at = len(out)
        out += _LOCAL.pack(b"PK\x03\x04", _VERSION, *about, len(member.name), 0) + member.name + member.body
        directory += _CENTRAL.pack(
            b"PK\x01\x02", _VERSION, _VERSION, *about, len(member.name), 0, 0, 0, 0, member.attributes, at
        )
        directory += member.name
    count = len(members)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + end)


def listing_of(part: str) -> str:
    """The part that lists another part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
