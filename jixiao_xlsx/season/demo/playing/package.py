"""Zip packages that come out the same every time: workbooks with a pinned saving time, zips with GBK names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def pinned(data: bytes, *, saved: datetime) -> bytes:
    """The .xlsx with the moment it was saved in its properties and on all its members; the contents stay."""
    stamp = saved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[_CORE] = _TIMES.sub(rb"\g<1>" + stamp + rb"\g<3>", members[_CORE])
    return zipped_document(members, saved=saved)


def zipped_document(members: Mapping[str, bytes], *, saved: datetime, first: Mapping[str, str] | None = None) -> bytes:
    """The members in their order; `first` are texts that stand before them, not compressed (`mimetype`)."""
    out = BytesIO()
    moment = _moment(saved)
    with ZipFile(out, "w") as package:
        for name, text in (first or {}).items():
            _put(package, ZipInfo(name, moment), text.encode(), method=ZIP_STORED)
        for name, data in members.items():
            _put(package, ZipInfo(name, moment), data, method=ZIP_DEFLATED)
    return out.getvalue()


def zipped_in_gbk(files: Iterable[tuple[str, bytes]], *, saved: datetime) -> bytes:
    """A zip as older Chinese programs write it: the names in GBK, with nothing that says so."""
    out = BytesIO()
    standing_in: dict[bytes, bytes] = {}
    with ZipFile(out, "w") as package:
        for number, (name, data) in enumerate(files):
            # zipfile writes names in ASCII or UTF-8 only: a stand-in is written and changed in the finished bytes.
            foreign = name.encode("gb18030")
            # the standing-in name is as long as the true one, so that every offset stays
            placeholder = f"<{number}>".ljust(len(foreign), "\x01")
            standing_in[placeholder.encode()] = foreign
            _put(package, ZipInfo(placeholder, _moment(saved)), data, method=ZIP_STORED)
    made = out.getvalue()
    for placeholder_bytes, foreign in standing_in.items():
        made = made.replace(placeholder_bytes, foreign)
    return made


def _put(package: ZipFile, member: ZipInfo, data: bytes, *, method: int) -> None:
    member.compress_type = method
    # 0 is MS-DOS, where names are in the code page of the machine that made them.
    member.create_system = 0
    member.external_attr = 0
    # Pinned: another level, and the same demo would have other bytes.
    package.writestr(member, data, compresslevel=6)


def _moment(saved: datetime) -> tuple[int, int, int, int, int, int]:
    # Zip tells seconds by twos.
    return (saved.year, saved.month, saved.day, saved.hour, saved.minute, saved.second // 2 * 2)
