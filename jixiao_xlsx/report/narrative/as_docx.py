"""The self-evaluation report as .docx in the style of an official document 公文; python-docx is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.report.kit.docx_pieces import (
    keep_whole,
    pin_properties,
    repeat_as_head,
    saved,
    set_fonts,
    set_language,
)
from jixiao_xlsx.report.letters.send_back_docx import can_write_docx
from jixiao_xlsx.report.narrative.pieces import FigureTable, Narrative, Note, Paragraph

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph as DocxParagraph

_LATIN = "Times New Roman"
# GB/T 9704-2012: 仿宋 for the text, 黑体 and 楷体 for headings; 宋体 stands for 小标宋, which few machines have.
_BODY, _TITLE, _FIRST, _SECOND, _TABLE = "仿宋_GB2312", "宋体", "黑体", "楷体_GB2312", "宋体"
# Under newer names, for the GB2312 fonts came with older Windows only.
_SUBSTITUTES = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "黑体": "SimHei", "宋体": "SimSun", _LATIN: "Times"}
# 三号, 二号, 五号, 四号.
_BODY_POINTS, _TITLE_POINTS, _TABLE_POINTS, _FOOT_POINTS = 16, 22, 10.5, 14
# GB/T 9704 asks for 22 lines on 225 mm, 29 points each; offices set a fixed 28.
_LINE_POINTS = 28
# GB/T 9704 in cm: 3.7 above, 2.8 left, a text of 156 by 225 mm.
_MARGINS = {"top_margin": 3.7, "bottom_margin": 3.5, "left_margin": 2.8, "right_margin": 2.6}
# A4 in cm.
_PAGE_WIDTH, _PAGE_HEIGHT = 21.0, 29.7
_SIGN, _BESIDE, _NARROWEST = 0.24, 0.5, 1.9
"""In cm: a digit in a table, in the widest font that may stand in for ours; the room beside a cell's text; the least
for a column of labels."""
_TEXT_WIDTH = _PAGE_WIDTH - _MARGINS["left_margin"] - _MARGINS["right_margin"]
_NOTES = "附：定稿前需要处理的事项（定稿时删去本页）"


def narrative_docx(narrative: Narrative) -> bytes:
    """The report as the bytes of a .docx, the same for the same report; raises JixiaoError without python-docx."""
    if not can_write_docx():
        raise JixiaoError("没有安装 python-docx，写不了 .docx", "请运行 pip install 'jixiao_xlsx[docx]'")
    import docx

    document = docx.Document()
    _page(document)
    _styles(document)
    _page_numbers(document)
    _title(document, narrative)
    for part in narrative.parts:
        document.add_paragraph(part.heading, style=f"Heading {part.level}")
        for block in part.blocks:
            if isinstance(block, FigureTable):
                _figures(document, block)
            else:
                _body(document, block)
    _signature(document, narrative)
    if narrative.notes:
        _notes(document, narrative.notes)
    pin_properties(document, title=narrative.title, author=narrative.agency)
    return saved(document, substitutes=_SUBSTITUTES)


def _title(document: Document, narrative: Narrative) -> None:
    """The title, broken after the agency's name, as people break it."""
    paragraph = document.add_paragraph(style="Title")
    rest = narrative.title.removeprefix(narrative.agency)
    if rest != narrative.title:
        paragraph.add_run(narrative.agency).add_break()
    paragraph.add_run(rest)


def _page(document: Document) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(_PAGE_WIDTH), Cm(_PAGE_HEIGHT)
    for name, margin in _MARGINS.items():
        setattr(section, name, Cm(margin))
    # 7 mm below the text, as the standard has the page number.
    section.footer_distance = Cm(2.5)


def _styles(document: Document) -> None:
    """Real heading styles, so that Word's outline and table of contents see them."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    body = _style(document, "Normal", _BODY, _BODY_POINTS)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _indent(body)
    title = _style(document, "Title", _TITLE, _TITLE_POINTS, bold=True)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _no_indent(title)
    # Two lines of 二号 need more than the text's 28 points.
    _space(title, before=0, after=_LINE_POINTS, line=36)
    for name, font in (("Heading 1", _FIRST), ("Heading 2", _SECOND)):
        heading = _style(document, name, font, _BODY_POINTS)
        heading.paragraph_format.keep_with_next = True
        _indent(heading)
    set_language(document)
    # 小四, between the text and the table.
    caption = _style(document, "Caption", _FIRST, 12)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = True
    _no_indent(caption)
    # Nearer to its table than to the text before.
    _space(caption, before=6, after=4, line=20)


def _style(document: Document, name: str, font: str, points: float, *, bold: bool = False) -> ParagraphStyle:
    """A style of the default template in our font, black, without its borders and colours."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: ParagraphStyle = document.styles[name]
    properties = style.element.get_or_add_rPr()
    # Word's default template spaces and kerns its titles.
    for tag in ("w:spacing", "w:kern"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    set_fonts(properties, chinese=font, latin=_LATIN)
    style.font.size, style.font.bold, style.font.italic = Pt(points), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    paragraph = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing"):
        for old in paragraph.findall(qn(tag)):
            paragraph.remove(old)
    _space(style, before=0, after=0, line=_LINE_POINTS)
    return style


def _space(style: ParagraphStyle, *, before: float, after: float, line: float) -> None:
    from docx.shared import Pt

    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), Pt(line)


