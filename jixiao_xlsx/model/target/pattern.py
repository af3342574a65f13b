"""Regular expressions from word lists: a trie, so that a long list costs one look at the first character."""

from __future__ import annotations

import re
from collections.abc import Iterable

# U+3400 to U+9FFF: extension A and the basic block; rarer ones occur in names of people only.
CHINESE = "㐀-鿿"
DIGITS = "零〇一二两三四五六七八九十"
# Twelve signs: 九千九百九十九万九千 has ten.
NUMERAL = f"[{DIGITS}半](?:[{DIGITS}百千]|[万亿](?=[{DIGITS}])){{0,11}}"


def one_of(words: Iterable[str] | str) -> str:
    """A pattern that matches the longest of these words at a place; one string holds words between spaces."""
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words.split() if isinstance(words, str) else words)):
        tails.setdefault(word[0], []).append(word[1:])
    single = "".join(re.escape(head) for head, rest in tails.items() if rest == [""])
    branches = [_branch(head, rest) for head, rest in tails.items() if rest != [""]]
    if single:
        branches.append(f"[{single}]")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _branch(head: str, tails: list[str]) -> str:
    inner = one_of(tail for tail in tails if tail)
    return re.escape(head) + (f"(?:{inner})?" if "" in tails else inner)
