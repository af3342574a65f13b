"""Keys are compared by parts and read back as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.keys import (
    Key,
    filled,
    first_of,
    format_key,
    highest_index,
    in_first_row,
    indexes_of,
    is_under,
    matches,
    parse_key,
    pattern_of,
    row_of,
    rows_of,
    sibling,
)

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


@pytest.mark.parametrize(
    ("text", "row", "first"),
    [
        (
            "goals[3].indicators.quantity[2].target",
            "goals[3].indicators.quantity[2]",
            "goals[3].indicators.quantity[1]",
        ),
        ("goals[3].text", "goals[3]", "goals[1]"),
        ("goals[3]", "goals[3]", "goals[1]"),
    ],
)
def test_a_value_stands_in_the_row_of_its_last_index(text: str, row: str, first: str) -> None:
    key = parse_key(text)
    assert format_key(row_of(key)) == row
    assert format_key(in_first_row(key)) == first + text.removeprefix(row)
    assert rows_of(key)[-1] == row_of(key)


def test_a_value_without_an_index_stands_in_no_row() -> None:
    key = parse_key("funds.total")
    assert (row_of(key), rows_of(key), in_first_row(key)) == ((), (), key)


@given(keys())
def test_a_key_is_under_each_of_its_beginnings_and_their_patterns(key: Key) -> None:
    for length in range(len(key) + 1):
        assert is_under(key, key[:length])
        assert is_under(key, pattern_of(key)[:length])
    assert not is_under(key, (*key, "more"))
    assert not is_under(key, sibling(key, "ANOTHER"))


def test_the_first_of_a_pattern_has_every_index_1() -> None:
    assert first_of(parse_key("goals[*].quantity[*].name")) == parse_key("goals[1].quantity[1].name")


def test_the_highest_index_of_a_block_counts_all_its_repeats() -> None:
    found = [parse_key(text) for text in ("goals[1].rows[2].a", "goals[2].rows[7].b", "goals[9].text", "goals")]
    assert highest_index(found, parse_key("goals[*].rows[*]")) == 7
    assert highest_index(found, parse_key("goals[*]")) == 9
    assert highest_index(found, parse_key("others[*]")) == 0
    # what a foreign book says in its anchors may be a pattern itself
    assert highest_index([parse_key("goals[*]")], parse_key("goals[*]")) == 0


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "[1]", "a[1]b", "a[-1]", "a[x]", "A", "a b", "甲"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        parse_key(text)
