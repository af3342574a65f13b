"""Page setup, view and protection, the same for every sheet that people see."""

from __future__ import annotations

from jixiao_xlsx.model.forms.form import Paper
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.writer.checked import CheckedSheet
from jixiao_xlsx.sheet.writer.paging import PagePlan

_PAPER_CODES = {"A3": 8, "A4": 9}  # of Windows' DMPAPER, which OOXML's paperSize uses
_FOOTER = "&C第 &P 页 共 &N 页"
# Half of what a small laptop leaves for rows. Of the shipped forms with a head one freezes (137.5 points); two with
# 359.5 and 395 above their body do not.
_MOST_FROZEN_POINTS = 240.0
AS_IT_COMES = PagePlan(0)
# Fixed heights do not grow with what is typed: who fills must be able to draw a row taller.
_RESIZABLE = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_rows": True,
    "format_columns": True,
}


def protect(sheet: CheckedSheet) -> None:
    """Locks the sheet without a password: cells can be selected, rows and columns resized, nothing else."""
    # Excel's sheet password is a hash of 16 bits: it would keep out nobody but the office.
    sheet.raw.protect("", _RESIZABLE)


def dress_page(
    sheet: CheckedSheet,
    *,
    whole: Region,
    paper: Paper,
    plan: PagePlan = AS_IT_COMES,
) -> None:
    """One page wide and as many tall as planned, centred, page numbers below; prints `whole` and nothing else."""
    raw = sheet.raw
    # 2: on the screen as well as on paper; the form draws its own lines.
    raw.hide_gridlines(2)
    raw.set_paper(_PAPER_CODES.get(paper.size, _PAPER_CODES["A4"]))
    if paper.landscape:
        raw.set_landscape()
    raw.fit_to_pages(1, plan.tall)
    if plan.breaks:
        raw.set_h_pagebreaks(plan.breaks)
    margins = plan.margins
    raw.set_margins(left=margins.side, right=margins.side, top=margins.top, bottom=margins.bottom)
    raw.center_horizontally()
    # Inches: half of the bottom margin, so that it meets neither the form nor the edge.
    raw.set_footer(_FOOTER, {"margin": 0.35})
    raw.print_area(whole.top, whole.left, whole.bottom, whole.right)
    if plan.repeat:
        raw.repeat_rows(*plan.repeat)


def freeze_head(sheet: CheckedSheet, grid: Grid) -> None:
    """Keeps the head in view, unless all above the body would fill a small screen and leave no room to scroll."""
    if grid.head_rows is None:
        return
    below = grid.head_rows[1] + 1
    if sum(grid.row_at(row).height for row in range(grid.top, below)) <= _MOST_FROZEN_POINTS:
        sheet.raw.freeze_panes(below, 0)
