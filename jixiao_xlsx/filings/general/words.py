"""Words for the general rules: texts folded for comparing, and shortened for showing."""

from __future__ import annotations

import re

from jixiao_xlsx.model.kinds.characters import folded, shown

_NO_WORD = re.compile(r"[\W_]+")


def bare_words(text: str) -> str:
    """The text without width, spaces and punctuation: what is left is what was said.

    Only where words are compared; signs stay in `folded`, as ≥95% is not ≤95%.
    """
    return _NO_WORD.sub("", folded(text))


def shown_words(text: str) -> str:
    """As any found text is shown, but its lines run on: these messages are about what it says, not how it is typed."""
    return shown(" ".join(text.split()))
