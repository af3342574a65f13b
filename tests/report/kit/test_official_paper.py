"""公文纸: measures and fonts of GB/T 9704-2012 in the file itself, and the office's own template in their place."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.report.kit.docx_tables import add_table_row, bordered_table
from jixiao_xlsx.report.kit.official_paper import CELL_STYLE, SIGNATURE_STYLE, OfficialPaper


def written(template: bytes = b"", *, office: str = "示例市财政局", date: str = "2026年3月10日") -> Document:
    return docx.Document(BytesIO(_bytes(template, office=office, date=date)))


def _bytes(template: bytes = b"", *, office: str = "示例市财政局", date: str = "") -> bytes:
    paper = OfficialPaper.opened(template)
    paper.title("预算绩效填报件", "退回单")
    paper.addressee("示例市民政局")
    paper.paragraph("你单位报来的填报件已收到。")
    paper.heading("一、退回")
    widths = (paper.text_width / 2, paper.text_width / 2)
    table = bordered_table(paper.document, widths)
    add_table_row(table, ("位置", "问题"), widths, head=True)
    add_table_row(table, ("表!E5", "没有填"), widths)
    paper.heading("（一）明细", 2)
    paper.signature(office, date)
    return paper.as_bytes(title="退回单", author=office)


@pytest.fixture(scope="module")
def sheet() -> Document:
    return written()


def test_the_page_is_a4_with_the_margins_of_the_standard(sheet: Document) -> None:
    page = sheet.sections[0]
    lengths = (page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin,
               page.right_margin)  # fmt: skip
    assert [round(length.mm) for length in lengths if length] == [210, 297, 37, 35, 28, 26]


def test_fonts_sizes_and_lines_are_those_of_the_standard(sheet: Document) -> None:
    shapes = {
        name: (
            sheet.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")),
            sheet.styles[name].font.size.pt,
            sheet.styles[name].paragraph_format.line_spacing.pt,
        )
        for name in ("Normal", "Title", "Heading 1", "Heading 2", SIGNATURE_STYLE)
    }
    assert shapes == {
        "Normal": ("仿宋_GB2312", 16, 28),
        "Title": ("方正小标宋简体", 22, 36),
        "Heading 1": ("黑体", 16, 28),
        "Heading 2": ("楷体_GB2312", 16, 28),
        SIGNATURE_STYLE: ("仿宋_GB2312", 16, 28),
    }
    assert not any(sheet.styles[name].font.bold for name in shapes)


def test_the_page_number_stands_at_the_outer_edge(sheet: Document) -> None:
    section = sheet.sections[0]
    assert sheet.settings.odd_and_even_pages_header_footer
    sides = []
    for foot in (section.footer, section.even_page_footer):
        paragraph = foot.paragraphs[0]
        assert "".join(text.text for text in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        sides.append(paragraph.alignment)
    assert sides == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]


def test_first_lines_begin_two_characters_in_and_the_addressee_at_the_edge(sheet: Document) -> None:
    assert sheet.styles["Normal"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    addressee = next(paragraph for paragraph in sheet.paragraphs if paragraph.text == "示例市民政局：")
    assert addressee._p.pPr.ind.get(qn("w:firstLineChars")) == "0"


@pytest.mark.parametrize(
    ("office", "date", "indents"),
    [
        # 2026年3月10日 is seven characters and a half less: its middle stands 7.25 from the right, that of six at 4.25.
        ("示例市财政局", "2026年3月10日", [4.25, 4]),
        ("示例市经济技术开发区管理委员会财政金融局", "2026年3月10日", [0, 4]),
        ("示例市财政局", "", [5.5, 4]),
        ("", "2026年3月10日", [4]),
    ],
    ids=["short", "long", "to be dated by hand", "nobody"],
)
def test_the_office_stands_in_the_middle_over_the_date(office: str, date: str, indents: list[float]) -> None:
    lines = [line for line in written(office=office, date=date).paragraphs if line.style.name == SIGNATURE_STYLE]
    assert [line.paragraph_format.right_indent.pt / 16 for line in lines] == indents


def test_the_same_text_gives_the_same_bytes_and_names_what_to_take_for_a_missing_font() -> None:
    assert _bytes() == _bytes()
    with ZipFile(BytesIO(_bytes())) as package:
        fonts = package.read("word/fontTable.xml").decode()
    assert re.findall(r'w:name="([^"]+)"><w:altName w:val="([^"]+)"', fonts)[:3] == [
        ("仿宋_GB2312", "仿宋"),
        ("楷体_GB2312", "楷体"),
        ("方正小标宋简体", "宋体"),
    ]


def own_template() -> bytes:
    """What an office makes of one of our letters: red heads, wider margins, another font, and text left in it."""
    made = docx.Document(BytesIO(_bytes()))
    made.sections[0].left_margin = Cm(3.5)
    made.sections[0].header.paragraphs[0].text = "示例市财政局文件"
    made.styles["Normal"].font.size = Pt(15)
    made.add_paragraph("样子").add_run("，要删去")
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def test_a_template_keeps_page_styles_and_heads_and_loses_its_text() -> None:
    made = written(own_template())
    assert made.sections[0].header.paragraphs[0].text == "示例市财政局文件"
    assert made.sections[0].left_margin is not None
    assert round(made.sections[0].left_margin.cm, 1) == 3.5
    assert made.styles["Normal"].font.size == Pt(15)
    assert next(text.text for text in made.paragraphs) == "预算绩效填报件\n退回单"
    assert "要删去" not in "".join(text.text for text in made.paragraphs)
    assert round(OfficialPaper.opened(own_template()).text_width, 1) == 14.9


def test_a_template_of_words_own_gets_the_styles_it_lacks() -> None:
    data = BytesIO()
    docx.Document().save(data)
    made = written(data.getvalue())
    names = {style.name for style in made.styles}
    assert {CELL_STYLE, SIGNATURE_STYLE} <= names
    # What it has is its own.
    assert made.styles["Normal"].font.size != Pt(16)


@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600)], ids=["text", "cut", "doc"])
def test_what_is_no_word_document_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(JixiaoError, match="打不开，不是 Word 文档") as caught:
        OfficialPaper.opened(data)
    assert "另存为 .docx" in caught.value.hint
