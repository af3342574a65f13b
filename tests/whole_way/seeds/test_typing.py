"""A department at the keyboard, at real blanks in LibreOffice's window: what is refused, what is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clients.fill import located
from clients.labels import Instruction, cross, nth, right_of
from clients.libreoffice import Office
from clients.typist import Typist
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.spec.catalogue import load_form

AMOUNT = cross("其中：当年财政拨款", "年初预算数")
IMPLEMENTER = right_of("实施单位")
POINTS = cross(nth(("产出指标", "数量指标"), 1), "分值")
TARGET = cross(nth(("产出指标", "数量指标"), 1), "年度指标值")


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("typing") / "P1.xlsx"
    order = Order(load_form("P1"), 2024, Party("00202", "示例市民政局"), Party("P01", "适老化改造"))
    path.write_bytes(issue_blank(order).data)
    return path


@pytest.fixture
def typist(office: Office, blank: Path) -> Iterator[Typist]:
    with office.typing_in(blank) as person:
        yield person


def place(blank: Path, instruction: Instruction) -> tuple[str, str]:
    (entry,) = located(blank, [(instruction, "x")])
    return entry.sheet, entry.address


def test_printed_cells_and_totals_are_locked(typist: Typist, blank: Path) -> None:
    sheet, _ = place(blank, AMOUNT)
    for cell in printed_cells(blank, "年度资金总额", "总分", "项目支出绩效自评表"):
        typed = typist.enter(sheet, cell, "改一改")
        assert typed.refused
        assert typed.shown != "改一改"


def printed_cells(blank: Path, *texts: str) -> list[str]:
    import openpyxl

    sheet = openpyxl.load_workbook(blank).worksheets[0]
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value in texts]


@pytest.mark.parametrize("text", ["abc", "48万元", "44, 770. 21"])
def test_an_amount_refuses_what_is_no_number(typist: Typist, blank: Path, text: str) -> None:
    typed = typist.enter(*place(blank, AMOUNT), text)
    assert (typed.shown, len(typed.messages)) == ("", 1)


def test_an_amount_takes_a_number_and_shows_it_with_its_decimals(typist: Typist, blank: Path) -> None:
    typed = typist.enter(*place(blank, AMOUNT), "1234.5")
    assert (typed.shown, typed.messages) == ("1,234.50", ())


def test_points_beyond_the_most_are_refused(typist: Typist, blank: Path) -> None:
    assert typist.enter(*place(blank, POINTS), "101").refused
    assert not typist.enter(*place(blank, POINTS), "10").refused


@pytest.mark.parametrize("text", ["≥95%", "400万人次", "12月底前", "00202"])
def test_texts_stay_as_they_were_typed(typist: Typist, blank: Path, text: str) -> None:
    for instruction in (TARGET, IMPLEMENTER):
        typed = typist.enter(*place(blank, instruction), text)
        assert (typed.shown, typed.messages) == (text, ())


def test_rows_cannot_be_inserted_or_deleted_by_hand(typist: Typist, blank: Path) -> None:
    sheet, cell = place(blank, TARGET)
    row = int("".join(sign for sign in cell if sign.isdigit()))
    assert not typist.insert_row(sheet, row).changed
    assert not typist.command(sheet, cell, ".uno:DeleteRows").changed


CHOOSING = """\
form: choosing
title: 选择
edition: 2026
measure: 万元
columns: [14, 20]
sections:
  - key: head
    lines:
      - [{label: 等级, key: grade, kind: choice, choices: [优, 良, 中, 差]}]
"""


def test_a_drop_down_holds_its_list(office: Office, tmp_path: Path) -> None:
    spec, path = tmp_path / "choosing.yaml", tmp_path / "choosing.xlsx"
    spec.write_text(CHOOSING, encoding="utf-8")
    path.write_bytes(issue_blank(Order(load_form(spec), 2026)).data)
    sheet, cell = place(path, right_of("等级"))
    with office.typing_in(path) as person:
        assert person.choices(sheet, cell) == ("优", "良", "中", "差")
        assert person.enter(sheet, cell, "很好").refused
        assert person.enter(sheet, cell, "良").shown == "良"
