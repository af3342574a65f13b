"""汇总表 of an office's own form: open rows as one, products summed, 序号 and 单价 left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from clients.libreoffice import Office
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.rollup import roll_up
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form

FORM = load_form(str(Path(__file__).with_name("purchases.yaml")))
READER = Reader.of([FORM])
Line = tuple[int, int, str, str]
"""序号, 数量, 单价, 已付."""

WEST: tuple[Line, ...] = ((1, 2, "10.50", "20"), (2, 3, "7", ""))
EAST: tuple[Line, ...] = ((1, 100, "0.33", "-5.25"),)


def filing(code: str, lines: tuple[Line, ...]) -> Filing:
    blank = issue_blank(Order(FORM, 2026, Party(code, f"示例市{code}局")))
    values: dict[str, Value] = {}
    for row, (number, count, price, paid) in enumerate(lines, 1):
        values |= {f"goods.item[{row}].number": Decimal(number), f"goods.item[{row}].count": Decimal(count)}
        values[f"goods.item[{row}].price"] = Decimal(price)
        if paid:
            values[f"goods.item[{row}].paid"] = Decimal(paid)
    data = fill(blank.data, blank.layout, {parse_key(key): value for key, value in values.items()})
    return replace(READER.read(data, name=f"{code}.xlsx"), findings=())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("汇总") / "汇总.xlsx"
    path.write_bytes(roll_up([filing("101", WEST), filing("102", EAST)], READER).data)
    return path


def below(book: Path, *, cached: bool = True) -> dict[str, list[object]]:
    """What stands under each head of the table on 汇总表: the one row of goods, then the total."""
    sheet = openpyxl.load_workbook(book, data_only=cached)["汇总表"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "数量" for cell in row))
    return {
        str(cell.value): [sheet.cell(cell.row + down, cell.column).value for down in (1, 2)]
        for cell in head
        if cell.value
    }


def test_one_row_stands_for_all_rows_of_all_agencies(book: Path) -> None:
    found = below(book)
    assert found["数量"] == [105, None]
    assert found["已付"] == [14.75, 14.75]
    assert (found["序号"], found["单价"]) == ([None, None], [None, None])


def test_products_are_summed_and_not_taken_of_sums(book: Path, office: Office) -> None:
    assert below(book)["金额"] == [75, 75], "2 × 10.50 + 3 × 7 + 100 × 0.33"
    formulas = below(book, cached=False)["金额"]
    assert str(formulas[0]).startswith("=SUMIF('按单位'")
    assert "SUM(" in str(formulas[1])
    assert "按单位" not in str(formulas[1])
    shown = office.recalculated(book)["汇总表"]
    assert [shown["F7"], shown["F8"]] == [75, 75]


def test_another_measure_is_said_and_not_added(book: Path) -> None:
    odd = filing("103", EAST)
    records = tuple(replace(record, measure="万元") if record.key[-1] == "paid" else record for record in odd.records)
    done = roll_up([filing("101", WEST), replace(odd, records=records)], READER)
    sheet = openpyxl.load_workbook(BytesIO(done.data), data_only=True)["汇总表"]
    assert "按另外的计量单位填报的没有相加：货物·已付（各行之和）（万元）" in str(sheet["B3"].value)
    path = book.with_name("另.xlsx")
    path.write_bytes(done.data)
    assert below(path)["已付"] == [20, 20]


def test_a_form_that_is_not_known_has_no_layout_of_its_own() -> None:
    names = openpyxl.load_workbook(BytesIO(roll_up([filing("101", WEST)], Reader.of()).data)).sheetnames
    assert names == ["按单位", "图表", "指标库", "明细表", "问题清单", "来源"]