def _indent(style: ParagraphStyle) -> None:
    """First lines begin two characters in, whatever the size of the letters."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    # Both: Word goes by the characters, LibreOffice by the points.
    style.paragraph_format.first_line_indent = Pt(2 * _BODY_POINTS)
    style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")


def _no_indent(style: ParagraphStyle) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.paragraph_format.first_line_indent = Pt(0)
    style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "0")


def _page_numbers(document: Document) -> None:
    """`— 1 —` in the middle of every foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = _style(document, "Footer", _TITLE, _FOOT_POINTS)
    _no_indent(style)
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    shown.append(text)
    field.append(shown)
    foot._p.append(field)
    foot.add_run(" —")
    for run in foot.runs:
        run.font.size = Pt(_FOOT_POINTS)


def _body(document: Document, paragraph: Paragraph) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    run = document.add_paragraph().add_run(paragraph.text)
    if paragraph.is_missing:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _figures(document: Document, figures: FigureTable) -> None:
    """A bordered table under its caption: words to the left, numbers to the right, the head on every page."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    document.add_paragraph(f"表{figures.number}　{figures.caption}", style="Caption")
    widths = _widths(figures)
    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    above: tuple[str, ...] = ()
    for number, texts in enumerate((figures.head, *figures.rows)):
        row = table.add_row()  # type: ignore[no-untyped-call]  # the library's own signature lacks its return
        keep_whole(row)
        if number == 0:
            repeat_as_head(row)
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Cm(widths[at])
            last = number == len(figures.rows)
            _write(cell, text, head=number == 0, right=at >= figures.words, joined=not last)
        _join(table, number, above, texts) if number > 1 and figures.words > 1 else None
        above = texts
    _gap_after(document)


def _join(table: Table, number: int, above: tuple[str, ...], texts: tuple[str, ...]) -> None:
    """The first label stands once, over the rows that share it."""
    if above[0] != texts[0] or not texts[0]:
        return
    lower = table.cell(number, 0)
    lower.text = ""
    # python-docx keeps the paragraphs of both; the lower one's is empty.
    merged = table.cell(number - 1, 0).merge(lower)
    for spare in merged.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)


def _widths(figures: FigureTable) -> tuple[float, ...]:
    """Widths in cm: columns share the line, labels a little more than numbers; no number is broken while the labels
    can give way."""
    count = len(figures.head)
    # Labels are words of five and six characters, numbers break worst.
    shares = [1.4 if number < figures.words else 1.0 for number in range(count)]
    widths = [_TEXT_WIDTH * share / sum(shares) for share in shares]
    longest = [max((len(row[at]) for row in figures.rows), default=0) for at in range(figures.words, count)]
    numbers = [
        max(width, _SIGN * signs + _BESIDE) for width, signs in zip(widths[figures.words :], longest, strict=True)
    ]
    left = _TEXT_WIDTH - sum(numbers)
    if not figures.words or left < _NARROWEST * figures.words:
        return tuple(widths)
    return (*([left / figures.words] * figures.words), *numbers)


def _write(cell: _Cell, text: str, *, head: bool, right: bool, joined: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    _plain(paragraph)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(_TABLE_POINTS), head or None
    set_fonts(run._element.get_or_add_rPr(), chinese=_TABLE, latin=_LATIN)
    middle = head or text == "—"
    paragraph.alignment = (
        WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    )
    paragraph.paragraph_format.keep_with_next = joined


def _plain(paragraph: DocxParagraph) -> None:
    """A paragraph in a cell: no indent, single line."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    shape = paragraph.paragraph_format
    # A table's line: 五号 and a half.
    shape.first_line_indent, shape.line_spacing = Pt(0), Pt(18)
    paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "0")


def _gap_after(document: Document) -> None:
    from docx.shared import Pt

    # Half a line, or the next heading would stick to the table.
    document.add_paragraph().paragraph_format.line_spacing = Pt(10)


def _signature(document: Document, narrative: Narrative) -> None:
    """Who reports, and the date, to the right below the text."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document.add_paragraph()
    for text in (narrative.agency, narrative.date or "　　年　　月　　日"):
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(2 * _BODY_POINTS)
        # Agency and date stay together on one page.
        paragraph.paragraph_format.keep_with_next = text == narrative.agency


def _notes(document: Document, notes: tuple[Note, ...]) -> None:
    """A page of its own, to be removed before the report is sent."""
    heading = document.add_paragraph(_NOTES, style="Heading 1")
    heading.paragraph_format.page_break_before = True
    for note in notes:
        document.add_paragraph(note.heading, style="Heading 2")
        for number, line in enumerate(note.lines, 1):
            document.add_paragraph(f"{number}. {line}")
