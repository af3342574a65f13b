"""What is worth knowing about a workbook that could be read: macros, links to other files and programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.sheet.raw.contents.sheets import RawBook
from jixiao_xlsx.sheet.raw.foreign.limits import Refused

# `cmd|'/c calc'!A1` in Excel, DDE("soffice";…) in LibreOffice: formulas that ask another program.
_DDE = re.compile(r"(?<![\w\"'])'?(\w[\w.]{0,59})'?\|(?:'[^']*'|\w+)!|\bDDE\(\s*\"([^\"]{0,60})\"", re.ASCII)
_SHOWN = 8  # two lines of a letter


def notes_on(book: RawBook, *, name: str = "") -> tuple[Finding, ...]:
    """The notes (F16 macros, F17 external links) on a readable workbook; `name` is the file's."""
    notes = [Refused("F16")] if book.has_macros else []
    outside = tuple(dict.fromkeys((*book.outside, *_asked_programs(book))))
    if book.has_external_links or outside:
        names = "、".join(outside[:_SHOWN]) + (f" 等 {len(outside)} 处" if len(outside) > _SHOWN else "")
        notes.append(Refused("F17", listed=f"（{names}）" if names else ""))
    return tuple(note.finding(name) for note in notes)


def _asked_programs(book: RawBook) -> Iterator[str]:
    for sheet in book.sheets:
        for content in sheet.cells.values():
            asked = _DDE.search(content.formula) if content.formula else None
            if asked is not None:
                yield f"程序（DDE） {asked[1] or asked[2]}"
