"""Strings as spreadsheetML keeps them: `_xHHHH_` escapes, line ends, shared strings, rich text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.raw.foreign.namespaces import MAIN
from jixiao_xlsx.sheet.raw.foreign.xml import walk

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """The text a person sees: ST_Xstring of ECMA-376 (22.9.2.19); `_x005F_` stands for the underscore itself."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        # Two escapes may be the halves of one sign (`_xD83D__xDE00_`); a lone half becomes U+FFFD.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


class RichText:
    """Collects the runs of one string item (`si` or `is`) and leaves phonetic ones (`rPh`) out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._phonetic = False
        self._runs: list[str] = []

    def open_item(self, _attributes: dict[str, str]) -> None:
        self._runs.clear()
        self._phonetic = False

    def open_text(self, _attributes: dict[str, str]) -> None:
        self.pieces.clear()

    def close_text(self) -> None:
        if not self._phonetic:
            self._runs.append("".join(self.pieces))

    def open_phonetic(self, _attributes: dict[str, str]) -> None:
        self._phonetic = True

    def close_phonetic(self) -> None:
        self._phonetic = False

    def take(self) -> str:
        runs = self._runs
        return unescape(runs[0] if len(runs) == 1 else "".join(runs))


def shared_strings(chunks: Iterable[bytes], tally: FileTally, *, part: str) -> list[str]:
    """The shared strings in order of their index."""
    strings: list[str] = []
    rich = RichText()

    def close_item() -> None:
        strings.append(rich.take())
        tally.add(Limit.STRINGS)
        tally.add(Limit.TEXT, len(strings[-1]))

    walk(
        chunks,
        tally,
        opens=MAIN.opens({"si": rich.open_item, "t": rich.open_text, "rPh": rich.open_phonetic}),
        closes=MAIN.closes({"si": close_item, "t": rich.close_text, "rPh": rich.close_phonetic}),
        text=rich.pieces.append,
        part=part,
    )
    return strings
