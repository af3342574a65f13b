"""What no filler typed into a cell: our hidden marks gone astray, contents below a merged cell, copies, pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.content import text
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.region import Region
from sheet.reader import damage
from sheet.reader.samples import Sample, sample

CODE: Key = ("head", "code")
AMOUNT: Key = ("funds", "other", "amount")


def region_at(case: Sample, key: Key) -> Region:
    return next(slot.region for slot in case.grid.slots() if slot.key == key)


def cell_at(case: Sample, key: Key) -> str:
    region = region_at(case, key)
    return cell_name(region.top, region.left)


def saved(case: Sample, change: Callable[[Worksheet], None]) -> RawBook:
    """The filled workbook after another program changed its form and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(case.data))
    change(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    read = read_raw(buffer.getvalue())
    assert isinstance(read, RawBook)
    return read


def values_in(filing: Filing) -> dict[Key, object]:
    return {record.key: record.value for record in filing.records}


def said(filing: Filing, code: str) -> Iterator[Finding]:
    return (finding for finding in filing.findings if finding.code == code)


# ---- marks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["S0", "S1", "P1", "P2B"])
def test_a_hidden_mark_in_a_slot_is_never_a_value_whatever_the_slot_asks(name: str) -> None:
    case = sample(name)
    marks = ["c0", " c3", "#tokens", case.grid.rows[4].id, case.grid.rows[-1].id]
    marks.append(next(c.raw for c in case.book.sheets[0].cells.values() if c.raw.startswith("JXF")))
    slots = [slot for slot in case.grid.slots() if slot.key in case.values]
    for some in (slots[start : start + len(marks)] for start in range(0, len(slots), len(marks))):
        sheet = case.book.sheets[0]
        for slot, mark in zip(some, marks, strict=False):
            sheet = damage.put(sheet, (slot.region.top, slot.region.left), text(mark))
        filing = case.read(replace(case.book, sheets=(sheet, *case.book.sheets[1:])))
        records = {record.key: record for record in filing.records}
        assert all(records[slot.key].unreadable for slot in some)
        cells = {records[slot.key].cell for slot in some}
        here = [finding.code for finding in filing.findings if finding.where.cell in cells]
        assert here == ["P30"] * len(some), [slot.label for slot in some]


def test_marks_told_by_their_text_do_not_take_words_that_only_resemble_them() -> None:
    case = sample("S0")
    for words in ("C3", "c30", "c3级", "目标c1", "自检：本部门已开展自查"):
        book = saved(case, lambda sheet, words=words: sheet.__setitem__(cell_at(case, ("duties", 1, "text")), words))  # type: ignore[misc]
        filing = case.read(book)
        assert values_in(filing)["duties", 1, "text"] == words
        assert not list(said(filing, "P30"))


def test_a_sheet_pasted_transposed_gives_no_mark_as_a_value() -> None:
    for name in ("S0", "S1", "S2", "P1"):
        case = sample(name)
        form = case.book.sheets[0]
        cells = {(column, row): replace(content, formula=None) for (row, column), content in form.cells.items()}
        filing = case.read(replace(case.book, sheets=(replace(form, name="Sheet1", cells=cells, merges=()),)))
        marks = {row.id for row in case.grid.rows} | {f"c{n}" for n in range(50)} | {"#tokens"}
        assert not [record for record in filing.records if record.raw in marks and record.value is not None]
        assert not [finding for finding in said(filing, "V101") if finding.found in marks]


def test_marks_beside_the_form_are_noted_as_such() -> None:
    case = sample("S0")
    filing = case.read(saved(case, lambda sheet: sheet.__setitem__("N8", case.grid.rows[3].id)))
    assert values_in(filing) == case.values
    assert [finding.severity for finding in said(filing, "P39")] == [Severity.NOTE]
    assert filing.unplaced == 0


# ---- merged cells ---------------------------------------------------------------------------------------------


def covered(case: Sample, key: Key, value: object, *, seen: bool) -> RawBook:
    """Something in the last cell that a merged slot covers, which no office program lets anybody type."""
    region = region_at(case, key)
    assert region.is_merged

    def change(sheet: Worksheet) -> None:
        merge = str(region)
        sheet.unmerge_cells(merge)
        sheet.cell(region.bottom + 1, region.right + 1).value = value  # type: ignore[union-attr]
        if not seen:
            sheet.cell(region.top + 1, region.left + 1).value = None  # type: ignore[union-attr]
        from openpyxl.worksheet.cell_range import MultiCellRange

        sheet.merged_cells = MultiCellRange([*sheet.merged_cells.ranges, merge])  # type: ignore[list-item]

    return saved(case, change)


@pytest.mark.parametrize("seen", [True, False])
def test_text_under_a_merged_cell_is_told_with_its_place_and_not_read(seen: bool) -> None:
    case = sample("S0")
    filing = case.read(covered(case, AMOUNT, 777, seen=seen))
    assert values_in(filing).get(AMOUNT) == (case.values[AMOUNT] if seen else None)
    (finding,) = said(filing, "P31")
    region = region_at(case, AMOUNT)
    assert finding.severity is Severity.EXPLAIN
    assert "777" in finding.message
    assert cell_name(region.bottom, region.right) in finding.message
    assert finding.where.cell == cell_at(case, AMOUNT)
    assert filing.unplaced == 1


def test_the_same_under_a_merged_cell_as_in_it_is_only_noted() -> None:
    case = sample("S0")
    filing = case.read(covered(case, AMOUNT, float(str(case.values[AMOUNT])), seen=True))
    assert values_in(filing) == case.values
    assert [finding.severity for finding in said(filing, "P31")] == [Severity.NOTE]


def unmerged_and_filled(sheet: Worksheet) -> None:
    for merge in list(sheet.merged_cells.ranges):
        value = sheet.cell(merge.min_row, merge.min_col).value
        sheet.unmerge_cells(str(merge))
        for row, column in merge.cells:
            sheet.cell(row, column).value = value


@pytest.mark.parametrize("name", ["S0", "S1", "S2", "S3", "P1", "P2B"])
def test_a_sheet_unmerged_and_filled_down_is_read_whole_with_one_note(name: str) -> None:
    case = sample(name)
    filing = case.read(saved(case, unmerged_and_filled))
    assert values_in(filing) == case.values
    assert filing.unplaced == 0
    assert [finding.code for finding in filing.findings if finding.code[0] == "P"] == ["P32"]


def test_copies_that_differ_after_unmerging_are_told_and_not_read() -> None:
    case = sample("S0")

    def change(sheet: Worksheet) -> None:
        unmerged_and_filled(sheet)
        region = region_at(case, AMOUNT)
        sheet.cell(region.top + 1, region.right + 1).value = 88  # type: ignore[union-attr]

    filing = case.read(saved(case, change))
    assert values_in(filing) == {key: value for key, value in case.values.items() if key != AMOUNT}
    (finding,) = said(filing, "P14")
    assert "88" in finding.found


# ---- pictures in cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ['=DISPIMG("ID_5A2F",1)', '=_xlfn.DISPIMG("ID_5A2F",1)'])
@pytest.mark.parametrize("name", ["S0", "P1"])
def test_a_picture_that_wps_put_into_a_cell_is_not_its_text(name: str, content: str) -> None:
    case = sample(name)
    keys = list(case.values)[:12]

    def change(sheet: Worksheet) -> None:
        for key in keys:
            sheet[cell_at(case, key)] = content

    filing = case.read(saved(case, change))
    cells = [cell_at(case, key) for key in keys]
    assert [finding.where.cell for finding in said(filing, "V140")] == cells
    records = {record.cell: record for record in filing.records}
    assert all(records[cell].unreadable and "DISPIMG" not in records[cell].raw for cell in cells)
