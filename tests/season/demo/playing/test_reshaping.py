"""Rows and columns inserted and deleted: formulas, merges and heights move as Excel moves them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from clients.libreoffice import Office
from jixiao_xlsx.season.demo.playing.damage import edited
from jixiao_xlsx.season.demo.playing.mistakes import MISTAKES
from jixiao_xlsx.season.demo.playing.opened import open_blank
from jixiao_xlsx.season.demo.playing.reshaping import Shift, reshape
from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.spec.samples import all_samples


@pytest.mark.parametrize(
    ("shift", "before", "after"),
    [
        (Shift(3), "D4", "D5"),
        (Shift(3), "$D$2", "$D$2"),
        (Shift(3), "D2:D5", "D2:D6"),
        (Shift(3), "表!D3", "表!D4"),
        (Shift(3, deleted=True), "D3", "#REF!"),
        (Shift(3, deleted=True), "D3:D6", "D3:D5"),
        (Shift(3, deleted=True), "D1:D3", "D1:D2"),
        (Shift(3, deleted=True), "A3:D3", "#REF!"),
        (Shift(2, columns=True), "C4:$E5", "D4:$F5"),
        (Shift(2, columns=True, deleted=True), "A1:C1", "A1:B1"),
    ],
)
def test_an_area_moves(shift: Shift, before: str, after: str) -> None:
    assert shift.area(before) == after


def test_formulas_of_every_sheet_follow_the_rows() -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "表"
    second = book.create_sheet("自检")
    first["A1"], first["A2"], first["A3"] = 1, 2, "=SUM(A1:A2)"
    first.merge_cells("B2:C2")
    first.row_dimensions[2].height = 33
    second["A1"] = "=IF('表'!A2>A1,\"A2\",表!A3)"
    reshape(book, first, Shift(2))
    assert (first["A3"].value, first["A4"].value) == (2, "=SUM(A1:A3)")
    assert [str(area) for area in first.merged_cells.ranges] == ["B3:C3"]
    assert first.row_dimensions[3].height == 33
    assert second["A1"].value == "=IF('表'!A3>A1,\"A2\",表!A4)"


@pytest.mark.parametrize("name", ["在区块里插入了一行", "插入了一列"])
def test_the_totals_still_come_out_in_a_reshaped_form(name: str, tmp_path: Path, office: Office) -> None:
    mistake = MISTAKES[name]
    sample = next(example for example in all_samples() if example.form == mistake.form)
    blank = issue_sample(sample)
    assert mistake.edit is not None
    reader = Reader.of()
    data = edited(fill_sample(blank, sample.clean), open_blank(blank.data, reader.layouts), mistake.edit)
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(data)
    office.run(source, [], [target])
    filing = reader.read(target.read_bytes(), name="b.xlsx")
    shown = [(figure.key, float(figure.filed), figure.value) for figure in filing.figures if figure.value is not None]
    assert shown
    assert all(abs(filed - float(value)) < 0.0001 for _, filed, value in shown), shown
    assert openpyxl.load_workbook(target).sheetnames
