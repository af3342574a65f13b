"""退回单 as .docx: the letter's own texts set in a table per severity; python-docx is imported when one is written."""

from __future__ import annotations

from jixiao_xlsx.report.kit.docx_tables import Side, add_table_row, bordered_table, gap_after
from jixiao_xlsx.report.kit.official_paper import OfficialPaper
from jixiao_xlsx.report.letters.send_back import ReturnLetter, SeverityGroup

# Shares of the line. Problems are the longest texts.
_HEADS = (("序号", 1.2), ("位置", 2.6), ("标签", 2.7), ("发现的问题", 5.0), ("应如何改", 4.1))
# A label of six characters, and the rest.
_FACT_SHARES = (3.0, 12.6)


def letter_docx(letter: ReturnLetter, *, template: bytes = b"") -> bytes:
    """The letter as the bytes of a .docx, the same for the same letter, on the office's own paper where it has one.

    Raises JixiaoError without python-docx, and for a template that is no .docx.
    """
    paper = OfficialPaper.opened(template)
    paper.title(letter.title)
    paper.addressee(letter.addressee)
    paper.paragraph(letter.opening)
    _facts(paper, letter.facts)
    for group in letter.groups:
        paper.heading(group.heading)
        _group(paper, group)
    if letter.steps:
        paper.heading("下一步")
        for step in letter.steps:
            paper.paragraph(step)
    paper.signature(letter.sender.office, letter.sender.day)
    return paper.as_bytes(title=letter.title, author=letter.sender.office)


def _facts(paper: OfficialPaper, facts: tuple[tuple[str, str], ...]) -> None:
    widths = _widths(paper, _FACT_SHARES)
    table = bordered_table(paper.document, widths)
    for name, text in facts:
        add_table_row(table, (name, text), widths, sides=(Side.CENTRE, Side.LEFT))
    gap_after(paper.document)


def _group(paper: OfficialPaper, group: SeverityGroup) -> None:
    widths = _widths(paper, tuple(share for _, share in _HEADS))
    table = bordered_table(paper.document, widths)
    add_table_row(table, tuple(name for name, _ in _HEADS), widths, head=True)
    sides = (Side.CENTRE, *(Side.LEFT for _ in _HEADS[1:]))
    for entry in group.entries:
        problem = f"[{entry.code}] {entry.problem}"
        texts = (str(entry.number), entry.places, entry.labels, problem, entry.remedy)
        add_table_row(table, texts, widths, sides=sides)
    gap_after(paper.document)


def _widths(paper: OfficialPaper, shares: tuple[float, ...]) -> tuple[float, ...]:
    """In cm: the whole line of the paper, shared out."""
    return tuple(share * paper.text_width / sum(shares) for share in shares)
