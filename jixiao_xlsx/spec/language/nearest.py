"""The nearest known word to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """The word most like it, empty where none is like it."""
    # difflib's own measure of "close": half of a word changed is another word.
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")
