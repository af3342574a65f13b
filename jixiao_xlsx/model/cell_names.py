"""Names of cells as Excel writes them (`D4`); rows and columns count from 0."""

from __future__ import annotations

import re

# XFD1048576 is the last cell: three letters, seven digits.
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_LETTERS = 3  # XFD is the last column; a longer name would cost more the longer it is


def column_name(column: int) -> str:
    """`0` → `A`, `26` → `AA`."""
    name = ""
    column += 1
    while column > 0:
        column, letter = divmod(column - 1, 26)
        # 65 is A, here as the digit 0; there is no digit for nothing, hence the − 1.
        name = chr(65 + letter) + name
    return name


def column_index(letters: str) -> int:
    """`A` → 0, `AA` → 26; raises ValueError for what is no column's name."""
    if not (len(letters) <= _MOST_LETTERS and letters.isascii() and letters.isalpha() and letters.isupper()):
        raise ValueError(letters)
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """`(2, 3)` → `D3`."""
    return f"{column_name(column)}{row + 1}"


def place_of(name: str) -> tuple[int, int] | None:
    """`D3` → `(2, 3)`, row before column; None where it is no cell's name."""
    match = _CELL.fullmatch(name)
    return (int(match[2]) - 1, column_index(match[1])) if match else None
