"""The small locked form that the tests of this folder damage."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

FIGURES = (("财政拨款", 90), ("其他资金", 10), ("上年结转", 40))


def a_form(path: Path) -> Path:
    """A protected sheet: hidden keys in column A, a hidden row 2, three labelled figures, a sum, a merged foot."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("申报表")
        open_cell = book.add_format({"locked": False})
        sheet.merge_range("B1:D1", "部门预算")
        sheet.write_row("A2", ["key", "c1", "c2", "c3"])
        for row, (label, figure) in enumerate(FIGURES, start=3):
            sheet.write_string(f"A{row}", f"funds.{row}")
            sheet.write_string(f"B{row}", label)
            sheet.write_number(f"C{row}", figure, open_cell)
        sheet.write_formula("C6", "=SUM(C3:C5)", None, 999)
        sheet.merge_range("B7:C8", "说明")
        sheet.set_column("A:A", None, None, {"hidden": True})
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.protect()
        book.add_worksheet("封签").hide()
    return path
