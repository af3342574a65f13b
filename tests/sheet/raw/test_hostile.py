"""Files made to hang, bloat or fool a reader: refused, or read harmlessly, in under two seconds."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.content import ContentType
from jixiao_xlsx.sheet.raw.book import RawBook
from sheet.raw.opening import in_time, only_sheet, opened, quickly, refused
from sheet.raw.workbooks import HEAD, MAIN, cells, parts, relationships, workbook, worksheet, xlsx, zipped

Cases = dict[str, tuple[Callable[[], bytes], str]]


def _code(data: bytes) -> str:
    result = quickly(data)
    return result.code if isinstance(result, Finding) else "read"


def _noise(size: int) -> str:
    """Letters that do not compress, so that the ratio alone does not stop the file."""
    return random.Random(7).randbytes(size // 2).hex()


def _laughs(encoding: str) -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    source = HEAD.replace("UTF-8", encoding) + f"<!DOCTYPE x [{entities}]><worksheet>&j;</worksheet>"
    return zipped(parts() | {"xl/worksheets/sheet1.xml": source.encode(encoding)})


def _external_entity() -> bytes:
    source = f'{HEAD}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>'
    return xlsx(source)


def _one_part_for_all(count: int) -> bytes:
    return zipped(
        parts(book=workbook(*(f"表{n}" for n in range(count))))
        | {
            "xl/_rels/workbook.xml.rels": relationships(
                *((f"rId{n}", "worksheet", "worksheets/sheet1.xml") for n in range(1, count + 1))
            )
        }
    )


def _lying(size: int) -> bytes:
    """An archive whose directory claims another inflated size for the sheet."""
    data = bytearray(xlsx(worksheet(cells("<c><v>1</v></c>"))))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", data, at + 24, size)
    return bytes(data)


def _overlapping() -> bytes:
    """Two directory entries that point at one body."""
    data = bytearray(zipped({**parts(), "zzz": worksheet()}))
    sheet, last = data.rindex(b"xl/worksheets/sheet1.xml") - 46, data.rindex(b"zzz") - 46
    data[last + 42 : last + 46] = data[sheet + 42 : sheet + 46]
    return bytes(data)


def _twice(first: str, second: str) -> bytes:
    return zipped({**parts(), first: worksheet(), second: worksheet()})


def _symbolic_link() -> bytes:
    buffer = BytesIO(zipped(parts()))
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("xl/link.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def _flagged(bits: int) -> bytes:
    data = bytearray(xlsx())
    struct.pack_into("<H", data, data.rindex(b"xl/worksheets/sheet1.xml") - 46 + 8, bits)
    return bytes(data)


TWO_CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LAST_ROW = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
MANY_NAMES = "".join(f'<definedName name="n{n}">1</definedName>' for n in range(30_000))
LONG_CODE = f'<styleSheet xmlns="{MAIN}"><numFmt numFmtId="176" formatCode="{"[" * 900_000}"/></styleSheet>'

# Made in the test that needs them: every process collects, and together they cost seconds.
HOSTILE: Cases = {
    "far cell": (lambda: xlsx(worksheet(TWO_CORNERS)), "F09"),
    "row 4294967295": (lambda: xlsx(worksheet('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>')), "F07"),
    "row 4294967295 in a cell": (lambda: xlsx(worksheet('<row r="1"><c r="A4294967295"><v>1</v></c></row>')), "F07"),
    "column ZZZZZZ": (lambda: xlsx(worksheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>')), "F07"),
    "column XFE": (lambda: xlsx(worksheet('<row r="1"><c r="XFE1"><v>1</v></c></row>')), "F07"),
    "endless column": (lambda: xlsx(worksheet(f'<row r="1"><c r="{"A" * 200_000}1"><v>1</v></c></row>')), "F07"),
    "endless row number": (lambda: xlsx(worksheet(f'<row r="{"9" * 200_000}"/>')), "F07"),
    "merge of a sheet": (
        lambda: xlsx(worksheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        "F09",
    ),
    "a million merges": (
        lambda: xlsx(worksheet(after="".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 1_000_000, 9)))),
        "F09",
    ),
    "a million validations": (
        lambda: xlsx(worksheet(after=_noise(90) + '<dataValidation sqref="A1"/>' * 30_000)),
        "F09",
    ),
    "names": (lambda: xlsx(book=workbook("表", after=MANY_NAMES)), "F09"),
    "laughs": (lambda: _laughs("UTF-8"), "F10"),
    "laughs in utf-16": (lambda: _laughs("UTF-16"), "F10"),
    "external entity": (_external_entity, "F10"),
    "doctype in strings": (lambda: zipped(parts(strings="") | {"xl/sharedStrings.xml": "<!DOCTYPE sst><sst/>"}), "F10"),
    "deep nesting": (lambda: xlsx(worksheet("<a>" * 100_000 + "</a>" * 100_000)), "F10"),
    "a huge tag": (lambda: xlsx(worksheet(f'<row r="1" x="{_noise(6 << 20)}"/>')), "F10"),
    "zip bomb": (lambda: xlsx(worksheet(" " * (64 << 20))), "F08"),
    "2 GB of blanks claimed": (lambda: _lying(2 << 30), "F09"),
    "size too small": (lambda: _lying(10), "F08"),
    "size too large": (lambda: _lying(100_000), "F08"),
    "sheets of one part": (lambda: _one_part_for_all(2), "F07"),
    "many sheets": (lambda: _one_part_for_all(20_000), "F09"),
    "many entries": (lambda: zipped({f"xl/{n}": "" for n in range(60_000)}), "F09"),
    "string bomb": (lambda: xlsx(strings=f"<si><t>{'绩' * (10 << 20)}</t></si>"), "F08"),
    "rows of nothing": (lambda: xlsx(worksheet("".join(f'<row r="{n}"/>' for n in range(1, 60_000)))), "read"),
    "hidden rows": (lambda: xlsx(worksheet(LAST_ROW, before='<sheetFormatPr zeroHeight="1"/>')), "F09"),
    "duplicate": (lambda: _twice("xl/a.xml", "XL/A.XML"), "F08"),
    "duplicate by slash": (lambda: _twice("xl/a.xml", "xl\\a.xml"), "F08"),
    "overlap": (_overlapping, "F08"),
    "traversal": (lambda: zipped({**parts(), "../../etc/x": "x"}), "F08"),
    "traversal by backslash": (lambda: zipped({**parts(), "..\\x": "x"}), "F08"),
    "absolute name": (lambda: zipped({**parts(), "/etc/x": "x"}), "F08"),
    "drive": (lambda: zipped({**parts(), "c:/x": "x"}), "F08"),
    "symlink": (_symbolic_link, "F08"),
    "encrypted entry": (lambda: _flagged(1), "F06"),
    "bzip2": (lambda: zipped(parts(), compression=zipfile.ZIP_BZIP2), "F08"),
    "target outside": (
        lambda: zipped(parts() | {"_rels/.rels": relationships(("r", "officeDocument", "../../x"))}),
        "F07",
    ),
    "format code of a million signs": (lambda: xlsx(styled=LONG_CODE), "read"),
}  # fmt: skip


MANY: Cases = {
    "many strings": (lambda: xlsx(strings=f"<!--{_noise(90_000)}-->" + "<si><t/></si>" * 600_000), "F09"),
    "many cells": (lambda: xlsx(worksheet(f"<!--{_noise(90_000)}-->" + f"<row>{'<c/>' * 10_000}</row>" * 210)), "F09"),
    "many tags": (lambda: xlsx(worksheet(f"<!--{_noise(120_000)}-->" + "<a/>" * 2_000_000)), "read"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "code"), MANY.values(), ids=MANY)
def test_very_many_small_things_are_counted_in_time(make: Callable[[], bytes], code: str) -> None:
    result = in_time(make(), seconds=6)  # one to two, whatever else the machine does
    assert (result.code if isinstance(result, Finding) else "read") == code


@pytest.mark.parametrize(("make", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_does_no_harm(make: Callable[[], bytes], code: str) -> None:
    data = make()
    assert len(data) < 20 << 20
    assert _code(data) == code


def test_a_bomb_in_an_entry_that_nobody_reads_is_not_inflated() -> None:
    assert isinstance(quickly(zipped({**parts(), "xl/media/image1.png": bytes(100 << 20)}), megabytes=8), RawBook)


def test_archives_that_claim_more_than_the_limit_are_refused_by_the_claim() -> None:
    assert _code(zipped({**parts(), **{f"xl/media/{n}.png": bytes(60 << 20) for n in range(5)}})) == "F09"


def test_one_far_cell_alone_is_only_one_cell() -> None:
    sheet = only_sheet(xlsx(worksheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))
    assert list(sheet.cells) == [(1_048_575, 16_383)]


def test_blank_styled_rows_by_the_thousand_are_normal() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(1, 30_000))
    result = quickly(xlsx(worksheet(rows)), megabytes=24)
    assert isinstance(result, RawBook)
    assert not result.sheets[0].cells


def test_text_that_looks_like_code_is_text() -> None:
    words = ["=cmd|' /C calc'!A0", "{{ 7 * 7 }}", "<script>alert(1)</script>", "'; DROP TABLE filings;--"]
    row = cells(*(f'<c t="inlineStr"><is><t><![CDATA[{word}]]></t></is></c>' for word in words))
    contents = only_sheet(xlsx(worksheet(row))).cells.values()
    assert [(content.type, content.value, content.formula) for content in contents] == [
        (ContentType.TEXT, word, None) for word in words
    ]


def test_two_faults_at_once_give_one_finding() -> None:
    both = zipped({**parts(worksheet("<a>" * 99 + "</a>" * 99)), "../x": "x"})
    assert refused(both).code == "F08"


def test_a_dynamic_data_exchange_link_is_flagged_and_its_value_only_read() -> None:
    row = cells("<c><f>[1]!'!Sheet1!R1C1'</f><v>7</v></c>")
    links = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "externalLink", "externalLinks/externalLink1.xml")
    )
    book = opened(zipped(parts(worksheet(row)) | {"xl/_rels/workbook.xml.rels": links}))
    assert book.has_external_links
    assert book.sheets[0].cells[0, 0].formula == "[1]!'!Sheet1!R1C1'"
