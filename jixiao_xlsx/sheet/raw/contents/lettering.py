"""How the letters of a cell are set: struck through, raised, lowered; what a person reads there as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from jixiao_xlsx.model.content import Content

# Only what Unicode has as a sign of its own: digits and what stands beside them in powers and formulas.
_RAISED = str.maketrans("0123456789+-−=()ni０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789+-−=()０１２３４５６７８９", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎₀₁₂₃₄₅₆₇₈₉")


class Level(Enum):
    """Where a letter stands."""

    LINE = "line"
    RAISED = "raised"
    LOWERED = "lowered"


@dataclass(frozen=True, slots=True)
class LetterRun:
    """Letters set alike; `struck` is None where they are set as the cell is."""

    text: str
    struck: bool | None = None
    level: Level = Level.LINE


def levelled(run: LetterRun) -> str:
    """The run's text; raised and lowered digits as signs of their own, so that 10⁴ does not read 104."""
    if run.level is Level.LINE:
        return run.text
    return run.text.translate(_RAISED if run.level is Level.RAISED else _LOWERED)


def set_as(content: Content, runs: Iterable[LetterRun], *, cell_struck: bool) -> Content:
    """A text cell as its runs set it: struck words are left out, unless there are no others."""
    listed = tuple(runs)
    kept: list[str] = []
    dropped: list[str] = []
    for run in listed:
        struck = cell_struck if run.struck is None else run.struck
        (dropped if struck else kept).append(levelled(run))
    words = "".join(kept)
    if words.strip():
        return replace(content, value=words, dropped="".join(dropped).strip())
    whole = "".join(levelled(run) for run in listed)
    return replace(content, value=whole, struck=bool(whole.strip()))
