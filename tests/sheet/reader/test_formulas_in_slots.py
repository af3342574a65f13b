"""Formulas that departments or their programs put into slots: none is read in silence, none vanishes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.content import Content, ContentType, number, text
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.raw.book import RawSheet
from sheet.reader import damage
from sheet.reader.by_hand import cell_of, codes_at, read_bytes, read_with, record_at, said_at, with_cells
from sheet.reader.samples import sample

AMOUNT: Key = ("funds", "general", "amount")
OTHER: Key = ("funds", "other", "amount")
NAME: Key = ("head", "agency")
TARGET: Key = ("indicators", "output", "quantity", 1, "target")


@pytest.mark.parametrize(
    "written", ["><f>40.05*1</f><v/>", "><f>40.05*1</f><v></v>", "><f>40.05*1</f>", 't="str"><f>40.05*1</f>']
)
def test_a_formula_without_a_result_is_unreadable_and_named_with_what_it_gives(written: str) -> None:
    filing = read_with(sample("S0"), {AMOUNT: written})
    record = record_at(filing, AMOUNT)
    assert record is not None
    assert (record.unreadable, record.raw) == (True, "=40.05*1")
    (said,) = said_at(filing, AMOUNT)
    assert (said.code, said.severity, said.where.cell) == ("V120", Severity.RETURN, record.cell)
    assert "按公式算得 40.05" in said.message


def test_formulas_of_a_library_that_computes_nothing_are_told_one_by_one_in_the_same_words() -> None:
    case = sample("P1")
    book = openpyxl.load_workbook(io.BytesIO(case.data))
    numbers = {key: value for key, value in case.values.items() if isinstance(value, Decimal)}
    for key, value in numbers.items():
        book.worksheets[0][cell_of(case, key)] = f"={value}*1"
    out = io.BytesIO()
    book.save(out)
    filing = read_bytes(case, out.getvalue())
    said = [finding for finding in filing.findings if finding.code == "V120"]
    assert len(said) == len(numbers) > 20
    assert all(record.unreadable for record in filing.records if record.key in numbers)
    # Two kinds of numbers are asked for in two ways; what each formula gives would make an entry of its own.
    assert len({(finding.message, finding.hint) for finding in said}) <= 4
    assert not {finding.code for finding in filing.findings} & {"P17", "P06"}


@pytest.mark.parametrize(
    "written",
    [
        "><f>40.05*1</f><v>40.05</v>",
        "><f>'[1]明细'!B5</f><v>40.05</v>",
        "><f>VLOOKUP(A1,Z1:Z9,1)</f><v>40.05</v>",
        '><f t="array" ref="A1:A1">40+0.05</f><v>40.05</v>',
        '><f t="shared" si="7"/><v>40.05</v>',
        "><f>0.1+39.95</f><v>40.050000000000004</v>",
        "><f>ROUND(40.0512,2)</f><v>40.05</v>",
    ],
)
def test_a_formula_with_its_result_keeps_the_value_and_is_to_be_explained(written: str) -> None:
    filing = read_with(sample("S0"), {AMOUNT: written})
    record = record_at(filing, AMOUNT)
    assert record is not None
    assert record.value == Decimal("40.05")
    (said,) = said_at(filing, AMOUNT)
    assert (said.code, said.severity) == ("V121", Severity.EXPLAIN)


@pytest.mark.parametrize(
    ("formula", "kept", "computed"),
    [("40.05*1", "0", "40.05"), ("SUM(40,1%)*2", "80", "80.02"), ("-2^2", "-4", "4"), ("IF(1&gt;2,5,6)", "5", "6")],
)
def test_a_stale_result_is_sent_back_with_both_numbers(formula: str, kept: str, computed: str) -> None:
    filing = read_with(sample("S0"), {AMOUNT: f"><f>{formula}</f><v>{kept}</v>"})
    record = record_at(filing, AMOUNT)
    assert record is not None
    assert record.value == Decimal(kept)
    said = next(finding for finding in said_at(filing, AMOUNT) if finding.code == "V122")
    assert (said.severity, said.found, said.expected) == (Severity.RETURN, kept, computed)


def test_a_sum_with_an_unreadable_part_is_not_called_empty() -> None:
    case = sample("P1")
    part: Key = ("funds", "fiscal", "budgeted")
    filing = Reader.of([case.form]).read(with_cells(case.data, {cell_of(case, part): "><f>40.05*1</f>"}))
    codes = {finding.code for finding in filing.findings}
    assert "V120" in codes
    assert "G15" not in codes


def test_cells_of_the_sheet_are_computed_from_what_stands_in_them() -> None:
    case = sample("S0")
    other, general = cell_of(case, OTHER), case.values[AMOUNT]
    assert isinstance(general, Decimal)
    right = read_with(case, {OTHER: f"><f>{cell_of(case, AMOUNT)}+1</f><v>{general + 1}</v>"})
    assert codes_at(right, OTHER) == ["V121"]
    stale = read_with(case, {OTHER: f"><f>SUM({cell_of(case, AMOUNT)},1)</f><v>7</v>"})
    assert codes_at(stale, OTHER) == ["V122"]
    circle = read_with(case, {OTHER: f"><f>{other}+1</f><v>7</v>"})
    assert codes_at(circle, OTHER) == ["V121"]


def test_a_shared_formula_is_computed_where_it_stands() -> None:
    case = sample("P1")
    keys = [(*("indicators", "output", "quantity"), number, "points") for number in (1, 2)]
    first, second = (cell_of(case, key) for key in keys)
    above = f"{first[0]}{int(first[1:]) - 9}"
    written = {
        keys[0]: f'><f t="shared" ref="{first}:{second}" si="0">LEN(&quot;&quot;&amp;{above})</f><v>2</v>',
        keys[1]: '><f t="shared" si="0"/><v>2</v>',
    }
    assert [codes_at(read_with(case, written), key)[-1:] for key in keys] == [["V121"], ["V121"]]
    doubled = {
        keys[0]: f'><f t="shared" ref="{first}:{second}" si="0">1+0.5</f><v>2</v>',
        keys[1]: '><f t="shared" si="0"/><v>2</v>',
    }
    filing = read_with(case, doubled)
    assert ["V122" in codes_at(filing, key) for key in keys] == [True, True]


def test_cells_that_an_array_formula_fills_are_formulas_too() -> None:
    case = sample("S0")
    first, second = sorted((cell_of(case, AMOUNT), cell_of(case, OTHER)), key=lambda name: int(name[1:]))
    written = {AMOUNT: f'><f t="array" ref="{first}:{second}">A1:A9*2</f><v>40.05</v>', OTHER: "><v>8</v>"}
    filing = read_with(case, written)
    assert (codes_at(filing, AMOUNT), codes_at(filing, OTHER)) == (["V121"], ["V121"])


def test_formulas_in_text_and_target_slots_are_told_as_well() -> None:
    filing = read_with(
        sample("S0"), {NAME: "><f>1+1</f><v>2</v>", TARGET: 't="str"><f>"≥"&amp;5&amp;"件"</f><v>≥5件</v>'}
    )
    name, target = record_at(filing, NAME), record_at(filing, TARGET)
    assert name is not None
    assert target is not None
    assert (name.value, target.value) == ("2", "≥5件")
    assert (codes_at(filing, NAME)[:1], codes_at(filing, TARGET)) == (["V121"], ["V121"])


def test_a_formula_that_shows_nothing_is_blank_and_said_so() -> None:
    filing = read_with(sample("S0"), {AMOUNT: 't="str"><f>IF(1=1,"","x")</f><v></v>'})
    assert record_at(filing, AMOUNT) is None
    (said,) = said_at(filing, AMOUNT)
    assert (said.code, said.severity) == ("V123", Severity.NOTE)
    stale = read_with(sample("S0"), {AMOUNT: 't="str"><f>IF(1=1,5,"")</f><v></v>'})
    assert codes_at(stale, AMOUNT) == ["V122"]


def test_an_error_beside_a_formula_is_an_error_and_nothing_more() -> None:
    filing = read_with(sample("S0"), {AMOUNT: 't="e"><f>1/0</f><v>#DIV/0!</v>'})
    assert codes_at(filing, AMOUNT) == ["V109"]


@pytest.mark.parametrize(
    "written",
    [
        't="e"><is><t>证件办理合格率</t></is>',
        't="e"><v/>',
        't="e">',
        't="e"><v>#N/A</v>',
        't="magic"><v>七</v>',
        't="magic"><is><t>七</t></is>',
        't="b"><v>maybe</v>',
    ],
)
def test_a_cell_that_says_error_or_what_nobody_knows_is_unreadable_and_told(written: str) -> None:
    for key in (AMOUNT, NAME):
        filing = read_with(sample("S0"), {key: written})
        record = record_at(filing, key)
        assert record is not None
        assert record.unreadable
        (message,) = [finding.message for finding in said_at(filing, key) if finding.code == "V109"]
        # What is no error's name is quoted, and none is made up.
        assert "UNKNOWN" not in message
        assert ("‘七’" in message) == ("七" in written)


@pytest.mark.parametrize("kind", ["n", "s", "str", "d"])
def test_a_text_of_its_own_in_a_cell_of_another_type_is_not_lost(kind: str) -> None:
    filing = read_with(sample("S0"), {NAME: f't="{kind}"><is><t>示例局</t></is>'})
    record = record_at(filing, NAME)
    assert record is not None
    assert record.value == "示例局"


def test_a_formula_typed_outside_the_slots_is_listed() -> None:
    case = sample("S0")
    book = openpyxl.load_workbook(io.BytesIO(case.data))
    book.worksheets[0].cell(case.grid.bottom + 8, 3).value = "=1+1"
    out = io.BytesIO()
    book.save(out)
    said = [finding for finding in read_bytes(case, out.getvalue()).findings if finding.code == "P06"]
    assert ["=1+1" in finding.found for finding in said] == [True]


@pytest.mark.parametrize("kept", [Content(ContentType.BLANK), text("≥9件")])
def test_formulas_in_a_row_that_was_inserted_are_told_too(kept: Content) -> None:
    case = sample("S0")
    name, target = ((*TARGET[:4], column) for column in ("name", "target"))
    slots = {slot.key: slot.region for slot in case.grid.slots()}
    below = slots[*TARGET[:3], 2, "name"].top
    written = {slots[name].left: text("新增的指标"), slots[target].left: replace(kept, formula='"≥"&9&"件"')}

    def inserted(sheet: RawSheet) -> RawSheet:
        opened = damage.insert_row(sheet, below)
        for column, content in written.items():
            opened = damage.put(opened, (below, column), content)
        return opened

    filing = case.read(damage.on_form(case.book, inserted))
    record = next(record for record in filing.records if record.inserted and record.key[-1] == "target")
    assert (record.unreadable, record.raw) == ((True, '="≥"&9&"件"') if kept.value is None else (False, "≥9件"))
    assert codes_at(filing, record.key) == ["V120" if kept.value is None else "V121"]


SIGNS = st.text(alphabet='A1B2:,;()+-*/^%&<>="!.[]$ 表SUM', max_size=20)
KEPT = st.sampled_from(
    [
        Content(ContentType.BLANK),
        text(""),
        text("见附件"),
        number(Decimal("40.05")),
        Content(ContentType.BOOL, True),
        Content(ContentType.ERROR, "#N/A"),
        Content(ContentType.DATE, date(2026, 1, 14)),
    ]
)


@given(SIGNS, KEPT, st.sampled_from([AMOUNT, NAME, TARGET]), st.booleans())
def test_no_formula_is_silent(formula: str, kept: Content, key: Key, struck: bool) -> None:
    case = sample("S0")
    place = next(slot for slot in case.grid.slots() if slot.key == key)
    spot = (place.region.top, place.region.left)
    content = replace(kept, formula=formula, struck=struck)
    filing = case.read(damage.on_form(case.book, lambda sheet: damage.put(sheet, spot, content)))
    # LibreOffice saves a truth value as a formula; no other is told by nothing.
    assert codes_at(filing, key)
    assert record_at(filing, key) is not None or not kept.raw
