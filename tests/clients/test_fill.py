"""Filling by printed labels finds the cells a person would, and never a locked one."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from clients.fill import Value, as_steps, fill, located
from clients.labels import Instruction, LabelError, below, cross, nth, right_of
from clients.libreoffice import Office

SHEET = "申报表"


class Desk:
    """Writes printed boxes and open cells by area."""

    def __init__(self, sheet: Worksheet, printed: Format, slot: Format) -> None:
        self._sheet = sheet
        self._printed = printed
        self._slot = slot

    def printed(self, **boxes: str) -> None:
        """Locked labels: area (`B3` or `B3_C4`) = text."""
        for area, text in boxes.items():
            self._put(area, text, self._printed)

    def slots(self, *areas: str) -> None:
        """Open, blank cells."""
        for area in areas:
            self._put(area, "", self._slot)

    def _put(self, area: str, text: str, look: Format) -> None:
        if "_" in area:
            self._sheet.merge_range(area.replace("_", ":"), text, look)
        else:
            self._sheet.write(area, text, look)


def goal_block(desk: Desk, number: int, *, top: int) -> None:
    """A goal of two rows of text, and its table: two lines of 数量指标, one of 质量指标."""
    desk.printed(**{f"B{top}_B{top + 1}": f"年度目标{number}："})
    desk.slots(f"C{top}_F{top + 1}")
    head = {"B": "二级指标", "C": "指标名称", "D": "指标值", "F": "绩效标准"}
    desk.printed(**{f"{column}{top + 2}": text for column, text in head.items()})
    desk.printed(**{f"B{top + 3}_B{top + 4}": "数量指标", f"B{top + 5}": "质量指标"})
    for row in range(top + 3, top + 6):
        desk.slots(f"C{row}", f"D{row}", f"F{row}")


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hidden keys (A) and tokens (row 2), hidden column E, a table with two trees, lines, and two goal blocks."""
    path = tmp_path_factory.mktemp("blank") / "blank.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(SHEET)
        desk = Desk(sheet, book.add_format(), book.add_format({"locked": False}))
        desk.printed(B1_H1="申报表", A3="head.name", A6="funds.total", B2="c1", C2="部门名称")
        desk.printed(B3="部门名称", F3="部门编码（必填）", B4="职能概述", B5_B6="任务")
        desk.slots("C3_D3", "G3", "C5", "C6", "C4_G4")
        desk.printed(B7_B14="部门总体资金情况", C7_D8="总体资金情况", F7_G7="近两年收支情况", H7_H8="占比")
        desk.printed(F8="2020 年", G8="2021年")
        for first, group in ((9, "收入构成"), (12, "支出构成")):
            desk.printed(**{f"C{first}_C{first + 2}": group, f"D{first}": "财政拨款" if first == 9 else "基本支出"})
            desk.printed(**{f"D{first + 1}": "其他资金", f"D{first + 2}": "合计"})
            desk.slots(*(f"{column}{row}" for column in "FG" for row in range(first, first + 3)))
        desk.printed(H9="—", H10="—", H11="—")
        goal_block(desk, 1, top=15)
        goal_block(desk, 2, top=21)
        desk.printed(B27_C27="填报日期", D27_F27="审核意见")
        desk.slots("B28_C28", "B29_C29", "D28_F28")
        sheet.set_column("A:A", None, None, {"hidden": True})
        sheet.set_column("E:E", None, None, {"hidden": True})
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.protect()
        checks = book.add_worksheet("自检")
        checks.write_row("A1", ["部门名称", "✓"])
        book.add_worksheet("封签").hide()
    return path


WITHIN = "部门总体资金情况"


