"""What the tests of this area ask of a file: its one sheet, or the one finding it gives, in time."""

from __future__ import annotations

import tracemalloc

import cpu
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.content import Content
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet, read_raw


def opened(data: bytes, *, name: str = "") -> RawBook:
    book = read_raw(data, name=name)
    assert isinstance(book, RawBook), book
    return book


def only_sheet(data: bytes) -> RawSheet:
    (sheet,) = opened(data).sheets
    return sheet


def only_cell(data: bytes) -> Content:
    (content,) = only_sheet(data).cells.values()
    return content


def refused(data: bytes, *, name: str = "") -> Finding:
    """The finding a file gives; it must be plain words, with what to do."""
    found = read_raw(data, name=name)
    assert isinstance(found, Finding), found
    assert "{" not in found.message + found.hint
    assert found.hint
    return found


def in_time(data: bytes, *, seconds: float = 2.0) -> RawBook | Finding:
    """What the file gives, for under two seconds of the processor, a worker's included."""
    with cpu.at_most(seconds):
        return read_raw(data)


def quickly(data: bytes, *, megabytes: int = 64) -> RawBook | Finding:
    """As `in_time`, and with little memory beyond the file itself."""
    in_time(data)
    tracemalloc.start()
    try:
        result = read_raw(data)
        assert tracemalloc.get_traced_memory()[1] < megabytes << 20
    finally:
        tracemalloc.stop()
    return result
