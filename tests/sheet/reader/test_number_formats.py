"""Cells whose number format shows something else than they hold: through real workbooks, records and findings out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from clients.libreoffice import Job, Office
from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.filings.filing import Filing, Record, Value
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.model.scoring.indicators import FiledTargets
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.sheet.raw.book import read_raw
from sheet.reader.samples import NAMES, Sample, sample

AMOUNT = parse_key("budget.fiscal")
TARGET = parse_key("indicators.output.quantity[1].target")


def slot_of(case: Sample, key: Key) -> Slot:
    return next(slot for slot in case.grid.slots() if slot.key == key)


def read_with(case: Sample, cells: Mapping[Key, tuple[float | str, str]]) -> Filing:
    """The filing after somebody put numbers with formats of their own into some cells."""
    return read_bytes(case, dressed(case, cells))


def read_bytes(case: Sample, data: bytes) -> Filing:
    raw = read_raw(data)
    assert not isinstance(raw, Finding)
    return case.read(raw)


def dressed(case: Sample, cells: Mapping[Key, tuple[float | str, str]]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(case.data))
    for key, (value, code) in cells.items():
        region = slot_of(case, key).region
        cell = book[case.grid.name][cell_name(region.top, region.left)]
        cell.value, cell.number_format = value, code
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def shown_codes(filing: Filing) -> list[str]:
    return sorted(finding.code for finding in filing.findings if finding.code in ("V130", "V131"))


def record_at(filing: Filing, key: Key) -> Record:
    return next(record for record in filing.records if record.key == key)


def about(filing: Filing, key: Key, case: Sample) -> list[Finding]:
    region = slot_of(case, key).region
    return [finding for finding in filing.findings if finding.where.cell == cell_name(region.top, region.left)]


@pytest.mark.parametrize(
    ("stored", "code", "seen"),
    [
        (48000, "#,##0.00,", "‘48.00’"),
        (48000, "0!.0000", "‘4.8000’"),
        (48000, '0!.0,"万"', "‘4.8万’"),
        (95, '0.00"%"', "‘95.00%’"),
        (5, "0.00‰", "‘5.00‰’"),
        (40, ";;;", "空白"),
        (40, '0.00"元"', "‘40.00元’"),
        (40, "[DBNum1]0", "‘四十’"),
        (40, '"约"0', "‘约40’"),
        (-5, "0.00;0.00", "‘5.00’"),
        (40, '"合计见附件"', "‘合计见附件’"),
        (48000, "[h]:mm", "时间或日期"),
    ],
)
def test_an_amount_that_shows_another_number_is_kept_and_both_are_named(stored: float, code: str, seen: str) -> None:
    case = sample("S1")
    assert slot_of(case, AMOUNT).field.measure == "万元"
    filing = read_with(case, {AMOUNT: (stored, code)})
    assert record_at(filing, AMOUNT).value == Decimal(stored)
    told = [finding for finding in about(filing, AMOUNT, case) if finding.code == "V130"]
    assert [finding.severity for finding in told] == [Severity.EXPLAIN]
    assert f"格内存的是 {stored}，显示的是{seen}" in told[0].message


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        (40.126, "0.00"),
        (40.5, "0"),
        (1234567.5, "#,##0.00"),
        (40, '0.00"万元"'),
        (40, '0.00"（万元）"'),
        (40, "0.00(万元)"),
        (40, '0.00"万"'),
        (40, '"¥"#,##0.00'),
        (40, "[$￥-804]#,##0.00;[$￥-804]-#,##0.00"),
        (40, "$#,##0.00"),
        (40, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'),
        (-40, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'),
        (0, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'),
        (0, "0.00;-0.00;;@"),
        (-40, "0.00;[Red]0.00"),
        (-40, r"0.00_);[Red]\(0.00\)"),
        (40, "General"),
        (40, "G/通用格式"),
        (40, "@"),
        (40.25, "# ?/?"),
        (48000, "0.00E+00"),
        (40, "[Blue]0.00_ "),
        (40, "[$USD] #,##0.00"),
        (40, "#,##0.00 [$€-407]"),
        (-40, '"¥"#,##0.00;"¥"-#,##0.00'),
        (12000.5, "[>=10000]#,##0.0;0.00"),
    ],
)
def test_a_format_that_only_dresses_the_number_is_nobodys_affair(stored: float, code: str) -> None:
    case = sample("S1")
    filing = read_with(case, {AMOUNT: (stored, code)})
    assert record_at(filing, AMOUNT).value == Decimal(str(stored))
    assert "V130" not in {finding.code for finding in filing.findings}


@pytest.mark.parametrize(
    ("stored", "code", "value", "noted"),
    [
        (0.99, "0%", "99%", "V309"),
        (0.955, "0.0%", "95.5%", "V309"),
        (500, '0"户"', "500户", "V131"),
        (500, '"≥"0"户"', "≥500户", "V131"),
        (0.5, "# ?/?", "1/2", "V131"),
        (500, "General", "500", ""),
    ],
)
def test_a_target_is_what_is_seen_in_its_cell(stored: float, code: str, value: str, noted: str) -> None:
    case = sample("S0")
    filing = read_with(case, {TARGET: (stored, code)})
    record = record_at(filing, TARGET)
    assert (record.value, record.raw) == (value, value)
    target = FiledTargets(filing).read(record)
    assert target.raw == value
    assert {"V131", "V309", ""} & {finding.code for finding in about(filing, TARGET, case)} == {noted} - {""}


def test_a_percentage_in_a_target_has_its_measure() -> None:
    case = sample("S0")
    filing = read_with(case, {TARGET: (0.99, "0%")})
    (part,) = FiledTargets(filing).read(record_at(filing, TARGET)).parts
    assert (part.value, part.measure) == (Decimal(99), "%")


@pytest.mark.parametrize(
    ("stored", "code", "value", "noted"),
    [
        (202, "000000", "000202", "V131"),
        (450202, "General", "450202", "V307"),
        (450202, "#,##0", "450202", "V307"),
        (450202, "0.00", "450202", "V307"),
        (7721234567, "0000-0000000", "0772-1234567", "V131"),
        (7721234567, "0.00E+00", "7721234567", "V307"),
    ],
)
def test_a_code_is_what_is_seen_in_its_cell(stored: float, code: str, value: Value, noted: str) -> None:
    case = sample("S2")
    key = parse_key("head.phone")
    filing = read_with(case, {key: (stored, code)})
    assert record_at(filing, key).value == value
    assert noted in {finding.code for finding in about(filing, key, case)}


SAVED = ("xlsx", "xls", "ods")


def test_no_filled_form_has_such_a_cell_nor_has_it_after_libreoffice_saved_it(office: Office, tmp_path: Path) -> None:
    jobs = []
    for name in NAMES:
        source = tmp_path / f"{name}.xlsx"
        source.write_bytes(sample(name).data)
        jobs.append(Job(source, (), tuple(tmp_path / f"{name}_saved.{kind}" for kind in SAVED)))
    office.run_all(jobs)
    for name, job in zip(NAMES, jobs, strict=True):
        case = sample(name)
        assert shown_codes(read_bytes(case, case.data)) == []
        for path in job.save_as:
            filing = read_bytes(case, path.read_bytes())
            assert {record.key: record.value for record in filing.records} == case.values, path.name
            assert shown_codes(filing) == [], path.name


def test_what_is_shown_is_told_whoever_saved_the_workbook(office: Office, tmp_path: Path) -> None:
    case = sample("S1")
    source = tmp_path / "dressed.xlsx"
    basic, personnel = parse_key("budget.basic"), parse_key("budget.fiscal")
    target = next(slot.key for slot in case.grid.slots() if slot.field.kind == "target")
    cells = {basic: (48000, "#,##0.00,"), personnel: (40, '0.00"元"'), target: (0.955, "0.0%")}
    source.write_bytes(dressed(case, cells))
    saved = tuple(tmp_path / f"saved.{kind}" for kind in SAVED)
    office.run_all([Job(source, (), saved)])
    for path in (source, *saved):
        filing = read_bytes(case, path.read_bytes())
        assert (record_at(filing, basic).value, record_at(filing, target).value) == (48000, "95.5%"), path.name
        told = {finding.where.cell: finding.message for finding in filing.findings if finding.code == "V130"}
        assert ["48.00’" in message or "40.00元’" in message for message in told.values()] == [True, True], path.name
