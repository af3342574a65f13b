"""One list of what nobody sees, checked against Unicode's own words."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator

from jixiao_xlsx.file_names import safe_name
from jixiao_xlsx.invisible import is_invisible
from jixiao_xlsx.mail.letters import header_line
from jixiao_xlsx.model.kinds.characters import folded, half_width, is_blank, is_odd_blank

# Format characters that are drawn: signs of number, end and abbreviation (Prepended_Concatenation_Mark).
DRAWN = ("ARABIC", "SYRIAC", "KAITHI")
# What Unicode calls ignorable by default though it is a letter, a mark or no character yet, and the Braille blank.
NAMED = (
    "VARIATION SELECTOR",
    "HANGUL FILLER",
    "SEONG FILLER",
    "GRAPHEME JOINER",
    "VOWEL INHERENT",
    "BRAILLE PATTERN BLANK",
)
RESERVED = frozenset((0x2065, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)))


def unseen() -> Iterator[str]:
    """Every character that Unicode, as this Python knows it, says is not seen."""
    for sign in map(chr, range(sys.maxunicode + 1)):
        name = unicodedata.name(sign, "")
        is_format = unicodedata.category(sign) == "Cf" and not (name.startswith(DRAWN) and "LETTER MARK" not in name)
        if is_format or any(word in name for word in NAMED) or ord(sign) in RESERVED:
            yield sign


def test_the_list_holds_all_that_unicode_says_is_unseen_and_nothing_else() -> None:
    listed = {sign for sign in map(chr, range(sys.maxunicode + 1)) if is_invisible(sign)}
    # A newer Unicode names format characters that an older Python has no category for.
    assert {sign for sign in listed ^ set(unseen()) if unicodedata.category(sign) != "Cn"} == set()


def test_every_place_takes_them_for_nothing() -> None:
    signs = [sign for sign in unseen() if unicodedata.category(sign) != "Cn" or ord(sign) in RESERVED]
    assert [sign for sign in signs if not (is_blank(sign) and is_odd_blank(sign))] == []
    assert [sign for sign in signs if safe_name(sign) or safe_name(f"甲{sign}乙") != "甲-乙"] == []
    assert [sign for sign in signs if header_line(f"甲{sign}") != "甲"] == []
    assert [sign for sign in signs if (folded(f"甲{sign}乙"), half_width(f"甲{sign}乙")) != ("甲乙", "甲乙")] == []
