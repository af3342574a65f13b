"""The finished package: the workbook structure locked, and the members zipped the same way every time."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jixiao_xlsx.errors import WorkbookError

_WORKBOOK = "xl/workbook.xml"
_BEFORE = b"<bookViews>"
_LOCK = b'<workbookProtection lockStructure="1"/>'
_LEVEL = 6  # zlib's own default, said here so that the bytes never change with it


def lock_structure(package: bytes) -> bytes:
    """The package with its sheets fixed: none can be added, renamed, moved, unhidden or deleted.

    xlsxwriter cannot write this element; its place is between workbookPr and bookViews.
    """
    members = members_of(package)
    return zipped({**members, _WORKBOOK: _locked(members[_WORKBOOK])})


def members_of(package: bytes) -> dict[str, bytes]:
    """The contents of a package by name, in its order."""
    with ZipFile(BytesIO(package)) as source:
        return {name: source.read(name) for name in source.namelist()}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """The members as one package: the same members give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name, content in members.items():
            member = ZipInfo(name)  # dated 1980-01-01, never by the clock
            member.compress_type = ZIP_DEFLATED
            # As zipfile writes it: the upper half are Unix's permissions.
            member.external_attr = 0o600 << 16
            target.writestr(member, content, compresslevel=_LEVEL)
    return out.getvalue()


def _locked(workbook: bytes) -> bytes:
    # A newer xlsxwriter may write it otherwise: better no blank than an open one.
    if workbook.count(_BEFORE) != 1:
        raise WorkbookError("工作簿结构锁放不进去：workbook.xml 里没有唯一的 bookViews")
    return workbook.replace(_BEFORE, _LOCK + _BEFORE)
