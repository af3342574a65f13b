"""What a department does to a saved workbook, done by LibreOffice itself."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from clients import steps
from clients.libreoffice import CellError, Office, OfficeError, StepRefused
from clients.pictures import render_png
from clients.sample import a_form
from clients.steps import Step

A_DAY = datetime.datetime(2024, 1, 14)  # noqa: DTZ001 (a date in a workbook has no time zone)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return a_form(tmp_path / "form.xlsx")


def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def first_sheet(path: Path) -> Worksheet:
    return opened(path).worksheets[0]


def done(office: Office, form: Path, *taken: Step) -> Worksheet:
    """The first sheet of the form after the steps."""
    saved = form.with_name("damaged.xlsx")
    office.run(form, (steps.unprotect(0), *taken), saved)
    return first_sheet(saved)


def column(sheet: Worksheet, letter: str) -> list[object]:
    return [cell.value for cell in sheet[letter]]


def test_values_of_every_sort_are_set(office: Office, form: Path) -> None:
    sheet = done(
        office,
        form,
        steps.set_cell(0, "E1", "00202"),
        steps.set_cell(0, "E2", "=不是公式"),
        steps.set_cell(0, "E3", Decimal("6009.09")),
        steps.set_cell(0, "E4", A_DAY.date()),
        steps.set_formula("申报表", "E5", "=C3*2"),
        steps.set_cell(0, "C4", None),
    )
    assert column(sheet, "E")[:5] == ["00202", "=不是公式", 6009.09, A_DAY, "=C3*2"]
    assert sheet["C4"].value is None


@pytest.mark.parametrize(
    ("step", "labels"),
    [
        (steps.insert_rows(0, 4, count=2), ["财政拨款", None, None, "其他资金", "上年结转"]),
        (steps.delete_rows(0, 4), ["财政拨款", "上年结转"]),
        (steps.move_rows(0, 5, before=3), ["上年结转", "财政拨款", "其他资金"]),
        (steps.move_rows(0, 3, before=6, count=2), ["上年结转", "财政拨款", "其他资金"]),
        (steps.edit_label(0, "其他资金", "其它资金"), ["财政拨款", "其它资金", "上年结转"]),
        (steps.clear(0, "B3:B4"), [None, None, "上年结转"]),
        (steps.insert_cells(0, "B4:C4", shift="down"), ["财政拨款", None, "其他资金", "上年结转"]),
        (steps.insert_cells(0, "B4:B4", shift="right"), ["财政拨款", None, "上年结转"]),
        (steps.delete_cells(0, "A3:B3", shift="left"), [None, "其他资金"]),
        (steps.copy_range(0, "B3", "B5"), ["财政拨款", "其他资金", "财政拨款"]),
        (steps.move_range(0, "B3:C3", "B5"), [None, "其他资金", "财政拨款"]),
        (steps.sort(0, "B3:C5", by="C"), ["其他资金", "上年结转", "财政拨款"]),
        (steps.sort(0, "B3:C5", by="C", descending=True), ["财政拨款", "上年结转", "其他资金"]),
        (steps.swap_rows(0, "B:C", 3, 5), ["上年结转", "其他资金", "财政拨款"]),
        (steps.delete_hidden_rows(0), ["其他资金", "上年结转"]),
    ],
    ids=lambda value: value.do if isinstance(value, Step) else "",
)
def test_labels_stand_where_the_damage_puts_them(
    office: Office, form: Path, step: Step, labels: list[str | None]
) -> None:
    assert column(done(office, form, step), "B")[2 : 2 + len(labels)] == labels


def test_sorting_part_of_the_columns_leaves_the_keys_behind(office: Office, form: Path) -> None:
    sheet = done(office, form, steps.sort(0, "B3:C5", by="C"))
    assert column(sheet, "A")[2:5] == ["funds.3", "funds.4", "funds.5"]
    assert column(sheet, "C")[2:5] == [10, 40, 90]


def test_sorting_all_columns_takes_the_keys_along(office: Office, form: Path) -> None:
    assert column(done(office, form, steps.sort(0, "A3:C5", by="C")), "A")[2:5] == ["funds.4", "funds.5", "funds.3"]


def test_sorting_merged_cells_is_refused_unless_they_are_taken_apart(office: Office, form: Path) -> None:
    with pytest.raises(StepRefused, match="合并"):
        done(office, form, steps.sort(0, "B5:C8", by="B"))
    sheet = done(office, form, steps.sort(0, "B5:C8", by="C", unmerge=True))
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B1:D1"]


def test_swapped_rows_leave_no_spare_sheet_and_keep_the_key_column(office: Office, form: Path) -> None:
    sheet = done(office, form, steps.swap_rows(0, "B:C", 3, 4))
    assert opened(form.with_name("damaged.xlsx")).sheetnames == ["申报表", "封签"]
    assert column(sheet, "A")[2:4] == ["funds.3", "funds.4"]
    assert column(sheet, "C")[2:4] == [10, 90]


def test_columns_are_inserted_deleted_and_hidden(office: Office, form: Path) -> None:
    sheet = done(office, form, steps.insert_columns(0, "C", count=2), steps.delete_columns(0, "A"))
    assert (sheet["A3"].value, sheet["D3"].value) == ("财政拨款", 90)
    hidden = done(office, form, steps.delete_hidden_columns(0), steps.hide_columns(0, "B:B"), steps.hide_rows(0, 5))
    assert hidden["A3"].value == "财政拨款"
    assert hidden.column_dimensions["B"].hidden
    assert hidden.row_dimensions[5].hidden
    shown = done(office, form, steps.show_all(0))
    assert not shown.column_dimensions["A"].hidden
    assert not shown.row_dimensions[2].hidden


def test_merges_are_taken_apart_and_made(office: Office, form: Path) -> None:
    sheet = done(office, form, steps.unmerge(0, "A1:D8"), steps.merge(0, "B3:B4"))
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B3:B4"]


def test_sheets_are_renamed_duplicated_added_and_removed(office: Office, form: Path) -> None:
    done(
        office,
        form,
        steps.rename_sheet(0, "表一"),
        steps.duplicate_sheet("表一", "表一 (2)"),
        steps.add_sheet("Sheet1", [["说明", "我们单位没有项目"], ["第二行"]]),
        steps.remove_sheet("封签"),
    )
    book = opened(form.with_name("damaged.xlsx"))
    assert book.sheetnames == ["表一", "表一 (2)", "Sheet1"]
    assert book["Sheet1"]["B1"].value == "我们单位没有项目"
    assert book["Sheet1"]["A2"].value == "第二行"


def test_a_sheet_copied_to_a_new_workbook_keeps_keys_and_protection(office: Office, form: Path) -> None:
    saved = form.with_name("copied.xlsx")
    office.run(form, [steps.copy_sheet_to_new("申报表")], saved)
    assert opened(saved).sheetnames == ["申报表"]
    sheet = first_sheet(saved)
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert column(sheet, "A")[2:5] == ["funds.3", "funds.4", "funds.5"]


def test_everything_pasted_into_a_new_workbook_keeps_formulas_and_loses_protection(office: Office, form: Path) -> None:
    saved = form.with_name("pasted.xlsx")
    office.run(form, [steps.paste_all_to_new(0)], saved)
    sheet = first_sheet(saved)
    assert sheet["C6"].value == "=SUM(C3:C5)"
    assert sheet["A3"].value == "funds.3"
    assert not sheet.protection.sheet
    assert "B7:C8" in [str(area) for area in sheet.merged_cells.ranges]


def test_values_pasted_into_a_new_workbook_lose_formulas_and_merges(office: Office, form: Path) -> None:
    saved = form.with_name("values.xlsx")
    office.run(form, [steps.set_cell(0, "C3", 91), steps.paste_values_to_new(0)], saved)
    sheet = first_sheet(saved)
    assert sheet["C6"].value == 141
    assert not sheet.merged_cells.ranges
    assert sheet["B7"].value == "说明"


def test_visible_cells_copied_to_a_new_workbook_leave_the_hidden_keys_behind(office: Office, form: Path) -> None:
    saved = form.with_name("visible.xlsx")
    office.run(form, [steps.copy_visible_to_new(0)], saved)
    sheet = first_sheet(saved)
    assert column(sheet, "A")[:4] == ["部门预算", "财政拨款", "其他资金", "上年结转"]
    office.run(form, [steps.copy_visible_to_new(0, rows=False)], saved)
    assert first_sheet(saved)["A2"].value == "c1"


def test_a_locked_sheet_is_not_damaged_before_its_protection_is_lifted(office: Office, form: Path) -> None:
    saved = form.with_name("damaged.xlsx")
    with pytest.raises(StepRefused, match=r"第 1 步 insert_rows.*申报表.*受保护"):
        office.run(form, [steps.insert_rows(0, 3)], saved)
    office.run(form, [steps.unprotect(0), steps.insert_rows(0, 3), steps.protect(0)], saved)
    assert first_sheet(saved).protection.sheet


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (steps.clear("没有这张表", "A1"), "没有工作表“没有这张表”，现有：申报表、封签"),
        (steps.clear(7, "A1"), "没有第 8 张表"),
        (steps.edit_label(0, "没有的标签", "新"), "没有写着“没有的标签”的单元格"),
        (steps.clear(0, "不是地址"), "LibreOffice 报错"),
        (steps.move_rows(0, 3, before=4, count=2), "不能把行移到它自己里面"),
        (steps.insert_cells(0, "B4:B4", shift="down"), "合并单元格挡着"),
        (Step("fly", ()), "没有步骤 fly"),
    ],
    ids=lambda value: value.do if isinstance(value, Step) else "",
)
def test_a_step_that_cannot_be_taken_is_an_error_that_says_why(
    office: Office, form: Path, wrong: Step, says: str
) -> None:
    with pytest.raises(StepRefused, match=says):
        done(office, form, wrong)


def test_a_wrong_password_is_refused(office: Office, form: Path) -> None:
    saved = form.with_name("again.xlsx")
    office.run(form, [steps.unprotect(0), steps.protect(0, password="geheim")], saved)
    with pytest.raises(StepRefused, match="第 1 步 unprotect"):
        office.run(saved, [steps.unprotect(0, password="falsch")], form.with_name("never.xlsx"))


def test_chains_of_formats_keep_values_keys_and_hidden_lines(office: Office, form: Path) -> None:
    folder = form.parent
    last = office.chain(form, folder / "a.xls", folder / "b.ods", folder / "c.xlsx")
    assert (folder / "a.xls").read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    sheet = first_sheet(last)
    assert column(sheet, "A")[2:5] == ["funds.3", "funds.4", "funds.5"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet


def test_one_job_saves_under_several_names(office: Office, form: Path) -> None:
    names = [form.with_name("多个 格式.xlsx"), form.with_name("x.xls"), form.with_name("x.ods")]
    office.run(form, [], names)
    assert all(name.stat().st_size > 1000 for name in names)
    with pytest.raises(StepRefused, match="不认识的格式"):
        office.run(form, [], form.with_name("x.docx"))


def test_saving_keeps_a_wrong_cached_total_and_recalculation_finds_the_right_one(office: Office, form: Path) -> None:
    saved = office.chain(form, form.with_name("again.xlsx"))
    kept = openpyxl.load_workbook(saved, data_only=True).worksheets[0]["C6"].value
    values = office.recalculated(form)
    assert kept == 999
    assert values["申报表"]["C6"] == Decimal(140)
    assert values["申报表"]["B3"] == "财政拨款"
    assert "D3" not in values["申报表"]
    assert values["封签"] == {}


def test_recalculated_tells_errors_texts_and_blank_results_apart(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("算")
        formulas = ("=1/0", '=""', '="甲"&"乙"', "=0.1+0.2", "=AA9", '=""+1', "=NA()", '="#DIV/0!"')
        for row, formula in enumerate(formulas, start=1):
            sheet.write_formula(f"A{row}", formula, None, 7)
    values = office.recalculated(path)["算"]
    assert values == {
        "A1": CellError("#DIV/0!"),
        "A2": "",
        "A3": "甲乙",
        "A4": Decimal("0.3"),
        "A5": Decimal(0),
        "A6": CellError("#VALUE!"),
        "A7": CellError("#N/A"),
        "A8": "#DIV/0!",
    }
    assert isinstance(values["A1"], CellError)
    assert not isinstance(values["A8"], CellError)


def test_a_printed_workbook_becomes_pictures_of_its_pages(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "pages.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("一", "二"):
            book.add_worksheet(name).write_string("A1", "预算绩效")
    pages = render_png(office.to_pdf(path, tmp_path / "pages.pdf"), tmp_path / "pages", dpi=50)
    assert [page.name for page in pages] == ["pages-1.png", "pages-2.png"]
    assert all(page.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" for page in pages)


def test_a_file_that_is_no_workbook_is_an_error_and_the_next_job_works(office: Office, form: Path) -> None:
    broken = form.with_name("broken.xlsx")
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(OfficeError):
        office.run(broken, [steps.unprotect(0)], form.with_name("never.xlsx"))
    with pytest.raises(OfficeError):
        office.recalculated(form.with_name("missing.xlsx"))
    assert office.recalculated(form)["申报表"]["C6"] == Decimal(140)
