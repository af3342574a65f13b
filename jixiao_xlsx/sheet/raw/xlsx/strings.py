"""Strings as spreadsheetML keeps them: `_xHHHH_` escapes, line ends, shared strings, rich text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao_xlsx.sheet.raw.contents.lettering import LetterRun, Level
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.raw.foreign.namespaces import MAIN
from jixiao_xlsx.sheet.raw.foreign.xml import OnOpen, walk

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


_LEVELS = {"superscript": Level.RAISED, "subscript": Level.LOWERED}
_NO = frozenset({"0", "false", "off"})


def says_no(attributes: dict[str, str]) -> bool:
    """Whether a switch such as `<strike val="0"/>` is off; it is on where it says nothing."""
    return attributes.get("val", "1").strip().lower() in _NO


class RichText:
    """Collects the runs of one string item (`si` or `is`) and leaves phonetic ones (`rPh`) out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._phonetic = False
        self._runs: list[str] = []
        self._set: list[tuple[bool | None, Level]] = []
        self._struck: bool | None = None
        self._level = Level.LINE
        self._is_set = False

    def open_item(self, _attributes: dict[str, str]) -> None:
        self._runs.clear()
        self._set.clear()
        self._phonetic = self._is_set = False
        self._struck, self._level = None, Level.LINE

    def open_run(self, _attributes: dict[str, str]) -> None:
        self._struck, self._level = None, Level.LINE

    def open_look(self, _attributes: dict[str, str]) -> None:
        """The run has a look of its own, and nothing of the cell's."""
        self._struck = False
        self._is_set = True

    def strike(self, attributes: dict[str, str]) -> None:
        self._struck = not says_no(attributes)

    def align(self, attributes: dict[str, str]) -> None:
        self._level = _LEVELS.get(attributes.get("val", ""), Level.LINE)

    def open_text(self, _attributes: dict[str, str]) -> None:
        self.pieces.clear()

    def close_text(self) -> None:
        if not self._phonetic:
            self._runs.append("".join(self.pieces))
            self._set.append((self._struck, self._level))

    def open_phonetic(self, _attributes: dict[str, str]) -> None:
        self._phonetic = True

    def close_phonetic(self) -> None:
        self._phonetic = False

    def take(self) -> str:
        runs = self._runs
        return unescape(runs[0] if len(runs) == 1 else "".join(runs))

    def take_runs(self) -> tuple[LetterRun, ...]:
        """The runs of the item, where some of them have a look of their own; none where all look as the cell does."""
        if not self._is_set:
            return ()
        set_runs = zip(self._runs, self._set, strict=True)
        return tuple(LetterRun(unescape(words), struck, level) for words, (struck, level) in set_runs)

    def opens(self) -> dict[str, OnOpen]:
        """The handlers of what stands inside an item."""
        return {
            "t": self.open_text,
            "rPh": self.open_phonetic,
            "r": self.open_run,
            "rPr": self.open_look,
            "strike": self.strike,
            "vertAlign": self.align,
        }


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """The shared strings in order of their index, and the runs of those that are not set plainly."""

    texts: Sequence[str] = ()
    runs: Mapping[int, tuple[LetterRun, ...]] = field(default_factory=dict)


def shared_strings(chunks: Iterable[bytes], tally: FileTally, *, part: str) -> SharedStrings:
    """The shared strings of a workbook's part; `si` items that are rich in looks keep them."""
    strings: list[str] = []
    runs: dict[int, tuple[LetterRun, ...]] = {}
    rich = RichText()

    def close_item() -> None:
        if set_runs := rich.take_runs():
            runs[len(strings)] = set_runs
        strings.append(rich.take())
        tally.add(Limit.STRINGS)
        tally.add(Limit.TEXT, len(strings[-1]))

    walk(
        chunks,
        tally,
        opens=MAIN.opens({"si": rich.open_item, **rich.opens()}),
        closes=MAIN.closes({"si": close_item, "t": rich.close_text, "rPh": rich.close_phonetic}),
        text=rich.pieces.append,
        part=part,
    )
    return SharedStrings(strings, runs)
