"""Rows added and keys pushed along in a real client, saved in each of its formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from clients.libreoffice import Office
from clients.steps import Step, insert_cells, insert_rows, set_text, unprotect
from jixiao_xlsx.model.cell_names import cell_name, column_name
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from sheet.reader.samples import Sample, sample

KINDS = ("xlsx", "ods", "xls")


def saved(office: Office, folder: Path, case: Sample, kind: str, *steps: Step) -> Filing:
    (folder / "before.xlsx").write_bytes(case.data)
    office.run(folder / "before.xlsx", [unprotect(0), *steps], folder / f"after.{kind}")
    book = read_raw((folder / f"after.{kind}").read_bytes(), name=f"after.{kind}")
    assert isinstance(book, RawBook)
    return case.read(book)


def last_row(case: Sample, name: str) -> tuple[int, int]:
    """The last row of the open block that begins so, and the column of its first slot."""
    number = max(number for number, row in enumerate(case.grid.rows) if row.id.split("[")[0].endswith(name))
    row = case.grid.top + number
    return row, min(slot.region.left for slot in case.grid.slots() if slot.region.top == row)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_inserted_below_a_group_are_its_further_rows(office: Office, tmp_path: Path, kind: str) -> None:
    case = sample("S0")
    row, column = last_row(case, "quantity")
    filing = saved(
        office,
        tmp_path,
        case,
        kind,
        insert_rows(0, row + 2, count=2),
        set_text(0, cell_name(row + 1, column), "补充的指标"),
        set_text(0, cell_name(row + 2, column), "又补充的指标"),
    )
    added = {record.raw: record.key for record in filing.records if record.inserted}
    assert added.keys() == {"补充的指标", "又补充的指标"}
    assert all(key[:3] == ("indicators", "output", "quantity") for key in added.values())
    values = {record.key: record.value for record in filing.records}
    assert {key: values.get(key) for key in case.values} == case.values
    assert {finding.code for finding in filing.findings} == {"P10", "P11"}


@pytest.mark.parametrize("kind", KINDS)
def test_both_key_columns_pushed_down_leave_every_value_where_its_label_is(
    office: Office, tmp_path: Path, kind: str
) -> None:
    case = sample("S0")
    row, _ = last_row(case, "quantity")
    first, last = map(column_name, case.grid.key_columns)
    steps = [insert_cells(0, f"{column}{row - 1}:{column}{row - 1}", shift="down") for column in (first, last)]
    filing = saved(office, tmp_path, case, kind, *steps)
    assert {record.key: record.value for record in filing.records} == case.values
    assert "P01" in {finding.code for finding in filing.findings}
