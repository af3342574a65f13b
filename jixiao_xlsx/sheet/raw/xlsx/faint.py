"""Cell formats whose text nobody sees: a font in the colour of the cell's ground, white on white most of all."""

from __future__ import annotations

from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally
from jixiao_xlsx.sheet.raw.foreign.namespaces import MAIN
from jixiao_xlsx.sheet.raw.foreign.xml import OnClose, OnOpen, walk

WHITE = "FFFFFF"
# ECMA-376 18.8.3: theme colour 0 is the window's ground; of the indexed colours 1 and 9 are white, 65 the ground.
_WHITE_THEME, _WHITE_INDEXES = "0", frozenset({"1", "9", "65"})
_OTHER = "?"
"""A colour that is not known, and so is like no other."""


class _Styles:
    """The font and ground colours of a styles part, and which of its cell formats show no text."""

    def __init__(self) -> None:
        self.faint: set[int] = set()
        self._fonts: list[str] = []
        self._grounds: list[str] = []
        self._section = ""
        self._formats = 0
        self._pattern = ""
        self._colour = ""

    def opens(self) -> dict[str, OnOpen]:
        sections = {name: self._enter(name) for name in ("fonts", "fills", "cellXfs", "dxfs", "cellStyleXfs")}
        return MAIN.opens(
            {
                **sections,
                "font": self._open_piece,
                "fill": self._open_piece,
                "patternFill": self._open_pattern,
                "gradientFill": self._open_gradient,
                "color": self._see_colour,
                "fgColor": self._see_colour,
                "xf": self._open_format,
            }
        )

    def closes(self) -> dict[str, OnClose]:
        leave = dict.fromkeys(("fonts", "fills", "cellXfs", "dxfs", "cellStyleXfs"), self._leave)
        return MAIN.closes({**leave, "font": self._close_font, "fill": self._close_fill})

    def _enter(self, name: str) -> OnOpen:
        def enter(_attributes: dict[str, str]) -> None:
            self._section = name

        return enter

    def _leave(self) -> None:
        self._section = ""

    def _open_piece(self, _attributes: dict[str, str]) -> None:
        self._pattern, self._colour = "", ""

    def _open_pattern(self, attributes: dict[str, str]) -> None:
        self._pattern = attributes.get("patternType", "none")

    def _open_gradient(self, _attributes: dict[str, str]) -> None:
        self._pattern, self._colour = "solid", _OTHER

    def _see_colour(self, attributes: dict[str, str]) -> None:
        if not self._colour:
            self._colour = _colour(attributes)

    def _close_font(self) -> None:
        if self._section == "fonts":
            self._fonts.append(self._colour)

    def _close_fill(self) -> None:
        if self._section == "fills":
            # Without a pattern the paper is white; with any other than a solid one the ground has two colours.
            plain = self._pattern in ("", "none")
            self._grounds.append(WHITE if plain else (self._colour or _OTHER) if self._pattern == "solid" else _OTHER)

    def _open_format(self, attributes: dict[str, str]) -> None:
        if self._section != "cellXfs":
            return
        font, fill = int(attributes.get("fontId", 0)), int(attributes.get("fillId", 0))
        colour = self._fonts[font] if 0 <= font < len(self._fonts) else ""
        ground = self._grounds[fill] if 0 <= fill < len(self._grounds) else WHITE
        if colour not in ("", _OTHER) and colour == ground:
            self.faint.add(self._formats)
        self._formats += 1


def _colour(attributes: dict[str, str]) -> str:
    """A colour as six hex digits; a theme's other colours, and tinted ones, are only as like as their names."""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    if float(attributes.get("tint", "0") or 0):
        return _OTHER
    if "theme" in attributes:
        return WHITE if attributes["theme"] == _WHITE_THEME else f"theme{attributes['theme']}"
    if "indexed" in attributes:
        return WHITE if attributes["indexed"] in _WHITE_INDEXES else f"indexed{attributes['indexed']}"
    return _OTHER


def faint_formats(archive: Archive, tally: FileTally, part: str) -> frozenset[int]:
    """The numbers of the cell formats (`cellXfs`) in which a text has the colour of its ground."""
    styles = _Styles()
    walk(archive.stream(part), tally, opens=styles.opens(), closes=styles.closes(), part=part)
    return frozenset(styles.faint)
