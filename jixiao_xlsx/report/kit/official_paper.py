"""公文纸: A4 as GB/T 9704-2012 sets an official document, or as the office's own template does; python-docx is imported
when a sheet is opened."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.report.kit.docx_pieces import pin_properties, require_docx, saved, set_fonts, set_language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

TEMPLATE_NAME = "公文.docx"
"""What a template of the office's own is called, beside `jixiao.yaml`."""
CELL_STYLE, SIGNATURE_STYLE = "公文表格", "公文落款"
"""Styles of ours beside Word's own: the text of a table, and the lines of the signature."""

_LATIN = "Times New Roman"
# GB/T 9704-2012, 7.3: 仿宋 for the text, 黑体 and 楷体 for headings, 小标宋 for the title.
_BODY, _TITLE, _FIRST, _SECOND, _TABLE = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
# What a machine takes that lacks them: the GB2312 fonts came with older Windows only, 小标宋 is sold apart.
_SUBSTITUTES = MappingProxyType(
    {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", _TITLE: "宋体", "黑体": "SimHei", "宋体": "SimSun", _LATIN: "Times"}
)
# 三号, 二号, 五号, 四号, 小四.
BODY_POINTS = 16
_TITLE_POINTS, _TABLE_POINTS, _FOOT_POINTS, _CAPTION_POINTS = 22, 10.5, 14, 12
# GB/T 9704 asks for 22 lines on 225 mm, 29 points each; offices set a fixed 28.
_LINE_POINTS = 28
# Two lines of 二号 need more than the text's 28 points.
_TITLE_LINE = 36
# GB/T 9704 in cm: 3.7 above, 2.8 left, a text of 156 by 225 mm.
_MARGINS = {"top_margin": 3.7, "bottom_margin": 3.5, "left_margin": 2.8, "right_margin": 2.6}
# A4 in cm.
_PAGE_WIDTH, _PAGE_HEIGHT = 21.0, 29.7
# The page number stands 7 mm below the text, whose end is 35 mm above the page's.
_FOOT_FROM_EDGE = 2.5
_NO_DATE = "　　年　　月　　日"
# 7.3.5.1: the date stands four characters in from the right.
_DATE_INDENT = 4
_EMU_PER_CM = 360_000


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """A document to write on. `text_width` is that of its lines in cm, 15.6 where no template says otherwise."""

    document: Document
    text_width: float

    @classmethod
    def opened(cls, template: bytes = b"") -> OfficialPaper:
        """An empty sheet; a template keeps its page, its styles, its heads and feet, and loses its text.

        Raises JixiaoError without python-docx, and for bytes that are no .docx.
        """
        require_docx()
        import docx

        if not template:
            document = docx.Document()
            _set_page(document)
            _set_page_numbers(document)
            known: set[str] = set()
        else:
            document = _emptied(template)
            known = {style.name for style in document.styles if style.name}
        for name, make in _STYLES.items():
            # A template has what it has: only what it lacks is added.
            if name not in known:
                make(document)
        set_language(document)
        return cls(document, _text_width(document))

    def title(self, *lines: str) -> None:
        """The title in the middle, broken where people break it."""
        paragraph = self.document.add_paragraph(style="Title")
        for number, line in enumerate(lines):
            run = paragraph.add_run(line)
            if number < len(lines) - 1:
                run.add_break()

    def heading(self, text: str, level: int = 1) -> Paragraph:
        return self.document.add_paragraph(text, style=f"Heading {level}")

    def paragraph(self, text: str = "") -> Paragraph:
        return self.document.add_paragraph(text)

    def addressee(self, text: str) -> None:
        """主送机关: at the left edge, with a colon behind."""
        _begin_lines(self.paragraph(f"{text}："), characters=0)

    def signature(self, office: str, date: str = "") -> None:
        """Who writes, in the middle over the date; the date four characters from the right, to be filled in by hand
        where there is none."""
        day = date or _NO_DATE
        middle = _DATE_INDENT + _characters(day) / 2
        self.document.add_paragraph()
        lines = ((office, max(middle - _characters(office) / 2, 0)), (day, _DATE_INDENT))
        for text, indent in lines:
            if text:
                self._signed(text, indent, kept=text == office)

    def _signed(self, text: str, indent: float, *, kept: bool) -> None:
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(text, style=SIGNATURE_STYLE)
        paragraph.paragraph_format.right_indent = Pt(indent * BODY_POINTS)
        # Office and date stay together on one page.
        paragraph.paragraph_format.keep_with_next = kept

    def as_bytes(self, *, title: str, author: str) -> bytes:
        """The bytes of the .docx, the same for the same text."""
        pin_properties(self.document, title=title, author=author)
        return saved(self.document, substitutes=_SUBSTITUTES)


def _characters(text: str) -> float:
    """How many Chinese characters wide a text is; a digit is half of one."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in text)


def _emptied(template: bytes) -> Document:
    import docx
    from docx.oxml.ns import qn

    try:
        document = docx.Document(BytesIO(template))
    # zipfile, lxml and python-docx each have errors of their own for a file that is no document.
    except Exception as error:
        raise JixiaoError(
            f"{TEMPLATE_NAME} 打不开，不是 Word 文档（.docx）", "请用 Word 另存为 .docx，或删去它，用自带的公文格式"
        ) from error
    body = document.element.body
    for element in list(body):
        # The last section's page is kept with its heads and feet.
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


def _text_width(document: Document) -> float:
    page = document.sections[-1]
    emu = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    return emu / _EMU_PER_CM if emu > 0 else _PAGE_WIDTH - _MARGINS["left_margin"] - _MARGINS["right_margin"]


def _set_page(document: Document) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(_PAGE_WIDTH), Cm(_PAGE_HEIGHT)
    for name, margin in _MARGINS.items():
        setattr(section, name, Cm(margin))
    section.footer_distance = Cm(_FOOT_FROM_EDGE)


def _set_page_numbers(document: Document) -> None:
    """`— 1 —` below the text, one character from the outer edge: right on odd pages, left on even ones (7.5)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    style = _style(document, "Footer", _TABLE, _FOOT_POINTS)
    _begin_lines(style, characters=0)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for foot, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        _number(foot.paragraphs[0], side)


def _number(paragraph: Paragraph, side: WD_PARAGRAPH_ALIGNMENT) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(_FOOT_POINTS)
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    shown.append(text)
    field.append(shown)
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _set_body(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    body = _style(document, "Normal", _BODY, BODY_POINTS)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _begin_lines(body, characters=2)


def _set_title(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    title = _style(document, "Title", _TITLE, _TITLE_POINTS)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.keep_with_next = True
    _begin_lines(title, characters=0)
    _space(title, before=0, after=_LINE_POINTS, line=_TITLE_LINE)


def _set_heading(document: Document, level: int, font: str) -> None:
    heading = _style(document, f"Heading {level}", font, BODY_POINTS)
    heading.paragraph_format.keep_with_next = True
    _begin_lines(heading, characters=2)


def _set_caption(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    caption = _style(document, "Caption", _FIRST, _CAPTION_POINTS)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = True
    _begin_lines(caption, characters=0)
    # Nearer to its table than to the text before.
    _space(caption, before=6, after=4, line=20)


def _set_cell(document: Document) -> None:
    cell = _own_style(document, CELL_STYLE, _TABLE, _TABLE_POINTS)
    # A table's line: 五号 and a half.
    _space(cell, before=1, after=1, line=18)


def _set_signature(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    signature = _own_style(document, SIGNATURE_STYLE, _BODY, BODY_POINTS)
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


# Headings of three levels: the standard has a fourth, which is set as text.
_STYLES: Mapping[str, Callable[[Document], None]] = MappingProxyType(
    {
        "Normal": _set_body,
        "Title": _set_title,
        "Heading 1": lambda document: _set_heading(document, 1, _FIRST),
        "Heading 2": lambda document: _set_heading(document, 2, _SECOND),
        "Heading 3": lambda document: _set_heading(document, 3, _BODY),
        "Caption": _set_caption,
        CELL_STYLE: _set_cell,
        SIGNATURE_STYLE: _set_signature,
    }
)


def _own_style(document: Document, name: str, font: str, points: float) -> ParagraphStyle:
    from docx.enum.style import WD_STYLE_TYPE

    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _shape(style, font, points)
    _begin_lines(style, characters=0)
    return style


def _style(document: Document, name: str, font: str, points: float) -> ParagraphStyle:
    """A style of Word's own in our font, black, without its borders and colours; made where there is none."""
    from docx.enum.style import WD_STYLE_TYPE

    known = {style.name for style in document.styles}
    style: ParagraphStyle
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    _shape(style, font, points)
    return style


def _shape(style: ParagraphStyle, font: str, points: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    properties = style.element.get_or_add_rPr()
    # Word's default template spaces and kerns its titles.
    for tag in ("w:spacing", "w:kern"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    set_fonts(properties, chinese=font, latin=_LATIN)
    style.font.size, style.font.bold, style.font.italic = Pt(points), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    paragraph = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing"):
        for old in paragraph.findall(qn(tag)):
            paragraph.remove(old)
    _space(style, before=0, after=0, line=_LINE_POINTS)


def _space(style: ParagraphStyle, *, before: float, after: float, line: float) -> None:
    from docx.shared import Pt

    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), Pt(line)


def _begin_lines(target: ParagraphStyle | Paragraph, *, characters: int) -> None:
    """First lines begin so many characters in, whatever the size of the letters."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    # Both: Word goes by the characters, LibreOffice by the points.
    target.paragraph_format.first_line_indent = Pt(characters * BODY_POINTS)
    properties = target._element.get_or_add_pPr()
    # In hundredths of a character.
    properties.get_or_add_ind().set(qn("w:firstLineChars"), str(characters * 100))
