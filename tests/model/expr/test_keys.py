"""Keys are compared by parts and read back as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.keys import Key, filled, format_key, indexes_of, matches, parse_key, pattern_of

names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
indexes = st.integers(min_value=1, max_value=999_999)


@st.composite
def keys(draw: st.DrawFn) -> Key:
    parts: list[str | int] = []
    for name, index in draw(st.lists(st.tuples(names, st.none() | indexes), min_size=1, max_size=5)):
        parts += [name] if index is None else [name, index]
    return tuple(parts)


@given(keys())
def test_a_key_reads_back(key: Key) -> None:
    assert parse_key(format_key(key)) == key
    assert parse_key(format_key(pattern_of(key))) == pattern_of(key)


@given(keys())
def test_a_pattern_filled_with_a_keys_indexes_is_the_key(key: Key) -> None:
    assert filled(pattern_of(key), indexes_of(key)) == key
    assert matches(pattern_of(key), key)


def test_a_sibling_with_the_same_beginning_is_another_key() -> None:
    assert not matches(parse_key("goals[*].text"), parse_key("goals[1].text2"))
    assert not matches(parse_key("goals[1]"), parse_key("goals[10]"))
    assert not matches(parse_key("goals[1].text"), parse_key("goals[1]"))


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "[1]", "a[1]b", "a[-1]", "a[x]", "A", "a b", "甲"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        parse_key(text)
