"""A sheet of native Excel charts: beside each the cells it shows, which are formulas over the rest of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao_xlsx.model.kinds.characters import units
from jixiao_xlsx.report.kit.book import A4, MARGINS, ValuedFormula, put_text
from jixiao_xlsx.report.kit.cell_text import cell_text, cut, text_width, wrapped_lines

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as Drawing
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FONT = "宋体"
_BLUE, _GREY = "#4472A8", "#D9D9D9"
# Column 2 is a narrow gap.
_LABELS, _VALUES, _CHART = 0, 1, 3
# Pixels: 760 fill a landscape A4 page beside the labels; 20 is Excel's own row, 26 a bar with its gap, 110 the title
# and the axis, 300 a chart of standing bars.
_WIDE, _ROW, _BAR, _AROUND, _UPRIGHT = 760, 20, 26, 110, 300
# Rows that fit on a landscape A4 page at this width: a chart is never cut by a page's end.
_PAGE_ROWS = 36
# Characters that stand in front of a bar on one line, and over it.
_LONGEST_LABEL, _LONGEST_TITLE = 24, 80


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and the live number it shows."""

    label: str
    value: ValuedFormula


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its title, the name of what it shows, the number format, its bars; `upright` stands them up."""

    title: str
    name: str
    number: str
    bars: tuple[Bar, ...]
    upright: bool = False

    @property
    def height(self) -> int:
        """Pixels, a multiple of a row's."""
        wanted = _UPRIGHT if self.upright else len(self.bars) * _BAR + _AROUND
        # Whole rows, so that the next chart begins at a cell.
        return -(-wanted // _ROW) * _ROW


def draw_charts(book: Workbook, raw: Worksheet, *, charts: Sequence[Chart], title: str) -> None:
    """Draws the charts below one another, the cells they show at their left."""
    look = _ChartLooks(book)
    # 2 hides them on the screen too, where charts would float over them.
    raw.hide_gridlines(2)
    raw.set_column(_LABELS, _LABELS, 34)
    # 16 holds 9,999,999,999.99.
    raw.set_column(_VALUES, _VALUES, 16)
    raw.set_column(_VALUES + 1, _VALUES + 1, 2)
    raw.set_row_pixels(0, 2 * _ROW)
    raw.write_string(0, 0, title, look.title)
    raw.write_string(1, 0, "图里的数都来自左边的格子，格子是公式，随其他工作表变化。", look.note)
    row = 3
    breaks, page = [], 0
    for number, chart in enumerate(charts):
        # Before a chart that would be cut, not after the page is full.
        if number and row - page + chart.height // _ROW > _PAGE_ROWS:
            breaks.append(row - 1)
            page = row
        row = _place(book, raw, chart, row=row, look=look)
    raw.set_h_pagebreaks(breaks)
    if not charts:
        raw.write_string(row, 0, "没有可画的数。", look.note)
    raw.set_landscape()
    raw.set_paper(A4)
    raw.fit_to_pages(1, 0)
    raw.set_margins(**MARGINS)
    raw.set_footer("&C第 &P 页，共 &N 页")


class _ChartLooks:
    def __init__(self, book: Workbook) -> None:
        base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
        self.title = book.add_format({**base, "font_name": "黑体", "font_size": 15, "bold": True})
        self.note = book.add_format({**base, "font_size": 9, "font_color": "#595959"})
        self.head = book.add_format(
            {**base, "bold": True, "border": 1, "border_color": "#BFBFBF", "bg_color": "#DDE7F0", "text_wrap": True}
        )
        self.label = book.add_format({**base, "border": 1, "border_color": "#BFBFBF"})
        self._book, self._base = book, base
        self._numbers: dict[str, Format] = {}

    def number(self, shown: str) -> Format:
        if shown not in self._numbers:
            dress = {**self._base, "border": 1, "border_color": "#BFBFBF", "num_format": shown, "align": "right"}
            self._numbers[shown] = self._book.add_format(dress)
        return self._numbers[shown]


def _place(book: Workbook, raw: Worksheet, chart: Chart, *, row: int, look: _ChartLooks) -> int:
    """Writes a chart's cells, puts the chart beside them, and gives the row where the next may begin."""
    raw.write_string(row, _LABELS, "项目", look.head)
    put_text(raw, (row, _VALUES), chart.name, look.head)
    # A further line of the name takes 18 pixels.
    raw.set_row_pixels(row, (wrapped_lines(chart.name, 16) - 1) * 18 + _ROW)
    for number, bar in enumerate(chart.bars, row + 1):
        put_text(raw, (number, _LABELS), _short(bar.label, _LONGEST_LABEL), look.label)
        value = bar.value.value
        # Charts are drawn from cached values until somebody recalculates.
        cached = float(value) if isinstance(value, Decimal) else value or ""
        raw.write_formula(number, _VALUES, bar.value.formula, look.number(chart.number), cached)
    drawing = _drawing(book, raw, chart, row)
    # 1: the chart moves and grows with its cells.
    raw.insert_chart(row, _CHART, drawing, {"object_position": 1})
    return row + max(chart.height // _ROW, len(chart.bars) + 1) + 2


def _drawing(book: Workbook, raw: Worksheet, chart: Chart, row: int) -> Drawing:
    drawing = book.add_chart({"type": "column" if chart.upright else "bar"})
    first, last, tab = row + 1, row + len(chart.bars), raw.get_name()
    # A point less than the cells beside the chart.
    font = {"name": _FONT, "size": 9}
    drawing.add_series(
        {
            "name": cell_text(chart.name),
            "categories": [tab, first, _LABELS, last, _LABELS],
            "values": [tab, first, _VALUES, last, _VALUES],
            "fill": {"color": _BLUE},
            # Percent of a bar's width: narrower gaps make one block of fifteen bars.
            "gap": 60,
            "data_labels": {"value": True, "num_format": chart.number, "font": font},
        }
    )
    drawing.set_title(
        {"name": _short(chart.title, _LONGEST_TITLE), "name_font": {"name": "黑体", "size": 12, "bold": False}}
    )
    drawing.set_legend({"none": True})
    labels, numbers = {"num_font": font}, {"num_font": font, "num_format": chart.number, "min": None}
    numbers |= {"major_gridlines": {"visible": True, "line": {"color": _GREY}}}
    if chart.upright:
        drawing.set_x_axis(labels)
        drawing.set_y_axis(numbers)
    else:
        # the first bar on top, the numbers below all the same
        drawing.set_x_axis(numbers)
        # Excel draws from the bottom, so the axis is turned; the crossing brings the numbers back down.
        drawing.set_y_axis({**labels, "reverse": True, "crossing": "max"})
    drawing.set_size({"width": _WIDE, "height": chart.height})
    return drawing


def _short(text: str, widest: int) -> str:
    """A text as a label holds it: on one line, its end left out where it is too wide."""
    line = " ".join(cell_text(text).split())
    # Chinese characters are two wide.
    if text_width(line) <= widest * 2:
        return line
    short = cut(line, widest)
    while units(short) > 1 and text_width(short) > widest * 2 - 2:
        short = short[:-1]
    return f"{short}…"
