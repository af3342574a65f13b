"""台账.xlsx: no name is cut off, and each state has its colour."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from jixiao_xlsx.model.season.ledger import LedgerState
from jixiao_xlsx.report.kit.cell_text import text_width
from jixiao_xlsx.report.ledger.book import ledger_workbook
from report.ledger.season_lines import TODAY, line

LONG = "示例市住房和城乡建设局所属房屋建筑和市政基础设施工程质量安全监督服务中心"
COLOURS = {
    "未报": "B3261E",
    "待确认": "8A5A00",
    "已报": "1A5FB4",
    "退回": "B26A00",
    "已改": "6A3FA0",
    "通过": "1B7F3B",
    "豁免": "777777",
}


def ledger() -> Worksheet:
    lines = tuple(
        line(str(100 + number), state, name=LONG, parent=LONG, subject=LONG) for number, state in enumerate(LedgerState)
    )
    return openpyxl.load_workbook(BytesIO(ledger_workbook(lines, (), title="台账", today=TODAY)))["台账"]


def test_a_long_name_has_lines_enough() -> None:
    sheet = ledger()
    heads = {cell.value: cell for cell in sheet[3]}
    for head in ("单位名称", "主管部门", "项目名称"):
        column = heads[head].column_letter
        cell = sheet[f"{column}4"]
        width = sheet.column_dimensions[column].width
        assert cell.value == LONG
        assert cell.alignment.wrap_text
        # 13 points are the least that a line of 10-point letters takes.
        assert sheet.row_dimensions[4].height >= text_width(LONG) / width * 13


def test_each_state_has_its_colour() -> None:
    sheet = ledger()
    (column,) = (cell.column_letter for cell in sheet[3] if cell.value == "状态")
    found: dict[str, str] = {}
    for area in sheet.conditional_formatting:
        assert str(area.sqref) == f"{column}4:{column}{3 + len(LedgerState)}"
        for rule in area.rules:
            found[rule.formula[0].strip('"')] = rule.dxf.font.color.rgb[2:]
    assert {word: found[word] for word in COLOURS} == COLOURS
    assert {str(state) for state in LedgerState} == set(COLOURS)
