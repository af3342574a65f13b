"""The formulas themselves: short where they can be, refused where Excel would refuse them."""

from __future__ import annotations

import pytest

from jixiao_xlsx.model.expr import ExpressionTooLong, to_excel
from jixiao_xlsx.model.expr.ranges import compacted
from jixiao_xlsx.model.keys import Key, KeyPattern
from model.expr.cells import resolved

_PLACES = {
    ("funds", "income", "fiscal", "y0"): "D5",
    ("funds", "income", "other", "y0"): "D6",
    ("funds", "income", "total", "y0"): "D7",
    ("head", "agency"): "'封 面'!B2",
}


def formula(source: str, *, rows: int = 6) -> str:
    def expand(pattern: KeyPattern, owner: Key) -> list[str]:
        column = "F" if pattern[-1] == "amount" else "B"
        return [f"{column}{row + 20}" for row in range(rows)]

    return to_excel(resolved(source), ("head",), _PLACES.__getitem__, expand)


def test_a_total_sums_a_range_and_stays_empty_while_its_rows_are() -> None:
    assert formula("funds.income.fiscal.y0 + funds.income.other.y0") == (
        'IFERROR(IF(SUMPRODUCT((1-ISNUMBER(D5:D6))*(LEN(TRIM(D5:D6))>0)*(D5:D6<>"不适用"))>0,"待更正",'
        'IF(COUNTIF(D5:D6,"不适用")>0,"不适用",IF(COUNT(D5:D6)=0,"",SUM(D5:D6)))),"待更正")'
    )


def test_open_rows_are_one_range() -> None:
    assert 'IF(COUNT(F20:F25)=0,"",SUM(F20:F25))' in formula("sum(tasks.main.amount)")


def test_filled_texts_are_counted_without_spaces() -> None:
    assert "SUMPRODUCT(1*(LEN(TRIM(B20:B25))>0))" in formula("count(duties) > 1")


def test_the_same_cell_twice_counts_twice() -> None:
    assert "SUM(D5,D5)" in formula("funds.income.fiscal.y0 + funds.income.fiscal.y0")


def test_quotes_in_text_are_doubled_and_other_sheets_are_named() -> None:
    assert 'EXACT(TRIM(\'封 面\'!B2),"甲""乙")' in formula("head.agency == '甲\"乙'")


def test_no_rows_laid_out_gives_a_blank() -> None:
    assert formula("count(duties) > 1", rows=0) == '""'
    assert formula("sum(tasks.main.amount) + 1", rows=0) == '""'


def test_a_constant_needs_no_tests() -> None:
    assert formula("3 * 4") == "3*4"


def test_rows_that_do_not_touch_are_summed_one_by_one_up_to_excels_limit() -> None:
    def expand(last: int) -> str:
        places = [f"F{row}" for row in range(2, last, 2)]
        return to_excel(resolved("sum(tasks.main.amount)"), ("head",), _PLACES.__getitem__, lambda *_: places)

    assert "SUM(F2,F4,F6," in expand(200)
    with pytest.raises(ExpressionTooLong):
        expand(640)


def test_a_formula_too_long_for_excel_is_refused_before_it_is_built() -> None:
    inner = "funds.income.fiscal.y0"
    for _ in range(9):
        inner = f"if(1 / ({inner} - 1) > 1, funds.income.other.y0, 2)"
    with pytest.raises(ExpressionTooLong):
        formula(inner)


@pytest.mark.parametrize(
    ("addresses", "ranges"),
    [
        (["D5", "D6", "D7"], ("D5:D7",)),
        (["D7", "D5", "D6", "F7"], ("D5:D7", "F7")),
        (["D5", "E5", "D6", "E6"], ("D5:E6",)),
        (["D5:D9", "D10", "D12"], ("D5:D10", "D12")),
        (["$D$5", "$D$6", "D7"], ("D7", "$D$5:$D$6")),
        (["甲!D5", "甲!D6", "'乙 ''表'!D5"], ("'乙 ''表'!D5", "甲!D5:D6")),
        (["Z1", "AA1", "AB1"], ("Z1:AB1",)),
    ],
)
def test_neighbours_become_ranges(addresses: list[str], ranges: tuple[str, ...]) -> None:
    assert compacted(addresses) == ranges


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="not an address"):
        compacted(["合计"])
