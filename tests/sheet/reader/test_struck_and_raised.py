"""Words with a line through them, raised and lowered digits: read as a person reads them, and told."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.keys import Key
from sheet.reader.by_hand import cell_of, codes_at, read_bytes, read_with, record_at, said_at
from sheet.reader.samples import sample

NAME: Key = ("head", "agency")
AMOUNT: Key = ("funds", "general", "amount")
TARGET: Key = ("indicators", "output", "quantity", 1, "target")
STRUCK, RAISED, LOWERED = (
    "<strike/>",
    '<vertAlign val="superscript"/>',
    '<vertAlign val="subscript"/>',
)


def runs(*pieces: tuple[str, str]) -> str:
    """An inline string of runs, each with its properties; a run without any has none of its own."""
    items = "".join(f"<r>{f'<rPr>{look}</rPr>' if look else ''}<t>{words}</t></r>" for words, look in pieces)
    return f't="inlineStr"><is>{items}</is>'


def raw_of(filing: Filing, key: Key) -> str:
    record = record_at(filing, key)
    return record.raw if record else ""


@pytest.mark.parametrize(
    ("written", "raw"),
    [
        (runs(("5×10", ""), ("4", RAISED), ("人", "")), "5×10⁴人"),
        (runs(("≥10", "<b/>"), ("4", RAISED), ("m", ""), ("2", RAISED)), "≥10⁴m²"),
        (runs(("CO", ""), ("2", LOWERED), ("减排5吨", "")), "CO₂减排5吨"),
        (runs(("10", ""), ("-3", RAISED)), "10⁻³"),
        (runs(("第1", ""), ("st", RAISED)), "第1st"),
        (runs(("甲", '<strike val="0"/>'), ("乙", '<vertAlign val="baseline"/>')), "甲乙"),
    ],
)
def test_raised_and_lowered_digits_are_signs_of_their_own(written: str, raw: str) -> None:
    for key in (NAME, TARGET):
        filing = read_with(sample("S0"), {key: written})
        assert raw_of(filing, key) == raw
        assert not {"V124", "V125"} & set(codes_at(filing, key))


def test_struck_words_are_left_out_and_named() -> None:
    filing = read_with(sample("S0"), {NAME: runs(("示例", ""), ("旧名", STRUCK), ("教育局", "<b/>"))})
    assert raw_of(filing, NAME) == "示例教育局"
    said = next(finding for finding in said_at(filing, NAME) if finding.code == "V125")
    assert (said.severity, "旧名" in said.message) == (Severity.NOTE, True)


def test_a_number_beside_a_struck_one_is_read_and_the_struck_one_named() -> None:
    filing = read_with(sample("S0"), {AMOUNT: runs(("40.05", STRUCK), (" 50.05", ""))})
    record = record_at(filing, AMOUNT)
    assert record is not None
    assert str(record.value) == "50.05"
    assert "40.05" in next(finding.message for finding in said_at(filing, AMOUNT) if finding.code == "V125")


def test_a_cell_all_of_whose_words_are_struck_keeps_them_and_is_to_be_explained() -> None:
    filing = read_with(sample("S0"), {NAME: runs(("示例", STRUCK), ("局", STRUCK + "<b/>"), (" ", ""))})
    assert raw_of(filing, NAME).strip() == "示例局"
    said = next(finding for finding in said_at(filing, NAME) if finding.code == "V124")
    assert said.severity is Severity.EXPLAIN


def struck_cells(*, rich: CellRichText | None = None) -> Filing:
    """The sample with a number and a text struck by their cells' font, saved by openpyxl."""
    case = sample("S0")
    book = openpyxl.load_workbook(io.BytesIO(case.data), rich_text=True)
    for key in (AMOUNT, NAME):
        cell = book.worksheets[0][cell_of(case, key)]
        cell.font = Font(strike=True, size=11)
        if rich is not None and key == NAME:
            cell.value = rich
    out = io.BytesIO()
    book.save(out)
    return read_bytes(case, out.getvalue())


def test_a_cell_with_a_struck_font_keeps_its_value_and_is_to_be_explained() -> None:
    case, filing = sample("S0"), struck_cells()
    for key in (AMOUNT, NAME):
        record = record_at(filing, key)
        assert record is not None
        assert record.value == case.values[key]
        assert "V124" in codes_at(filing, key)
    assert sum(1 for finding in filing.findings if finding.code == "V124") == 2


def test_runs_with_a_look_of_their_own_are_not_struck_by_the_cell() -> None:
    plain = InlineFont(b=True)
    filing = struck_cells(rich=CellRichText(TextBlock(plain, "示例"), TextBlock(InlineFont(strike=True), "旧局")))
    assert raw_of(filing, NAME) == "示例"
    assert "V125" in codes_at(filing, NAME)
    mixed = struck_cells(rich=CellRichText("旧局", TextBlock(plain, "示例")))
    assert raw_of(mixed, NAME) == "示例"


def test_no_sample_has_words_struck_or_raised() -> None:
    for name in ("S0", "S1", "S2", "S3", "P1"):
        case = sample(name)
        assert not {"V124", "V125", "V121", "V120", "V122", "V123"} & {f.code for f in case.read(case.book).findings}
