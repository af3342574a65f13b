"""A count is told as a count: 2 个 beside 3 个, and 1 处; money and percentages keep their decimals."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import Live, LiveShow
from jixiao_xlsx.spec.catalogue import load_form


@pytest.fixture(scope="module")
def blank() -> Blank:
    return issue_blank(Order(load_form("S0"), 2026, Party("101", "示例市民政局")))


def messages(blank: Blank, values: dict[str, object]) -> list[str]:
    typed: dict[Key, Value] = {
        parse_key(key): Decimal(str(value)) if isinstance(value, int | float) else str(value)
        for key, value in values.items()
    }
    data = fill(blank.data, blank.layout, typed)
    return [finding.message for finding in Reader.of([blank.layout.form]).read(data).findings]


def test_a_rule_that_counts_tells_whole_numbers(blank: Blank) -> None:
    texts = {**{f"duties[{n}].text": "职能" for n in (1, 2, 3)}, **{f"goals[{n}].text": "目标" for n in (1, 2)}}
    (told,) = [text for text in messages(blank, texts) if "条数" in text]
    assert "目标填了 2 个，职能填了 3 个，相差 1 个" in told


def number_formats(blank: Blank) -> dict[str, set[str]]:
    """Of the cells that show how far apart or how many, by the sentences of their lines."""
    book = load_workbook(BytesIO(blank.data))
    formats: dict[str, set[str]] = {}
    for grid in (sheet for sheet in blank.layout.sheets if sheet.aside):
        for box in grid.boxes:
            if isinstance(box, Live) and box.show is LiveShow.DIFFERENCE:
                cell = book[grid.name].cell(box.region.top + 1, box.region.left + 1)
                formats.setdefault(blank.layout.checks[box.check].sentence, set()).add(cell.number_format)
    return formats


def test_lines_that_count_show_no_decimals(blank: Blank) -> None:
    formats = number_formats(blank)
    assert {"年度绩效目标的条数应与部门职能的条数相同", "数字格里填的都是数"} <= formats.keys()
    assert set.union(*formats.values()) == {"General"}


def test_lines_of_money_show_their_decimals() -> None:
    formats = number_formats(issue_blank(Order(load_form("S1"), 2026, Party("101", "示例市民政局"))))
    assert {"General"} in formats.values()
    assert {"#,##0.00##"} in formats.values()
