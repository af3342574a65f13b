"""Zip archives: their directory read with care, member names as the sender saw them, members inflated and counted."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from jixiao_xlsx.mail.charsets import decode
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally, Limits, OverLimit, mib
from jixiao_xlsx.mail.names import is_noise, last_part, shown_name

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


def open_zip(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The members as they come; what is not handed on is said in `tally.remarks`. Raises OverLimit at a total."""
    if member_count(data) > tally.limits.entries:
        raise OverLimit(f"压缩包里的文件超过 {tally.limits.entries} 个，没有打开")
    locked: list[str] = []
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            for entry in opened.infolist():
                yield from _member(opened, entry, tally, locked=locked)
    except BROKEN as error:
        # 60 letters of zipfile's English tell a cut archive from a damaged one.
        tally.remarks.append(f"压缩包打不开：已损坏或不完整（{shown_name(str(error))[:60]}）")
    if locked:
        # Three names make clear which archive is meant.
        tally.remarks.append(f"压缩包有密码，{len(locked)} 个文件没有打开：{'、'.join(locked[:3])}；请对方不设密码重发")


def _member(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, tally: ArrivalTally, *, locked: list[str]
) -> Iterator[InnerFile]:
    path = member_path(entry)
    if path.endswith(("/", "\\")) or is_noise(path):
        return
    tally.entry()
    name = last_part(path, f"文件{tally.counts.entries}")
    # The upper half of the attributes is the mode of Unix.
    if entry.create_system == _UNIX and stat.S_ISLNK(entry.external_attr >> 16):
        tally.remarks.append(f"“{name}”是符号链接，没有打开")
    elif entry.flag_bits & _ENCRYPTED:
        locked.append(name)
    elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        tally.remarks.append(f"“{name}”的压缩方法不常见，没有打开；请对方用普通的 zip 重发")
    else:
        body = _inflate(opened, entry, tally, name=name)
        if body is not None:
            yield InnerFile(name=name, data=body, place=path)


def _inflate(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, tally: ArrivalTally, *, name: str) -> bytes | None:
    """The member's bytes; None with a remark where it is damaged or too large for itself."""
    body = bytearray()
    try:
        with opened.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                body += chunk
                tally.inflate(len(chunk))
                if reason := _too_large(len(body), entry.compress_size, tally.limits):
                    tally.remarks.append(f"“{name}”{reason}，没有打开")
                    return None
    except BROKEN:
        tally.remarks.append(f"“{name}”已损坏，没有打开")
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
