"""退回单: polite, complete, grouped by weight, the same words as text and as .docx, safe whatever was filled in."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from jixiao_xlsx.findings import Finding, Severity, Where
from jixiao_xlsx.report.letters.send_back import Sender, letter_of, letter_text
from jixiao_xlsx.report.letters.send_back_docx import letter_docx
from jixiao_xlsx.season.single.review import ReviewDesk
from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
from sheet.marker.returns import DUTY, OTHER, cell_of, desk, filled, output, review, wrong

SENDER = Sender("示例市财政局", "预算绩效科", "2026年3月15日")


def text_of(data: bytes) -> str:
    return data.decode("utf-8-sig")


def words_of(data: bytes) -> str:
    """All texts of a .docx, paragraphs and tables."""
    document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_letter_says_who_what_where_and_what_next() -> None:
    reviewed = desk(SENDER).review(wrong(), name="最终版2.xlsx")
    text = text_of(output(reviewed, ".txt").data)
    for words in ("退回单", "101 示例市民政局", "2026年度审核试验表", "2026 年度", "最终版2.xlsx", "四十八"):
        assert words in text
    for words in ("示例市财政局", "预算绩效科", "2026年3月15日前", output(reviewed, ".xlsx").name):
        assert words in text
    assert f"填报表!{cell_of(OTHER)}" in text
    assert f"填报表!{cell_of(DUTY)}" in text


def test_the_docx_says_the_same() -> None:
    reviewed = desk(SENDER).review(wrong(), name="最终版2.xlsx")
    shown = words_of(output(reviewed, ".docx").data)
    for finding in reviewed.filing.findings:
        assert finding.message in shown
        assert finding.message in text_of(output(reviewed, ".txt").data)
    assert "示例市财政局" in shown


def test_groups_come_by_weight_and_same_words_come_together() -> None:
    base = review(filled()).filing
    marks = [("B7", Severity.NOTE), ("B10", Severity.RETURN), ("B2", Severity.RETURN), ("A1", Severity.EXPLAIN)]
    findings = tuple(
        Finding("V101", severity, Where(sheet="表", cell=cell), f"{severity}的话。", "请改。")
        for cell, severity in marks
    )
    text = letter_text(letter_of(replace(base, findings=findings), "试验表"))
    assert text.index("退回的话") < text.index("说明的话") < text.index("提示的话")
    assert "表!B2、表!B10" in text
    assert text.count("退回的话") == 1
    assert [text.index(numeral) for numeral in ("一、退回", "二、说明", "三、提示")]


def test_nothing_to_correct_is_no_send_back() -> None:
    reviewed = review(filled())
    assert not reviewed.sent_back
    names = [product.name for product in reviewed.outputs]
    assert not [name for name in names if "退回单" in name]
    assert "没有发现需要改正的内容" in text_of(output(reviewed, ".txt").data)


HOSTILE = "{{ 123457*7654321 }}{% for x in y %}\x01\x0b\u202e</w:t>\ud800_x0041_"


def test_foreign_text_is_neither_a_template_nor_markup_nor_a_control_character() -> None:
    base = review(filled()).filing
    finding = Finding("V101", Severity.RETURN, Where(sheet=HOSTILE, cell="B2", label=HOSTILE), HOSTILE, HOSTILE)
    letter = letter_of(replace(base, source=HOSTILE, findings=(finding,)), HOSTILE, marked=HOSTILE)
    text, shown = letter_text(letter), words_of(letter_docx(letter))
    for said in (text, shown):
        assert "{{ 123457*7654321 }}" in said
        assert "944979507697" not in said.replace("{{ 123457*7654321 }}", "")
        assert "</w:t>" in said
        assert not [sign for sign in said if ord(sign) < 32 and sign not in "\n"]
    assert letter_docx(letter) == letter_docx(letter)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "F01"), (b"%PDF-1.7 scanned", "F03"), (b"PK\x03\x04 broken", "F07")],
)
def test_a_file_refused_at_the_gate_gets_only_the_letter(data: bytes, code: str) -> None:
    reviewed = review(data, "../../etc/passwd.xlsx")
    endings = sorted(product.name.rpartition(".")[2] for product in reviewed.outputs)
    assert endings == ["docx", "json", "txt"]
    assert reviewed.sent_back
    assert all(product.name.startswith("未识别_") and "/" not in product.name for product in reviewed.outputs)
    assert f"[{code}]" in text_of(output(reviewed, ".txt").data)


def test_a_foreign_agency_name_never_becomes_a_path() -> None:
    from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
    from jixiao_xlsx.sheet.filling.fill import fill
    from sheet.marker.returns import RIGHT, form

    blank = issue_blank(Order(form(), 2026, Party("..", '../../\u202e局:*?"<>|' + "长" * 300)))
    reviewed = review(fill(blank.data, blank.layout, RIGHT))
    assert len(reviewed.outputs) == 4
    for product in reviewed.outputs:
        assert not set(product.name) & set('/\\:*?"<>|\u202e')
        assert len(product.name.encode()) <= 255
        assert not product.name.startswith(".")


def test_a_return_for_another_year_gets_only_the_letter_under_its_own_name() -> None:
    late = ReviewDesk(replace(desk().reader, expected=ExpectedReturns(year=2027)))
    reviewed = late.review(wrong(), name="旧表.xlsx")
    assert [finding.code for finding in reviewed.filing.findings] == ["S03"]
    assert sorted(product.name.rpartition(".")[2] for product in reviewed.outputs) == ["docx", "json", "txt"]
    assert all(product.name.startswith("2026年度审核试验表_101_示例市民政局_") for product in reviewed.outputs)
    assert "无法审核" in text_of(output(reviewed, ".txt").data)
