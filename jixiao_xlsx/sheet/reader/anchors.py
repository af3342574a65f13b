"""The anchors a returned sheet still holds: row ids in its key columns, tokens in its token rows, seals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.reader.texts import folded

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchors:
    """What of the hidden keys was found: grid rows by raw row (several where the copies disagree), grid columns by
    raw column, and the cells they stand in."""

    rows: Mapping[int, tuple[int, ...]]
    columns: Mapping[int, int]
    spots: frozenset[Spot]
    key_columns: frozenset[int]
    token_rows: frozenset[int]


def find_anchors(sheet: RawSheet, grid: Grid) -> Anchors:
    """Finds row ids wherever they stand, and tokens on rows that hold little else."""
    ids = {row.id: grid.top + number for number, row in enumerate(grid.rows)}
    tokens = {grid.token(column): column for column in range(grid.left, grid.right + 1)}
    texts = {spot: content.raw.strip() for spot, content in sheet.cells.items() if content.type is ContentType.TEXT}
    key_columns = _key_columns(texts, ids)
    rows: dict[int, list[int]] = defaultdict(list)
    spots: set[Spot] = set()
    for spot, text in sorted(texts.items()):
        if spot[1] in key_columns and text in ids:
            spots.add(spot)
            if ids[text] not in rows[spot[0]]:
                rows[spot[0]].append(ids[text])
    token_rows = _token_rows(texts, tokens)
    columns: dict[int, int] = {}
    for spot, text in sorted(texts.items()):
        if spot[0] in token_rows and text in tokens:
            spots.add(spot)
            columns.setdefault(spot[1], tokens[text])
    found = {row: tuple(places) for row, places in rows.items()}
    return Anchors(found, columns, frozenset(spots), frozenset(key_columns), frozenset(token_rows))


def text_index(cells: Mapping[Spot, Content]) -> dict[int, dict[int, str]]:
    """Folded text by raw row and column; numbers and dates count too, as a printed year may have become one."""
    index: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), content in sorted(cells.items()):
        text = folded(content.raw)
        if text:
            index[row][column] = text
    return index


def _key_columns(texts: Mapping[Spot, str], ids: Mapping[str, int]) -> set[int]:
    hits = Counter(spot[1] for spot, text in texts.items() if text in ids)
    return {column for column, count in hits.items() if count >= min(2, len(ids))}


def _token_rows(texts: Mapping[Spot, str], tokens: Mapping[str, int]) -> set[int]:
    """Rows where at least half of the texts (and two of them) are tokens; a lone `c1` in a cell is somebody's text."""
    hits = Counter(spot[0] for spot, text in texts.items() if text in tokens)
    whole = Counter(spot[0] for spot in texts)
    return {row for row, count in hits.items() if count >= min(2, len(tokens)) and count * 2 >= whole[row] - 2}
