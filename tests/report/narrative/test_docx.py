"""The report as .docx: real styles and tables in the file, and pages as LibreOffice prints them."""

from __future__ import annotations

import os
import re
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from clients.libreoffice import missing
from jixiao_xlsx.report.narrative.as_docx import narrative_docx
from report.narrative.filed import told


@pytest.fixture(scope="module")
def document() -> Document:
    return docx.Document(BytesIO(narrative_docx(told())))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert narrative_docx(told()) == narrative_docx(told())


def test_headings_are_headings_in_chinese_fonts(document: Document) -> None:
    first = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Heading 1"
    ]
    assert first[:4] == ["一、部门概况", "二、绩效实现情况", "三、存在的问题及改进措施", "四、结果应用和公开"]
    fonts = {}
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        properties = document.styles[name].element.rPr
        found = properties.find(qn("w:rFonts"))
        fonts[name] = found.get(qn("w:eastAsia"))
        assert not [key for key in found.attrib if "Theme" in str(key)], "a theme's font would win"
    assert fonts == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
    }


def test_the_page_is_that_of_an_official_document(document: Document) -> None:
    page = document.sections[0]
    lengths = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [round(length.cm, 1) for length in lengths if length] == [21.0, 29.7, 3.7, 3.5, 2.8, 2.6]
    assert document.styles["Normal"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_figures_stand_in_bordered_tables_with_numbers_to_the_right(document: Document) -> None:
    assert [len(table.rows) for table in document.tables] == [4, 5, 15]
    budget = document.tables[0]
    borders = budget._tbl.tblPr.find(qn("w:tblBorders"))
    assert {line.get(qn("w:val")) for line in borders} == {"single"}
    total = budget.rows[3].cells
    assert [cell.text for cell in total] == ["年初预算合计", "3,859.65", "3,228.08", "-631.57", "-16.36%"]
    assert [cell.paragraphs[0].alignment for cell in total[1:]] == [WD_ALIGN_PARAGRAPH.RIGHT] * 4


def test_what_is_missing_is_highlighted(document: Document) -> None:
    marked = [
        run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color is not None
    ]
    assert marked == ["（本节未填写）", "（本节未填写）"]


def test_control_characters_and_markup_are_only_text() -> None:
    nasty = "甲\x0b乙\u202e丙<w:br/>&"
    data = narrative_docx(told({"texts.application.text": nasty}))
    assert "甲" in "".join(paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs)
    assert any("丙<w:br/>&" in paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs)


def test_libreoffice_prints_pages_with_numbers(tmp_path: Path) -> None:
    lacking = missing()
    if lacking and os.environ.get("CI"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    sold = {"results.lottery.computer.value": Decimal("112345678.17")}
    (tmp_path / "报告.docx").write_bytes(narrative_docx(told(sold)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "报告.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=6000)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "报告.pdf"), "-"], check=True, capture_output=True, timeout=600
    ).stdout.decode()
    pages = text.split("\f")[:-1]
    assert 4 <= len(pages) <= 7
    for number, page in enumerate(pages, 1):
        assert re.search(rf"— ?{number} ?—", page), f"page {number} bears no number"
    assert "17,539.24" in text
    assert re.search(r"电脑票 +万元 +112,345,678\.17 +100\.00%", text), "a number in the table is broken"
    assert "定稿时删去本页" in pages[-1]
    assert "示例市民政局" in pages[-2], "the signature stands before the notes"
