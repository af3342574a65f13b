"""One pass over the records of a BIFF stream: limits, locks, macros, links and where formulas stand.

Record layouts: [MS-XLS] 2.3 and 2.4.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit, Refused, damaged

_HEADER = struct.Struct("<HH")
_PAIR = struct.Struct("<HH")
# Record numbers of [MS-XLS] 2.3.1; those of formulas, cells and names are BIFF8's, with BIFF3's and BIFF4's beside
# them.
_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _PROTECT, _SST = 0x0809, 0x000A, 0x0085, 0x002F, 0x0012, 0x00FC
_SUPBOOK, _MERGES, _MULTI_BLANK, _MULTI_RK = 0x01AE, 0x00E5, 0x00BE, 0x00BD
# 2.4.181: an object begins with FtCmo, whose type stands after two lengths.
_OBJECT, _OBJECT_HEAD = 0x005D, 6
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x0201, 0x00D6}) | _FORMULAS
# 2.4.271: a SupBook that means this workbook, or the add-in functions, is no link to a file.
_SELF_REFERENCE, _ADD_IN = 0x0401, 0x3A01
_COUNTED = {0x01BE: Limit.VALIDATIONS, 0x0018: Limit.NAMES}
_GLOBALS = -1  # no offset of a sheet: the stream's first part


@dataclass(slots=True)
class BiffOutline:
    """What xlrd does not tell: per worksheet (by the offset of its first record) locks, formula positions and
    the types of its drawn objects."""

    worksheets: list[int] = field(default_factory=list)
    protected: set[int] = field(default_factory=set)
    formulas: dict[int, set[tuple[int, int]]] = field(default_factory=dict)
    structure_locked: bool = False
    has_macro_sheets: bool = False
    has_external_links: bool = False
    objects: dict[int, list[int]] = field(default_factory=dict)


def scan_records(stream: bytes, tally: FileTally) -> BiffOutline:
    """Walk the records; raises Refused at encryption, a passed limit or a record that ends outside the stream."""
    outline = BiffOutline()
    # Charts stand inside sheets as streams of their own, which are passed over: `open_at` is the stack of starts.
    open_at: list[int] = []
    position = 0
    while position + _HEADER.size <= len(stream):
        kind, size = _HEADER.unpack_from(stream, position)
        body = memoryview(stream)[position + _HEADER.size : position + _HEADER.size + size]
        tally.add(Limit.ELEMENTS)
        if kind == _BOF:
            open_at.append(position)
        elif kind == _EOF and open_at:
            open_at.pop()
        elif len(open_at) == 1:
            _record(outline, tally, kind=kind, body=body, sheet=_GLOBALS if open_at[0] == 0 else open_at[0])
        position += _HEADER.size + size
    if open_at:
        raise damaged("工作簿流不完整")
    return outline


def _record(outline: BiffOutline, tally: FileTally, *, kind: int, body: memoryview, sheet: int) -> None:
    try:
        if kind in _CELLS:
            tally.add(Limit.CELLS)
            if kind in _FORMULAS:
                outline.formulas.setdefault(sheet, set()).add(_PAIR.unpack_from(body))
        elif kind in (_MULTI_BLANK, _MULTI_RK):
            # Two bytes for a blank, six for a number: rather counted too high than taken apart.
            tally.add(Limit.CELLS, len(body) // 2)
        elif kind == _MERGES:
            _count_merges(body, tally)
        elif kind in _COUNTED:
            tally.add(_COUNTED[kind])
        else:
            _global_record(outline, tally, kind=kind, body=body, sheet=sheet)
    except struct.error as error:
        raise damaged("记录不完整") from error


def _global_record(outline: BiffOutline, tally: FileTally, *, kind: int, body: memoryview, sheet: int) -> None:
    if kind == _FILEPASS:
        raise Refused("F06", kind="设了打开密码")
    if kind == _PROTECT and struct.unpack_from("<H", body)[0]:
        if sheet == _GLOBALS:
            outline.structure_locked = True
        else:
            outline.protected.add(sheet)
    elif kind == _BOUNDSHEET:
        tally.add(Limit.SHEETS)
        offset, _, sheet_type = struct.unpack_from("<IBB", body)
        # 2.4.28: 0 is a worksheet, 1 a sheet of Excel 4 macros, 2 a chart.
        if sheet_type == 0:
            outline.worksheets.append(offset)
        outline.has_macro_sheets |= sheet_type == 1
    elif kind == _SST:
        tally.add(Limit.STRINGS, struct.unpack_from("<4xI", body)[0])
    elif kind == _OBJECT and sheet != _GLOBALS and len(body) >= _OBJECT_HEAD:
        tally.add(Limit.BESIDE)
        outline.objects.setdefault(sheet, []).append(struct.unpack_from("<H", body, 4)[0])
    elif kind == _SUPBOOK:
        outline.has_external_links |= _PAIR.unpack_from(body)[1] not in (_SELF_REFERENCE, _ADD_IN)


def _count_merges(body: memoryview, tally: FileTally) -> None:
    (count,) = struct.unpack_from("<H", body)
    for index in range(count):
        # A count of two bytes, then eight bytes a range.
        top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * index)
        tally.add(Limit.MERGES)
        tally.add(Limit.MERGED_AREA, max(bottom - top + 1, 0) * max(right - left + 1, 0))
