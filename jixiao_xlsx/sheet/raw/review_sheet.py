"""The sheet 审核意见 that a marked workbook carries: its name, and the mark by which its own reader knows it."""

from __future__ import annotations

from jixiao_xlsx.sheet.raw.contents.sheets import RawBook, RawSheet

REVIEW_SHEET = "审核意见"
REVIEW_MARK = "JXR1 "
"""Begins the text in the hidden first row; a department's own sheet of that name has none."""


def review_token(sheet: RawSheet) -> str:
    """The text that makes a sheet ours, empty where it is not."""
    # Row 0 holds the token; row 1 where somebody inserted one above.
    texts = (content.raw for spot, content in sheet.cells.items() if spot[1] == 0 and spot[0] < 2)
    return next((text for text in texts if text.startswith(REVIEW_MARK)), "")


def review_sheet_of(book: RawBook) -> tuple[int, str] | None:
    """The number of the workbook's own 审核意见 sheet and its token, None where it has none."""
    tokens = ((number, review_token(sheet)) for number, sheet in enumerate(book.sheets))
    return next(((number, token) for number, token in tokens if token), None)
