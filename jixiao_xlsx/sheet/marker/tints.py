"""The marks' colours, which also remember what they covered: a colour's last bits number the fill beneath it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.sheet.raw.review_sheet import REVIEW_MARK
from jixiao_xlsx.sheet.theme import LABEL_FILL

# Pale red, yellow and blue, near Excel's own for bad and neutral, but not the same: a department's shading is not
# ours.
_BASES: Mapping[Severity, tuple[int, int, int]] = {
    Severity.RETURN: (0xFF, 0xCD, 0xC0),
    Severity.EXPLAIN: (0xFF, 0xF1, 0xA0),
    Severity.NOTE: (0xD7, 0xE4, 0xF0),
}
# Six bits number the covered fill: four in blue, two in green. So little no eye sees, and no channel overflows.
_LOW, _HIGH = 16, 4

NO_FILL = "none,,"
_OUR_LABELS = f"solid,rgb:FF{LABEL_FILL[1:]},"
_FIXED = (NO_FILL, _OUR_LABELS)
_CODE = re.compile(
    r"(?P<pattern>[A-Za-z0-9]{1,20}),(?P<fore>[a-z]{3,8}:[-+.0-9A-FEe]{1,24}(?::[-+.0-9Ee]{1,24})?)?"
    r",(?P<back>[a-z]{3,8}:[-+.0-9A-FEe]{1,24}(?::[-+.0-9Ee]{1,24})?)?"
)


def tint(severity: Severity, variant: int = 0) -> str:
    """`FFFFCDC0`: the colour of a mark over the fill number `variant`."""
    red, green, blue = _BASES[severity]
    return f"FF{red:02X}{green + variant // _LOW:02X}{blue + variant % _LOW:02X}"


def variant_of(colour: str) -> int | None:
    """Which numbered fill a mark's colour covers; None for any other colour."""
    if not re.fullmatch(r"[0-9A-Fa-f]{8}", colour):
        return None
    red, green, blue = (int(colour[at : at + 2], 16) for at in (2, 4, 6))
    for _, base_green, base_blue in (base for base in _BASES.values() if base[0] == red):
        if 0 <= green - base_green < _HIGH and 0 <= blue - base_blue < _LOW:
            return (green - base_green) * _LOW + blue - base_blue
    return None


@dataclass(slots=True)
class CoveredFills:
    """The fills under the marks, by number, as `pattern,foreground,background`; the first two need no memory."""

    codes: list[str] = field(default_factory=lambda: list(_FIXED))

    @classmethod
    def remembered(cls, token: str) -> CoveredFills:
        """What a marked workbook remembers; anything in it that is no fill of ours counts as no fill."""
        words = token.removeprefix(REVIEW_MARK).strip()
        codes = [code if _CODE.fullmatch(code) else NO_FILL for code in words.split(";") if code]
        return cls([*_FIXED, *codes[len(_FIXED) :]])

    @property
    def token(self) -> str:
        """The text that the 审核意见 sheet keeps in its hidden first row."""
        return f"{REVIEW_MARK}{';'.join(self.codes)}"

    def number(self, code: str) -> int:
        """The number of a fill; when all are given away a mark covers it as if there were none."""
        if code not in self.codes:
            if len(self.codes) >= _LOW * _HIGH:
                # More than 62 different fills on one form: the rest is restored to none.
                return 0
            self.codes.append(code)
        return self.codes.index(code)

    def code(self, number: int) -> str:
        return self.codes[number] if number < len(self.codes) else NO_FILL


def fill_code(pattern: str, fore: Mapping[str, str], back: Mapping[str, str]) -> str:
    """A pattern fill as text; a colour that cannot be said counts as none."""
    code = f"{pattern or 'none'},{_colour_code(fore)},{_colour_code(back)}"
    return code if _CODE.fullmatch(code) else NO_FILL


def fill_xml(code: str, prefix: str) -> str:
    """The `fill` element that a code stands for."""
    match = _CODE.fullmatch(code)
    if match is None:
        return fill_xml(NO_FILL, prefix)
    inside = _colour_xml(f"{prefix}fgColor", match["fore"]) + _colour_xml(f"{prefix}bgColor", match["back"])
    tag = f"{prefix}patternFill"
    return f'<{prefix}fill><{tag} patternType="{match["pattern"]}">{inside}</{tag}></{prefix}fill>'


def _colour_code(attributes: Mapping[str, str]) -> str:
    for name in ("rgb", "theme", "indexed", "auto"):
        if name in attributes:
            shade = attributes.get("tint", "")
            return f"{name}:{attributes[name]}" + (f":{shade}" if shade else "")
    return ""


def _colour_xml(element: str, code: str | None) -> str:
    if not code:
        return ""
    name, value, *shade = code.split(":")
    return f'<{element} {name}="{value}"' + (f' tint="{shade[0]}"' if shade else "") + "/>"
