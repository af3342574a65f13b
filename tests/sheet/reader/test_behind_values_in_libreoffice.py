"""What stands behind values survives saving by LibreOffice in every format, and a plain saving adds none of it."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from clients.libreoffice import Office
from jixiao_xlsx.model.keys import Key
from sheet.reader.by_hand import cell_of, codes_at, read_bytes, record_at
from sheet.reader.samples import Sample, sample

AMOUNT: Key = ("funds", "general", "amount")
OTHER: Key = ("funds", "other", "amount")
FUND: Key = ("funds", "gov_fund", "amount")
CAPITAL: Key = ("funds", "state_capital", "amount")
NAME: Key = ("head", "agency")
TARGET: Key = ("indicators", "output", "quantity", 1, "target")
TOLD = {"V120", "V121", "V122", "V123", "V124", "V125", "P17"}


def typed(case: Sample) -> bytes:
    """Formulas, struck words and raised digits, as somebody types them."""
    book = openpyxl.load_workbook(io.BytesIO(case.data), rich_text=True)
    sheet = book.worksheets[0]
    sheet[cell_of(case, AMOUNT)] = "=40.05*2"
    sheet[cell_of(case, OTHER)] = f"=SUM({cell_of(case, AMOUNT)},1)"
    sheet[cell_of(case, FUND)] = f'=IF({cell_of(case, AMOUNT)}>0,"","x")'
    sheet[cell_of(case, CAPITAL)].font = Font(strike=True)
    struck, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    sheet[cell_of(case, NAME)] = CellRichText("示例", TextBlock(struck, "旧名"), "教育局")
    sheet[cell_of(case, TARGET)] = CellRichText("≥5×10", TextBlock(raised, "4"), "人")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_formulas_and_looks_are_told_in_every_format(kind: str, office: Office, tmp_path: Path) -> None:
    case = sample("S0")
    source = tmp_path / "填好.xlsx"
    source.write_bytes(typed(case))
    filing = read_bytes(case, office.chain(source, tmp_path / f"另存.{kind}").read_bytes())
    amount, other, name, target = (record_at(filing, key) for key in (AMOUNT, OTHER, NAME, TARGET))
    assert amount is not None
    assert (amount.value, codes_at(filing, AMOUNT)) == (Decimal("80.1"), ["V121"])
    assert other is not None
    assert (other.value, codes_at(filing, OTHER)) == (Decimal("81.1"), ["V121"])
    # An .xls keeps 0 for a text that a formula gives in a cell of numbers; its formulas cannot be computed.
    assert codes_at(filing, FUND) == (["V121"] if kind == "xls" else ["V123"])
    assert codes_at(filing, CAPITAL) == ["V124"]
    assert name is not None
    assert (name.value, "V125" in codes_at(filing, NAME)) == ("示例教育局", True)
    assert target is not None
    assert target.value == "≥5×10⁴人"


@pytest.mark.parametrize("name", ["S0", "P1"])
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_plain_saving_tells_of_nothing(name: str, kind: str, office: Office, tmp_path: Path) -> None:
    case = sample(name)
    source = tmp_path / "填好.xlsx"
    source.write_bytes(case.data)
    filing = read_bytes(case, office.chain(source, tmp_path / f"另存.{kind}").read_bytes())
    assert {finding.code for finding in filing.findings} & TOLD == set()
    assert {record.key: record.value for record in filing.records} == case.values
