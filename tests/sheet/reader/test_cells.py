"""What single cells can go through: inserted rows with values, exchanged labels and columns, errors, zeros, blanks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.content import number, text
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet, read_raw
from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
from jixiao_xlsx.sheet.reader.layouts import Layouts
from jixiao_xlsx.sheet.reader.read_book import read_book
from jixiao_xlsx.spec.load import load_text
from sheet.reader import damage
from sheet.reader.law import judged
from sheet.reader.samples import Sample, sample


def read_of(case: Sample, sheet: RawSheet) -> Filing:
    return case.read(replace(case.book, sheets=(sheet, *case.book.sheets[1:])))


def form_of(case: Sample) -> RawSheet:
    return case.book.sheets[0]


def slot_at(case: Sample, key: Key) -> Slot:
    return next(slot for slot in case.grid.slots() if slot.key == key)


def values_in(filing: Filing) -> dict[Key, object]:
    return {record.key: record.value for record in filing.records}


def codes(filing: Filing) -> set[str]:
    return {finding.code for finding in filing.findings}


QUANTITY = ("indicators", "output", "quantity")


def test_values_typed_into_a_row_inserted_inside_an_open_block_are_further_rows() -> None:
    case = sample("S0")
    slot = slot_at(case, (*QUANTITY, 3, "name"))
    target = slot_at(case, (*QUANTITY, 3, "target"))
    opened = damage.insert_row(form_of(case), slot.region.top)
    typed = damage.put(opened, (slot.region.top, slot.region.left), text("新增的指标"))
    filing = read_of(case, damage.put(typed, (slot.region.top, target.region.left), text("≥7场")))
    read = values_in(filing)
    assert (read[*QUANTITY, 6, "name"], read[*QUANTITY, 6, "target"]) == ("新增的指标", "≥7场")
    assert all(read[key] == value for key, value in case.values.items())
    assert [record.inserted for record in filing.records if record.key[:4] == (*QUANTITY, 6)] == [True, True]
    assert {"P10", "P11"} <= codes(filing)


def test_values_typed_into_a_row_inserted_elsewhere_are_reported_and_not_read() -> None:
    case = sample("S0")
    slot = slot_at(case, ("funds", "general", "amount"))
    opened = damage.insert_row(form_of(case), slot.region.top)
    filing = read_of(case, damage.put(opened, (slot.region.top, slot.region.left), number(Decimal(77))))
    assert values_in(filing) == case.values
    assert filing.unplaced == 1
    assert next(finding.found for finding in filing.findings if finding.code == "P06").endswith("‘77’")


def test_a_number_under_a_text_of_another_kind_in_an_inserted_row_is_reported_not_read() -> None:
    case = sample("P1")
    slot = slot_at(case, (*QUANTITY, 2, "points"))
    opened = damage.insert_row(form_of(case), slot.region.top)
    filing = read_of(case, damage.put(opened, (slot.region.top, slot.region.left), text("十分")))
    assert values_in(filing) == case.values
    assert "十分" in next(finding.found for finding in filing.findings if finding.code == "P06")


def test_two_exchanged_labels_decide_over_the_keys_and_a_finding_says_so() -> None:
    case = sample("S0")
    first, second = (slot_at(case, ("funds", name, "amount")) for name in ("gov_fund", "state_capital"))
    column = first.region.left - 2
    exchanged = damage.swap_rows(form_of(case), first.region.top, second.region.top, columns=range(column, column + 1))
    filing = read_of(case, exchanged)
    read = values_in(filing)
    assert (read[first.key], read[second.key]) == (case.values[second.key], case.values[first.key])
    assert "P01" in codes(filing)


@pytest.mark.parametrize("copy", [None, damage.only_visible])
def test_two_years_exchanged_with_their_heads_follow_the_heads(copy: object) -> None:
    case = sample("S2")
    first = slot_at(case, ("funds", "income", "fiscal", "y_2"))
    second = slot_at(case, ("funds", "income", "fiscal", "y_1"))
    rows = range(first.region.top - 1, first.region.top + 6)
    sheet = damage.swap_columns(form_of(case), first.region.left, second.region.left, rows=rows)
    book = replace(case.book, sheets=(sheet, *case.book.sheets[1:]))
    filing = case.read(damage.only_visible(book) if copy else book)
    verdict = judged(case, filing, book)
    assert (verdict.right, verdict.wrong) == (len(case.values), [])
    assert "P01" in codes(filing)


def test_a_copied_fixed_row_that_says_something_else_is_refused_in_both() -> None:
    case = sample("S0")
    slot = slot_at(case, ("funds", "other", "amount"))
    copied = damage.copy_row(form_of(case), slot.region.top, before=slot.region.top)
    assert {"P21"} <= codes(same := read_of(case, copied))
    assert values_in(same) == case.values
    differing = damage.put(copied, (slot.region.top, slot.region.left), number(Decimal(88)))
    filing = read_of(case, differing)
    assert slot.key not in values_in(filing)
    assert {"P19", "P06"} <= codes(filing)


def test_blank_zero_unreadable_and_error_are_four_things() -> None:
    case = sample("S0")
    names = ("general", "gov_fund", "state_capital", "other")
    slots = [slot_at(case, ("funds", name, "amount")) for name in names]
    spots = [(slot.region.top, slot.region.left) for slot in slots]
    sheet = damage.clear(form_of(case), spots[:1])
    sheet = damage.put(sheet, spots[1], number(Decimal(0)))
    sheet = damage.put(sheet, spots[2], text("约九十"))
    filing = read_of(case, damage.put_error(sheet, spots[3]))
    records = {record.key: record for record in filing.records}
    assert slots[0].key not in records
    assert records[slots[1].key].value == 0
    assert (records[slots[2].key].unreadable, records[slots[2].key].raw) == (True, "约九十")
    assert (records[slots[3].key].unreadable, records[slots[3].key].raw) == (True, "#REF!")


TALL = """
form: tall
title: 高格
edition: 1
measure: 元
columns: [12, 20]
sections:
  - {key: head, lines: [[{label: 名称, key: name, kind: text}]]}
  - {key: aim, title: 目标, lines: [{tall: 3, line: [{key: text, kind: text}]}]}
  - {key: foot, lines: [[{label: 备注, key: note, kind: text}]]}
