"""The compound file around an .xls: which document it holds, and its property sets ([MS-OLEPS])."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from jixiao_xlsx.sheet.raw.contents.properties import Properties
from jixiao_xlsx.sheet.raw.foreign.limits import Refused, damaged

_FOREIGN = (
    ("worddocument", "Word 文档"),
    ("powerpoint document", "演示文稿"),
    ("__properties_version1.0", "邮件（.msg）"),
    ("visiodocument", "Visio 图"),
)
# [MS-DTYP] 2.3.3: hundreds of nanoseconds since 1601.
_FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
# Property numbers of [MS-OLEPS] 2.25 (summary information), and the code page, 1 in every set.
_CREATED, _SAVED, _APPLICATION, _CODEPAGE = 12, 13, 18, 1
# VT_LPSTR, VT_LPWSTR, VT_FILETIME, VT_I2, VT_I4, VT_BOOL ([MS-OLEPS] 2.15).
_STRING, _WIDE_STRING, _FILETIME, _SHORT, _LONG, _BOOLEAN = 0x1E, 0x1F, 0x40, 0x02, 0x03, 0x0B
# CP_WINUNICODE; and more properties than anybody sets by hand: the count is a foreign number.
_UTF_16, _PROPERTIES_MOST = 1200, 1_000

OleValue = str | int | datetime


class _Directory(Protocol):
    """The part of xlrd's compound document that is used here."""

    def get_named_stream(self, qname: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Compound:
    """An opened compound file that holds a workbook stream."""

    workbook: bytes
    has_macros: bool
    properties: Properties


def open_compound(data: bytes) -> Compound:
    """The workbook stream and properties; any other document, or an encrypted one, is refused by its name."""
    from xlrd.compdoc import CompDoc

    try:
        document = CompDoc(data, logfile=io.StringIO())
        names = {node.name.lower() for node in document.dirlist if node.etype}
        # Excel 5 and 95 called it Book; both may be there, and then Excel reads Workbook.
        stream = document.get_named_stream("Workbook") or document.get_named_stream("Book")
    except MemoryError:
        raise
    except Exception as error:  # a foreign parser over foreign bytes: it fails in too many ways to name
        raise damaged("复合文件结构有误") from error
    if stream is None:
        raise _stranger(names)
    macros = bool(names & {"_vba_project_cur", "_vba_project", "vba"})
    return Compound(bytes(stream), macros, _properties(document))


def _stranger(names: set[str]) -> Refused:
    if "encryptedpackage" in names:
        return Refused("F06", kind="设了打开密码")
    for stream, kind in _FOREIGN:
        if stream in names:
            return Refused("F03", kind=kind)
    return Refused("F03", kind="别种 Office 文档")


def _properties(document: _Directory) -> Properties:
    summary, custom = (
        _sections(document, "\x05SummaryInformation"),
        _sections(document, "\x05DocumentSummaryInformation"),
    )
    first = summary[0] if summary else {}
    created, saved = first.get(_CREATED), first.get(_SAVED)
    return Properties(
        modified=saved if isinstance(saved, datetime) else None,
        created=created if isinstance(created, datetime) else None,
        application=str(first.get(_APPLICATION, "")),
        custom={name: str(value) for name, value in custom[1].items() if isinstance(name, str)}
        if len(custom) > 1
        else {},
    )


def _sections(document: _Directory, stream_name: str) -> list[dict[int | str, OleValue]]:
    """The sections of one property stream; a broken stream says nothing."""
    try:
        stream = document.get_named_stream(stream_name)
        if not stream:
            return []
        # 2.21: the number of sets at byte 24; 16 bytes of format id and 4 of offset each. The second set holds the
        # custom ones.
        (count,) = struct.unpack_from("<I", stream, 24)
        starts = [struct.unpack_from("<I", stream, 44 + 20 * index)[0] for index in range(min(count, 2))]
        return [_section(bytes(stream), start) for start in starts]
    except MemoryError:
        raise
    except Exception:  # properties are only information: whatever is wrong with them, the workbook may be sound
        return []


def _section(stream: bytes, start: int) -> dict[int | str, OleValue]:
    (count,) = struct.unpack_from("<I", stream, start + 4)
    offsets: dict[int, int] = dict(
        struct.unpack_from("<II", stream, start + 8 + 8 * index) for index in range(min(count, _PROPERTIES_MOST))
    )
    # 1252 where nothing is said: what Windows in the West assumed.
    codepage = _value(stream, start + offsets[_CODEPAGE], "ascii") if _CODEPAGE in offsets else 1252
    encoding = _encoding(codepage)
    names: dict[int, str] = dict(_names(stream, start + offsets[0], encoding)) if 0 in offsets else {}
    return {
        names.get(number, number): _value(stream, start + offset, encoding)
        for number, offset in offsets.items()
        if number
    }


def _encoding(codepage: OleValue) -> str:
    number = int(codepage) & 0xFFFF if isinstance(codepage, int) else 1252
    # Python has no `cp65001` of its own; VT_I2 is signed, so numbers above 32,767 come negative.
    return {_UTF_16: "utf-16-le", 65001: "utf-8"}.get(number, f"cp{number}")


def _names(stream: bytes, start: int, encoding: str) -> Iterator[tuple[int, str]]:
    """The dictionary of custom names; in Unicode streams lengths count characters, padded to four bytes."""
    (count,) = struct.unpack_from("<I", stream, start)
    wide = encoding == "utf-16-le"
    position = start + 4
    for _ in range(min(count, _PROPERTIES_MOST)):
        number, length = struct.unpack_from("<II", stream, position)
        size = length * 2 if wide else length
        yield number, _text(stream[position + 8 : position + 8 + size], encoding)
        position += 8 + (size + 3 & ~3 if wide else size)


def _value(stream: bytes, start: int, encoding: str) -> OleValue:
    (kind,) = struct.unpack_from("<I", stream, start)
    if kind in (_STRING, _WIDE_STRING):
        (length,) = struct.unpack_from("<I", stream, start + 4)
        size = length * 2 if kind == _WIDE_STRING else length
        return _text(stream[start + 8 : start + 8 + size], "utf-16-le" if kind == _WIDE_STRING else encoding)
    if kind == _FILETIME:
        (ticks,) = struct.unpack_from("<Q", stream, start + 4)
        # Ten ticks are a microsecond, the finest that Python holds; 0 means "never".
        return _FILETIME_EPOCH + timedelta(microseconds=ticks // 10) if ticks else ""
    if kind in (_SHORT, _BOOLEAN):
        return int(struct.unpack_from("<h", stream, start + 4)[0])
    if kind == _LONG:
        return int(struct.unpack_from("<i", stream, start + 4)[0])
    return ""


def _text(raw: bytes, encoding: str) -> str:
    return raw.decode(encoding, "replace").partition("\0")[0]
