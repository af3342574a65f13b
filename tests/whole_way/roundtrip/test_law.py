"""The law: read(fill(blank, records)) == records, over every form and any values its kinds allow."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.spec.catalogue import all_forms
from model.kinds.strategies import values
from sheet.reader.distinct import distinct_values
from sheet.writer.by_openpyxl import filled_by_openpyxl

FORMS = {form.name: form for form in all_forms()}
YEAR = 2026
READERS = {name: Reader.of([form]) for name, form in FORMS.items()}
_EXAMPLES = max(20, settings().max_examples // 4)
"""Of each form: what every kind writes and reads is drawn in tests/model/kinds, and below every slot is filled once."""


@cache
def blank_of(name: str) -> Blank:
    return issue_blank(Order(FORMS[name], YEAR, Party("00101", "示例市民政局"), Party("P01", "适老化改造")))


def law_holds(form: Form, blank: Blank, filled: dict[Key, Value]) -> None:
    filing = READERS[form.name].read(fill(blank.data, blank.layout, filled), name="填好.xlsx")
    read = {record.key: record.value for record in filing.records}
    prefilled = {slot.key for _, slot in blank.layout.slots() if slot.field.is_fact}
    if set(filled) <= prefilled:
        assert [finding.code for finding in filing.findings] == ["S10"], "a blank nobody filled is no filing"
        return
    assert {key: read.get(key) for key in filled} == filled
    assert set(read) <= set(filled) | prefilled
    noted = [finding for finding in filing.findings if finding.code[0] in "VPFS" and finding.code != "S10"]
    assert noted == []


def open_slots(blank: Blank) -> list[Slot]:
    return [slot for _, slot in blank.layout.slots() if not slot.field.locked]


@pytest.mark.parametrize("name", sorted(FORMS))
@settings(
    max_examples=_EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(data=st.data())
def test_what_is_filled_is_what_is_read(name: str, data: st.DataObject) -> None:
    blank = blank_of(name)
    slots = open_slots(blank)
    chosen = data.draw(st.lists(st.sampled_from(slots), max_size=8, unique_by=lambda slot: slot.key))
    filled = {slot.key: data.draw(values(slot.field.kind, slot.field)) for slot in chosen}
    law_holds(FORMS[name], blank, filled)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_what_another_program_filled_to_the_last_slot_is_read(name: str) -> None:
    blank = blank_of(name)
    filled = distinct_values(blank.layout)
    filing = READERS[name].read(filled_by_openpyxl(blank.data, blank.layout, filled), name="填好.xlsx")
    read = {record.key: record.value for record in filing.records}
    assert {key: read.get(key) for key in filled} == filled


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_blank_filled_to_the_last_slot_is_read_whole(name: str) -> None:
    blank = blank_of(name)
    law_holds(FORMS[name], blank, distinct_values(blank.layout))
