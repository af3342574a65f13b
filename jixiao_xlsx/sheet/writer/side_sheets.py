"""The sheets beside the form: 填表说明, the hidden lists, and the very hidden metadata."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.forms.form import Paper
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.sheet import theme
from jixiao_xlsx.sheet.addresses import INSTRUCTIONS_SHEET, LISTS_SHEET, META_SHEET, absolute_name
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout.heights import column_pixels, text_height
from jixiao_xlsx.sheet.layout_text import LAYOUT_LINE, chunks_of, layout_text
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.writer.checked import CheckedBook
from jixiao_xlsx.sheet.writer.page import dress_page, protect
from jixiao_xlsx.sheet.writer.paging import PagePlan

_HEAD_MARKS = "一二三四五六七八九十"
_GAP = 8.0  # points of an empty line between two parts
ON_ONE_PAGE = PagePlan(1)
_INSTRUCTIONS_WIDTH = 78.0
"""Characters: one column must fit the page by itself, as LibreOffice shrinks only what would take several pages."""

_WORDS = (
    ("form", "表"),
    ("edition", "版次"),
    ("year", "年度"),
    ("fingerprint", "版面指纹"),
    ("agency_code", "单位代码"),
    ("agency_name", "填报单位"),
    ("subject_code", "项目代码"),
    ("subject_name", "项目名称"),
    ("scope", "口径"),
    ("issue", "下发批次"),
    ("office", "下发机关"),
    ("signature", "签名"),
    ("layout", "版面全文的 SHA-256"),
)


class Lists:
    """The lists that do not fit into a validation, one per column of a hidden sheet that exists only if needed."""

    def __init__(self, book: CheckedBook) -> None:
        self._book = book
        self._sources: dict[tuple[str, ...], str] = {}
        self._waiting: list[tuple[str, ...]] = []

    def source(self, choices: tuple[str, ...]) -> str:
        """The range that a validation names: `=_lists!$A$1:$A$40`; equal lists share one."""
        if choices not in self._sources:
            column = len(self._waiting)
            self._waiting.append(choices)
            whole = Region(0, column, len(choices) - 1, column)
            self._sources[choices] = f"={LISTS_SHEET}!{absolute_name(whole)}"
        return self._sources[choices]

    def write(self) -> None:
        if not self._waiting:
            return
        sheet = self._book.sheet(LISTS_SHEET)
        for column, choices in enumerate(self._waiting):
            for row, choice in enumerate(choices):
                sheet.text(row, column, choice)
        protect(sheet)
        sheet.raw.hide()


def write_meta(book: CheckedBook, layout: FormGrid, seal: Seal, seal_text: str) -> None:
    """`_jixiao`: the seal's text in B1, then one readable line per field and per count: our name, value, 中文; at the
    end the layout's own text, in as few lines as can hold it."""
    sheet = book.sheet(META_SHEET)
    for row, line in enumerate(meta_lines(layout, seal, seal_text)):
        for column, text in enumerate(line):
            sheet.text(row, column, text)
    # Wide enough to read, for an office that unhides it to see what a blank was.
    sheet.column(0, 28)
    sheet.column(1, 60)
    protect(sheet)
    # Only a program can show it: people would mend it, with the best intentions.
    sheet.raw.very_hidden()


def meta_lines(layout: FormGrid, seal: Seal, seal_text: str) -> tuple[tuple[str, str, str], ...]:
    """The lines of `_jixiao`."""
    lines = [("seal", seal_text, "封签"), ("title", layout.title, "表名")]
    lines += [(name, str(getattr(seal, name)), words) for name, words in _WORDS]
    lines += [(f"count {format_key(pattern)}", str(count), "行数") for pattern, count in seal.counts]
    parts = chunks_of(layout_text(layout))
    lines += [(f"{LAYOUT_LINE} {number}", part, "版面") for number, part in enumerate(parts, 1)]
    return tuple(lines)


def write_instructions(book: CheckedBook, lines: Sequence[str]) -> None:
    """填表说明: the first line is the title; `一、…` lines are heads; all of it locked, wrapped and printable."""
    if not lines:
        return
    sheet = book.sheet(INSTRUCTIONS_SHEET)
    sheet.column(0, _INSTRUCTIONS_WIDTH)
    for row, line in enumerate(lines):
        height, style = line_look(row, line)
        sheet.row(row, height)
        sheet.text(row, 0, line, style)
    dress_page(sheet, whole=Region(0, 0, len(lines) - 1, 0), paper=Paper(), plan=ON_ONE_PAGE)
    protect(sheet)


def line_look(row: int, line: str) -> tuple[float, theme.FormatProperties]:
    """The height in points and the style of a line of 填表说明."""
    style = _style_of(row, line)
    return _height_of(row, line, float(style["font_size"])), style


def _height_of(row: int, line: str, points: float) -> float:
    if not line:
        return _GAP
    # Six pixels are lost inside the edges, more made room for a second line below full ones; twelve points of air below
    # the title.
    return text_height(line, column_pixels(_INSTRUCTIONS_WIDTH) - 6, points) + (12 if row == 0 else 0)


def _style_of(row: int, line: str) -> theme.FormatProperties:
    if row == 0:
        return theme.NOTE_TITLE
    return theme.NOTE_HEAD if line[1:2] == "、" and line[0] in _HEAD_MARKS else theme.NOTE
