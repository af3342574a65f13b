"""Nothing is silent: what another reader sees in a mutated workbook is in the records as it is, or a finding names the
cell."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO, StringIO
from math import isclose
from typing import Any
from unicodedata import normalize

import pytest
import xlrd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jixiao_xlsx.model.cell_names import column_index
from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.season.demo.playing.xls import xls_bytes
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.spec.catalogue import all_forms
from whole_way.fuzz.mutations import Mutation, cells_of, filled_sample, mutated, mutations

READER = Reader.of(all_forms())
_EXAMPLES = max(20, settings().max_examples // 4)
"""Of each form: every example writes and reads a workbook twice."""


def seen_by_openpyxl(data: bytes, cells: tuple[str, ...], tab: str) -> dict[str, Any] | None:
    """What openpyxl finds in these cells; None where it opens nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = load_workbook(BytesIO(data), data_only=True)[tab]
            written = load_workbook(BytesIO(data))[tab]
    # Whatever it raises over a broken cell, there is nothing to compare with then.
    except Exception:
        return None
    shown = {cell: sheet[cell].value for cell in cells}
    # A formula without a cached value fills its cell all the same.
    return {cell: written[cell].value if value is None else value for cell, value in shown.items()}


def is_same(record: Record, theirs: Any) -> bool:
    """Whether a record says what another reader sees."""
    if isinstance(theirs, str):
        return _letters(record.raw) == _letters(theirs)
    if isinstance(theirs, bool):
        return record.raw in {"TRUE", "FALSE", "1", "0"}
    if isinstance(theirs, int | float):
        return _is_number(record, float(theirs))
    if isinstance(theirs, datetime | date | time | timedelta):
        return str(theirs)[:10] in record.raw or isinstance(record.value, date)
    return False


def _letters(text: str) -> str:
    """A text without white space; what is raised or lowered, as the other reader has it."""
    return "".join(normalize("NFKC", text).replace("\u2212", "-").split())


def _is_number(record: Record, theirs: float) -> bool:
    try:
        ours = float(record.raw.strip().removesuffix("%"))
    except ValueError:
        return False
    # A percent is said as people see it.
    return isclose(ours, theirs) or isclose(ours, theirs * 100)


def silent(filing: Filing, seen: dict[str, Any]) -> dict[str, Any]:
    """The cells of which another reader sees something that is neither in the records nor in a finding."""
    told = {found.where.cell for found in filing.findings}
    read = {record.cell: record for record in filing.records}
    return {
        cell: (value, read[cell].raw if cell in read else None)
        for cell, value in seen.items()
        if value not in (None, "")
        and not str(value).isspace()
        and cell not in told
        and not (cell in read and is_same(read[cell], value))
    }


@pytest.mark.parametrize("name", ["S0", "P1"])
@settings(
    max_examples=_EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(data=st.data())
def test_a_mutated_cell_is_in_the_records_or_in_the_findings(name: str, data: st.DataObject) -> None:
    changes: list[Mutation] = data.draw(
        st.lists(mutations(name), min_size=1, max_size=6, unique_by=lambda change: change.cell)
    )
    book = mutated(name, changes)
    filing = READER.read(book, name="改过.xlsx")
    if not filing.records:
        assert filing.findings
        return
    seen = seen_by_openpyxl(book, cells_of(name), filled_sample(name)[1].records[0].sheet)
    if seen is not None:
        assert silent(filing, seen) == {}


@cache
def xls(name: str) -> bytes:
    return xls_bytes(filled_sample(name)[0].book)


@pytest.mark.parametrize("name", ["S0", "P1"])
@settings(
    max_examples=_EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(data=st.data())
def test_a_mutated_xls_is_in_the_records_or_in_the_findings(name: str, data: st.DataObject) -> None:
    book = bytearray(xls(name))
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(book) - 1), st.integers(0, 255)), max_size=3)):
        book[at] = byte
    filing = READER.read_raw_book(READER.opened_here(bytes(book), name="改过.xls"), name="改过.xls", sha256="")
    if not filing.records:
        assert filing.findings
        return
    seen = seen_by_xlrd(bytes(book), cells_of(name), filing.records[0].sheet)
    if seen is not None:
        assert silent(filing, seen) == {}


def seen_by_xlrd(data: bytes, cells: tuple[str, ...], tab: str) -> dict[str, Any] | None:
    """What xlrd finds in these cells; None where it opens nothing."""
    try:
        sheet = xlrd.open_workbook(file_contents=data, logfile=StringIO()).sheet_by_name(tab)
        return {cell: _of_xlrd(sheet, *_spot(cell)) for cell in cells}
    # Whatever it raises over a broken record, there is nothing to compare with then.
    except Exception:
        return None


def _of_xlrd(sheet: xlrd.sheet.Sheet, row: int, column: int) -> Any:
    if row >= sheet.nrows or column >= sheet.row_len(row):
        return None
    # Dates are numbers there, and errors are codes.
    return None if sheet.cell_type(row, column) in {3, 5} else sheet.cell_value(row, column)


def _spot(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]) - 1, column_index(letters)
