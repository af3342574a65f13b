"""Tar archives, and the streams of gzip, bzip2 and xz that they come in: read forwards once, inflated and counted."""

from __future__ import annotations

import bz2
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from io import RawIOBase
from typing import Protocol

from jixiao_xlsx.mail.charsets import decode
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally, mib
from jixiao_xlsx.mail.names import is_noise, last_part
from jixiao_xlsx.model.season.delivery import ArrivalReason

# A tar is written in blocks of it; the first is the first member's header, with its checksum at 148.
_BLOCK = 512
_CHECKSUM = slice(148, 156)
# 64 KiB: a bomb is noticed at most so much too late.
_PIECE = 1 << 16
# gzip's signature and the method deflate, the only one there is; bzip2's with its level and the first block's mark.
_GZIP, _XZ = b"\x1f\x8b\x08", b"\xfd7zXZ\0"
# 16 and the largest window: zlib then reads gzip's own header.
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
# RFC 1952: flags for a header checksum, an extra field and a name.
_EXTRA, _NAME = 0x04, 0x08
# The dictionary of xz's strongest preset has 64 MiB; a header of a few bytes may ask for 4 GiB.
_XZ_MEMORY = 256 << 20
_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)
_ENDINGS = {".gz": "", ".bz2": "", ".xz": "", ".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def is_tar(data: bytes) -> bool:
    """By the checksum of the first header, which every tar has; what begins with zeros is an empty one or none."""
    head = data[:_BLOCK]
    if len(head) < _BLOCK or not head[0]:
        return False
    try:
        told = int(head[_CHECKSUM].split(b"\0")[0].strip() or b"-1", 8)
    except ValueError:
        return False
    # The field itself counts as eight blanks; both words are ASCII numbers, and some old programs summed signed bytes.
    body = head[:148] + b" " * 8 + head[156:]
    return told in (sum(body), sum(byte - 256 if byte > 127 else byte for byte in body))


def is_compressed(data: bytes) -> bool:
    """A stream of gzip, bzip2 or xz."""
    return _opener(data) is not None


def open_tar(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The files of a tar. Raises OverLimit."""
    yield from _members(_Counted(iter((data,)), tally), tally)


def open_compressed(data: bytes, tally: ArrivalTally, *, name: str = "") -> Iterator[InnerFile]:
    """What a compressed stream holds: the files of a tar, or one file. Raises OverLimit."""
    engine = _opener(data)
    if engine is None:
        return
    stream = _Counted(_inflated(data, engine), tally)
    head = stream.peek(_BLOCK)
    if is_tar(head):
        yield from _members(stream, tally)
        return
    tally.entry()
    inside = _inner_name(data, name) or f"文件{tally.counts.entries}"
    body = bytearray()
    while piece := stream.read(_PIECE):
        body += piece
        if len(body) > tally.limits.entry:
            tally.remark(f"“{inside}”解开后超过 {mib(tally.limits.entry)}，没有打开", ArrivalReason.TOO_LARGE)
            return
    if stream.broken:
        tally.remark("压缩包打不开：已损坏或不完整", ArrivalReason.UNOPENED)
        return
    yield InnerFile(name=inside, data=bytes(body), place=inside)


class _Engine(Protocol):
    """What inflates: the three of the standard library are alike in this."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    """zlib's engine with the manners of the two others: it keeps what it has not used yet."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(_GZIP_WINDOW)

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._engine.decompress(self._engine.unconsumed_tail + data, max_length)


def _opener(data: bytes) -> Callable[[], _Engine] | None:
    if data.startswith(_GZIP):
        return _Gzip
    if data.startswith(b"BZh") and data[4:10] == b"1AY&SY":
        return bz2.BZ2Decompressor
    if data.startswith(_XZ):
        return lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
    return None


def _inflated(data: bytes, engine_of: Callable[[], _Engine]) -> Iterator[bytes]:
    """The bytes of all streams that follow one another, as gzip and xz allow; zeros and what else stands behind them
    is padding."""
    waiting = data
    while waiting and _opener(waiting) is not None:
        engine = engine_of()
        piece = engine.decompress(waiting, _PIECE)
        while not engine.eof:
            yield piece
            before = piece
            piece = engine.decompress(b"", _PIECE)
            if not piece and not before:
                # Twice nothing: the rest of the stream is missing.
                raise EOFError
        yield piece
        waiting = engine.unused_data


class _Counted(RawIOBase):
    """Inflated bytes as a stream that counts them; `broken` once the rest cannot be had, `last` what was read last."""

    def __init__(self, pieces: Iterator[bytes], tally: ArrivalTally) -> None:
        super().__init__()
        self._pieces = pieces
        self._tally = tally
        self._held = bytearray()
        self.broken = False
        self.last = b""

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next bytes, which will be read again."""
        self._fill(size)
        return bytes(self._held[:size])

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer only at the end. Raises OverLimit."""
        self._fill(size)
        self.last = bytes(self._held[:size])
        del self._held[:size]
        return self.last

    def _fill(self, size: int) -> None:
        while len(self._held) < size:
            try:
                piece = next(self._pieces, None)
            except _BROKEN:
                self.broken, piece = True, None
            if piece is None:
                return
            self._tally.inflate(len(piece))
            self._held += piece


def _members(stream: _Counted, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The regular files; links, devices and pipes are no files, and nothing is ever written to where a name points."""
    whole = False
    try:
        # surrogateescape keeps the bytes of names that are not UTF-8: GBK, as Chinese programs write them.
        with tarfile.open(
            fileobj=stream, mode="r|", bufsize=_BLOCK, encoding="utf-8", errors="surrogateescape"
        ) as opened:
            for member in opened:
                yield from _member(opened, member, tally)
        # tarfile takes a damaged header for the end; a real one is a block of zeros, or the end of the file.
        whole = not (stream.broken or stream.last.strip(b"\0"))
    except _BROKEN:
        whole = False
    if not whole:
        tally.remark("压缩包没有读完：已损坏或不完整", ArrivalReason.UNOPENED)


def _member(opened: tarfile.TarFile, member: tarfile.TarInfo, tally: ArrivalTally) -> Iterator[InnerFile]:
    path = decode(member.name.encode("utf-8", "surrogateescape"))
    if member.isdir() or is_noise(path):
        return
    tally.entry()
    name = last_part(path, f"文件{tally.counts.entries}")
    if not member.isreg() or member.issparse():
        kind = "链接" if member.issym() or member.islnk() else "设备一类的东西" if member.isdev() else "不常见的一种"
        tally.remarks.append(f"“{name}”是{kind}，没有打开")
    elif member.size > tally.limits.entry:
        tally.remark(f"“{name}”超过 {mib(tally.limits.entry)}，没有打开", ArrivalReason.TOO_LARGE)
    else:
        body = opened.extractfile(member)
        data = body.read() if body else b""
        if len(data) < member.size:
            raise tarfile.ReadError
        yield InnerFile(name=name, data=data, place=path)


def _inner_name(data: bytes, name: str) -> str:
    """The name that gzip kept, else the archive's own without its ending."""
    if kept := _name_in_gzip(data):
        return last_part(kept)
    stem, dot, ending = name.rpartition(".")
    more = _ENDINGS.get(f".{ending.lower()}") if dot else None
    return last_part(name if more is None else stem + more)


def _name_in_gzip(data: bytes) -> str:
    if not data.startswith(_GZIP) or not data[3] & _NAME:
        return ""
    # RFC 1952: ten bytes, then an extra field behind its length, then the name up to a zero.
    at = 10
    if data[3] & _EXTRA:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    # A name ends soon; what has no end is none.
    raw, end, _ = data[at : at + 1000].partition(b"\0")
    return decode(raw) if end else ""
