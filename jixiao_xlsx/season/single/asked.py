"""What the forms of returned workbooks asked, for whoever lists their values."""

from __future__ import annotations

from collections.abc import Callable

from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.reader.layouts import layout_seal


def asking_of(reader: Reader) -> Callable[[Filing], Questions | None]:
    """Tells everything a filing's form asked as it was issued, each layout looked through once; None where the form
    is not known to the reader."""
    known: dict[Seal, Questions | None] = {}

    def asking(filing: Filing) -> Questions | None:
        seal = filing.seal
        if seal is None:
            return None
        # A seal's counts are part of the layout: two blanks of one form may ask for different rows.
        issued = layout_seal(seal)
        if issued not in known:
            known[issued] = reader.questions(filing)
        return known[issued]

    return asking
