"""Zip archives: their directory read with care, member names as the sender saw them, members inflated and counted."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from jixiao_xlsx.mail.charsets import decode
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally, Limits, OverLimit, mib
from jixiao_xlsx.mail.names import is_noise, last_part, shown_name
from jixiao_xlsx.mail.zip_locks import AES_METHOD, NO_PYZIPPER, can_open, streams_of
from jixiao_xlsx.model.season.delivery import ArrivalReason

# 64 KiB: a bomb is noticed at most so much too late.
_CHUNK = 1 << 16
# The system on which a member was made, APPNOTE 4.4.2: only there the mode has a meaning.
_UNIX = 3
# APPNOTE 4.4.4: bit 0 enciphered, bit 6 strongly so.
_ENCRYPTED = 0x41
# APPNOTE 4.4.4: bit 11, the name is UTF-8.
_UTF8 = 0x800
# APPNOTE 4.6.9: Info-ZIP's Unicode path.
_UNICODE_PATH = 0x7075
_END, _MEMBER = b"PK\x05\x06", b"PK\x01\x02"
# What zipfile raises over foreign bytes, among them a name that claims UTF-8 and is none.
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
)


def member_count(data: bytes) -> int:
    """How many members the directory lists, counted without building it: 450,000 take zipfile seconds."""
    end = data.rfind(_END)
    # The end record has 22 bytes: the directory's size at 12, the length of its comment at 20.
    if end < 0 or end + 20 > len(data):
        return 0
    (size,) = struct.unpack_from("<I", data, end + 12)
    # Between the directory and its end a Zip64 record may stand, 76 bytes and what a program adds.
    return data.count(_MEMBER, max(0, end - size - (1 << 12)), end)


def disk_number(data: bytes) -> int:
    """Which part of a cut archive this is the last one of, counted from 0; 0 for a whole archive too."""
    # The end record has 22 bytes and a comment of at most 64 KiB behind it; the number of this disk stands at 4.
    end = data.rfind(_END, max(0, len(data) - (1 << 16) - 22))
    return int(struct.unpack_from("<H", data, end + 4)[0]) if 0 <= end <= len(data) - 22 else 0


def open_zip(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The members as they come; what is not handed on is said in `tally.remarks`. Raises OverLimit at a total."""
    if member_count(data) > tally.limits.entries:
        raise OverLimit(f"压缩包里的文件超过 {tally.limits.entries} 个，没有打开")
    if last := disk_number(data):
        words = f"压缩包分卷，一共应有 {last + 1} 卷，只到了最后一卷；请对方把各卷一起重发，或不分卷重发"
        tally.remark(words, ArrivalReason.UNOPENED)
        return
    reading = _ZipReading(data, tally)
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            for entry in opened.infolist():
                yield from reading.member(opened, entry)
    except BROKEN as error:
        # 60 letters of zipfile's English tell a cut archive from a damaged one.
        tally.remark(f"压缩包打不开：已损坏或不完整（{shown_name(str(error))[:60]}）", ArrivalReason.UNOPENED)
    reading.tell_locked()


@dataclass(slots=True)
class _ZipReading:
    """One archive while its members are read: which of them stayed locked, and the password that opened one."""

    data: bytes = field(repr=False)
    tally: ArrivalTally
    locked: list[str] = field(default_factory=list)
    wants_pyzipper: bool = False
    known: tuple[str, ...] = field(default=(), repr=False)

    def member(self, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[InnerFile]:
        path, tally = member_path(entry), self.tally
        if path.endswith(("/", "\\")) or is_noise(path):
            return
        tally.entry()
        name = last_part(path, f"文件{tally.counts.entries}")
        # The upper half of the attributes is the mode of Unix.
        if entry.create_system == _UNIX and stat.S_ISLNK(entry.external_attr >> 16):
            tally.remarks.append(f"“{name}”是符号链接，没有打开")
        elif entry.flag_bits & _ENCRYPTED:
            body = self._unlocked(entry)
            if body is None:
                self.locked.append(name)
            else:
                yield InnerFile(name=name, data=body, place=path)
        elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            tally.remark(f"“{name}”的压缩方法不常见，没有打开；请对方用普通的 zip 重发", ArrivalReason.UNOPENED)
        else:
            plain = _inflate(opened, entry, tally, name=name)
            if plain is not None:
                yield InnerFile(name=name, data=plain, place=path)

    def _unlocked(self, entry: zipfile.ZipInfo) -> bytes | None:
        """The member under the first password that fits, the one that fitted last before the others."""
        self.wants_pyzipper |= entry.compress_type == AES_METHOD and not can_open(entry)
        for password in dict.fromkeys((*self.known, *self.tally.passwords)):
            for stream in streams_of(self.data, entry, (password,)):
                with suppress(*BROKEN), stream:
                    body = _whole(stream, entry, self.tally)
                    if body is not None:
                        self.known = (password,)
                        return body
        return None

    def tell_locked(self) -> None:
        if not self.locked:
            return
        # Three names make clear which archive is meant.
        names = "、".join(self.locked[:3])
        wanted = f"；{NO_PYZIPPER}" if self.wants_pyzipper and self.tally.passwords else "；请对方不设密码重发"
        words = f"压缩包有密码，{len(self.locked)} 个文件没有打开：{names}{wanted}"
        self.tally.remark(words, ArrivalReason.LOCKED)


def _whole(stream: IO[bytes], entry: zipfile.ZipInfo, tally: ArrivalTally) -> bytes | None:
    """A deciphered member read to its end; None where it is too large for itself. Raises OverLimit."""
    body = bytearray()
    while chunk := stream.read(_CHUNK):
        body += chunk
        tally.inflate(len(chunk))
        if _too_large(len(body), entry.compress_size, tally.limits):
            return None
    return bytes(body)


def _inflate(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, tally: ArrivalTally, *, name: str) -> bytes | None:
    """The member's bytes; None with a remark where it is damaged or too large for itself."""
    body = bytearray()
    try:
        with opened.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                body += chunk
                tally.inflate(len(chunk))
                if reason := _too_large(len(body), entry.compress_size, tally.limits):
                    tally.remark(f"“{name}”{reason}，没有打开", ArrivalReason.TOO_LARGE)
                    return None
    except BROKEN:
        tally.remark(f"“{name}”已损坏，没有打开", ArrivalReason.UNOPENED)
        return None
    return bytes(body)


def _too_large(size: int, packed: int, limits: Limits) -> str:
    if size > limits.entry:
        return f"解开后超过 {mib(limits.entry)}"
    if size > limits.ratio_from and size > limits.ratio * max(packed, 1):
        return f"压缩比超过 {limits.ratio}:1"
    return ""


def member_path(entry: zipfile.ZipInfo) -> str:
    """The member's path as its sender saw it. Without the UTF-8 flag zipfile reads the bytes as cp437: they are UTF-8
    where that fits and GB18030 else; a Unicode path in the extra field goes before both."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.orig_filename
    return _unicode_path(entry.extra, raw) or decode(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Info-ZIP's field 0x7075: version 1, checksum of the plain name, the name in UTF-8."""
    # Each field: identifier and size, two bytes each.
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        # The checksum is of the plain name: a tool that renamed the member left the old Unicode path behind.
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack_from("<BI", body) == (1, zlib.crc32(raw)):
            return body[5:].decode("utf-8", "replace")
    return ""
