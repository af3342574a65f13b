"""Texts as the general rules quote them."""

from __future__ import annotations

from jixiao_xlsx.model.kinds.characters import shown


def shown_words(text: str) -> str:
    """As any found text is shown, but its lines run on: these messages are about what it says, not how it is typed."""
    return shown(" ".join(text.split()))
