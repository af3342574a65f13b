"""Keys: the address of a value inside a form, compared by parts and never by string prefix."""

from __future__ import annotations

import re
from collections.abc import Iterable

KeyPart = str | int
Key = tuple[KeyPart, ...]
"""A concrete key: names and indexes, `goals[2].text` is `("goals", 2, "text")`; indexes count from 1."""

KeyPattern = tuple[KeyPart, ...]
"""A key whose repeat and open-row indexes are `ALL`: `goals[*].text` is `("goals", "*", "text")`."""

ALL = "*"

# Six digits of an index: a key is read from foreign cells, and `int` of a long one takes time.
_PART = re.compile(r"(?P<name>[a-z][a-z0-9_]*)|\[(?P<index>\d{1,6})\]|\[(?P<all>\*)\]")


def parse_key(text: str) -> Key:
    """`goals[2].text` → `("goals", 2, "text")`; raises ValueError where the text is no key."""
    parts: list[KeyPart] = []
    for piece in text.split("."):
        position = 0
        while position < len(piece):
            match = _PART.match(piece, position)
            if match is None:
                raise ValueError(f"not a key: {text!r}")
            if (match["name"] is not None) != (position == 0):
                raise ValueError(f"not a key: {text!r}")
            parts.append(match["name"] or match["all"] or int(match["index"]))
            position = match.end()
        if not piece:
            raise ValueError(f"not a key: {text!r}")
    return tuple(parts)


def format_key(key: Key | KeyPattern) -> str:
    """`("goals", 2, "text")` → `goals[2].text`."""
    words: list[str] = []
    for part in key:
        if isinstance(part, int) or part == ALL:
            words.append(f"[{part}]")
        else:
            words.append(f".{part}" if words else part)
    return "".join(words)


def pattern_of(key: Key) -> KeyPattern:
    """The pattern a concrete key belongs to: every index becomes `ALL`."""
    return tuple(ALL if isinstance(part, int) else part for part in key)


def indexes_of(key: Key) -> tuple[int, ...]:
    """The indexes in a key, outermost first."""
    return tuple(part for part in key if isinstance(part, int))


def rows_of(key: Key) -> tuple[Key, ...]:
    """The keys of the open rows and repeats that a value stands in, outermost first."""
    return tuple(key[: place + 1] for place, part in enumerate(key) if isinstance(part, int))


def row_of(key: Key) -> Key:
    """The key up to its last index: the open row or repeat a value stands in; empty where it stands in none."""
    for length in range(len(key), 0, -1):
        if isinstance(key[length - 1], int):
            return key[:length]
    return ()


def in_first_row(key: Key) -> Key:
    """The same cell of the block's first row: the last index becomes 1; a key without one stays as it is."""
    row = row_of(key)
    return (*row[:-1], 1, *key[len(row) :]) if row else key


def sibling(key: Key, name: KeyPart) -> Key:
    """The cell beside: `rows[2].score` and `points` give `rows[2].points`."""
    return (*key[:-1], name)


def first_of(pattern: KeyPattern) -> Key:
    """The first of the concrete keys that a pattern stands for: every `ALL` becomes 1."""
    return tuple(1 if part == ALL else part for part in pattern)


def filled(pattern: KeyPattern, indexes: tuple[int, ...]) -> Key:
    """The concrete key of a pattern: its first `ALL`s replaced by `indexes`; the rest stay `ALL`."""
    rest = iter(indexes)
    return tuple(next(rest, ALL) if part == ALL else part for part in pattern)


def matches(pattern: KeyPattern, key: Key) -> bool:
    """Whether a concrete key (or a pattern) is covered by a pattern, part by part."""
    return len(pattern) == len(key) and all(
        mine == theirs or (mine == ALL and isinstance(theirs, int)) for mine, theirs in zip(pattern, key, strict=True)
    )


def is_under(key: Key, group: KeyPattern) -> bool:
    """Whether a key is the group's own or of something inside it: `goals[2].text` is under `goals` and `goals[*]`."""
    return matches(group, key[: len(group)])


def highest_index(keys: Iterable[Key], pattern: KeyPattern) -> int:
    """The highest index at a pattern's last place, of blocks inside repeats the largest; 0 where there is none."""
    indexes = (key[len(pattern) - 1] for key in keys if is_under(key, pattern))
    return max((index for index in indexes if isinstance(index, int)), default=0)
