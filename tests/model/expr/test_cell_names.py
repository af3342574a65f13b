"""Cells are named as Excel names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string, get_column_letter

from jixiao_xlsx.model.cell_names import cell_name, column_index, column_name, place_of


@given(st.integers(0, 16_383), st.integers(0, 1_048_575))
def test_names_are_excels_and_read_back(column: int, row: int) -> None:
    assert column_name(column) == get_column_letter(column + 1)
    assert column_index(column_name(column)) == column_index_from_string(column_name(column)) - 1 == column
    assert place_of(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize("text", ["", "A", "1", "a1", "D4:E5", "ABCD1", "A1 ", "甲1", "A12345678"])
def test_what_names_no_cell_is_no_place(text: str) -> None:
    assert place_of(text) is None


@pytest.mark.parametrize("letters", ["", "a", "1", "AAAA", "A" * 100_000, "甲"])
def test_what_names_no_column_is_refused(letters: str) -> None:
    with pytest.raises(ValueError, match=letters[:10] or "^$"):
        column_index(letters)
