"""The self-evaluation report as .docx in the style of an official document 公文; python-docx is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao_xlsx.report.kit.docx_tables import Side, add_table_row, bordered_table, gap_after
from jixiao_xlsx.report.kit.official_paper import OfficialPaper
from jixiao_xlsx.report.narrative.pieces import FigureTable, Narrative, Note, Paragraph

if TYPE_CHECKING:
    from docx.table import Table, _Cell

_SIGN, _BESIDE, _NARROWEST = 0.24, 0.5, 1.9
"""In cm: a digit in a table, in the widest font that may stand in for ours; the room beside a cell's text; the least
for a column of labels."""
_NOTES = "附：定稿前需要处理的事项（定稿时删去本页）"


def narrative_docx(narrative: Narrative, *, template: bytes = b"") -> bytes:
    """The report as the bytes of a .docx, the same for the same report, on the office's own paper where it has one.

    Raises JixiaoError without python-docx, and for a template that is no .docx.
    """
    paper = OfficialPaper.opened(template)
    rest = narrative.title.removeprefix(narrative.agency)
    # Broken after the agency's name, as people break it.
    paper.title(*((narrative.agency, rest) if rest != narrative.title else (rest,)))
    for part in narrative.parts:
        paper.heading(part.heading, part.level)
        for block in part.blocks:
            if isinstance(block, FigureTable):
                _figures(paper, block)
            else:
                _body(paper, block)
    paper.signature(narrative.agency, narrative.date)
    if narrative.notes:
        _notes(paper, narrative.notes)
    return paper.as_bytes(title=narrative.title, author=narrative.agency)


def _body(paper: OfficialPaper, paragraph: Paragraph) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    run = paper.paragraph().add_run(paragraph.text)
    if paragraph.is_missing:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _figures(paper: OfficialPaper, figures: FigureTable) -> None:
    """A bordered table under its caption: words to the left, numbers to the right, the head on every page."""
    paper.document.add_paragraph(f"表{figures.number}　{figures.caption}", style="Caption")
    widths = _widths(figures, paper.text_width)
    table = bordered_table(paper.document, widths)
    _keep_with_next(add_table_row(table, figures.head, widths, head=True))
    above: tuple[str, ...] = ()
    for number, texts in enumerate(figures.rows, 1):
        cells = add_table_row(table, texts, widths, sides=_sides(figures, texts))
        if number < len(figures.rows):
            _keep_with_next(cells)
        _join(table, number, above, texts) if number > 1 and figures.words > 1 else None
        above = texts
    gap_after(paper.document)


def _sides(figures: FigureTable, texts: tuple[str, ...]) -> list[Side]:
    return [
        Side.CENTRE if text == "—" else Side.RIGHT if at >= figures.words else Side.LEFT
        for at, text in enumerate(texts)
    ]


def _keep_with_next(cells: list[_Cell]) -> None:
    """A row that is not the last stays with the one below."""
    for cell in cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


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


def _widths(figures: FigureTable, line: float) -> tuple[float, ...]:
    """Widths in cm: columns share the line, labels a little more than numbers; no number is broken while the labels
    can give way."""
    count = len(figures.head)
    # Labels are words of five and six characters, numbers break worst.
    shares = [1.4 if number < figures.words else 1.0 for number in range(count)]
    widths = [line * share / sum(shares) for share in shares]
    longest = [max((len(row[at]) for row in figures.rows), default=0) for at in range(figures.words, count)]
    numbers = [
        max(width, _SIGN * signs + _BESIDE) for width, signs in zip(widths[figures.words :], longest, strict=True)
    ]
    left = line - sum(numbers)
    if not figures.words or left < _NARROWEST * figures.words:
        return tuple(widths)
    return (*([left / figures.words] * figures.words), *numbers)


def _notes(paper: OfficialPaper, notes: tuple[Note, ...]) -> None:
    """A page of its own, to be removed before the report is sent."""
    heading = paper.heading(_NOTES)
    heading.paragraph_format.page_break_before = True
    for note in notes:
        paper.heading(note.heading, 2)
        for number, line in enumerate(note.lines, 1):
            paper.paragraph(f"{number}. {line}")
