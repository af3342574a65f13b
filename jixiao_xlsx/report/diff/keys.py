"""Keys of two filings side by side: their order, the rows they stand in, the same fact a year before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from jixiao_xlsx.model.keys import Key, rows_of

# A spec's years reach nine back and nine forward; two digits leave room.
_YEAR = re.compile(r"y(_?)(\d{1,2})")


def merged(earlier: Sequence[Key], later: Sequence[Key]) -> Iterator[Key]:
    """The later keys in their order; each that only the earlier has after the one before it there."""
    present = set(later)
    behind: dict[Key, list[Key]] = defaultdict(list)
    anchor: Key = ()
    for key in earlier:
        if key in present:
            anchor = key
        else:
            behind[anchor].append(key)
    yield from behind[()]
    for key in later:
        yield key
        yield from behind[key]


def row_keys(found: Iterable[Key]) -> frozenset[Key]:
    return frozenset(row for key in found for row in rows_of(key))


def known(key: Key, rows: frozenset[Key]) -> bool:
    """Whether the other filing has the value's row, or it stands in none."""
    return all(row in rows for row in rows_of(key))


def shifted(key: Key, years: int) -> Key:
    """The key of the same fact in a filing of so many years before: `y_1` becomes `y0`; empty without a year."""
    for number, part in enumerate(key):
        match = _YEAR.fullmatch(part) if isinstance(part, str) else None
        if match:
            year = (-int(match[2]) if match[1] else int(match[2])) + years
            return (*key[:number], f"y_{-year}" if year < 0 else f"y{year}", *key[number + 1 :])
    return ()
