"""The same workbook saved as .xlsx, .xls and .ods by LibreOffice reads the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.content import ContentType
from jixiao_xlsx.sheet.raw.book import RawBook, Visibility, read_here
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile
from jixiao_xlsx.sheet.raw.workers.reading import read_many
from jixiao_xlsx.sheet.region import Region
from sheet.raw.opening import opened, refused


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_the_saved_workbook_reads_as_issued(saved_by_libreoffice: dict[str, bytes], kind: str) -> None:
    book = opened(saved_by_libreoffice[kind])
    sheet, hidden = book.sheets
    values = {at: (content.type, content.value) for at, content in sheet.cells.items()}
    # LibreOffice knows no typed truth value: it saves the formula TRUE(), in .ods with the number 1.
    assert values == {
        (0, 0): (ContentType.TEXT, "部门整体支出绩效自评表"),
        (1, 1): (ContentType.TEXT, "第一行\n第二行  两个空格"),
        (2, 1): (ContentType.NUMBER, Decimal("44770.21")),
        (2, 2): (ContentType.DATE, date(2024, 1, 14)),
        (2, 3): (ContentType.NUMBER, Decimal("0.955")),
        (3, 1): (ContentType.NUMBER, 1) if kind == "ods" else (ContentType.BOOL, True),
        (3, 2): (ContentType.ERROR, "#DIV/0!"),
        (3, 3): (ContentType.NUMBER, Decimal("89540.42")),
        (9, 3): (ContentType.TEXT, "底"),
    }
    assert sheet.cells[2, 3].percent
    assert {at for at, content in sheet.cells.items() if content.formula is not None} == {(3, 1), (3, 2), (3, 3)}
    assert sheet.merges == (Region(0, 0, 0, 3),)
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.protected) == ({4}, {0}, True)
    assert (hidden.name, hidden.visibility, hidden.protected) == ("名单", Visibility.HIDDEN, False)
    assert (book.file_type, book.has_macros, book.has_external_links) == (kind, False, False)
    assert book.properties["KSOProductBuildVer"] == "2052-12.1.0.1"
    assert book.modified is not None


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_worker_gives_what_reading_here_gives(saved_by_libreoffice: dict[str, bytes], kind: str) -> None:
    data = saved_by_libreoffice[kind]
    (from_worker,) = read_many([ForeignFile("", data)], read_here)
    assert read_here(data) == from_worker.result


def test_an_et_is_an_xls_by_another_name(saved_by_libreoffice: dict[str, bytes]) -> None:
    data = saved_by_libreoffice["xls"]
    named_et, named_xlsx = opened(data, name="自评表.ET"), opened(data, name="自评表.xlsx")
    assert (named_et.file_type, named_xlsx.file_type) == ("et", "xls")
    assert named_et.sheets == named_xlsx.sheets


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_file_cut_in_half_says_it_is_damaged(saved_by_libreoffice: dict[str, bytes], kind: str) -> None:
    data = saved_by_libreoffice[kind]
    assert refused(data[: len(data) // 2]).code == "F07"


def test_an_xls_with_any_byte_changed_is_read_or_refused(saved_by_libreoffice: dict[str, bytes]) -> None:
    """In workers, as always: what xlrd does with bad records must not reach this process."""
    data = saved_by_libreoffice["xls"]
    places = range(0, len(data), max(len(data) // 240, 1))
    changed = [data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :] for at in places]
    results = [done.result for done in read_many((ForeignFile("", one) for one in changed), read_here)]
    assert len(results) == len(changed)
    assert all(isinstance(result, RawBook | Finding) for result in results)
    assert not [result for result in results if isinstance(result, Finding) and result.code in ("F12", "F14")]
