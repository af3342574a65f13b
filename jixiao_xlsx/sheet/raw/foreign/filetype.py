"""What a file is, by its content and never by its extension."""

from __future__ import annotations

from enum import StrEnum

from jixiao_xlsx.file_kinds import HEAD, signed_kind, text_of_head
from jixiao_xlsx.sheet.raw.foreign.limits import AS_MEASURED, MIB, ReadingLimits, Refused, damaged

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The BOF records of BIFF2, 3, 4, 8 and 5, with which a file without a container begins.
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")


class Container(StrEnum):
    """The two containers that a readable workbook comes in."""

    ZIP = "zip"
    OLE = "ole"


def container_of(data: bytes, limits: ReadingLimits = AS_MEASURED) -> Container:
    """The container of a file that may be a workbook; anything else is refused by its own name."""
    if not data:
        raise Refused("F01")
    # Before anything else: what is too large is not looked into at all.
    if len(data) > limits.file:
        raise too_large(len(data), limits)
    if data.startswith(b"PK\x03\x04"):
        return Container.ZIP
    if data.startswith(OLE_SIGNATURE):
        return Container.OLE
    raise _stranger(data)


def too_large(size: int, limits: ReadingLimits) -> Refused:
    return Refused("F02", size=f"{size / MIB:.1f}", limit=f"{limits.file / MIB:g}")


def _stranger(data: bytes) -> Refused:
    head = data[:HEAD]
    if not head.strip(b"\0"):
        return damaged("内容全是零字节")
    # A Chinese encryption suite, common on departments' computers, that wraps every file it lets out.
    if b"E-SafeNet" in head:
        return Refused("F06", kind="被单位的加密软件加了密")
    if head.startswith(_OLD_EXCEL):
        return Refused("F05", kind="没有外壳的旧版 Excel 工作表")
    kind = signed_kind(data)
    return Refused("F03", kind=kind.word) if kind else _text_stranger(head)


def _text_stranger(head: bytes) -> Refused:
    words = text_of_head(head)
    if words is None:
        return Refused("F03", kind="无法识别的文件")
    lower = words.lstrip("\ufeff \t\r\n").lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in lower or "excel.sheet" in lower:
        return Refused("F05", kind="“XML 电子表格 2003”")
    if "opendocument" in lower:
        return Refused("F05", kind="单个 XML 的 OpenDocument 表格（.fods）")
    if "<html" in lower or "<table" in lower or lower.startswith("<!doctype html") or "multipart/related" in lower:
        return Refused("F04", kind="网页（HTML）")
    if lower.startswith("<"):
        return Refused("F04", kind="XML 文本")
    return Refused("F04", kind="纯文本或 CSV")
