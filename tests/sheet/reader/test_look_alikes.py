"""A form whose text went through a PDF file: labels, names and values hold radicals instead of 汉字."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jixiao_xlsx.model.content import Content, text
from jixiao_xlsx.model.ideographs import plain_ideographs
from jixiao_xlsx.sheet.raw.book import RawBook
from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
from sheet.reader.samples import NAMES, Sample, sample

# As a PDF file copies them: Kangxi radicals, and those of the supplement for simplified forms.
_COPIED = str.maketrans(
    {plain_ideographs(chr(code)): chr(code) for code in (*range(0x2F00, 0x2FD6), 0x2EA0, *range(0x2EC4, 0x2EF4))}
)


def _copied(content: Content) -> Content:
    # The seal stands in a hidden row, which nobody copies.
    is_seen = isinstance(content.value, str) and not content.value.startswith("JXF")
    return text(_said(content.raw).translate(_COPIED)) if is_seen else content


def _said(value: str) -> str:
    """What a slot of the sample holds, with characters that have look-alikes."""
    return value.replace("内容第", "民生第")


def _as_copied(case: Sample, *, sheets: int) -> RawBook:
    first = tuple(
        replace(sheet, cells={spot: _copied(content) for spot, content in sheet.cells.items()})
        for sheet in case.book.sheets[:sheets]
    )
    return replace(case.book, sheets=(*first, *case.book.sheets[sheets:]))


@pytest.mark.parametrize("name", NAMES)
def test_radicals_are_read_as_what_they_show_and_only_noted(name: str) -> None:
    case = sample(name)
    before = {finding.code for finding in case.read(case.book).findings}
    filing = case.read(_as_copied(case, sheets=1))
    assert {record.key: record.value for record in filing.records} == {
        key: _said(value) if isinstance(value, str) else value for key, value in case.values.items()
    }
    assert {finding.code for finding in filing.findings} - before == {"V132"}
    noted = [record for record in filing.records if record.raw != str(record.value)]
    texts = [record for record in noted if not isinstance(record.value, Decimal | date)]
    assert texts
    assert all(record.raw == str(record.value).translate(_COPIED) for record in texts)


def test_without_a_seal_the_copied_name_is_still_the_agencys() -> None:
    case = sample("S0")
    book = _as_copied(case, sheets=1)
    # The seal stands in the first row and on the last sheet.
    cells = {spot: content for spot, content in book.sheets[0].cells.items() if spot[0] > 0}
    bare = replace(book, sheets=(replace(book.sheets[0], cells=cells),))
    filing = case.read(bare, expected=ExpectedReturns(year=case.blank.layout.year))
    assert filing.seal is not None
    assert filing.seal.agency_name == "民生第1号"
