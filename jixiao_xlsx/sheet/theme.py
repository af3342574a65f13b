"""What a blank looks like: fonts, fills and borders per role, as a Chinese government form is printed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jixiao_xlsx.sheet.grid import LiveShow, PrintedRole

FormatValue = str | int | float | bool
FormatProperties = Mapping[str, FormatValue]
"""Properties as xlsxwriter's `add_format` takes them."""

BODY_FONT, TITLE_FONT = "宋体", "黑体"
# 五号 and 小二, the sizes in which government forms are printed.
BODY_POINTS, TITLE_POINTS = 10.5, 18.0
# The grey and the pale tints come out nearly white on a black-and-white printer; red is only for what is wrong.
INK, LABEL_FILL, REQUIRED_FILL, WRONG_FILL, WRONG_INK = "#000000", "#F5F5F5", "#FFF8DC", "#FDE9E7", "#C00000"
ANCHOR_INK = "#808080"
LIVE_INK = "#1F4E79"

_BODY: FormatProperties = MappingProxyType(
    {"font_name": BODY_FONT, "font_size": BODY_POINTS, "font_color": INK, "valign": "vcenter", "text_wrap": True}
)
_BOXED: FormatProperties = MappingProxyType({**_BODY, "border": 1, "border_color": INK})
_LABELLED: FormatProperties = MappingProxyType({**_BOXED, "align": "center", "bg_color": LABEL_FILL})

_PRINTED: Mapping[PrintedRole, FormatProperties] = MappingProxyType(
    {
        PrintedRole.TITLE: MappingProxyType(
            {**_BODY, "font_name": TITLE_FONT, "font_size": TITLE_POINTS, "bold": True, "align": "center"}
        ),
        PrintedRole.BANNER: MappingProxyType({**_BODY, "align": "left"}),
        PrintedRole.SIDE: _LABELLED,
        PrintedRole.HEAD: _LABELLED,
        PrintedRole.STUB: _LABELLED,
        PrintedRole.LABEL: _LABELLED,
        PrintedRole.VALUE: MappingProxyType({**_BOXED, "align": "center", "bg_color": LABEL_FILL}),
        PrintedRole.FILLER: MappingProxyType({**_BOXED, "bg_color": LABEL_FILL}),
    }
)

# Small and grey: who unhides the keys should see that they are not for filling.
ANCHOR: FormatProperties = MappingProxyType({"font_name": BODY_FONT, "font_size": 8, "font_color": ANCHOR_INK})
NOTE: FormatProperties = MappingProxyType({**_BODY, "align": "left", "valign": "top"})
# 小四 for heads and 三号 for the title of 填表说明.
NOTE_HEAD: FormatProperties = MappingProxyType(
    {**_BODY, "font_name": TITLE_FONT, "font_size": 12, "bold": True, "align": "left"}
)
NOTE_TITLE: FormatProperties = MappingProxyType(
    {**_BODY, "font_name": TITLE_FONT, "font_size": 16, "bold": True, "align": "center"}
)
NEVER_HASHES: FormatProperties = MappingProxyType({"text_wrap": False, "shrink": True})
"""A number too wide for its column is shown smaller, not as ####."""
REQUIRED: FormatProperties = MappingProxyType({"bg_color": REQUIRED_FILL})
WRONG: FormatProperties = MappingProxyType({"bg_color": WRONG_FILL, "font_color": WRONG_INK})


def printed(role: PrintedRole, align: str = "") -> FormatProperties:
    """The format of a printed box; `align` (left, center, right) overrides the role's own."""
    return {**_PRINTED[role], "align": align} if align else _PRINTED[role]


def slot(*, number_format: str, align: str, locked: bool, boxed: bool = True) -> FormatProperties:
    """The format of a slot: white and unlocked, or on the labels' grey where it is locked (filled in, or computed).

    `align` is left, center or right, or `top` for long texts, which must never overflow at both ends; a slot that
    is not boxed stands in the banner, on a line.
    """
    base = _BOXED if boxed else {**_BODY, "bottom": 1}
    fill: FormatProperties = {"bg_color": LABEL_FILL} if locked else {}
    return {**base, **_aligned(align), **fill, "num_format": number_format, "locked": locked}


_DAYS_SHOWN = {
    LiveShow.LEFT: 'yyyy"年"m"月"d"日"',
    LiveShow.RIGHT: 'yyyy"年"m"月"d"日"',
    LiveShow.DIFFERENCE: '0"天"',
}


def live(
    show: LiveShow, *, decimals: bool = False, share: bool = False, days: bool = False, lists: bool = False
) -> FormatProperties:
    """The format of a live cell of 自检, of amounts where `decimals` is set, of rates where `share` is, of dates where
    `days` is; where it `lists` cells, they run on into the blank cell beside it. The line that tells the whole state
    has no box."""
    # Not printed, so it needs no room in the form's looks.
    if show is LiveShow.STATUS:
        return {**_BODY, "bold": True, "align": "left", "font_color": LIVE_INK, "locked": True}
    # Two decimals always, two more where there are any: a difference of 0.0001 must not show as 0.00.
    number = "#,##0.00##" if decimals and show is not LiveShow.VERDICT else "General"
    if share and show is not LiveShow.VERDICT:
        number = "0.00##%"
    number = _DAYS_SHOWN.get(show, number) if days else number
    align = "center" if show is LiveShow.VERDICT else "right"
    look: FormatProperties = {"align": "left", "text_wrap": False} if lists else {"align": align}
    return {**_BOXED, **look, "bg_color": LABEL_FILL, "num_format": number, "locked": True}


def _aligned(align: str) -> FormatProperties:
    return {"align": "left", "valign": "top"} if align == "top" else {"align": align}
