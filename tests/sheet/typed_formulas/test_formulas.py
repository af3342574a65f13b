"""Formulas of people, computed from cells: what a spreadsheet gives, or nothing where that is not sure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpu
from jixiao_xlsx.model.cell_names import cell_name, place_of
from jixiao_xlsx.model.content import Content, ContentType, decimal_of_float, number, text
from jixiao_xlsx.sheet.raw.book import RawSheet, Visibility
from jixiao_xlsx.sheet.typed_formulas.evaluate import FormulaResults

CELLS = {
    "A1": number(Decimal("40.05")),
    "A2": number(Decimal("0.1")),
    "A3": text("见附件"),
    "A4": text("12"),
    "A5": Content(ContentType.BOOL, True),
    "A6": Content(ContentType.ERROR, "#REF!"),
    "A8": Content(ContentType.NUMBER, Decimal(0), formula="A1*2"),
    "A9": Content(ContentType.BLANK, formula="SUM(A1:A2)"),
}


def sheet_of(cells: dict[str, Content], name: str = "表") -> RawSheet:
    return RawSheet(name, Visibility.VISIBLE, {place_of(cell) or (0, 0): content for cell, content in cells.items()})


def result(formula: str, cells: dict[str, Content] | None = None) -> Decimal | str | None:
    at_z9 = {"Z9": Content(ContentType.BLANK, formula=formula)}
    sheets = {
        "表": sheet_of({**(CELLS if cells is None else cells), **at_z9}),
        "其他 表": sheet_of({"B2": number(Decimal(3))}),
    }
    return FormulaResults(sheets).result("表", (8, 25))


@pytest.mark.parametrize(
    ("formula", "gives"),
    [
        ("40.05*1", "40.05"),
        ("1+2*3", "7"),
        ("(1+2)*3", "9"),
        ("-2^2", "4"),
        ("2^3^2", "64"),
        ("2^-1", "0.5"),
        ("50%", "0.5"),
        ("10-5-2", "3"),
        ("0.1+0.2", "0.3"),
        ("1/3*3", "1"),
        ("A1+A2", "40.15"),
        ("$A$1+A$2", "40.15"),
        ("a1+a2", "40.15"),
        ("A1+A7", "40.05"),
        ("A7", "0"),
        ("A4+1", "13"),
        ("A5+1", "2"),
        ("SUM(A1:A2)", "40.15"),
        ("SUM(A1:A5)", "40.15"),
        ("SUM(A1,A2,1,\"2\")", "43.15"),
        ("SUM(A1;A2)", "40.15"),
        ("SUM(B:B,1:1)", "40.05"),
        ("SUM([.A1:.A2])+[.A1]", "80.2"),
        ("[$'其他 表'.B2]*2", "6"),
        ("'其他 表'!B2*2", "6"),
        ("表!A1", "40.05"),
        ("A8+A9", "120.25"),
        ("PRODUCT(A1,2)", "80.1"),
        ("AVERAGE(A1:A2)", "20.075"),
        ("MIN(A1:A2)", "0.1"),
        ("MAX(A1:A2,50)", "50"),
        ("ROUND(40.056,2)", "40.06"),
        ("ROUND(1234,-2)", "1200"),
        ("ROUNDUP(1.21,1)", "1.3"),
        ("INT(-1.5)", "-2"),
        ("ABS(-3)", "3"),
        ("IF(A1>40,1,2)", "1"),
        ("IF(A7=\"\",5,6)", "5"),
        ("IF(A3=\"见附件\",5,6)", "5"),
        ("IF(AND(A1>40,NOT(A2>1)),1,2)", "1"),
        ("IF(OR(A1>41,A2>1),1,2)", "2"),
        ("IFERROR(1/0,9)", "9"),
        ("IFERROR(A6,9)", "9"),
        ("COUNT(A1:A5)", "2"),
        ("COUNTA(A1:A5)", "5"),
        ("\"≥\"&A1&\"件\"", "≥40.05件"),
        ("A1&\"\"", "40.05"),
        ("CONCATENATE(A3,1)", "见附件1"),
        ("\"他说\"\"好\"\"\"", "他说\"好\""),
        (" 1 +\n2 ", "3"),
        ("_xlfn.CONCAT(1,2)", "12"),
    ],
)  # fmt: skip
def test_a_formula_gives_what_a_spreadsheet_shows(formula: str, gives: str) -> None:
    got = result(formula)
    assert got is not None
    assert got == (gives if isinstance(got, str) else Decimal(gives))


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "1+",
        "(1",
        "1)",
        "1 2",
        "TODAY()",
        "RAND()*A1",
        "VLOOKUP(A1,A:B,2)",
        "[1]Sheet1!A1",
        "'C:\\[甲.xlsx]表'!A1",
        "['file:///tmp/a.ods'#$表.A1]",
        "没有的表!A1",
        "合计",
        "A1:A3",
        "A1:A3*2",
        "{1,2}",
        "#REF!+1",
        "A6+1",
        "A3+1",
        "1/0",
        "(-8)^(1/3)",
        "9^9^9^9",
        "Z9+1",
        "INT(0.29*100)",
        "ROUND(0.5*0.01,2)",
        "IF(0.1+0.2-0.3+1E-12=0,1,2)",
        "TRUE",
        "IF(,1,2)",
        "表!A1:表!A2",
        "Sheet1:Sheet3!A1",
        "1+XFE1",
        "A1048577",
        "@A1",
        "A1#",
        "1" * 9000,
        "(" * 300 + "1" + ")" * 300,
        "-" * 3000 + "1",
        "\"3月\"+1",
    ],
)  # fmt: skip
def test_what_is_not_sure_is_not_claimed(formula: str) -> None:
    assert result(formula) is None


def test_a_long_sum_and_a_long_chain_are_computed() -> None:
    assert result("+".join(["1"] * 3000)) == 3000
    chain = {"A1": number(Decimal(1))} | {
        f"A{row}": Content(ContentType.BLANK, formula=f"A{row - 1}+1") for row in range(2, 1001)
    }
    results = FormulaResults({"表": sheet_of(chain)})
    assert [results.result("表", (row, 0)) for row in range(1000)] == list(range(1, 1001))
    # From the end it is deeper than anybody follows, but nothing breaks.
    assert FormulaResults({"表": sheet_of(chain)}).result("表", (999, 0)) is None


def test_formulas_made_to_hurt_are_given_up_in_time() -> None:
    doubling = {"A1": text("长" * 1000)} | {
        f"A{row}": Content(ContentType.BLANK, formula=f"A{row - 1}&A{row - 1}") for row in range(2, 50)
    }
    sums = {f"A{row}": Content(ContentType.BLANK, formula="SUM(B:XFD)+SUM(A1:A1048576)") for row in range(1, 3000)}
    powers = {f"A{row}": Content(ContentType.BLANK, formula=f"1.00000001^{row}99999999.5") for row in range(1, 300)}
    with cpu.at_most(3):
        for cells in (doubling, sums, powers):
            results = FormulaResults({"表": sheet_of(cells)})
            for spot in sheet_of(cells).cells:
                results.result("表", spot)


def test_a_circle_is_nobodys_number() -> None:
    cells = {"A1": Content(ContentType.BLANK, formula="A2+1"), "A2": Content(ContentType.BLANK, formula="A1+1")}
    results = FormulaResults({"表": sheet_of(cells)})
    assert [results.result("表", spot) for spot in ((0, 0), (1, 0))] == [None, None]


AMOUNTS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)


@given(st.lists(AMOUNTS, min_size=1, max_size=20), st.sampled_from("+-*"))
def test_sums_and_products_are_those_of_binary_arithmetic_within_its_noise(amounts: list[Decimal], sign: str) -> None:
    cells = {cell_name(row, 0): number(amount) for row, amount in enumerate(amounts)}
    total, plain = result(f"SUM(A1:A{len(amounts)})", cells), sum(map(float, amounts))
    assert isinstance(total, Decimal)
    assert abs(total - decimal_of_float(plain)) <= Decimal("1e-6")
    written = sign.join(f"({amount})" for amount in amounts[:3])
    assert abs(float(result(written, cells) or 0) - eval(written)) <= 1e-9 * max(1.0, abs(eval(written)))


@given(st.text(alphabet="A1B2:,;()+-*/^%&<>=\"'!.[]$ 表SUMIFE#{}", max_size=60))
def test_no_text_breaks_it(formula: str) -> None:
    assert result(formula) is None or isinstance(result(formula), Decimal | str)
