"""自检 compares dates: LibreOffice shows of a form with ordered dates what the audit computes, as days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from clients.libreoffice import Office
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.self_check.computing import live_values_of
from jixiao_xlsx.spec.load import load_path
from sheet.self_check.test_agreement import alike, shown_by_office

FORM = Path(__file__).resolve().parents[2] / "filings" / "dated.yaml"
STATES: dict[str, dict[str, Value]] = {
    "untouched": {},
    "in order": {"plan.begun": date(2026, 1, 1), "plan.done": date(2026, 12, 31), "head.date": date(2025, 11, 1)},
    "reversed": {"plan.begun": date(2026, 12, 31), "plan.done": date(2026, 1, 1)},
    "half": {"plan.begun": date(2026, 12, 31), "head.date": date(2026, 12, 31)},
    "rows": {
        "steps[1].start": date(2026, 3, 1),
        "steps[1].finish": date(2026, 2, 1),
        "steps[2].start": date(2026, 3, 1),
    },
}


@pytest.mark.parametrize("state", sorted(STATES))
def test_office_orders_dates_as_the_audit_does(state: str, office: Office, tmp_path: Path) -> None:
    blank = issue_blank(Order(load_path(FORM), 2026, Party("00101", "示例市民政局")))
    filled = {parse_key(key): value for key, value in STATES[state].items()}
    path = tmp_path / "填好.xlsx"
    path.write_bytes(fill(blank.data, blank.layout, filled))
    shown = shown_by_office(office, path, blank.layout)
    different = {
        place: (mine, shown[place])
        for place, mine in live_values_of(blank.layout, filled).items()
        if not alike(mine, shown[place])
    }
    assert different == {}


def test_a_day_typed_as_eight_digits_is_that_day(office: Office, tmp_path: Path) -> None:
    blank = issue_blank(Order(load_path(FORM), 2026, Party("00101", "示例市民政局")))
    begun, done = parse_key("plan.begun"), parse_key("plan.done")
    path = tmp_path / "填好.xlsx"
    path.write_bytes(fill(blank.data, blank.layout, {begun: date(2026, 1, 1)}))
    (slot,) = (slot for _, slot in blank.layout.slots() if slot.key == done)
    book = openpyxl.load_workbook(path)
    # What reading takes for a day, Excel takes for the day of that number, in the year 57373.
    book.worksheets[0].cell(slot.region.top + 1, slot.region.left + 1).value = 20261231
    book.save(path)
    shown = shown_by_office(office, path, blank.layout)
    told = live_values_of(blank.layout, {begun: date(2026, 1, 1), done: date(2026, 12, 31)})
    assert {place: shown[place] for place in told if place[0] == 0} == {
        place: value for place, value in told.items() if place[0] == 0
    }
