"""Time the reading of one returned workbook against python-calamine and openpyxl: `python benchmarks/read_raw.py`."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable

import openpyxl
import python_calamine
import xlsxwriter

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.sheet.raw.book import read_raw

ROWS, COLUMNS, INPUTS, MERGES, FORMULAS = 120, 14, 250, 63, 30
ROUNDS, REPEATS = 7, 9


def sample() -> bytes:
    """A filled form: 120 rows of bordered cells, labels, 250 inputs, 63 merges, 30 formulas."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    border, amount = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
    for row in range(ROWS):
        for column in range(COLUMNS):
            sheet.write_blank(row, column, None, border)
        sheet.write_string(row, 0, f"goals[{row}].indicators.output.quantity")
        sheet.write_string(row, 1, f"指标名称 {row}", border)
    for index in range(INPUTS):
        row, column = divmod(index, 3)
        if column:
            sheet.write_number(row, 2 + column, 44_770.21 + index, amount)
        else:
            sheet.write_string(row, 2, f"完成社区服务项目 {index} 个", border)
    for row in range(MERGES):
        sheet.merge_range(row, 5, row, 7, f"第 {row} 行说明", border)
    for row in range(FORMULAS):
        sheet.write_formula(row, 9, f"=D{row + 1}+E{row + 1}", amount, 89_540.42)
    book.close()
    return buffer.getvalue()


def ours(data: bytes) -> None:
    book = read_raw(data)
    if isinstance(book, Finding):
        raise SystemExit(str(book))


def by_calamine(data: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def by_openpyxl(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            tuple(row)


def milliseconds(read: Callable[[bytes], None], data: bytes) -> float:
    """The best of several runs: what the machine does when nobody else is using it."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        read(data)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def main() -> None:
    data = sample()
    readers = {"jixiao_xlsx": ours, "python-calamine": by_calamine, "openpyxl": by_openpyxl}
    rounds = [{name: milliseconds(read, data) for name, read in readers.items()} for _ in range(ROUNDS)]
    own = statistics.median(times["jixiao_xlsx"] for times in rounds)
    print(f"{len(data):,} bytes, {ROWS} rows, {MERGES} merges, {INPUTS} inputs; median of {ROUNDS} rounds")
    for name in readers:
        spent = statistics.median(times[name] for times in rounds)
        print(f"{name:16} {spent:8.2f} ms per workbook   {spent / own:6.2f} × jixiao_xlsx")


if __name__ == "__main__":
    main()
