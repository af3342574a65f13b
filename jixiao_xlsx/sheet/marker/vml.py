"""The drawing of a sheet's notes: one hidden yellow box per comment. It is often no well-formed XML, so no parser."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from jixiao_xlsx.sheet.marker.outline import Unmarkable
from jixiao_xlsx.sheet.region import Spot

_SHAPE = re.compile(rb"<((?:[\w.-]+:)?)shape\s.*?</\1shape>", re.DOTALL)
_ROW = re.compile(rb"<(?:[\w.-]+:)?Row>\s*(\d{1,7})\s*<")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?Column>\s*(\d{1,5})\s*<")
_HAS_BOX_TYPE = re.compile(rb"\bid\s*=\s*[\"']_x0000_t202[\"']")
_SHAPE_ID = re.compile(rb"_s(\d{1,9})\b")
_MAP = re.compile(rb"<(?:[\w.-]+:)?idmap\b[^>]*?\bdata\s*=\s*[\"']([\d,\s]*)[\"']")
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_BOX_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
# Office numbers shapes in blocks of 1,024, which `idmap` claims for a drawing.
_IDS_PER_BLOCK = 1024
# The size of a note's box, in columns and rows of the sheet: a longer note is scrolled, or the box drawn larger.
_WIDTH_COLUMNS, _FEWEST_ROWS, _MOST_ROWS = 3, 4, 16
_CHARACTERS_A_LINE = 20  # 汉字 of 9 points in a box of 240, less its margins


def empty_drawing(block: int) -> bytes:
    """A drawing without shapes; `block` numbers its shapes' ids apart from other sheets'."""
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    return f"<xml {_SPACES}>{layout}</xml>".encode()


def blocks_of(drawing: bytes) -> set[int]:
    """The blocks of shape ids that a drawing claims or uses."""
    claimed = {int(number) for found in _MAP.findall(drawing) for number in found.split(b",") if number.strip()}
    return claimed | {int(number) // _IDS_PER_BLOCK for number in _SHAPE_ID.findall(drawing)}


def without_boxes(drawing: bytes, spots: Collection[Spot]) -> bytes:
    """The drawing without the note boxes of these cells."""

    def kept(match: re.Match[bytes]) -> bytes:
        shape = match[0]
        row, column = _ROW.search(shape), _COLUMN.search(shape)
        if b"Note" not in shape or row is None or column is None:
            return shape
        return b"" if (int(row[1]), int(column[1])) in spots else shape

    return _SHAPE.sub(kept, drawing) if spots else drawing


def with_boxes(drawing: bytes, notes: Mapping[Spot, str]) -> bytes:
    """The drawing with a hidden box for each note; raises Unmarkable where it has no end."""
    end = drawing.rfind(b"</xml>")
    if end < 0:
        raise Unmarkable("批注图形部件没有结尾")
    used = [int(number) for number in _SHAPE_ID.findall(drawing)]
    block = min(blocks_of(drawing), default=1) or 1
    first = max([block * _IDS_PER_BLOCK, *used]) + 1
    pieces = [] if _HAS_BOX_TYPE.search(drawing) else [_BOX_TYPE]
    pieces += [_box(first + number, spot, note) for number, (spot, note) in enumerate(sorted(notes.items()))]
    return drawing[:end] + "".join(pieces).encode() + drawing[end:]


def _box(identity: int, spot: Spot, note: str) -> str:
    row, column = spot
    lines = sum(-(-max(len(line), 1) // _CHARACTERS_A_LINE) for line in note.split("\n"))
    # A line of 9 points takes two thirds of an average row; two more for the divider and the edge.
    bottom = max(row - 1, 0) + min(max(lines * 2 // 3 + 2, _FEWEST_ROWS), _MOST_ROWS)
    # Column and pixels, row and pixels, of the upper left corner and of the lower right one; 15 and 4 as Excel has
    # them.
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 4, {column + 1 + _WIDTH_COLUMNS}, 15, {bottom}, 4"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{identity}" type="#_x0000_t202" '
        'style="position:absolute;width:240pt;height:96pt;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
