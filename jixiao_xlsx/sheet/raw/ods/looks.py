"""The styles of an OpenDocument part that strike words through, raise or lower them; marks of them within a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao_xlsx.sheet.raw.contents.lettering import LetterRun, Level
from jixiao_xlsx.sheet.raw.foreign.namespaces import STYLE

# XML 1.0 cannot hold it, so no document does; behind it stands the look of what follows.
_MARK = "\x04"
_MARKED = re.compile(rf"{_MARK}(.)", re.DOTALL)
_STRUCK: tuple[bool | None, ...] = (None, False, True)
_LEVELS: tuple[Level | None, ...] = (None, *Level)
# `super 58%`, `sub 58%`, or how far from the line: `33% 58%`, `-33% 58%`.
_POSITION = re.compile(r"(super|sub|-?[0-9.]+%)")


@dataclass(frozen=True, slots=True)
class SpanLook:
    """What a span's style says; None where it leaves a matter as it is around the span."""

    struck: bool | None = None
    level: Level | None = None

    def within(self, around: SpanLook) -> SpanLook:
        return SpanLook(
            around.struck if self.struck is None else self.struck, around.level if self.level is None else self.level
        )

    @property
    def mark(self) -> str:
        """Two characters that stand in a text where this look begins."""
        return _MARK + chr(ord("0") + _STRUCK.index(self.struck) * len(_LEVELS) + _LEVELS.index(self.level))


AS_THE_CELL = SpanLook()


def without_marks(text: str) -> str:
    return _MARKED.sub("", text) if _MARK in text else text


def marked_runs(text: str) -> Iterator[LetterRun]:
    """The runs of a text with marks."""
    first, *rest = _MARKED.split(text)
    yield LetterRun(first)
    for mark, words in zip(rest[::2], rest[1::2], strict=True):
        struck, level = divmod(ord(mark) - ord("0"), len(_LEVELS))
        yield LetterRun(words, _STRUCK[struck], _LEVELS[level] or Level.LINE)


class OdsLooks:
    """Collects the styles of cells and of spans while a part is read; they come before what they dress."""

    def __init__(self) -> None:
        self._spans: dict[str, SpanLook] = {}
        self._struck_cells: set[str] = set()
        self._family = self._name = ""

    def open_style(self, attributes: dict[str, str]) -> None:
        self._family, self._name = STYLE.attribute(attributes, "family"), STYLE.attribute(attributes, "name")

    def open_properties(self, attributes: dict[str, str]) -> None:
        look = SpanLook(_struck(attributes), _level(STYLE.attribute(attributes, "text-position")))
        if self._family == "text":
            self._spans[self._name] = look
        elif self._family == "table-cell" and look.struck:
            self._struck_cells.add(self._name)

    def of_span(self, style: str) -> SpanLook:
        return self._spans.get(style, AS_THE_CELL)

    def strikes_cell(self, style: str) -> bool:
        return style in self._struck_cells


def _struck(attributes: dict[str, str]) -> bool | None:
    said = [STYLE.attribute(attributes, f"text-line-through-{name}") for name in ("style", "type")]
    return None if said == ["", ""] else any(word not in ("", "none") for word in said)


def _level(position: str) -> Level | None:
    found = _POSITION.match(position.strip())
    if found is None:
        return None
    if found[1] == "super":
        return Level.RAISED
    if found[1] == "sub" or found[1].startswith("-"):
        return Level.LOWERED
    return Level.RAISED if found[1].strip("0.%") else Level.LINE
