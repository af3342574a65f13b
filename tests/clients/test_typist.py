"""A person at a locked sheet: what typing is refused, what is accepted, what is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from clients import steps
from clients.libreoffice import Office, StepRefused
from clients.typist import Commanded, Typist

SHEET = "申报表"
NUMBERS_ONLY = "请只填数字，单位为万元，例如 90.00。"


def a_locked_form(path: Path) -> Path:
    """A1 locked label, B1 text, B2 money (decimal ≥ 0), B3 a choice, C2 money without a rule."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("封面").write_string("A1", "封面")
        sheet = book.add_worksheet(SHEET)
        text = book.add_format({"locked": False, "num_format": "@"})
        money = book.add_format({"locked": False, "num_format": "#,##0.00"})
        for cell, cell_format in (("B1", text), ("B2", money), ("B3", text), ("C2", money)):
            sheet.write_blank(cell, None, cell_format)
        sheet.write_column("A1", ["部门名称", "财政拨款", "方向"])
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
        sheet.data_validation("B2", rule | {"error_title": "金额", "error_message": NUMBERS_ONLY})
        sheet.data_validation("B3", {"validate": "list", "source": ["正向", "反向"], "error_message": "请从列表中选"})
        sheet.protect()
    return path


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_locked_form(tmp_path_factory.mktemp("typing") / "locked.xlsx")


@pytest.fixture
def typist(office: Office, form: Path) -> Iterator[Typist]:
    with office.typing_in(form) as person:
        yield person


def test_a_locked_cell_refuses_typing(typist: Typist) -> None:
    typed = typist.enter(SHEET, "A1", "别的名称")
    assert typed.refused
    assert typed.shown == "部门名称"


def test_a_text_cell_takes_text_and_leading_zeros(typist: Typist) -> None:
    assert typist.enter(SHEET, "B1", "民政局").shown == "民政局"
    typed = typist.enter(SHEET, "B1", "00202")
    assert (typed.shown, typed.formula, typed.refused) == ("00202", "'00202", False)


@pytest.mark.parametrize("text", ["abc", "48万元", "-5", "44, 770. 21", "九十"])
def test_a_money_cell_refuses_what_is_no_amount(typist: Typist, text: str) -> None:
    typed = typist.enter(SHEET, "B2", text)
    assert typed.shown == ""
    assert [NUMBERS_ONLY in message for message in typed.messages] == [True]


@pytest.mark.parametrize(("text", "shown"), [("12.5", "12.50"), ("6009.09", "6,009.09")])
def test_a_money_cell_takes_amounts(typist: Typist, text: str, shown: str) -> None:
    typed = typist.enter(SHEET, "B2", text)
    assert (typed.shown, typed.messages) == (shown, ())
    assert typist.press(SHEET, "B2", "DELETE").shown == ""


def test_a_choice_refuses_a_value_outside_its_list(typist: Typist) -> None:
    typed = typist.enter(SHEET, "B3", "中性")
    assert typed.shown == ""
    assert "请从列表中选" in typed.messages[0]
    assert typist.enter(SHEET, "B3", "反向").shown == "反向"


def test_a_choice_offers_its_list_and_other_cells_offer_nothing(typist: Typist) -> None:
    assert typist.choices(SHEET, "B3") == ("正向", "反向")
    assert typist.choices(SHEET, "C2") == ()


def test_rows_and_columns_of_a_locked_sheet_cannot_be_inserted_or_deleted(typist: Typist) -> None:
    assert not typist.insert_row(SHEET, 2).changed
    assert not typist.command(SHEET, "A2", ".uno:DeleteRows").changed
    assert not typist.command(SHEET, "A2", ".uno:InsertColumnsBefore").changed
    assert typist.content(SHEET, "A2").shown == "财政拨款"


def test_rows_of_an_open_sheet_can_be_inserted(typist: Typist) -> None:
    assert typist.insert_row("封面", 1).changed
    assert typist.content("封面", "A2").shown == "封面"


def test_two_mistakes_in_a_row_are_both_reported_and_typing_goes_on(typist: Typist) -> None:
    assert typist.enter(SHEET, "B2", "abc").refused
    assert typist.enter(SHEET, "A2", "x").refused
    assert typist.enter(SHEET, "C2", "7").shown == "7.00"
    assert typist.enter("封面", "B1", "无保护").shown == "无保护"


def test_pasting_over_a_money_cell_is_not_stopped_by_its_rule(office: Office, form: Path) -> None:
    with office.typing_in(form) as person:
        person.enter(SHEET, "B1", "约九十")
        assert person.copy_paste(SHEET, "B1", "B2") == Commanded(changed=True, messages=())
        assert person.content(SHEET, "B2").shown == "约九十"
        assert person.cut_paste(SHEET, "B2", "C2").changed
        assert (person.content(SHEET, "B2").shown, person.content(SHEET, "C2").shown) == ("", "约九十")


def test_what_was_typed_is_saved(office: Office, form: Path, tmp_path: Path) -> None:
    with office.typing_in(form) as person:
        person.enter(SHEET, "C2", "3.5")
        saved = person.save(tmp_path / "typed.xlsx")
    assert openpyxl.load_workbook(saved)[SHEET]["C2"].value == 3.5


def test_a_sheet_that_is_not_there_is_an_error(typist: Typist) -> None:
    with pytest.raises(StepRefused, match="没有工作表“没有的表”"):
        typist.enter("没有的表", "A1", "x")


def test_typing_needs_an_open_window(office: Office, form: Path) -> None:
    with office.typing_in(form) as person:
        pass
    with pytest.raises(StepRefused, match="没有打开的窗口"):
        person.enter(SHEET, "A1", "x")


def test_batch_jobs_run_while_a_window_is_open(office: Office, form: Path, typist: Typist, tmp_path: Path) -> None:
    assert typist.enter(SHEET, "C2", "1").shown == "1.00"
    office.run(form, [steps.copy_sheet_to_new(SHEET)], tmp_path / "copied.xlsx")
    assert typist.enter(SHEET, "B2", "abc").refused
    assert office.recalculated(form)[SHEET]["A1"] == "部门名称"
    assert typist.content(SHEET, "C2").shown == "1.00"
