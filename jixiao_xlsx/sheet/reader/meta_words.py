"""What the metadata sheet says beside its seal: the same facts line by line, which who changes a seal forgets."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.model.content import ContentType
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.sheet.addresses import META_SHEET
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet

# What makes a filing whose it is; a name only counts where there is no code, as offices are renamed.
_TOLD = ("form", "agency_code", "subject_code", "issue")


def other_facts(book: RawBook, seal: Seal) -> tuple[tuple[str, str], ...]:
    """Where the metadata sheet says something else than the seal: what the sheet says, and what the seal does."""
    sheets = (sheet for sheet in book.sheets if sheet.name.startswith(META_SHEET))
    return tuple(dict.fromkeys(pair for sheet in sheets for pair in _differing(sheet, seal)))


def _differing(sheet: RawSheet, seal: Seal) -> Iterator[tuple[str, str]]:
    for (row, column), content in sheet.cells.items():
        name = content.raw.strip()
        beside = sheet.cells.get((row, column + 1)) if column == 0 and name in _TOLD else None
        # A number is a code that some program took for one: 001 became 1, and says nothing.
        if beside is not None and beside.type is ContentType.TEXT:
            told, sealed = beside.raw.strip(), str(getattr(seal, name))
            if told and told != sealed:
                yield told, sealed
