"""Formulas stand in the workbook as they were spoken, though xlsxwriter would look for younger functions in them."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest
from xlsxwriter.worksheet import Worksheet

from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.season.single.one_blank import Order, issue_blank
from jixiao_xlsx.sheet.writer.blank import CREATED
from jixiao_xlsx.sheet.writer.checked import CheckedBook
from jixiao_xlsx.sheet.writer.package import members_of
from jixiao_xlsx.spec.catalogue import all_forms

FORMULA = re.compile(r"<f[^>]*>([^<]*)</f>")
FORMS = {form.name: form for form in all_forms()}


def formulas_in(workbook: bytes) -> set[str]:
    sheets = (text.decode() for name, text in members_of(workbook).items() if name.startswith("xl/worksheets/sheet"))
    return {html.unescape(formula) for sheet in sheets for formula in FORMULA.findall(sheet)}


@pytest.mark.parametrize("formula", ["'MAP(1)'!A1*2", 'IF(A1=1,"SORT(甲)","")', "SUM(A1:A2)"])
def test_what_looks_like_a_function_in_a_name_or_a_text_stays(formula: str) -> None:
    book = CheckedBook(title="表", created=CREATED)
    book.sheet("MAP(1)").formula(0, 1, "=" + formula, properties={}, value=Decimal(1))
    assert formulas_in(book.close()) == {formula}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_formula_of_ours_calls_a_function_that_excel_needs_marked(form: Form) -> None:
    formulas = formulas_in(issue_blank(Order(form, 2026)).data)
    assert formulas
    assert {Worksheet()._prepare_formula(formula, expand_future_functions=True) for formula in formulas} == formulas
