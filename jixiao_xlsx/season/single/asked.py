"""What the forms of returned workbooks asked, for whoever lists their values."""

from __future__ import annotations

from collections.abc import Callable

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.season.single.read import Reader, questions_of
from jixiao_xlsx.sheet.seal import Counts

_LayoutKey = tuple[str, str, int, Counts]


def asking_of(reader: Reader) -> Callable[[Filing], Questions | None]:
    """Tells everything a filing's form asked as it was issued, each layout looked through once; None where the form
    is not known to the reader."""
    known: dict[_LayoutKey, Questions | None] = {}

    def asking(filing: Filing) -> Questions | None:
        seal = filing.seal
        if seal is None:
            return None
        # A seal's counts are part of the layout: two blanks of one form may ask for different rows.
        issued = (seal.form, seal.edition, seal.year, seal.counts)
        if issued not in known:
            layout = reader.layouts.of_seal(seal)
            known[issued] = questions_of(layout) if layout else None
        return known[issued]

    return asking