"""


def tall_form() -> tuple[Layouts, RawBook, Slot]:
    """A filled form with one slot over three rows."""
    form = load_text(TALL, name="tall.yaml")
    blank = issue_blank(Order(form, 2026))
    values: dict[Key, Value] = {("head", "name"): "甲", ("aim", "text"): "写在高格里", ("foot", "note"): "乙"}
    book = read_raw(fill(blank.data, blank.layout, values))
    assert isinstance(book, RawBook)
    return Layouts([form]), book, next(slot for _, slot in blank.layout.slots() if slot.key == ("aim", "text"))


def test_a_tall_cell_whose_first_row_was_deleted_is_missed_and_the_rest_is_read() -> None:
    layouts, book, slot = tall_form()
    damaged = damage.on_form(book, lambda sheet: damage.delete_row(sheet, slot.region.top))
    filing = read_book(damaged, source="", sha256="", layouts=layouts)
    assert values_in(filing) == {("head", "name"): "甲", ("foot", "note"): "乙"}
    assert "目标" in next(finding.found for finding in filing.findings if finding.code == "P02")


def test_a_tall_cell_keeps_its_value_when_another_of_its_rows_goes_or_comes() -> None:
    layouts, book, slot = tall_form()
    for change in (damage.delete_row, damage.insert_row):
        damaged = damage.on_form(book, lambda sheet, done=change: done(sheet, slot.region.top + 1))  # type: ignore[misc]
        filing = read_book(damaged, source="", sha256="", layouts=layouts)
        assert values_in(filing)[slot.key] == "写在高格里"
        assert codes(filing) & {"P02", "P10"}


def test_two_contents_in_an_unmerged_cell_are_sent_back_with_both() -> None:
    layouts, book, slot = tall_form()
    damaged = damage.on_form(
        book, lambda sheet: damage.put(damage.unmerge(sheet), (slot.region.top + 1, slot.region.left), text("接着写"))
    )
    filing = read_book(damaged, source="", sha256="", layouts=layouts)
    assert slot.key not in values_in(filing)
    assert "接着写" in next(finding.found for finding in filing.findings if finding.code == "P14")


def test_hidden_rows_with_values_are_read_and_named() -> None:
    case = sample("S0")
    slot = slot_at(case, ("funds", "other", "amount"))
    sheet = form_of(case)
    filing = read_of(case, replace(sheet, hidden_rows=sheet.hidden_rows | {slot.region.top}))
    assert values_in(filing) == case.values
    assert "P15" in codes(filing)


def test_what_is_typed_beside_and_below_the_form_is_counted() -> None:
    case = sample("S0")
    sheet = damage.put(form_of(case), (500_000, 40), text("附注"))
    filing = read_of(case, damage.put(sheet, (2, 30), text("合计")))
    assert values_in(filing) == case.values
    assert filing.unplaced == 2


# ---- whole sheets ---------------------------------------------------------------------------------------------


def of_another_agency(case: Sample) -> RawBook:
    order = Order(case.form, case.blank.layout.year, Party("00999", "示例教育局"))
    blank = issue_blank(order)
    book = read_raw(fill(blank.data, blank.layout, case.values))
    assert isinstance(book, RawBook)
    return book


def test_another_agencys_sheet_in_place_of_ones_own_is_refused() -> None:
    case = sample("S0")
    filing = case.read(replace(case.book, sheets=(of_another_agency(case).sheets[0], *case.book.sheets[1:])))
    assert (filing.records, codes(filing)) == ((), {"S06"})
    assert "示例教育局" in str(filing.findings[0])
    # Departments know the title of a form, not its name among the specs.
    assert "部门整体绩效申报表" in str(filing.findings[0])
    assert case.form.form not in str(filing.findings[0])


def test_another_agencys_sheet_beside_ones_own_is_refused() -> None:
    case = sample("S0")
    other = replace(of_another_agency(case).sheets[0], name="填报表 (2)")
    filing = case.read(replace(case.book, sheets=(*case.book.sheets, other)))
    assert (filing.records, codes(filing)) == ((), {"S06"})


def test_the_order_of_sheets_does_not_matter() -> None:
    case = sample("S1")
    filing = case.read(replace(case.book, sheets=tuple(reversed(case.book.sheets))))
    assert values_in(filing) == case.values
    assert codes(filing) == codes(case.read(case.book))


def test_two_different_copies_of_the_form_are_sent_back_with_the_difference() -> None:
    case = sample("S0")
    slot = slot_at(case, ("funds", "other", "amount"))
    changed = damage.put(form_of(case), (slot.region.top, slot.region.left), number(Decimal(5)))
    filing = case.read(replace(case.book, sheets=(*case.book.sheets, replace(changed, name="填报表 (2)"))))
    said = next(finding for finding in filing.findings if finding.code == "P08")
    assert said.severity is Severity.RETURN
    assert values_in(filing) == case.values


def test_without_a_seal_repeats_and_numbered_rows_are_counted_by_their_labels() -> None:
    case = sample("S2")
    order = Order(case.form, case.blank.layout.year, counts={("goals", "*"): 6})
    blank = issue_blank(order)
    key = ("goals", 6, "text")
    book = read_raw(fill(blank.data, blank.layout, {key: "第六个目标"}))
    assert isinstance(book, RawBook)
    for copied in (damage.only_visible(book), damage.pasted(_without_seals(book))):
        filing = case.read(copied)
        assert values_in(filing) == {key: "第六个目标"}
        assert filing.unplaced == 0


def test_a_form_without_a_printed_year_asks_for_the_year() -> None:
    case = sample("S1")
    copied = damage.only_visible(case.book)
    assert codes(case.read(copied, expected=ExpectedReturns())) == {"S11"}
    assert values_in(case.read(copied)) == case.values


def _without_seals(book: RawBook) -> RawBook:
    sheets = [
        replace(sheet, cells={spot: cell for spot, cell in sheet.cells.items() if not cell.raw.startswith("JXF1|")})
        for sheet in book.sheets
    ]
    return replace(book, sheets=tuple(sheets))


def test_without_a_seal_the_form_itself_says_whose_it_is() -> None:
    case = sample("S0")
    typed = damage.put(form_of(case), (slot_at(case, ("head", "code")).region.top, 5), text("00101"))
    copied = damage.only_visible(replace(case.book, sheets=(typed, *case.book.sheets[1:])))
    filing = case.read(copied)
    assert filing.seal is not None
    assert (filing.seal.agency_code, filing.seal.agency_name) == ("00101", case.values["head", "agency"])
    refused = case.read(copied, expected=ExpectedReturns(year=case.blank.layout.year, agency_code="00999"))
    assert (refused.records, codes(refused)) == ((), {"S04"})


def test_an_invisible_sign_in_a_label_changes_nothing_that_one_sees() -> None:
    case = sample("S0")
    label = next(box for box in case.grid.printed() if box.text == "数量指标")
    spot = label.region.top, label.region.left
    filing = read_of(case, damage.put(form_of(case), spot, text("数量\u200b指标")))
    assert (values_in(filing), codes(filing)) == (case.values, codes(read_of(case, form_of(case))))


# ---- rows that people add -------------------------------------------------------------------------------------


def open_blocks(case: Sample) -> dict[Key, list[Slot]]:
    """The slots of each open block's last row, by the block's pattern."""
    last = {row.open: case.grid.top + number for number, row in enumerate(case.grid.rows) if row.open}
    return {block: [slot for slot in case.grid.slots() if slot.region.top == row] for block, row in last.items()}


def rows_below(case: Sample, block: Key, count: int) -> tuple[RawSheet, dict[str, str]]:
    """The form with rows inserted below a block's last one, filled with what its last row holds; the values by cell."""
    sheet, slots = form_of(case), open_blocks(case)[block]
    at = max(slot.region.bottom for slot in slots) + 1
    typed: dict[str, str] = {}
    for step in range(count):
        sheet = damage.insert_row(sheet, at)
        for slot in slots:
            content = form_of(case).cells[slot.region.top, slot.region.left]
            sheet = damage.put(sheet, (at, slot.region.left), content)
            typed[cell_name(at + step, slot.region.left)] = content.raw
    return sheet, typed


