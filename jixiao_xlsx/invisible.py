"""Characters that nobody sees: one list, for what counts as blank and for what a name or a letter must not hold."""

from __future__ import annotations

import re

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Inside the brackets of a pattern: soft hyphens, joiners, fillers, marks of direction, variation selectors, tags. They
come in with web pages and chats. Unicode's Default_Ignorable_Code_Point, its format characters but those that are
drawn around digits (U+0600), and the Braille blank, which is drawn as nothing."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def is_invisible(sign: str) -> bool:
    """Whether a character is drawn as nothing, not even as a space."""
    return _INVISIBLE.match(sign) is not None


def without_invisible(text: str) -> str:
    """The text as people see it."""
    return _INVISIBLE.sub("", text)
