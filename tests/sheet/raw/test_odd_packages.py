"""Odd but legal .xlsx files read as the usual ones do."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest

from sheet.raw.opening import only_cell, only_sheet
from sheet.raw.workbooks import HEAD, MAIN, OFFICE, cells, parts, relationships, workbook, worksheet, xlsx, zipped

USUAL = parts(worksheet(cells('<c t="s"><v>0</v></c>')), strings="<si><t>绩效</t></si>")


def _strict() -> dict[str, str | bytes]:
    return {
        name: str(body)
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, body in USUAL.items()
    }


def _prefixed() -> dict[str, str | bytes]:
    made = dict(USUAL)
    made["xl/worksheets/sheet1.xml"] = (
        f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    made["xl/workbook.xml"] = (
        f'{HEAD}<x:workbook xmlns:x="{MAIN}" xmlns:rel="{OFFICE}"><x:sheets>'
        '<x:sheet name="表" sheetId="1" rel:id="rId1"/></x:sheets></x:workbook>'
    )
    return made


def _absolute_targets() -> dict[str, str | bytes]:
    links = [("rId1", "worksheet", "/xl/worksheets/sheet1.xml"), ("rId8", "sharedStrings", "/xl/sharedStrings.xml")]
    return USUAL | {
        "_rels/.rels": relationships(("rId1", "officeDocument", "/xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relationships(*links),
    }


def _roundabout_targets() -> dict[str, str | bytes]:
    links = [("rId1", "worksheet", "../xl/./worksheets/sheet1.xml"), ("rId8", "sharedStrings", "shared%53trings.xml")]
    return USUAL | {"xl/_rels/workbook.xml.rels": relationships(*links)}


def _utf_16() -> dict[str, str | bytes]:
    return {name: str(body).replace("UTF-8", "UTF-16").encode("utf-16") for name, body in USUAL.items()}


def _other_case() -> dict[str, str | bytes]:
    return {name.upper() if name.startswith("xl/") else name: body for name, body in USUAL.items()}


def _backslashes() -> dict[str, str | bytes]:
    return {name.replace("/", "\\"): body for name, body in USUAL.items()}


def _mac_leftovers() -> dict[str, str | bytes]:
    return {**USUAL, "__MACOSX/._xl": b"\0\1", "__MACOSX/xl/._workbook.xml": b"\0", "xl/": b""}


@pytest.mark.parametrize(
    "made",
    [
        _strict(),
        _prefixed(),
        _absolute_targets(),
        _roundabout_targets(),
        _utf_16(),
        _other_case(),
        _backslashes(),
        _mac_leftovers(),
    ],
    ids=["strict", "prefixed", "absolute", "roundabout", "utf-16", "case", "backslash", "macosx"],
)
def test_an_odd_package_reads_as_the_usual_one(made: dict[str, str | bytes]) -> None:
    assert only_sheet(zipped(made)) == only_sheet(zipped(USUAL))
    assert only_cell(zipped(made)).value == "绩效"


def test_a_zip64_archive_written_as_a_stream_reads_as_the_usual_one() -> None:
    class Pipe(io.RawIOBase):
        """A target that cannot seek, so that sizes follow the data."""

        def __init__(self) -> None:
            self.written = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.written += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in USUAL.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(str(body).encode())
    assert only_sheet(bytes(pipe.written)) == only_sheet(zipped(USUAL))


def test_bytes_after_the_archive_do_not_matter() -> None:
    assert only_sheet(zipped(USUAL) + b"\r\n") == only_sheet(zipped(USUAL))


def test_a_wrong_dimension_is_not_believed() -> None:
    sheet = worksheet(cells("<c><v>1</v></c>", "<c><v>2</v></c>"), before='<dimension ref="A1"/>')
    assert len(only_sheet(xlsx(sheet)).cells) == 2


def test_elements_of_other_vocabularies_are_not_cells() -> None:
    foreign = '<extLst xmlns:y="urn:other"><y:row><y:c><y:v>9</y:v></y:c></y:row></extLst>'
    assert list(only_sheet(xlsx(worksheet(cells("<c><v>1</v></c>"), after=foreign))).cells) == [(0, 0)]


def test_a_strict_workbook_is_never_an_empty_one() -> None:
    sheet = worksheet(cells("<c><v>1.5</v></c>")).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert only_cell(xlsx(sheet)).value == Decimal("1.5")


def test_a_sheet_name_may_be_anything() -> None:
    data = xlsx(book=workbook("&lt;script&gt;{{7*7}}"))
    assert only_sheet(data).name == "<script>{{7*7}}"
