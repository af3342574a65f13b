"""The paper that a sheet is printed on: its margins, the room between them, and the least size of its letters."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao_xlsx.model.forms.form import Paper
from jixiao_xlsx.sheet.theme import BODY_POINTS

INCH = 72.0
"""Points."""

_SIZES = {"A4": (595.0, 842.0), "A3": (842.0, 1191.0)}  # points
_LEAST_POINTS = {"A4": 8.1, "A3": 7.1}
"""Letters of 8 points can be read on A4; a form of 32 columns on A3 must do with those of 7. A tenth more, as Excel
draws in whole percents and rounds down."""

_SIDE, _LEAST_SIDE = 0.6, 0.3
"""Inches; office printers leave a quarter of an inch unprinted."""


@dataclass(frozen=True, slots=True)
class PageMargins:
    """Margins in inches; `side` is that at the left and the right."""

    side: float = _SIDE
    # Binding takes none at the top; the page number stands at half of the bottom.
    top: float = 0.6
    bottom: float = 0.7  # inches, twice the footer's


MARGINS = PageMargins()


def least_points(paper: Paper) -> float:
    """The size, in points, below which the letters of a form are not drawn for the sake of its page breaks."""
    return _LEAST_POINTS.get(paper.size, _LEAST_POINTS["A4"])


def printable(paper: Paper, margins: PageMargins) -> tuple[float, float]:
    """Width and height between the margins, in points."""
    wide, high = _paper_points(paper)
    return wide - 2 * margins.side * INCH, high - (margins.top + margins.bottom) * INCH


def margins_of(paper: Paper, width: float) -> PageMargins:
    """The margins of a sheet so many points wide: narrower at the sides where its letters would else be too small."""
    wide, _ = _paper_points(paper)
    wanted = width * least_points(paper) / BODY_POINTS
    return PageMargins(min(_SIDE, max(_LEAST_SIDE, (wide - wanted) / 2 / INCH)))


def _paper_points(paper: Paper) -> tuple[float, float]:
    size = _SIZES.get(paper.size, _SIZES["A4"])
    wide, high = reversed(size) if paper.landscape else size
    return wide, high
