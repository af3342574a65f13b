"""Our own formula cells: whatever was written over them is told, and nothing where they were left alone."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.content import number, text
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet
from sheet.reader import damage
from sheet.reader.by_hand import cell_of, read_bytes, read_with, said_at
from sheet.reader.samples import Sample, sample


def totals(case: Sample) -> dict[Key, Decimal]:
    """What each formula cell gives, by its key."""
    figures = case.read(case.book).figures
    return {figure.key: figure.value for figure in figures if figure.value is not None}


def said(filing: Filing, key: Key) -> Finding:
    (finding,) = (finding for finding in said_at(filing, key) if finding.code == "P17")
    return finding


def a_total(case: Sample) -> tuple[Key, Decimal]:
    return next((key, value) for key, value in totals(case).items() if value > 1)


@pytest.mark.parametrize("name", ["S0", "P1", "S2"])
@pytest.mark.parametrize("words", ["见附件", "—", "无", "12,345.6", "#REF!"])
def test_a_text_over_a_formula_is_told(name: str, words: str) -> None:
    case = sample(name)
    key, value = a_total(case)
    finding = said(read_with(case, {key: f't="inlineStr"><is><t>{words}</t></is>'}), key)
    assert (finding.severity, finding.found, finding.where.cell) == (Severity.EXPLAIN, words, cell_of(case, key))
    assert Decimal(finding.expected) == value.quantize(Decimal("0.0001"))


def test_a_formula_cell_that_was_emptied_is_told() -> None:
    case = sample("P1")
    for key in totals(case):
        finding = said(read_with(case, {key: ">"}), key)
        assert (finding.severity, "被清空" in finding.message) == (Severity.EXPLAIN, True)
        assert finding.expected


def test_an_error_or_a_truth_over_a_formula_is_told() -> None:
    case = sample("P1")
    key, _ = a_total(case)
    for written, found in (('t="e"><v>#N/A</v>', "#N/A"), ('t="b"><v>1</v>', "TRUE")):
        assert said(read_with(case, {key: written}), key).found == found


def test_the_right_number_is_no_matter_and_as_a_text_a_note() -> None:
    case = sample("P1")
    key, value = a_total(case)
    right = read_with(case, {key: f"><v>{value}</v>"})
    assert [finding for finding in said_at(right, key) if finding.code == "P17"] == []
    as_text = said(read_with(case, {key: f't="str"><v>{value.normalize():f}</v>'}), key)
    assert as_text.severity is Severity.NOTE
    wrong = said(read_with(case, {key: f"><v>{value + 1}</v>"}), key)
    assert (wrong.severity, Decimal(wrong.found)) == (Severity.EXPLAIN, value + 1)


def test_a_formula_without_its_result_is_still_our_formula() -> None:
    case = sample("P1")
    book = openpyxl.load_workbook(io.BytesIO(case.data))
    out = io.BytesIO()
    book.save(out)
    filing = read_bytes(case, out.getvalue())
    assert "P17" not in {finding.code for finding in filing.findings}
    assert all(not figure.filed.startswith("=") for figure in filing.figures)


def test_another_formula_is_told_where_it_gives_another_number() -> None:
    case = sample("P1")
    key, value = ("funds", "total", "initial"), totals(case)["funds", "total", "initial"]
    cells = [cell_of(case, ("funds", row, "initial")) for row in ("fiscal", "carried", "other")]
    assert Decimal(said(read_with(case, {key: "><f>1000+1</f><v>1001</v>"}), key).found) == 1001
    assert said(read_with(case, {key: "><f>1001</f>"}), key).severity is Severity.EXPLAIN
    assert said(read_with(case, {key: f"><f>{cells[0]}+{cells[2]}</f><v>{value}</v>"}), key).found != str(value)
    assert said(read_with(case, {key: "><f>VLOOKUP(A1,A:B,2)</f><v>7</v>"}), key).found == "7"
    whole = f"SUM({cells[0]}:{cells[2]})"
    for written in (f"><f>{value}*1</f><v>0</v>", f"><f>{whole}</f>", '><f t="shared" si="3"/><v>0</v>'):
        assert "P17" not in {finding.code for finding in read_with(case, {key: written}).findings}


def of_values(case: Sample) -> RawBook:
    """The form with the right value in place of each formula, as pasting values leaves it."""
    figures = {figure.key: figure for figure in case.read(case.book).figures}

    def pasted(sheet: RawSheet) -> RawSheet:
        cells = {spot: replace(cell, formula=None) for spot, cell in sheet.cells.items() if not cell.is_unsolved}
        for box in case.grid.computed():
            figure, spot = figures[box.key], (box.region.top, box.region.left)
            if figure.value is not None or figure.text:
                cells[spot] = text(figure.text) if figure.value is None else number(figure.value)
        return replace(sheet, cells=cells)

    return damage.on_form(case.book, pasted)


@pytest.mark.parametrize("name", ["S0", "S1", "S2", "S3", "P1"])
def test_values_pasted_over_a_whole_form_are_no_matter_where_they_are_right(name: str) -> None:
    case = sample(name)
    copied = of_values(case)
    for book in (copied, damage.pasted(copied), damage.only_visible(copied)):
        filing = case.read(book)
        assert "P17" not in {finding.code for finding in filing.findings}, str(filing.findings)


@pytest.mark.parametrize("name", ["S0", "S2", "P1"])
def test_a_form_copied_without_formulas_and_results_is_one_note(name: str) -> None:
    case = sample(name)
    found = [finding for finding in case.read(damage.pasted(case.book)).findings if finding.code == "P17"]
    assert len(found) == 1
    assert found[0].severity is (Severity.EXPLAIN if name == "S0" else Severity.NOTE)


@pytest.mark.parametrize("name", ["S0", "S1", "S2", "S3", "P1"])
def test_a_form_of_values_that_is_hardly_filled_is_no_matter(name: str) -> None:
    case = sample(name)
    first, *others = (slot for slot in case.grid.slots() if not slot.field.locked and slot.field.kind == "text")
    kept = {(slot.region.top, slot.region.left) for slot in (first, *others)}
    spots = {(slot.region.top, slot.region.left) for slot in case.grid.slots()} - kept
    emptied = replace(case, book=damage.on_form(case.book, lambda sheet: damage.clear(sheet, spots)))
    assert "P17" not in {finding.code for finding in case.read(of_values(emptied)).findings}