@pytest.mark.parametrize(
    ("instruction", "address"),
    [
        (right_of("部门名称"), "C3"),
        (right_of("部门编码(必填)"), "G3"),
        (right_of("部门编码…"), "G3"),
        (right_of("任务"), "C5"),
        (right_of(nth("任务", 2)), "C6"),
        (cross("财政拨款", "2020年", within=WITHIN), "F9"),
        (cross("财政拨款", ("近两年收支情况", "2021年")), "G9"),
        (cross(("收入构成", "合计"), "2021年", within=WITHIN), "G11"),
        (cross(("支出构成", "合计"), "2021年"), "G14"),
        (cross(("支出构成", "其他资金"), "2020年"), "F13"),
        (right_of("年度目标1："), "C15"),
        (right_of("年度目标2："), "C21"),
        (cross("数量指标", "指标名称", within="年度目标1："), "C18"),
        (cross(nth("数量指标", 2), "指标值", within="年度目标1："), "D19"),
        (cross(nth("数量指标", 2), "绩效标准", within="年度目标2："), "F25"),
        (cross("质量指标", "指标名称", within=("年度目标2：",)), "C26"),
        (below("填报日期"), "B28"),
        (below(nth("填报日期", 2)), "B29"),
        (below("审核意见"), "D28"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_label_leads_to_the_cell_a_person_would_fill(blank: Path, instruction: Instruction, address: str) -> None:
    (entry,) = located(blank, [(instruction, "x")])
    assert (entry.sheet, entry.address) == (SHEET, address)


@pytest.mark.parametrize(
    ("instruction", "says"),
    [
        (right_of("没有的标签"), "找不到"),
        (right_of("c1"), "找不到"),
        (right_of("head.name"), "找不到"),
        (right_of(nth("任务", 3)), "找不到"),
        (cross("财政拨款", "2019年"), "找不到"),
        (cross("财政拨款", "占比"), "锁定的单元格 申报表!H9"),
        (right_of("收入构成"), "锁定的单元格 申报表!D9"),
        (cross("合计", "2020年"), "2 个单元格（申报表!F11、申报表!F14）"),
        (cross("数量指标", "指标值"), "2 个单元格（申报表!D18、申报表!D24）"),
    ],
)
def test_a_label_that_leads_nowhere_or_astray_is_an_error(blank: Path, instruction: Instruction, says: str) -> None:
    with pytest.raises(LabelError, match=says):
        located(blank, [(instruction, "x")])


def test_two_instructions_for_one_cell_are_an_error(blank: Path) -> None:
    with pytest.raises(LabelError, match="同一格 申报表!G11"):
        located(blank, [(cross(("收入构成", "合计"), "2021年"), 1), (cross(("收入构成", "合计"), "2021 年"), 2)])


FILLINGS: tuple[tuple[Instruction, Value], ...] = (
    (right_of("部门名称"), "民政局"),
    (right_of("部门编码…"), "00202"),
    (cross("财政拨款", "2020年"), Decimal("6009.09")),
    (cross(nth("数量指标", 2), "指标值", within="年度目标2："), "≥500户"),
    (below("填报日期"), datetime.date(2021, 2, 5)),
    (below(nth("填报日期", 2)), 18),
)


def test_filled_values_stand_in_the_saved_workbook(blank: Path, tmp_path: Path) -> None:
    entries = fill(blank, FILLINGS, save_as=tmp_path / "filled.xlsx")
    book = openpyxl.load_workbook(tmp_path / "filled.xlsx")
    sheet = book[SHEET]
    assert [entry.address for entry in entries] == ["C3", "G3", "F9", "D25", "B28", "B29"]
    assert [sheet[place].value for place in ("C3", "G3", "F9", "D25", "B29")] == [
        "民政局",
        "00202",
        6009.09,
        "≥500户",
        18,
    ]
    assert sheet["B28"].value.date() == datetime.date(2021, 2, 5)
    assert sheet.protection.sheet
    assert book["封签"].sheet_state == "hidden"


def test_the_same_filling_inside_libreoffice_gives_the_same_values(office: Office, blank: Path, tmp_path: Path) -> None:
    fill(blank, FILLINGS, save_as=tmp_path / "by_openpyxl.xlsx")
    office.run(blank, as_steps(located(blank, FILLINGS)), tmp_path / "by_office.xlsx")
    assert office.recalculated(tmp_path / "by_office.xlsx") == office.recalculated(tmp_path / "by_openpyxl.xlsx")


def test_filling_knows_nothing_of_the_package() -> None:
    for module in ("face.py", "labels.py", "fill.py"):
        assert "jixiao_xlsx" not in Path(__file__).with_name(module).read_text(encoding="utf-8")
