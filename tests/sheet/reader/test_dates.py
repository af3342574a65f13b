"""Days as they come in date slots: typed, pasted, badly formatted; through real workbooks, records and findings out."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.sheet.raw.book import read_raw
from sheet.reader.samples import sample

DATE = parse_key("head.date")


def came(value: object, code: str = "General") -> tuple[object, set[str], str]:
    """The value of the date slot, the codes and the words about it, after somebody put this into it."""
    case = sample("S2")
    region = next(slot.region for slot in case.grid.slots() if slot.key == DATE)
    place = cell_name(region.top, region.left)
    book = openpyxl.load_workbook(io.BytesIO(case.data))
    cell = book[case.grid.name][place]
    cell.value, cell.number_format = value, code
    target = io.BytesIO()
    book.save(target)
    raw = read_raw(target.getvalue())
    assert not isinstance(raw, Finding)
    filing = case.read(raw)
    about = [finding for finding in filing.findings if finding.where.cell == place and finding.code.startswith("V")]
    record = next(record for record in filing.records if record.key == DATE)
    return record.value, {finding.code for finding in about}, "".join(finding.message for finding in about)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (date(2026, 1, 14), "yyyy-mm-dd"),
        (46036, 'yyyy"年"m"月"d"日"'),
        (46036, "h:mm"),
        (20260114, '[<10000000]yyyy"年"m"月"d"日";0000"年"00"月"00"日"'),
        ("2026年1月14日", "@"),
        ("2026.1.14", "@"),
        ("2026/1/14", "@"),
        ("2026-01-14", "General"),
    ],
)
def test_a_day_is_read_without_a_word(value: object, code: str) -> None:
    assert came(value, code) == (date(2026, 1, 14), set(), "")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (20260114, "General"),
        (20260114, 'yyyy"年"m"月"d"日"'),
        ("20260114", "@"),
        (46036, "General"),
        (46036.35, "h:mm"),
        (46036.35, "h:mm AM/PM"),
        (datetime(2026, 1, 14, 8, 30), "yyyy-mm-dd h:mm"),  # noqa: DTZ001 - a sheet's date has no zone
        ("二〇二六年一月十四日", "@"),
    ],
)
def test_a_day_in_an_odd_spelling_is_read_with_a_note(value: object, code: str) -> None:
    assert came(value, code)[:2] == (date(2026, 1, 14), {"V306"})


@pytest.mark.parametrize("code", ["General", 'yyyy"年"m"月"d"日"', "yyyy-mm-dd", "h:mm"])
def test_a_bare_year_is_no_day_whatever_the_format_made_of_it(code: str) -> None:
    value, codes, words = came(2026, code)
    assert (value, codes) == (None, {"V111"})
    assert "2026" in words
    assert "缺月和日" in words


@pytest.mark.parametrize("value", [date(2062, 1, 14), date(1953, 1, 14), "2062年1月14日", 20620114])
def test_a_day_far_from_the_forms_year_is_sent_back(value: object) -> None:
    _, codes, _ = came(value, "yyyy-mm-dd" if isinstance(value, date) else "General")
    assert "V112" in codes


@pytest.mark.parametrize("value", ["26-1-14", "2026年1月", "年底前", "无"])
def test_what_is_no_day_is_told(value: str) -> None:
    day, codes, _ = came(value, "@")
    assert day is None
    assert codes & {"V110", "V111"}


def test_the_blank_asks_for_the_same_years_as_the_audit() -> None:
    case = sample("S2")
    year = case.blank.layout.year
    book = openpyxl.load_workbook(io.BytesIO(case.blank.data))
    region = next(slot.region for slot in case.grid.slots() if slot.key == DATE)
    place = cell_name(region.top, region.left)
    asked = next(rule for rule in book[case.grid.name].data_validations.dataValidation if place in str(rule.sqref))
    first, last = (
        (date(bound, month, day) - date(1899, 12, 30)).days
        for bound, month, day in ((year - 50, 1, 1), (year + 30, 12, 31))
    )
    assert asked.type == "custom"
    assert f"{place}>={first},{place}<={last}" in asked.formula1
    assert f"{place}>={year - 50}0101,{place}<={year + 30}1231" in asked.formula1
