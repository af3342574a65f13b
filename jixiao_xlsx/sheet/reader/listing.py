"""Lists of places and labels in findings: all of them for programs, the first few for people."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 8  # two lines of a letter; programs read all of them in the record


def listed(words: Sequence[str]) -> str:
    """The first few words and how many there are in all, each once."""
    unique = list(dict.fromkeys(words))
    tail = f" 等 {len(unique)} 处" if len(unique) > _SHOWN else ""
    return "、".join(_quoted(word) for word in unique[:_SHOWN]) + tail


def every_word(words: Sequence[str]) -> str:
    """Every word, each once: nothing that was left out may be missing from the record of it."""
    return "、".join(_quoted(word) for word in dict.fromkeys(words))


def _quoted(word: str) -> str:
    """A printed label in quotes; a place, or what is quoted already, as it is."""
    return word if "‘" in word or word.startswith("第 ") or word.endswith(" 列") else f"‘{word}’"
