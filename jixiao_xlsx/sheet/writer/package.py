"""The finished package: the workbook structure locked, and the members zipped the same way every time."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jixiao_xlsx.errors import WorkbookError

_WORKBOOK = "xl/workbook.xml"
_BEFORE = b"<bookViews>"
_LOCK = b'<workbookProtection lockStructure="1"/>'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


def lock_structure(package: bytes) -> bytes:
    """The package with its sheets fixed: none can be added, renamed, moved, unhidden or deleted.

    xlsxwriter cannot write this element; its place is between workbookPr and bookViews.
    """
    out = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            member = ZipInfo(name, _EPOCH)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, _locked(content) if name == _WORKBOOK else content, compresslevel=_LEVEL)
    return out.getvalue()


def _locked(workbook: bytes) -> bytes:
    if workbook.count(_BEFORE) != 1:
        raise WorkbookError("工作簿结构锁放不进去：workbook.xml 里没有唯一的 bookViews")
    return workbook.replace(_BEFORE, _LOCK + _BEFORE)
