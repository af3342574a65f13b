"""The rules a form brings along: required cells, rows, expected values and checks, each by a workbook."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from filings.filled import PLAN, REVIEW, Cells, amount, blank_of, filing_of, findings, found, reader_of, typed_in
from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.content import number, text
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet, read_raw
from sheet.reader.damage import insert_row

MONEY = ("budgeted.total", "budgeted.fiscal", "budgeted.other", "executed.total", "executed.fiscal")
NO_PROJECTS = {f"projects[{row}].{column}": None for row in (1, 2) for column in ("serial", "name", *MONEY, "coverage")}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"head.filler": None}, [("R01", "head.filler")]),
        ({"projects[2].name": None}, [("R01", "projects[2].name")]),
        (
            {"projects[1].executed.fiscal": amount("597123.46")},
            [("R03", "projects[1].executed.total"), ("R02", "projects[1].executed.fiscal")],
        ),
        ({"projects[1].executed.fiscal": amount("500000.00")}, [("R02", "projects[1].executed.total")]),
        ({"projects[1].budgeted.total": amount("618000.10")}, [("R04", "projects[1].budgeted.total")]),
        (
            {
                "head.filler": None,
                "projects[1].budgeted.total": amount("1.00"),
                "projects[2].executed.fiscal": amount("300000"),
            },
            [("R01", "head.filler"), ("R04", "projects[1].budgeted.total"), ("R02", "projects[1].executed.total")],
        ),
        (NO_PROJECTS, [("R05", "projects")]),
    ],
    ids=["blank", "blank in a filled row", "a part over its total", "sum", "expected", "three at once", "rows"],
)
def test_a_broken_rule_is_said_at_its_cell(cells: Cells, expected: list[tuple[str, str]]) -> None:
    assert [cell for cell in found("review", {**REVIEW, **cells}) if cell[0][0] == "R"] == expected


def test_rounding_is_a_note() -> None:
    (finding,) = findings("review", {**REVIEW, "projects[1].executed.fiscal": amount("597123.44")})
    assert (finding.code, finding.severity) == ("R03", Severity.NOTE)
    assert "相差 0.01" in finding.message


def test_a_required_cell_of_an_unused_row_may_stay_blank() -> None:
    assert found("review", REVIEW) == []


def test_the_expected_figure_is_told_with_its_formula() -> None:
    (finding,) = findings("review", {**REVIEW, "projects[1].budgeted.total": amount("610000.00")})
    assert finding.found == "610,000.00"
    assert finding.expected == "618,000.00"
    assert "财政拨款 + 其他" in finding.message


def test_an_unused_repeat_asks_for_nothing_and_a_used_one_for_its_text() -> None:
    assert ("R01", "goals[2].text") in found("plan", {**PLAN, "goals[2].text": None})


def _read_with_rows(inserted: list[dict[int, str | int]], *, name: str) -> Filing:
    """The clean review with rows inserted below its last project row; each gives contents by column."""
    book = read_raw(typed_in("review", REVIEW), name=name)
    assert not isinstance(book, Finding)
    sheet = book.sheets[0]
    last = max(row for row, column in sheet.cells if sheet.cells[row, column].value == "养老床位补贴")
    for cells in inserted:
        sheet = insert_row(sheet, last + 1)
        sheet = _with_cells(sheet, last + 1, cells)
    changed: RawBook = replace(book, sheets=(sheet, *book.sheets[1:]))
    reader = reader_of("review")
    return reader.audited(reader.read_cells(changed, name=name, sha256=""))


def _with_cells(sheet: RawSheet, row: int, cells: dict[int, str | int]) -> RawSheet:
    made = {
        (row, column): text(value) if isinstance(value, str) else number(Decimal(value))
        for column, value in cells.items()
    }
    return replace(sheet, cells={**sheet.cells, **made})


def _project_columns() -> dict[str, int]:
    slots = {slot.key: slot.region for _, slot in blank_of("review").layout.slots()}
    return {".".join(map(str, key[2:])): region.left for key, region in slots.items() if key[:2] == ("projects", 2)}


def test_rows_beyond_the_most_are_said() -> None:
    at = _project_columns()
    rows: list[dict[int, str | int]] = [{at["serial"]: 7 - place, at["name"]: f"项目{place}"} for place in range(4)]
    filing = _read_with_rows(rows, name="多行.xlsx")
    assert ("R06", "projects") in [(finding.code, finding.where.key) for finding in filing.findings]


def test_a_blank_cell_of_an_inserted_row_is_named_in_that_row() -> None:
    at = _project_columns()
    filing = _read_with_rows(
        [{at["serial"]: 3, at["executed.total"]: 5000, at["executed.fiscal"]: 5000}], name="插行.xlsx"
    )
    (record,) = [one for one in filing.records if one.inserted and one.key[-1] == "serial"]
    named = {finding.code: finding.where for finding in filing.findings if finding.where.key.startswith("projects[5]")}
    assert named["G15"].cell[-2:] == record.cell[-2:]
    assert "第5行" in named["G15"].label


def test_the_same_filing_gives_the_same_findings_whatever_its_name() -> None:
    data = typed_in("review", {**REVIEW, "head.filler": None})
    first, second = (reader_of("review").read(data, name=name).findings for name in ("一.xlsx", "二.xlsx"))
    assert first == second
    assert filing_of("review", REVIEW).findings == ()
