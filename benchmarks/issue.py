"""How long one blank takes to issue and one filing to read, beside openpyxl doing only the cells of the same workbook.

Run: python benchmarks/issue.py [form …]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from time import perf_counter

import openpyxl

from jixiao_xlsx import Order, Party, Reader, issue_blank, load_form
from jixiao_xlsx.season.demo.samples import fill_sample
from jixiao_xlsx.spec.samples import all_samples

_ROUNDS = 10


def milliseconds(task: Callable[[], object]) -> float:
    """The best of a few rounds, after one that does not count."""
    task()
    best = float("inf")
    for _ in range(_ROUNDS):
        start = perf_counter()
        task()
        best = min(best, perf_counter() - start)
    return best * 1000


def cells_of(data: bytes) -> list[tuple[str, int, int, object]]:
    """Every value of a workbook with its place."""
    book = openpyxl.load_workbook(BytesIO(data))
    return [
        (sheet.title, cell.row, cell.column, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def written(cells: list[tuple[str, int, int, object]]) -> bytes:
    """The peer: openpyxl writes the values alone, without formats, validations, merges or protection."""
    book = openpyxl.Workbook()
    for title, row, column, value in cells:
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        sheet.cell(row, column, value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def main(names: list[str]) -> None:
    samples = {sample.form: sample for sample in all_samples()}
    print("form  issue ms  openpyxl cells only ms  ratio | read ms  openpyxl load ms  ratio")
    for name in names or sorted(samples):
        form = load_form(name)
        order = Order(form, samples[name].year, Party.parse(samples[name].agency))
        blank = issue_blank(order)
        filled = fill_sample(blank, samples[name].typed)
        reader = Reader.of([form])
        issue = milliseconds(lambda order=order: issue_blank(order))
        cells = cells_of(blank.data)
        peer = milliseconds(lambda cells=cells: written(cells))
        read = milliseconds(lambda reader=reader, filled=filled: reader.read(filled, name="x.xlsx"))
        load = milliseconds(lambda filled=filled: openpyxl.load_workbook(BytesIO(filled)))
        print(f"{name:5} {issue:8.1f} {peer:23.1f} {issue / peer:6.2f} | {read:7.1f} {load:17.1f} {read / load:6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
