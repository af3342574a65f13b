"""What programs put into single cells of a workbook's XML, as they write it, and what is read of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from sheet.reader.samples import Sample

FORM = "xl/worksheets/sheet1.xml"


def with_cells(data: bytes, cells: Mapping[str, str], *, part: str = FORM, styles: str = "") -> bytes:
    """The workbook with these cells of its form: each name with the rest of its element, `t="e"><v>#REF!</v>`; their
    style is kept. `styles` replaces the styles part."""
    members = _members(data)
    text = members[part].decode()
    for name, content in cells.items():
        pattern = re.compile(rf'<c r="{name}"([^>]*?)(?:/>|>.*?</c>)', re.DOTALL)
        style = re.search(r' s="\d+"', found[1]) if (found := pattern.search(text)) else None
        text, count = pattern.subn(lambda _: f'<c r="{name}"{style[0] if style else ""} {content}</c>', text)  # noqa: B023
        assert count == 1, name
    members[part] = text.encode()
    if styles:
        members["xl/styles.xml"] = styles.encode()
    return _packed(members)


def part_of(data: bytes, name: str) -> str:
    return _members(data)[name].decode()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _packed(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def cell_of(case: Sample, key: Key) -> str:
    """The first cell of a slot or formula cell, `E10`."""
    box = next(box for box in (*case.grid.slots(), *case.grid.computed()) if box.key == key)
    return cell_name(box.region.top, box.region.left)


def read_with(case: Sample, cells: Mapping[Key, str]) -> Filing:
    """What is read of the sample with these cells written over."""
    return read_bytes(case, with_cells(case.data, {cell_of(case, key): content for key, content in cells.items()}))


def read_bytes(case: Sample, data: bytes) -> Filing:
    book = read_raw(data)
    assert isinstance(book, RawBook), book
    return case.read(book)


def record_at(filing: Filing, key: Key) -> Record | None:
    return next((record for record in filing.records if record.key == key), None)


def said_at(filing: Filing, key: Key) -> list[Finding]:
    """The findings at a key's cell, without those about the whole sheet."""
    from jixiao_xlsx.model.keys import format_key

    return [finding for finding in filing.findings if finding.where.key == format_key(key)]


def codes_at(filing: Filing, key: Key) -> list[str]:
    return [finding.code for finding in said_at(filing, key)]
