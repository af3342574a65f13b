"""Addresses as Excel says them, and tabs as Excel takes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.addresses import Addresses, absolute_name, quoted_tab, runs, tab_names
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.seal import seal_for
from jixiao_xlsx.sheet.writer import write_blank

TOTAL: Key = ("funds", "total", "amount")


@pytest.fixture
def addresses(layout: FormGrid) -> Addresses:
    return Addresses.of(layout)


def test_a_key_on_the_same_sheet_is_a_plain_address_and_on_another_a_quoted_one(addresses: Addresses) -> None:
    assert addresses.cell(TOTAL, sheet=0) == "D9"
    assert addresses.cell(TOTAL, sheet=0, absolute=True) == "$D$9"
    assert addresses.cell(TOTAL, sheet=1) == "'部门申报'!D9"
    assert addresses.cell(("extra", "staff"), sheet=0, absolute=True) == "'附表- 类别-可能性 -补充-'!$C$7"
    assert addresses.cell(("no", "such"), sheet=0) is None


def test_a_merged_box_is_addressed_by_the_cell_that_holds_its_value(addresses: Addresses) -> None:
    assert addresses.cell(("duties", "text"), sheet=0) == "C10"


def test_open_rows_are_one_range_and_printed_values_have_addresses_too(addresses: Addresses) -> None:
    keys = addresses.keys(("indicators", "quantity", "*", "points"))
    assert keys == tuple(("indicators", "quantity", index, "points") for index in (1, 2, 3))
    assert addresses.ranges(keys, sheet=0) == ("E12:E14",)
    assert addresses.ranges((*keys, TOTAL, ("extra", "staff")), sheet=1) == (
        "'部门申报'!D9",
        "'部门申报'!E12:E14",
        "C7",
    )
    assert addresses.keys(("indicators", "quantity", 2, "points")) == (keys[1],)


def test_runs_join_only_neighbours_of_the_same_columns() -> None:
    cells = [Region(row, 2, row, 3) for row in (4, 3, 7)] + [Region(5, 2, 5, 2), Region(3, 4, 3, 4)]
    assert runs(cells) == (Region(3, 2, 4, 3), Region(3, 4, 3, 4), Region(5, 2, 5, 2), Region(7, 2, 7, 3))


def test_absolute_names_of_one_cell_and_of_many() -> None:
    assert (absolute_name(Region(2, 2, 2, 2)), absolute_name(Region(2, 2, 8, 27))) == ("$C$3", "$C$3:$AB$9")


def test_a_quote_in_a_tab_is_doubled() -> None:
    assert quoted_tab("甲'乙") == "'甲''乙'"


@pytest.mark.parametrize(
    ("names", "tabs"),
    [
        (("表:一/二", "表?一*二"), ("表-一-二", "表-一-二(2)")),
        (("'引号'", " 空格 "), ("引号", "空格")),
        (("_jixiao", "History"), ("_jixiao(2)", "History(2)")),
        (("", "[]"), ("表", "--")),
        (("长" * 40, "长" * 40), ("长" * 31, "长" * 28 + "(2)")),
        (("𠮷" * 20, "甲"), ("𠮷" * 15, "甲")),
    ],
)
def test_tabs_are_valid_and_distinct(
    layout: FormGrid, seal: Seal, names: tuple[str, str], tabs: tuple[str, str]
) -> None:
    sheets = tuple(replace(grid, name=name) for grid, name in zip(layout.sheets, names, strict=True))
    renamed = replace(layout, sheets=sheets)
    assert tab_names(renamed) == tabs
    assert write_blank(renamed, seal_for(renamed, seal), instructions=("说明",))


def test_a_formula_over_a_cell_that_is_not_laid_out_is_refused(layout: FormGrid, seal: Seal) -> None:
    first, second = layout.sheets
    without = replace(first, boxes=tuple(box for box in first.boxes if box.key != ("funds", "other", "amount")))
    broken = replace(layout, sheets=(without, second))
    with pytest.raises(WorkbookError, match=r"其他资金·占比.*funds\.other\.amount"):
        write_blank(broken, seal_for(broken, seal))
