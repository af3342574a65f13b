"""What a file is, by its content and never by its extension."""

from __future__ import annotations

from enum import StrEnum

from jixiao_xlsx.sheet.raw.foreign.limits import AS_MEASURED, MIB, ReadingLimits, Refused, damaged

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Signatures stand in the first bytes; which kind of text it is, HTML and XML say in their first lines.
_HEAD = 8192
_NOT_SHEETS = (
    (b"%PDF-", "PDF 文档"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"MZ", "可执行程序"),
)
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
    head = data[:_HEAD]
    if not head.strip(b"\0"):
        return damaged("内容全是零字节")
    # A Chinese encryption suite, common on departments' computers, that wraps every file it lets out.
    if b"E-SafeNet" in head:
        return Refused("F06", kind="被单位的加密软件加了密")
    if head.startswith(_OLD_EXCEL):
        return Refused("F05", kind="没有外壳的旧版 Excel 工作表")
    for signature, kind in _NOT_SHEETS:
        if head.startswith(signature):
            return Refused("F03", kind=kind)
    return _text_stranger(head)


def _text_stranger(head: bytes) -> Refused:
    words = _as_text(head)
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


def _as_text(head: bytes) -> str | None:
    """The head as text where it is one: utf-16 with its mark, or utf-8 or GB18030 without control bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    # Tab to carriage return, and escape (27), occur in texts; other control bytes do not.
    if any(byte < 9 or 13 < byte < 32 for byte in head if byte != 27):
        return None
    # The head may end inside a character: up to three bytes are given up.
    # In this order: nearly any UTF-8 text is GB18030 as well, hardly any the other way round.
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
