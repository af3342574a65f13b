"""The scan of .xls records: what xlrd does not tell, and the limits that hold before xlrd sees the file."""

from __future__ import annotations

import struct

import pytest

from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Refused
from jixiao_xlsx.sheet.raw.xls.biff import scan_records
from jixiao_xlsx.sheet.raw.xls.ole import open_compound
from sheet.raw.workbooks import compound, record

GLOBALS = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
SHEET = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
CHART = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 0))
END = record(0x000A)
LOCKED = record(0x0012, b"\1\0")


def _listed(offset: int, *, kind: int = 0) -> bytes:
    return record(0x0085, struct.pack("<IBB", offset, 0, kind) + b"\1\0A")


def _formula(row: int, column: int) -> bytes:
    return record(0x0006, struct.pack("<HH", row, column) + bytes(18))


def test_locks_and_formulas_belong_to_the_stream_they_stand_in() -> None:
    first = len(GLOBALS + _listed(0) * 2 + LOCKED + END)
    second = first + len(SHEET + LOCKED + _formula(3, 2) + END)
    outline = scan_records(
        GLOBALS + _listed(first) + _listed(second) + LOCKED + END
        + SHEET + LOCKED + _formula(3, 2) + END
        + SHEET + CHART + LOCKED + _formula(9, 9) + END + _formula(1, 0) + END,
        FileTally(),
    )  # fmt: skip
    assert outline.worksheets == [first, second]
    assert outline.structure_locked
    assert outline.protected == {first}
    assert outline.formulas == {first: {(3, 2)}, second: {(1, 0)}}


def test_macro_sheets_and_links_are_told_and_references_to_itself_are_none() -> None:
    itself, add_in = record(0x01AE, b"\1\0\1\4"), record(0x01AE, b"\1\0\1\x3a")
    other = record(0x01AE, b"\1\0\x05\0\0abcde")
    plain = scan_records(GLOBALS + _listed(99) + itself + add_in + END, FileTally())
    assert (plain.has_macro_sheets, plain.has_external_links) == (False, False)
    odd = scan_records(GLOBALS + _listed(99, kind=1) + itself + other + END, FileTally())
    assert (odd.has_macro_sheets, odd.has_external_links) == (True, True)


HOSTILE = {
    "strings": (record(0x00FC, struct.pack("<II", 9, 900_000)), "F09"),
    "a merge of everything": (record(0x00E5, struct.pack("<HHHHH", 1, 0, 65_535, 0, 255)), "F09"),
    "sheets": (_listed(0) * 201, "F09"),
    "cells": (record(0x00BE, bytes(8_000)) * 501, "F09"),
    "names": (record(0x0018) * 20_001, "F09"),
    "validations": (record(0x01BE) * 20_001, "F09"),
    "a short record": (record(0x0006, b"\0"), "F07"),
    "merges that are not there": (record(0x00E5, b"\xff\xff"), "F07"),
    "no end": (SHEET, "F07"),
    "a password": (record(0x002F, bytes(54)), "F06"),
}


@pytest.mark.parametrize(("records", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_records_are_refused(records: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        scan_records(GLOBALS + records + END, FileTally())
    assert caught.value.code == code


def test_macros_are_seen_in_the_compound_file() -> None:
    stream = GLOBALS + END
    assert not open_compound(compound({"Workbook": stream})).has_macros
    assert open_compound(compound({"Workbook": stream, "_VBA_PROJECT": b"x"})).has_macros


def _summary(*properties: tuple[int, int, bytes]) -> bytes:
    """A property set with one section; each property is its number, type and bytes."""
    table, values = b"", b""
    for number, kind, body in properties:
        table += struct.pack("<II", number, 8 + 8 * len(properties) + len(values))
        values += struct.pack("<I", kind) + body
    section = struct.pack("<II", 8 + len(table) + len(values), len(properties)) + table + values
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48) + section


def test_the_application_and_times_of_a_compound_file() -> None:
    name = "WPS 表格".encode("gb18030") + b"\0"
    named = struct.pack("<I", len(name)) + name
    ticks = struct.pack("<Q", 133_496_640_000_000_000)
    summary = _summary((1, 2, struct.pack("<hh", 936, 0)), (13, 0x40, ticks), (18, 0x1E, named))
    about = open_compound(compound({"Workbook": GLOBALS + END, "\x05SummaryInformation": summary})).properties
    assert about.application == "WPS 表格"
    assert about.modified is not None
    assert about.modified.isoformat() == "2024-01-14T00:00:00+00:00"


@pytest.mark.parametrize("broken", [b"\xff" * 400, b"\xfe\xff", _summary((18, 0x1E, b"\xff\xff\xff\xff"))[:70]])
def test_broken_properties_do_not_spoil_the_workbook(broken: bytes) -> None:
    about = open_compound(compound({"Workbook": GLOBALS + END, "\x05SummaryInformation": broken})).properties
    assert (about.application, about.modified) == ("", None)
