"""Six forms filled by their printed labels are read back as what was filled, also through LibreOffice's formats."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from clients.fill import as_steps, fill, located
from clients.libreoffice import Office
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.spec.catalogue import load_form
from whole_way.seeds.filling import Seed, Value
from whole_way.seeds.p1 import P1
from whole_way.seeds.s0 import S0
from whole_way.seeds.s1 import S1
from whole_way.seeds.s2 import S2
from whole_way.seeds.s3 import S3
from whole_way.seeds.s4 import S4

SEEDS = (S0, S1, S2, S3, S4, P1)
each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.form)


@cache
def reader() -> Reader:
    return Reader.of()


@cache
def blank_bytes(form: str, year: int) -> bytes:
    return issue_blank(Order(load_form(form), year, Party("00202", "示例市民政局"), Party("P01", "适老化改造"))).data


def a_blank(seed: Seed, folder: Path) -> Path:
    path = folder / "空表.xlsx"
    path.write_bytes(blank_bytes(seed.form, seed.year))
    return path


def filled_by_labels(seed: Seed, folder: Path) -> Path:
    fill(a_blank(seed, folder), seed.typed, save_as=folder / "填好.xlsx")
    return folder / "填好.xlsx"


def read_back(path: Path) -> Filing:
    return reader().read(path.read_bytes(), name=path.name)


def values_of(filing: Filing) -> dict[str, Value | None]:
    return {format_key(record.key): record.value for record in filing.records}


def troubles(filing: Filing) -> list[str]:
    """What reading itself found: files, seals, anchors, values; the rules of the form are another matter."""
    return [str(finding) for finding in filing.findings if finding.code[0] in "FSPV"]


@each_seed
def test_what_a_department_fills_by_labels_is_what_is_read(seed: Seed, tmp_path: Path) -> None:
    filing = read_back(filled_by_labels(seed, tmp_path))
    assert values_of(filing) == seed.records
    assert troubles(filing) == []
    assert filing.unplaced == 0


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
@each_seed
def test_a_workbook_saved_by_an_office_reads_the_same(seed: Seed, suffix: str, office: Office, tmp_path: Path) -> None:
    saved = tmp_path / f"另存.{suffix}"
    office.run(filled_by_labels(seed, tmp_path), (), saved)
    filing = read_back(saved)
    assert values_of(filing) == seed.records
    assert troubles(filing) == []


@each_seed
def test_a_blank_filled_inside_libreoffice_reads_the_same(seed: Seed, office: Office, tmp_path: Path) -> None:
    blank, saved = a_blank(seed, tmp_path), tmp_path / "另存.ods"
    office.run(blank, as_steps(located(blank, seed.typed)), saved)
    assert values_of(read_back(saved)) == seed.records


@each_seed
def test_totals_left_to_their_formulas_are_recomputed(seed: Seed, tmp_path: Path) -> None:
    filing = read_back(filled_by_labels(seed, tmp_path))
    totals = {format_key(figure.key): str(figure.value) for figure in filing.figures if figure.value is not None}
    for key, expected in TOTALS[seed.form].items():
        assert totals[key] == expected


TOTALS = {
    "S0": {"funds.total.amount": "16448.23"},
    "S1": {},
    "S2": {
        "funds.income.total.y0": "6057.09", "funds.spending.total.y0": "6057.09",
        "funds.income.total.y_2": "4778.56", "funds.spending.total.y_1": "5818.97",
    },
    "S3": {},
    "S4": {
        "budget.total.y0": "3228.08", "budget.total.change": "-631.57", "outlay.total.amount": "17917.84",
        "results.organizations.total.value": "175", "results.donations.total.value": "993822.35",
    },
    "P1": {"funds.total.budgeted": "118", "funds.total.executed": "112.5", "indicators.total.points": "100"},
}  # fmt: skip
