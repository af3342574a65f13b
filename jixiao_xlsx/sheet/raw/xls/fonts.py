"""How the fonts of an .xls set its cells: struck through, raised, lowered, whole or in runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.sheet.raw.contents.lettering import LetterRun, Level, set_as

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.formatting import Font
    from xlrd.sheet import Sheet

# [MS-XLS] 2.5.330: where the letters of a font stand.
_LEVELS = (Level.LINE, Level.RAISED, Level.LOWERED)


class XlsFonts:
    """The fonts of one workbook, asked for a cell at a time."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._struck = {number for number, font in enumerate(book.font_list) if font.struck_out}

    def are_set(self, sheet: Sheet) -> bool:
        """Whether a sheet has anything to ask for: nearly none has."""
        return bool(self._struck or sheet.rich_text_runlist_map)

    def lettered(self, content: Content, sheet: Sheet, spot: tuple[int, int]) -> Content:
        """The content of a cell as its runs and its own font set it."""
        cell = sheet.cell(*spot)
        style = cell.xf_index
        known = style is not None and style < len(self._book.xf_list)
        cell_struck = known and self._book.xf_list[style].font_index in self._struck
        runs = sheet.rich_text_runlist_map.get(spot)
        if runs and content.type is ContentType.TEXT:
            return set_as(content, self._runs(str(cell.value), sorted(runs)), cell_struck=cell_struck)
        return replace(content, struck=True) if cell_struck else content

    def _runs(self, text: str, starts: list[tuple[int, int]]) -> list[LetterRun]:
        """The runs of a text: where each starts, in UTF-16 units, and its font; before the first it is the cell's."""
        units = text.encode("utf-16-le")
        at = [min(2 * start, len(units)) for start, _ in starts]
        runs = [LetterRun(_plain(units[: at[0]]))]
        for (_, number), start, end in zip(starts, at, [*at[1:], len(units)], strict=True):
            font = self._font(number)
            words = _plain(units[start:end])
            if font is None:
                runs.append(LetterRun(words))
            else:
                level = _LEVELS[font.escapement] if font.escapement < len(_LEVELS) else Level.LINE
                runs.append(LetterRun(words, bool(font.struck_out), level))
        return runs

    def _font(self, number: int) -> Font | None:
        fonts = self._book.font_list
        return fonts[number] if number < len(fonts) else None


def _plain(units: bytes) -> str:
    """Half a sign at a border becomes U+FFFD; old Excel for Mac ended lines with \\r."""
    return units.decode("utf-16-le", "replace").replace("\r\n", "\n").replace("\r", "\n")
