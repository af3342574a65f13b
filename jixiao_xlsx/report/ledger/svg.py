"""Charts as inline SVG for a page that opens without a network: bars, stacked bars, a line over days.

Every text is escaped, and each chart bears a `<title>` that says it in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from jixiao_xlsx.report.kit.cell_text import text_width
from jixiao_xlsx.report.records.summary import one_line

# Units of the view box; the browser scales them to the page.
WIDTH = 900
# The label holds twenty Chinese characters at the charts' size; rows are a line and a half.
_LABEL, _TOTAL, _ROW, _BAR = 280, 84, 26, 18
_PLOT = WIDTH - _LABEL - _TOTAL
_SIGN = 6.8  # pixels that half a Chinese character takes at the charts' font size
# The plot below a line for the marks, above a line for the days, right of numbers of up to five digits.
_TOP, _HEIGHT, _FOOT, _LEFT = 24, 180, 26, 40
# Labels of days (12-31) do not touch up to twelve; four levels are round quarters.
_MOST_TICKS, _GRID_LINES = 12, 4


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every stacked bar: its name and colour (`#2e86c1`)."""

    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class StackedBar:
    """One bar: its label, one value for each series, and what stands at its end."""

    label: str
    values: tuple[int, ...]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One place on the line: its label below (`3-15`), the value, and how much came there."""

    label: str
    value: int
    added: int = 0


def stacked_bars(title: str, bars: Sequence[StackedBar], series: Sequence[Series]) -> str:
    """Lying bars, each filled by the series' shares of its own total; all bars have the same length, so that
    progress compares. A bar whose total is 0 stays empty."""
    # Four units above the bars and below them.
    rows = "".join(_stack(bar, series, number * _ROW + 4, whole=sum(bar.values)) for number, bar in enumerate(bars))
    return _svg(title, len(bars) * _ROW + 8, rows)


def plain_bars(title: str, bars: Sequence[StackedBar], colours: Sequence[str]) -> str:
    """Lying bars of one value each in their own colours, the longest over the whole width."""
    longest = max((sum(bar.values) for bar in bars), default=0)
    rows = "".join(
        _stack(bar, (Series("", colour),), number * _ROW + 4, whole=longest)
        for number, (bar, colour) in enumerate(zip(bars, colours, strict=True))
    )
    return _svg(title, len(bars) * _ROW + 8, rows)


def line_chart(title: str, points: Sequence[Point], *, most: int = 0, mark: str = "") -> str:
    """A rising line over days with a column for what came each day; `most` is a level drawn above it (what is due),
    `mark` the label of the point that gets an upright line (the deadline)."""
    # Never 0: an empty season has a scale too.
    top = max([most, *(point.value for point in points), 1])
    # 16 units keep the last day's label within the picture.
    step = (WIDTH - _LEFT - 16) / max(len(points) - 1, 1)
    places = [(_LEFT + number * step, _TOP + _HEIGHT * (1 - point.value / top)) for number, point in enumerate(points)]
    drawn = [*_grid(top), *_level(most, top), *_columns(points, top, step), *_mark(points, mark, step)]
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in places)
    drawn.append(f'<polyline points="{path}" fill="none" stroke="#1f618d" stroke-width="2"/>')
    drawn += [
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.4" fill="#1f618d">'
        f"<title>{_safe(f'{point.label}：收到 {point.added} 份，累计 {point.value} 份')}</title></circle>"
        for (x, y), point in zip(places, points, strict=True)
    ]
    return _svg(title, _TOP + _HEIGHT + _FOOT, "".join((*drawn, *_ticks(points, step))))


def legend(series: Iterable[Series]) -> str:
    """The names of the series beside their colours, on one line."""
    drawn, x = [], 0.0
    for part in series:
        drawn.append(f'<rect x="{_n(x)}" y="3" width="12" height="12" fill="{_safe(part.colour)}"/>')
        # Five units behind the box of twelve; names are parted by 18.
        drawn.append(_text(x + 17, 13, part.name))
        x += 17 + text_width(part.name) * _SIGN + 18
    return _svg("图例", 18, "".join(drawn))


def fitted(text: str, pixels: float) -> str:
    """The text cut to so many pixels, with `…` where something is missing."""
    line = one_line(text)
    if text_width(line) * _SIGN <= pixels:
        return line
    kept = ""
    for sign in line:
        # Two for the … itself.
        if (text_width(kept + sign) + 2) * _SIGN > pixels:
            break
        kept += sign
    return f"{kept}…"


def _stack(bar: StackedBar, series: Sequence[Series], y: float, *, whole: int) -> str:
    """One bar with its label before it and its total behind."""
    said = "，".join(f"{part.name} {value}".strip() for part, value in zip(series, bar.values, strict=True) if value)
    drawn = [f"<title>{_safe(f'{bar.label}：{said or 0}')}</title>"]
    # 14 brings the letters' foot to the middle of a bar of 18.
    drawn.append(_text(_LABEL - 8, y + 14, fitted(bar.label, _LABEL - 12), anchor="end"))
    drawn.append(f'<rect x="{_LABEL}" y="{_n(y)}" width="{_PLOT}" height="{_BAR}" fill="#eef1f4"/>')
    x = float(_LABEL)
    for part, value in zip(series, bar.values, strict=True):
        width = _PLOT * value / whole if whole else 0.0
        if value:
            drawn.append(
                f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_BAR}" fill="{_safe(part.colour)}"/>'
            )
        # Only where it fits: a number that sticks out would be read as its neighbour's.
        if value and len(series) > 1 and width >= len(str(value)) * _SIGN + 6:
            drawn.append(_text(x + width / 2, y + 14, str(value), anchor="middle", colour="#ffffff"))
        x += width
    drawn.append(_text(WIDTH - _TOTAL + 8, y + 14, bar.shown or str(sum(bar.values))))
    return f"<g>{''.join(drawn)}</g>"


def _grid(top: int) -> list[str]:
    """Level lines with whole numbers at their left."""
    drawn = []
    for level in sorted({round(top * part / _GRID_LINES) for part in range(_GRID_LINES + 1)}):
        y = _TOP + _HEIGHT * (1 - level / top)
        drawn.append(f'<line x1="{_LEFT}" y1="{_n(y)}" x2="{WIDTH}" y2="{_n(y)}" stroke="#dde2e6"/>')
        drawn.append(_text(_LEFT - 6, y + 4, str(level), anchor="end"))
    return drawn


def _level(most: int, top: int) -> list[str]:
    if not most:
        return []
    y = _TOP + _HEIGHT * (1 - most / top)
    line = f'<line x1="{_LEFT}" y1="{_n(y)}" x2="{WIDTH}" y2="{_n(y)}" stroke="#7f8c8d" stroke-dasharray="4 3"/>'
    return [line, _text(WIDTH, y - 5, f"应报 {most}", anchor="end")]


def _columns(points: Sequence[Point], top: int, step: float) -> list[str]:
    # Columns never touch, and one day is no wall.
    width = max(min(step * 0.6, 14), 1)
    return [
        f'<rect x="{_n(_LEFT + number * step - width / 2)}" y="{_n(_TOP + _HEIGHT * (1 - point.added / top))}"'
        f' width="{_n(width)}" height="{_n(_HEIGHT * point.added / top)}" fill="#aed6f1"/>'
        for number, point in enumerate(points)
        if point.added
    ]


def _mark(points: Sequence[Point], mark: str, step: float) -> list[str]:
    found = [number for number, point in enumerate(points) if mark and point.label == mark]
    if not found:
        return []
    x = _LEFT + found[0] * step
    # The label stands where there is room for it.
    anchor = "end" if x > WIDTH / 2 else "start"
    line = f'<line x1="{_n(x)}" y1="{_TOP - 8}" x2="{_n(x)}" y2="{_TOP + _HEIGHT}" stroke="#c0392b"/>'
    return [line, _text(x, _TOP - 12, f"期限 {mark}", anchor=anchor, colour="#c0392b")]


def _ticks(points: Sequence[Point], step: float) -> list[str]:
    """Labels below, as many as can be read."""
    every = -(-len(points) // _MOST_TICKS) if points else 1
    return [
        _text(_LEFT + number * step, _TOP + _HEIGHT + 18, point.label, anchor="middle")
        for number, point in enumerate(points)
        if number % every == 0
    ]


def _svg(title: str, height: float, content: str) -> str:
    head = f'<svg class="chart" viewBox="0 0 {WIDTH} {_n(height)}" role="img" aria-label="{_safe(title)}">'
    return f"{head}<title>{_safe(title)}</title>{content}</svg>"


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = "#2c3e50") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="{colour}">{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(one_line(text), quote=True)


def _n(value: float) -> str:
    """A coordinate in at most one decimal, the same on every machine."""
    # One decimal is finer than any screen.
    return f"{value:.1f}".removesuffix(".0")
