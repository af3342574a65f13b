"""Words for the general rules: texts folded for comparing, and shortened for showing."""

from __future__ import annotations

import re
import unicodedata

_NO_WORD = re.compile(r"[\W_]+")
SHOWN = 30  # enough to find a text by, within one line of a letter


def bare_words(text: str) -> str:
    """The text without width, spaces and punctuation: what is left is what was said."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text))


def squeezed(text: str) -> str:
    """The text without width and spaces; signs stay, as ≥95% is not ≤95%."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def shown_words(text: str) -> str:
    """The text on one line, cut after thirty characters."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
