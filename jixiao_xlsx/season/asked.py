"""What the form of a returned workbook asked, for whoever lists its values."""

from __future__ import annotations

from jixiao_xlsx.model.asked import Questions
from jixiao_xlsx.model.filing import Filing
from jixiao_xlsx.season.read import Reader, questions_of


def questions_about(reader: Reader, filing: Filing) -> Questions | None:
    """Everything the filing's form asked as it was issued; None where the form is not known to the reader."""
    layout = reader.layouts.of_seal(filing.seal) if filing.seal else None
    return questions_of(layout) if layout else None
