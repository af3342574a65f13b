"""A letter that no mailbox takes, as a .docx to print and hand over; python-docx is imported when one is written."""

from __future__ import annotations

import re

from jixiao_xlsx.report.kit.official_paper import OfficialPaper

# 【催报】 before the subject sorts a mailbox; nobody prints it.
_SORT = re.compile(r"^【.*?】\s*")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def printed_letter(subject: str, body: str, *, office: str = "", template: bytes = b"") -> bytes:
    """The letter's own words on official paper: the addressee at the edge, office and day as the signature.

    Raises JixiaoError without python-docx, and for a template that is no .docx.
    """
    paper = OfficialPaper.opened(template)
    title = _SORT.sub("", subject)
    paper.title(title)
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    day = lines.pop() if lines and _DAY.fullmatch(lines[-1]) else ""
    signed = lines.pop() if lines and office and lines[-1] == office else ""
    for number, line in enumerate(lines):
        if number == 0 and line.endswith("："):
            paper.addressee(line.removesuffix("："))
        else:
            paper.paragraph(line)
    paper.signature(signed, day)
    return paper.as_bytes(title=title, author=office)
