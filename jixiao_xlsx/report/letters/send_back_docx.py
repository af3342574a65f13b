"""退回单 as .docx: the letter's own texts set in a table per severity; python-docx is imported when one is written."""

from __future__ import annotations

from importlib.util import find_spec
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
from jixiao_xlsx.report.letters.send_back import ReturnLetter, SeverityGroup

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

_BODY, _TITLE = "宋体", "黑体"
# Centimetres, 17 in all: A4 between the margins below. Problems are the longest texts.
_HEADS = (("序号", 1.4), ("位置", 2.9), ("标签", 3.0), ("发现的问题", 5.2), ("应如何改", 4.5))
# A label of six characters, and the rest of the 17.
_FACT_WIDTHS = (3.0, 14.0)


def can_write_docx() -> bool:
    """Whether python-docx is installed."""
    return find_spec("docx") is not None


def letter_docx(letter: ReturnLetter) -> bytes:
    """The letter as the bytes of a .docx, the same for the same letter; raises JixiaoError without python-docx."""
    if not can_write_docx():
        raise JixiaoError("没有安装 python-docx，写不了 .docx", "请运行 pip install 'jixiao_xlsx[docx]'")
    import docx

    document = docx.Document()
    _dress(document, letter)
    # 小二 for the title, 小四 for headings (12), 五号 for the rest (10.5): sizes of Chinese letters.
    _paragraph(document, letter.title, font=_TITLE, points=18, centred=True)
    _paragraph(document, f"{letter.addressee}：")
    _paragraph(document, f"　　{letter.opening}")
    _facts(document, letter.facts)
    for group in letter.groups:
        _paragraph(document, group.heading, font=_TITLE, points=12)
        _group(document, group)
    if letter.steps:
        _paragraph(document, "下一步", font=_TITLE, points=12)
        for step in letter.steps:
            _paragraph(document, step)
    # Office and date are left for the seal and the pen.
    for text in (letter.sender.office, "　　年　　月　　日"):
        if text:
            _paragraph(document, text, right=True)
    return saved(document)


def _dress(document: Document, letter: ReturnLetter) -> None:
    """A4 with narrow margins, Chinese fonts, and properties that say nothing of the machine."""
    from docx.shared import Cm, Pt

    section = document.sections[0]
    # A4, with the 17 cm that the tables take between the margins.
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(2.2)
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)
    set_fonts(style.element.get_or_add_rPr(), chinese=_BODY, latin=_BODY)
    set_language(document)
    pin_properties(document, title=letter.title, author=letter.sender.office)


def _paragraph(
    document: Document, text: str, *, font: str = "", points: float = 0, centred: bool = False, right: bool = False
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    if font:
        run.font.size, run.bold = Pt(points), True
        set_fonts(run._element.get_or_add_rPr(), chinese=font, latin=font)
        # A heading never stands alone at a page's foot.
        paragraph.paragraph_format.keep_with_next = True
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(4)


def _facts(document: Document, facts: tuple[tuple[str, str], ...]) -> None:
    table = _table(document, _FACT_WIDTHS)
    for name, text in facts:
        _fill(table, (name, text), widths=_FACT_WIDTHS)
    _paragraph(document, "")


def _group(document: Document, group: SeverityGroup) -> None:
    widths = tuple(width for _, width in _HEADS)
    table = _table(document, widths)
    _fill(table, tuple(name for name, _ in _HEADS), widths=widths, head=True)
    for entry in group.entries:
        problem = f"[{entry.code}] {entry.problem}"
        _fill(table, (str(entry.number), entry.places, entry.labels, problem, entry.remedy), widths=widths)
    _paragraph(document, "")


def _table(document: Document, widths: tuple[float, ...]) -> Table:
    """A table without rows; Word goes by the cells' widths, LibreOffice by the columns'."""
    from docx.shared import Cm

    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _fill(table: Table, texts: tuple[str, ...], *, widths: tuple[float, ...], head: bool = False) -> None:
    from docx.shared import Cm

    # Row by row with its cells: python-docx looks up a whole table for every `cell(row, column)`.
    row = table.add_row()  # type: ignore[no-untyped-call]  # the library's own signature lacks its return
    keep_whole(row)
    if head:
        repeat_as_head(row)
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Cm(width)
        _write(cell, text, bold=head)


def _write(cell: _Cell, text: str, *, bold: bool) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold = bold or None
