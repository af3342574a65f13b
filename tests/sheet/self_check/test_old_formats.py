"""Saved as .xls and .ods 自检 shows every ✓, ✗ and — as before, and no formula is longer than these hold."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from clients.libreoffice import Office
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.season.single.one_blank import Blank, Order, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import Live, LiveShow
from jixiao_xlsx.sheet.raw.book import read_here
from jixiao_xlsx.sheet.self_check.computing import live_values_of
from sheet.self_check.test_agreement import AGENCY, FORMS, some_of

# Excel 2003 takes 1,024 characters; a single rule of the longest form has a little more, in fewer bytes.
_LONGEST = 1150
SHARES = (0.0, 0.6)


def _blank(name: str) -> Blank:
    return issue_blank(Order(FORMS[name], 2026, AGENCY))


def _verdicts(data: bytes, blank: Blank, name: str) -> dict[int, str]:
    book = read_here(data, name=name)
    assert not isinstance(book, Finding)
    grid = blank.layout.sheets[-1]
    (sheet,) = (sheet for sheet in book.sheets if sheet.name == grid.name)
    return {
        box.check: cell.raw if (cell := sheet.cells.get((box.region.top, box.region.left))) else ""
        for box in grid.boxes
        if isinstance(box, Live) and box.show is LiveShow.VERDICT
    }


@pytest.mark.parametrize("name", sorted(FORMS))
def test_no_formula_is_longer_than_old_formats_hold(name: str) -> None:
    book = load_workbook(BytesIO(_blank(name).data))
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]  # fmt: skip
    assert formulas
    assert max(map(len, formulas)) <= _LONGEST


@pytest.mark.parametrize("name", sorted(FORMS))
def test_old_formats_show_the_same_verdicts_and_read_without_a_word(name: str, office: Office, tmp_path: Path) -> None:
    blank = _blank(name)
    for path, filled in _filled(blank, tmp_path):
        saved = [path.with_suffix(".xls"), path.with_suffix(".ods")]
        office.run(path, [], saved)
        facts = {slot.key: AGENCY.name for _, slot in blank.layout.slots() if slot.field.prefill == "agency.name"}
        facts |= {slot.key: AGENCY.code for _, slot in blank.layout.slots() if slot.field.prefill == "agency.code"}
        expected = {
            number: word
            for (number, show), word in live_values_of(blank.layout, {**facts, **filled}).items()
            if show is LiveShow.VERDICT
        }
        for file in saved:
            assert _verdicts(file.read_bytes(), blank, file.name) == expected, file.name
            codes = {found.code for found in Reader.of([FORMS[name]]).read(file.read_bytes()).findings}
            assert codes & {"P05", "P06", "P14"} == set(), file.name


def _filled(blank: Blank, folder: Path) -> Iterator[tuple[Path, dict[tuple[str | int, ...], object]]]:
    for share in SHARES:
        filled = some_of(blank, share, seed=7)
        path = folder / f"填好{share}.xlsx"
        path.write_bytes(fill(blank.data, blank.layout, filled))
        yield path, dict(filled)