@pytest.mark.parametrize("name", ["S0", "S1", "S2", "P1", "P2B"])
def test_rows_inserted_below_the_last_row_of_any_block_are_its_further_rows(name: str) -> None:
    case = sample(name)
    for block in open_blocks(case):
        sheet, typed = rows_below(case, block, 2)
        filing = read_of(case, sheet)
        added = {record.cell: record.raw for record in filing.records if record.inserted}
        assert added == typed, (block, [str(finding) for finding in filing.findings])
        assert all(record.key[: len(block) - 1] == block[:-1] for record in filing.records if record.inserted)
        assert {key: value for key, value in values_in(filing).items() if key in case.values} == case.values
        assert sum(finding.code == "P11" for finding in filing.findings) == 2
        assert filing.unplaced == 0


@pytest.mark.parametrize("name", ["S0", "S2", "P1", "P2B"])
def test_a_copy_of_the_last_row_inserted_below_it_with_its_hidden_keys_is_a_further_row(name: str) -> None:
    case = sample(name)
    for slots in open_blocks(case).values():
        row = slots[0].region.top
        copied = damage.copy_row(form_of(case), row, before=row + 1)
        filing = read_of(case, damage.put(copied, (row + 1, slots[0].region.left), text("另一行的内容")))
        assert {key: value for key, value in values_in(filing).items() if key in case.values} == case.values
        assert {record.cell for record in filing.records if record.inserted} == {
            cell_name(row + 1, slot.region.left) for slot in slots
        }
        assert {"P11", "P21"} <= codes(filing)


