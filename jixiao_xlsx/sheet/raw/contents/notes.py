"""What is worth knowing about a workbook that could be read: macros, links to other files."""

from __future__ import annotations

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.sheet.raw.contents.sheets import RawBook
from jixiao_xlsx.sheet.raw.foreign.limits import Refused


def notes_on(book: RawBook, *, name: str = "") -> tuple[Finding, ...]:
    """The notes (F16 macros, F17 external links) on a readable workbook; `name` is the file's."""
    told = (("F16", book.has_macros), ("F17", book.has_external_links))
    return tuple(Refused(code).finding(name) for code, holds in told if holds)
