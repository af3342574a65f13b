"""A foreign zip archive: its directory is checked as a whole, its parts are inflated in small, counted pieces."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from jixiao_xlsx.sheet.raw.foreign.limits import (
    FileTally,
    Limit,
    Refused,
    damaged,
)

# 64 KiB: a bomb is stopped after at most one such piece too many, and calls into zlib stay few.
_PIECE = 1 << 16
# APPNOTE 4.3.7: the signature, and the lengths of name and extra field in the last four of 30 bytes.
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_UNIX = 3  # APPNOTE 4.4.2: the host whose attributes may say "symbolic link"


def _unsafe(reason: str) -> Refused:
    return Refused("F08", reason=reason)


def _directory(data: bytes, tally: FileTally) -> list[zipfile.ZipInfo]:
    """The central directory; headers are counted first, because building 450,000 entries takes seconds."""
    tally.add(Limit.ENTRIES, data.count(b"PK\x01\x02"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            return opened.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, struct.error) as error:
        raise damaged("压缩目录不完整") from error


def _part_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name with forward slashes; names that point outside the archive are refused."""
    name = entry.orig_filename.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or ":" in parts[0] or ".." in parts or "\0" in name:
        # 80 characters of a name that may be 65,535 long are enough to find it.
        raise _unsafe(f"条目名越界：{name[:80]!r}")
    return name


def _check_entry(entry: zipfile.ZipInfo) -> None:
    # Bit 0 is encryption, bit 6 strong encryption (APPNOTE 4.4.4).
    if entry.flag_bits & 0x41:
        raise Refused("F06", kind="的压缩内容加了密码")
    if entry.create_system == _UNIX and stat.S_ISLNK(entry.external_attr >> 16):
        raise _unsafe("含有符号链接")
    # No office program writes another method, and every other decompressor is one more way in.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _unsafe("压缩方法不常见")


def _body_start(data: bytes, entry: zipfile.ZipInfo) -> int:
    start = entry.header_offset
    if start < 0 or start + _LOCAL_HEADER.size > len(data):
        raise damaged("压缩条目不完整")
    signature, name_size, extra_size = _LOCAL_HEADER.unpack_from(data, start)
    if signature != b"PK\x03\x04":
        raise damaged("压缩条目不完整")
    return start + _LOCAL_HEADER.size + int(name_size) + int(extra_size)


class Archive:
    """The parts of a zip archive by name, whatever the case; nothing is inflated before `stream` asks for it."""

    def __init__(self, data: bytes, tally: FileTally) -> None:
        self._data = memoryview(data)
        self._tally = tally
        self._parts: dict[str, tuple[zipfile.ZipInfo, int]] = {}
        spans: list[tuple[int, int]] = []
        for entry in _directory(data, tally):
            self._admit(data, entry, spans)
        self._refuse_overlaps(sorted(spans), len(data))
        if self.declared_size > tally.limits.most(Limit.INFLATED):
            raise tally.too_much(Limit.INFLATED)

    def _admit(self, data: bytes, entry: zipfile.ZipInfo, spans: list[tuple[int, int]]) -> None:
        name = _part_name(entry)
        start = _body_start(data, entry)
        # Before anything is skipped: a folder or a shadow of macOS must not overlap either.
        spans.append((entry.header_offset, start + entry.compress_size))
        # macOS adds a shadow of each file, with names of their own; it is no part of the workbook.
        if name.startswith("__MACOSX/") or name.endswith("/"):
            return
        _check_entry(entry)
        # Part names ignore case (ECMA-376 part 2): two readers would see two different workbooks.
        if name.lower() in self._parts:
            raise _unsafe(f"条目重复：{name[:80]!r}")
        self._parts[name.lower()] = (entry, start)

    @staticmethod
    def _refuse_overlaps(spans: list[tuple[int, int]], size: int) -> None:
        # Overlaps are how a small zip holds petabytes; they also show different contents to different readers.
        following = [start for start, _ in spans[1:]] + [size]
        if any(end > limit for (_, end), limit in zip(spans, following, strict=True)):
            raise _unsafe("条目互相重叠")

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self._parts)

    @property
    def declared_size(self) -> int:
        """The inflated size that the directory claims; `stream` refuses an entry that claims wrongly."""
        return sum(entry.file_size for entry, _ in self._parts.values())

    def stream(self, part: str) -> Iterator[bytes]:
        """The part's bytes in pieces of at most 64 KiB; sizes, ratio and checksum are counted, never believed."""
        found = self._parts.get(part.lower())
        if found is None:
            raise damaged(f"缺少部件 {part[:80]}")
        entry, start = found
        body = self._data[start : start + entry.compress_size]
        pieces = _inflate(body) if entry.compress_type == zipfile.ZIP_DEFLATED else _slices(body)
        return self._counted(pieces, entry)

    def read(self, part: str) -> bytes:
        return b"".join(self.stream(part))

    def _counted(self, pieces: Iterator[bytes], entry: zipfile.ZipInfo) -> Iterator[bytes]:
        size = checksum = 0
        limits = self._tally.limits
        for piece in pieces:
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            self._tally.add(Limit.INFLATED, len(piece))
            if size > entry.file_size:
                raise _unsafe("条目的实际大小与声明不符")
            if size > limits.entry:
                raise self._tally.too_much(Limit.INFLATED)
            # Empty sheets of repeated tags pack far better than 200:1, but only while they are small.
            if size > limits.ratio_from and size > limits.ratio * entry.compress_size:
                raise _unsafe(f"压缩比超过 {limits.ratio}:1")
            yield piece
        if size != entry.file_size:
            raise _unsafe("条目的实际大小与声明不符")
        if checksum != entry.CRC:
            raise damaged("校验和不符")


def _slices(body: memoryview) -> Iterator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield bytes(body[start : start + _PIECE])


def _inflate(body: memoryview) -> Iterator[bytes]:
    # Negative: a raw stream, as zip keeps it, without zlib's own header.
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting: bytes | memoryview = body
    try:
        while not engine.eof:
            piece = engine.decompress(waiting, _PIECE)
            waiting = engine.unconsumed_tail
            if not piece and not waiting and not engine.eof:
                raise damaged("压缩内容不完整")
            if piece:
                yield piece
    except zlib.error as error:
        raise damaged("压缩内容有误") from error
