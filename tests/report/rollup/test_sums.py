"""The law of the roll-up: its sums are those of the filled workbooks, in the file, after recalculation, by hand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest

from clients.fill import located
from clients.labels import cross
from clients.libreoffice import Office
from clients.steps import set_text
from jixiao_xlsx.season.single.rollup import roll_up
from report.rollup.departments import FUNDS, ROWS, THIS_YEAR, Department, filed, read, reader, said, where

CENT = Decimal("0.01")
IN_YUAN = Department("00190", "示例市单位填错局", ("60090900", "480000", "10562700", "50008200"))
OLD = Department("00101", "示例市第1局", ("999999", "1", "1", "1"))


def departments() -> tuple[Department, ...]:
    """Twelve that count, with negative amounts, zeros and blanks, some with cents that no float holds."""
    random = Random(20260321)
    texts = [
        tuple(
            random.choice(
                ["", "0", f"-{random.randrange(1, 90_000) / 100:.2f}", f"{random.randrange(10**7) / 100:.2f}"]
            )
            for _ in ROWS
        )
        for _ in range(12)
    ]
    texts[0] = ("0.1", "0.2", "", "-0.30")
    return tuple(
        Department(f"00{number + 101}", f"示例市第{number + 1}局", amounts, version=2)
        for number, amounts in enumerate(texts)
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("交回")
    everybody = (*departments(), OLD, IN_YUAN)
    done = roll_up([read(one, filed(one, folder)) for one in everybody], reader())
    assert sum(kept.counts for kept in done.kept) == len(departments())
    path = folder / "汇总.xlsx"
    path.write_bytes(done.data)
    return path


@pytest.fixture(scope="module")
def by_hand(book: Path) -> tuple[Decimal, ...]:
    """The sums of the rows, over the workbooks of those that count, without the package."""
    rows = [said(book.parent / f"2026-{department.code}-本级-2.xlsx") for department in departments()]
    assert any(value is None for row in rows for value in row)
    assert any(value is not None and value < 0 for row in rows for value in row)
    return tuple(sum((row[number] or Decimal(0) for row in rows), Decimal(0)) for number in range(len(ROWS)))


def exact(value: object) -> Decimal:
    assert isinstance(value, int | float | Decimal), value
    return Decimal(str(value)).quantize(CENT)


def places(book: Path, rows: Iterable[tuple[str, str]]) -> list[str]:
    """The addresses on 汇总表 that the form's labels lead to."""
    return [entry.address for entry in located(book, [(where(row), None) for row in rows]) if entry.sheet == "汇总表"]


def test_the_form_shows_the_sums_that_one_adds_by_hand(book: Path, by_hand: tuple[Decimal, ...]) -> None:
    sheet = openpyxl.load_workbook(book, data_only=True)["汇总表"]
    assert tuple(exact(sheet[place].value) for place in places(book, ROWS)) == by_hand


def test_every_sum_is_a_formula_over_the_rows_of_the_agencies(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["汇总表"]
    for place in places(book, ROWS):
        assert str(sheet[place].value).startswith("=SUMIF('按单位'!$")


def test_libreoffice_recalculates_the_same(book: Path, by_hand: tuple[Decimal, ...], office: Office) -> None:
    shown = office.recalculated(book)["汇总表"]
    assert tuple(exact(shown[place]) for place in places(book, ROWS)) == by_hand


def test_totals_and_shares_are_the_forms_own_over_the_sums(
    book: Path, by_hand: tuple[Decimal, ...], office: Office
) -> None:
    fiscal, other = places(book, ROWS[:2])
    formulas, cached = (openpyxl.load_workbook(book, data_only=flag)["汇总表"] for flag in (False, True))
    total = next(
        cell.coordinate for row in formulas.iter_rows() for cell in row if f"SUM({fiscal}:{other})" in str(cell.value)
    )
    income = by_hand[0] + by_hand[1]
    share = next(
        cell.coordinate for cell in formulas[formulas[fiscal].row] if f"N({fiscal})/N({total})" in str(cell.value)
    )
    shown = office.recalculated(book)["汇总表"]
    assert exact(cached[total].value) == exact(shown[total]) == income
    for rate in (cached[share].value, shown[share]):
        assert abs(Decimal(str(rate)) - by_hand[0] / income) < Decimal("1e-12")


def test_an_agency_taken_out_leaves_every_sum(
    book: Path, by_hand: tuple[Decimal, ...], office: Office, tmp_path: Path
) -> None:
    names = [cell.value for cell in openpyxl.load_workbook(book)["按单位"][3]]
    column = openpyxl.utils.get_column_letter(names.index("计入合计") + 1)
    row = next(cell.row for cell in openpyxl.load_workbook(book)["按单位"]["B"] if cell.value == "00103")
    office.run(book, (set_text("按单位", f"{column}{row}", "否"),), tmp_path / "改.xlsx")
    shown = office.recalculated(tmp_path / "改.xlsx")["汇总表"]
    gone = said(book.parent / "2026-00103-本级-2.xlsx")
    expected = tuple(total - (mine or Decimal(0)) for total, mine in zip(by_hand, gone, strict=True))
    assert tuple(exact(shown[place]) for place in places(book, ROWS)) == expected
    assert "全部 11 个单位" in shown.values()


def test_who_does_not_count_is_listed_and_says_why(book: Path) -> None:
    sheet = openpyxl.load_workbook(book, data_only=True)["来源"]
    names, *rows = list(sheet.iter_rows(min_row=3, values_only=True))
    notes = {row[0]: (row[names.index("计入合计")], str(row[names.index("备注")])) for row in rows}
    assert notes["2026-00101-本级-1.xlsx"][0] == "否"
    assert "已有更新的版本" in notes["2026-00101-本级-1.xlsx"][1]
    assert notes["2026-00190-本级-1.xlsx"][0] == "否"
    assert "计量单位可疑" in notes["2026-00190-本级-1.xlsx"][1]


def test_the_form_names_all_agencies_and_says_where_words_are(book: Path) -> None:
    sheet = openpyxl.load_workbook(book, data_only=True)["汇总表"]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"部门整体支出绩效目标申报表（汇总）", "全部 12 个单位", "见“明细表”"} <= texts


def test_a_figure_that_nobody_filled_stays_blank(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["汇总表"]
    (entry,) = located(book, [(cross(ROWS[0], "2024年", within=FUNDS), None)])
    assert entry.sheet == "汇总表"
    assert sheet[entry.address].value is None
    assert THIS_YEAR in {cell.value for row in sheet.iter_rows() for cell in row}
