"""Whatever the bytes are, the door gives a workbook or a finding and raises nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.shown import seen_of
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.raw.contents.formats import Look, number_content, number_format_of
from jixiao_xlsx.sheet.raw.contents.isodates import duration, iso_moment, zoned_moment
from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Refused
from jixiao_xlsx.sheet.raw.ods.ods import read_ods
from jixiao_xlsx.sheet.raw.xls.biff import scan_records
from jixiao_xlsx.sheet.raw.xlsx.strings import unescape
from sheet.raw.workbooks import cells, ods, parts, styles, worksheet, zipped

SHEET = worksheet(
    cells('<c t="s" s="1"><v>0</v></c>', '<c r="C1"><f>A1</f><v>45305.5</v></c>', '<c t="b"><v>1</v></c>'),
    before='<cols><col min="1" max="2" hidden="1"/></cols>',
    after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
)
PARTS = parts(SHEET, strings="<si><r><t>绩_x0041_效</t></r></si>", styled=styles((14, None), (176, "0%")))
STORED = zipped(PARTS, compression=0)
TABLE = ods(
    '<table:table table:name="表"><table:table-row table:number-rows-repeated="2"><table:table-cell '
    'office:value-type="float" office:value="1"><text:p>1<text:s text:c="2"/></text:p></table:table-cell>'
    "</table:table-row></table:table>"
)

edits = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=4)


def _edited(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for at, byte in changes:
        changed[at % len(changed)] = byte
    return bytes(changed)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"<html", b"\xff\xfe", b"%PDF"]))
def test_random_bytes(data: bytes, start: bytes) -> None:
    assert isinstance(read_raw(start + data), Finding)


@settings(max_examples=200, deadline=None)
@given(edits)
def test_a_workbook_with_bytes_changed_in_its_archive(changes: list[tuple[int, int]]) -> None:
    assert isinstance(read_raw(_edited(STORED, changes)), RawBook | Finding)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(PARTS)), edits)
def test_a_workbook_with_bytes_changed_in_a_part(part: str, changes: list[tuple[int, int]]) -> None:
    """The archive is sound here, so the change reaches the readers of XML."""
    edited = {**PARTS, part: _edited(str(PARTS[part]).encode(), changes)}
    assert isinstance(read_raw(zipped(edited)), RawBook | Finding)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["r", "s", "t", "v", "ref", "min", "hidden", "numFmtId", "Id", "Target", "Type", "name", "state"]),
    st.text(max_size=12),
)
def test_a_workbook_with_an_attribute_changed(attribute: str, value: str) -> None:
    from re import sub
    from xml.sax.saxutils import quoteattr

    quoted = quoteattr("".join(sign for sign in value if sign.isprintable()))
    edited = {
        name: sub(rf' {attribute}="[^"]*"', lambda _: f" {attribute}={quoted}", str(body))
        for name, body in PARTS.items()
    }
    assert isinstance(read_raw(zipped(edited)), RawBook | Finding)


@settings(max_examples=200, deadline=None)
@given(edits)
def test_an_open_document_with_bytes_changed(changes: list[tuple[int, int]]) -> None:
    tally = FileTally()
    content = _edited(Archive(TABLE, tally).read("content.xml"), changes)
    made = {name: Archive(TABLE, tally).read(name) for name in Archive(TABLE, tally).names()} | {"content.xml": content}
    codes = _codes(lambda: read_ods(Archive(zipped(made), FileTally()), FileTally()))
    assert codes <= {"F03", "F06", "F07", "F08", "F09", "F10", "F11"}


def _codes(read: Callable[[], object]) -> set[str]:
    """The code that the reading is refused with, if it is; any other exception passes and fails the test."""
    try:
        read()
    except Refused as refused:
        return {refused.code}
    return set()


@given(st.binary(max_size=400))
def test_any_record_stream(stream: bytes) -> None:
    start = b"\x09\x08\x04\x00\x00\x06\x05\x00"
    assert _codes(lambda: scan_records(start + stream, FileTally())) <= {"F06", "F07", "F09"}


@given(st.text(max_size=40), st.integers(-5, 300), st.floats(allow_nan=True), st.booleans())
def test_any_format_and_any_number(code: str, number: int, serial: float, epoch_1904: bool) -> None:
    style = number_format_of(number, code)
    assert isinstance(style.look, Look)
    content = number_content(serial, style, epoch_1904=epoch_1904)
    assert content.value is not None
    assert seen_of(content) is None or isinstance(content.value, Decimal)


@given(st.text(alphabet="0123456789-T:.+ZPHMS一", max_size=30))
def test_any_text_as_a_moment(text: str) -> None:
    moment, span = iso_moment(text), duration(text)
    assert moment is None or isinstance(moment, date | time)
    assert span is None or isinstance(span, time | Decimal)
    assert zoned_moment(text) is None or zoned_moment(text).tzinfo is UTC


@given(st.text(alphabet="_xX0123456789ABCDEFabcdef\r\n绩"))
def test_any_text_as_an_escaped_one(text: str) -> None:
    plain = unescape(text)
    assert "\r" not in plain or "_x" in text
    plain.encode("utf-8")
