"""Row heights from the text a cell must show: Chinese glyphs two cells wide, merged cells do not fit themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import kind_named, traits_of
from jixiao_xlsx.sheet.grid import Box, Live, Printed, PrintedRole
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.theme import BODY_POINTS, TITLE_POINTS

# One line takes 19.75 points; a little more keeps the box from looking full.
LEAST_HEIGHT = 21.0
# Excel's tallest row has 409.5 points; fields that need more are laid out over several rows, with room to spare.
MOST_HEIGHT, TALLEST = 400.0, 409.0
# Latin letters and digits take 0.56 of a 汉字's width in 宋体.
_NARROW = 0.56
# Between 1.45, with which 0 of 320 sample texts were clipped, and 1.6, which a substituted font would need.
_LEADING = 1.5

# Characters with full room, and the share of those beyond: with room for all that is allowed one form came to eight
# pages, mostly blank.
_LONG_TEXT, _BEYOND = 150, Decimal("0.12")
_TABLE_COLUMN, _MOST_IN_TABLE, _MOST_IN_LIST = 360.0, 130.0, 82.75
"""A column narrower than this (pixels) stands beside others in a table: a row of it is at most so tall (points), eight
lines; five where the row is one of many alike, for with eight one form's list of seven went over two pages."""

# At 10.5 points; four are the margins inside a cell.
_LONG_PRINT = 40
"""Labels of the shipped forms have up to 32 characters, whole sentences 50 and more."""

_TWO_LINES = BODY_POINTS * 2 * _LEADING + 4
"""What words are given in a table, however narrow: more would make every row as tall as its narrowest column asks."""


_INDENT, _INDENTED = 9.0, 150.0
"""Pixels of Excel's indent by one; and of a cell that can spare them: of ten 汉字 in a line one is not missed."""


def row_heights(
    boxes: Sequence[Box], *, rows: int, top: int, left: int, widths: tuple[float, ...]
) -> tuple[float, ...]:
    """A height in points for each row, so that no box on it is clipped; tall boxes share their rows evenly."""
    heights = [LEAST_HEIGHT] * rows
    for box in sorted(boxes, key=lambda box: box.region.height):
        region = box.region
        inside = range(region.top - top, region.bottom - top + 1)
        missing = _box_height(box, width_of(region, left=left, widths=widths)) - sum(heights[row] for row in inside)
        if missing > 0:
            for row in inside:
                heights[row] += missing / region.height
    # Quarters of a point: no screen shows less, and listings stay readable.
    return tuple(min(TALLEST, round(height * 4) / 4) for height in heights)


def width_of(region: Region, *, left: int, widths: tuple[float, ...]) -> float:
    """The pixels a region has for text: seven a character, less the inner margins."""
    columns = widths[region.left - left : region.right - left + 1]
    # Eight pixels are lost inside the edges.
    return sum(map(column_pixels, columns)) - 8


def indent_of(align: str, pixels: float) -> int:
    """The indent that keeps what stands at the left of a cell so wide off its border; `top` stands there too."""
    return 1 if align in ("left", "top") and pixels >= _INDENTED else 0


def room_of(align: str, pixels: float) -> float:
    """The pixels that are left for the text of a cell so wide."""
    return pixels - _INDENT * indent_of(align, pixels)


def field_align(field: Field) -> str:
    """Where the contents of a slot or computed cell stand: left, center, right, or top."""
    kind = kind_named(field.kind)
    # A long text that is centred is cut at both ends, and its beginning is what people look for.
    return "top" if kind.is_long else kind.align


def printed_align(role: PrintedRole, text: str) -> str:
    """Whole sentences read from the left; labels keep their role's alignment, which is said by an empty one."""
    return "left" if role is not PrintedRole.TITLE and len(text) > _LONG_PRINT else ""


def column_pixels(width: float) -> float:
    """The pixels of a column so many characters wide: 7 for the widest digit of the default font, 5 of padding."""
    return width * 7 + 5


def rows_needed(field: Field, pixels: float) -> int:
    """Over how many rows a long field must be merged, as Excel's tallest row ends at 409 points."""
    return max(1, math.ceil(field_height(field, pixels) / MOST_HEIGHT))


def field_height(field: Field, pixels: float, *, listed: bool = False) -> float:
    """Points for what people usually write into a field. A form sized for the longest allowed text would be pages of
    blank paper; rows of a protected sheet can still be drawn taller. A `listed` field is in one of many rows alike."""
    kind = traits_of(field)
    if kind.is_long:
        wanted = text_height("国" * usual_length(field), pixels, BODY_POINTS)
        most = _MOST_IN_LIST if listed else _MOST_IN_TABLE
        return min(most, wanted) if pixels < _TABLE_COLUMN else wanted
    usual = kind.typical_length
    if field.choices:
        usual = max(map(len, field.choices))
    if kind.is_prose and field.most is not None:
        # A limit of 500 characters says nothing about what people write into one line.
        usual = min(int(field.most), 60)
    return min(_TWO_LINES, text_height("国" * usual, pixels, BODY_POINTS))


def usual_length(field: Field) -> int:
    """How many characters of a long text to make room for: all that is allowed up to 150, of more only a part."""
    most = int(field.most or _LONG_TEXT)
    return min(most, _LONG_TEXT) + int(max(0, most - _LONG_TEXT) * _BEYOND)


def text_height(text: str, pixels: float, points: float) -> float:
    """Points that a wrapped text needs at a width."""
    lines = sum(_lines(paragraph, pixels, points) for paragraph in text.split("\n")) if text else 1
    return lines * points * _LEADING + 4


def _lines(paragraph: str, pixels: float, points: float) -> int:
    # A 汉字 is as wide as its font is high; 96 pixels to the inch of 72 points.
    glyph = points * 96 / 72
    lines, used = 1, 0.0
    for character in paragraph:
        # From U+2E80 on everything is East Asian and full width; these few signs below it are, in Chinese fonts.
        wide = glyph if ord(character) > 0x2E7F or character in "“”‘’…—·" else glyph * _NARROW
        # One character always stays, however narrow the column.
        if used + wide > pixels and used > 0:
            lines, used = lines + 1, 0.0
        used += wide
    return lines


def _box_height(box: Box, pixels: float) -> float:
    if isinstance(box, Live):
        return LEAST_HEIGHT
    if not isinstance(box, Printed):
        listed = any(isinstance(part, int) for part in box.key)
        return field_height(box.field, room_of(field_align(box.field), pixels), listed=listed)
    if box.role is PrintedRole.TITLE:
        # Air below the title.
        return text_height(box.text, pixels, TITLE_POINTS) + 8
    return text_height(box.text, room_of(box.align or printed_align(box.role, box.text), pixels), BODY_POINTS)
