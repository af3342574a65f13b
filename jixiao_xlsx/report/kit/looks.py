"""How the cells of a report workbook look."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.model.season.ledger import LedgerState

CellStyle = Mapping[str, str | int | bool]
"""Properties as xlsxwriter's `add_format` takes them."""

# 10 pt stay readable where a wide table is scaled to the paper; grey lines leave the numbers in front.
BASE: CellStyle = MappingProxyType(
    {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
)
LOOKS: Mapping[str, CellStyle] = MappingProxyType(
    {
        "text": {"align": "left", "indent": 1},
        "wrap": {"align": "left", "indent": 1, "text_wrap": True},
        "center": {"align": "center"},
        "value": {},
        "figure": {},
        "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    }
)
# Points, for a title above and a note below it.
TITLE: CellStyle = MappingProxyType({"font_name": "黑体", "font_size": 15, "bold": True, "valign": "vcenter"})
NOTE: CellStyle = MappingProxyType({"font_name": "宋体", "font_size": 9, "font_color": "#595959", "valign": "vcenter"})
HEADER: CellStyle = MappingProxyType(
    {**BASE, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#DDE7F0"}
)
TOTAL: CellStyle = MappingProxyType({"bold": True, "bg_color": "#F2F2F2"})
MUTED: CellStyle = MappingProxyType({"font_color": "#8C8C8C"})
TINTED: CellStyle = MappingProxyType({"bg_color": "#FDE9E7"})

COLOURS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        LedgerState.MISSING: ("#B3261E", "#FDE9E7"),
        LedgerState.HELD: ("#8A5A00", "#FFF9E0"),
        LedgerState.RETURNED: ("#B26A00", "#FFF1DC"),
        LedgerState.REVISED: ("#6A3FA0", "#F1EAF8"),
        LedgerState.RECEIVED: ("#1A5FB4", "#E8F0FB"),
        LedgerState.PASSED: ("#1B7F3B", "#E6F4EA"),
        LedgerState.WAIVED: ("#777777", "#F2F2F2"),
        "✗": ("#C00000", "#FDE9E7"),
    }
)
"""Ink and tint of words that say how something stands, as on the ledger's page; the tints print nearly white."""


def coloured(word: str) -> CellStyle:
    """The look of such a word."""
    ink, tint = COLOURS[word]
    return {"font_color": ink, "bg_color": tint, "bold": True}


def style_of(look: str) -> CellStyle:
    """A named look, else that of a kind's figures."""
    return LOOKS[look] if look in LOOKS else {"num_format": kind_named(look).table_format, "align": "right"}