def test_a_bad_choice_in_an_inserted_row_costs_that_cell_only() -> None:
    case = sample("P2B")
    tried = 0
    for block, slots in open_blocks(case).items():
        choice = next((slot for slot in slots if slot.field.kind == "choice"), None)
        if choice is None:
            continue
        tried += 1
        sheet, typed = rows_below(case, block, 1)
        spot = max(slot.region.bottom for slot in slots) + 1, choice.region.left
        filing = read_of(case, damage.put(sheet, spot, text("不在列表里")))
        added = {record.cell: record for record in filing.records if record.inserted}
        assert added.keys() == typed.keys()
        assert [cell for cell, record in added.items() if record.unreadable] == [cell_name(*spot)]
        assert "V113" in {finding.code for finding in filing.findings if finding.where.cell == cell_name(*spot)}
        assert filing.unplaced == 0
    assert tried


@pytest.mark.parametrize("words", ["合计", "小 计", "注：以上为预计数", "备注：无"])
def test_a_total_or_a_remark_below_a_block_is_no_row_of_it(words: str) -> None:
    case = sample("S0")
    slot = open_blocks(case)[(*QUANTITY, "*")][0]
    sheet = damage.insert_row(form_of(case), slot.region.bottom + 1)
    filing = read_of(case, damage.put(sheet, (slot.region.bottom + 1, slot.region.left), text(words)))
    assert values_in(filing) == case.values
    assert words in next(finding.found for finding in filing.findings if finding.code == "P06")


def test_a_row_typed_below_a_block_whose_next_row_is_gone_belongs_to_nobody() -> None:
    case = sample("S0")
    slot = open_blocks(case)[(*QUANTITY, "*")][0]
    row = slot.region.bottom + 1
    sheet = damage.insert_row(damage.delete_row(form_of(case), row), row)
    filing = read_of(case, damage.put(sheet, (row, slot.region.left), text("不知属于谁")))
    assert not [record for record in filing.records if record.raw == "不知属于谁"]
    assert "不知属于谁" in "".join(finding.found for finding in filing.findings)
