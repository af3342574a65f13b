"""Locked members of a zip, opened with the passwords that were given: the old cipher by the standard library, AES by
pyzipper where it is installed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from typing import IO

# APPNOTE 7.2: the method that AES-enciphered members tell; the real one stands in their extra field.
AES_METHOD = 99
NO_PYZIPPER = "压缩包用 AES 加密，没有安装 pyzipper 打不开：pip install 'jixiao_xlsx[mail]'；或请对方不设密码重发"
# The old cipher runs at about 1 MB a second in Python; a workbook's own limit is 20 MB.
MOST_LOCKED = 20 << 20


def can_open(entry: zipfile.ZipInfo) -> bool:
    """Whether what would decipher a member is installed, and the member small enough for it."""
    if entry.compress_size > MOST_LOCKED:
        return False
    return entry.compress_type != AES_METHOD or _aes() is not None


def streams_of(data: bytes, entry: zipfile.ZipInfo, passwords: Sequence[str]) -> Iterator[IO[bytes]]:
    """The member's contents under each password that its own check lets through: of a wrong one in 256, and only what
    is read to its end, its checksum included, is right."""
    opener = _aes() if entry.compress_type == AES_METHOD else zipfile.ZipFile
    if opener is None or not can_open(entry):
        return
    with opener(BytesIO(data)) as opened:
        for password in passwords:
            for raw in spellings(password):
                with suppress(RuntimeError, zipfile.BadZipFile, ValueError, EOFError, OSError, zlib.error):
                    yield opened.open(_same(opened, entry), pwd=raw)


def spellings(password: str) -> tuple[bytes, ...]:
    """A password as the bytes that programs make of it: Chinese ones differ."""
    return tuple(dict.fromkeys(password.encode(charset, "replace") for charset in ("utf-8", "gb18030")))


def _same(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    return next(found for found in opened.infolist() if found.header_offset == entry.header_offset)


def _aes() -> type[zipfile.ZipFile] | None:
    try:
        from pyzipper import AESZipFile
    except ImportError:
        return None
    return AESZipFile  # type: ignore[no-any-return]
