"""Which cell styles of a workbook strike their cells through."""

from __future__ import annotations

from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally
from jixiao_xlsx.sheet.raw.foreign.namespaces import MAIN
from jixiao_xlsx.sheet.raw.foreign.xml import OnClose, OnOpen, walk
from jixiao_xlsx.sheet.raw.xlsx.strings import says_no

_WORD = "strike"


def struck_styles(archive: Archive, tally: FileTally, part: str) -> frozenset[int]:
    """The indexes among `cellXfs` whose font is struck through."""
    data = archive.read(part)
    # Nearly all workbooks have none, and need no second pass over their styles.
    if _WORD.encode() not in data and _WORD.encode("utf-16-le") not in data and _WORD.encode("utf-16-be") not in data:
        return frozenset()
    fonts = _Fonts()
    walk([data], tally, opens=MAIN.opens(fonts.opens()), closes=MAIN.closes(fonts.closes()), part=part)
    return frozenset(number for number, font in enumerate(fonts.of_formats) if font in fonts.struck)


class _Fonts:
    """The fonts by number, and that of each cell format; both words stand in other lists of the part as well."""

    def __init__(self) -> None:
        self.struck: set[int] = set()
        self.of_formats: list[int] = []
        self._count = 0
        self._list = ""

    def opens(self) -> dict[str, OnOpen]:
        return {
            "fonts": lambda _: self._enter("fonts"),
            "font": self._font,
            "strike": self._strike,
            "cellXfs": lambda _: self._enter("cellXfs"),
            "xf": self._format,
        }

    def closes(self) -> dict[str, OnClose]:
        return {"fonts": lambda: self._enter(""), "cellXfs": lambda: self._enter("")}

    def _enter(self, name: str) -> None:
        self._list = name

    def _font(self, _attributes: dict[str, str]) -> None:
        self._count += self._list == "fonts"

    def _strike(self, attributes: dict[str, str]) -> None:
        if self._list == "fonts" and not says_no(attributes):
            self.struck.add(self._count - 1)

    def _format(self, attributes: dict[str, str]) -> None:
        if self._list == "cellXfs":
            self.of_formats.append(int(attributes.get("fontId", 0)))
