"""The anchors a returned sheet still holds: row ids in its key columns, tokens in its token rows, seals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.reader.texts import folded_label
from jixiao_xlsx.sheet.region import Spot

# Signs of our ids that labels and names hardly hold: `goals[2].text`, `#tokens`, `a|b`.
_ID_MARKS = frozenset(".[#|")
TOKEN_ROW_ID = "#tokens"
"""Both ends of the two rows of column tokens."""
_TOKEN = re.compile(r"c[0-9]{1,3}")
_ROW_ID = re.compile(r"[a-z#][a-z0-9_.#|+*\[\]]*")
_FEWEST = 2  # one id or token alone may be somebody's text


@dataclass(frozen=True, slots=True)
class Anchors:
    """What of the hidden keys was found.

    `rows` gives the grid rows by raw row, as each key column names them; `columns` the grid columns by raw column.
    `torn_rows` are raw rows one of whose ids stands beside its key column, `torn_columns` raw columns whose token
    stands off its token row: somebody pushed cells sideways or down, and what lies between is uncertain. `loose` tells
    that the key columns do not end in their token rows: they were pushed along, and keys may stand beside other rows.
    """

    rows: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    columns: Mapping[int, int] = field(default_factory=dict)
    spots: frozenset[Spot] = frozenset()
    key_columns: tuple[int, ...] = ()
    token_rows: tuple[int, ...] = ()
    torn_rows: frozenset[int] = frozenset()
    torn_columns: frozenset[int] = frozenset()
    loose: bool = False


def find_anchors(sheet: RawSheet, grid: Grid) -> Anchors:
    """Finds row ids and tokens wherever they stand, and tells those in their line from those pushed out of it."""
    ids = {row.id: grid.top + number for number, row in enumerate(grid.rows)}
    tokens = {grid.token(column): column for column in range(grid.left, grid.right + 1)}
    texts = {spot: content.raw.strip() for spot, content in sheet.cells.items() if content.type is ContentType.TEXT}
    found_ids = {spot: ids[text] for spot, text in texts.items() if text in ids}
    found_tokens = {spot: tokens[text] for spot, text in texts.items() if text in tokens}
    key_columns = _key_columns(found_ids)
    token_rows = _token_rows(found_tokens, texts, {spot for spot in found_ids if spot[1] in key_columns}, len(tokens))
    rows, torn_rows, id_spots = _rows(found_ids, key_columns, texts)
    columns, torn_columns, token_spots = _columns(found_tokens, token_rows)
    ends = {spot for spot, text in texts.items() if text == TOKEN_ROW_ID}
    marks = {spot for spot in ends if spot[0] in token_rows or spot[1] in key_columns}
    return Anchors(
        rows=rows,
        columns=columns,
        spots=frozenset(id_spots | token_spots | marks),
        key_columns=key_columns,
        token_rows=token_rows,
        torn_rows=frozenset(torn_rows),
        torn_columns=frozenset(torn_columns),
        loose=any(row not in token_rows for row, _ in marks),
    )


def marks_of_any(sheet: RawSheet) -> Anchors:
    """The marks of a layout that nobody knows, so that they are taken for nobody's input: what stands in its token rows
    and key columns and looks like ours. They tell no place."""
    texts = {spot: content.raw.strip() for spot, content in sheet.cells.items() if content.type is ContentType.TEXT}
    ends = {spot for spot, text in texts.items() if text == TOKEN_ROW_ID}
    rows, columns = {row for row, _ in ends}, {column for _, column in ends}
    spots = {
        (row, column)
        for (row, column), text in texts.items()
        if (row in rows and _TOKEN.fullmatch(text)) or (column in columns and _ROW_ID.fullmatch(text))
    }
    return Anchors(spots=frozenset(spots | ends))


def text_index(cells: Mapping[Spot, Content]) -> dict[int, dict[int, str]]:
    """Folded text by raw row and column; numbers and dates count too, as a printed year may have become one."""
    index: dict[int, dict[int, str]] = defaultdict(dict)
    # In order, so that of two cells with one text the upper left one is met first.
    for (row, column), content in sorted(cells.items(), key=lambda item: item[0]):
        text = folded_label(content.raw)
        if text:
            index[row][column] = text
    return index


def _key_columns(found: Mapping[Spot, int]) -> tuple[int, ...]:
    """The two columns with most ids; a column with a single one holds ids that were pushed there."""
    hits = Counter(column for _, column in found)
    least = min(_FEWEST, len(set(found.values())))
    best = sorted(hits, key=lambda column: (-hits[column], column))[:2]
    return tuple(sorted(column for column in best if hits[column] >= least))


def _rows(
    found: Mapping[Spot, int], key_columns: tuple[int, ...], texts: Mapping[Spot, str]
) -> tuple[dict[int, dict[int, int]], set[int], set[Spot]]:
    rows: dict[int, dict[int, int]] = defaultdict(dict)
    for (row, column), place in found.items():
        if column in key_columns:
            rows[row][column] = place
    torn: set[int] = set()
    spots = {spot for spot in found if spot[1] in key_columns}
    for (row, column), place in found.items():
        own = rows.get(row, {})
        # A row that has both of its ids has lost none: a third is a copy, and tells nothing.
        if not key_columns or column in key_columns or (len(own) == 2 and set(own) == set(key_columns)):
            continue
        if not _is_pushed(texts[row, column], place, own):
            continue
        spots.add((row, column))
        torn.add(row)
        rows[row].setdefault(column, place)
    if len(key_columns) == 2:  # an id that has gone from the far end may have been pushed off it
        # Cells inserted with "shift right" push all that stands behind them, the far key too.
        torn |= {row for row, ids in rows.items() if key_columns[0] in ids and key_columns[1] not in ids}
    return dict(rows), torn, spots


def _is_pushed(text: str, place: int, own: Mapping[int, int]) -> bool:
    """Whether an id beside the key columns is an anchor: it repeats its row's own id, or looks like no word."""
    return place in own.values() or (not own and not _ID_MARKS.isdisjoint(text))


def _token_rows(
    found: Mapping[Spot, int], texts: Mapping[Spot, str], ids: set[Spot], all_tokens: int
) -> tuple[int, ...]:
    """Rows where at least half of the texts (and two of them) are tokens; a lone `c1` in a cell is somebody's text.

    A row with the id of another row at its ends holds nothing else, and most of the tokens, else it is that row.
    """
    hits = Counter(row for row, _ in found)
    whole = Counter(row for row, _ in texts)
    least = min(_FEWEST, len(set(found.values())))
    # Less 2: both ends of a token row say `#tokens`.
    most = [row for row, count in hits.items() if count >= least and count * 2 >= whole[row] - 2]
    keys = Counter(row for row, _ in ids)
    full = {row for row in most if hits[row] + keys[row] == whole[row] and hits[row] * 2 > all_tokens}
    return tuple(sorted(row for row in most if not keys[row] or row in full))


def _columns(found: Mapping[Spot, int], token_rows: tuple[int, ...]) -> tuple[dict[int, int], set[int], set[Spot]]:
    columns: dict[int, int] = {}
    spots = {spot for spot in found if spot[0] in token_rows}
    for row, column in sorted(spots):
        columns.setdefault(column, found[row, column])
    complete = {column for column in columns if all((row, column) in found for row in token_rows)}
    torn: set[int] = set()
    for (row, column), place in found.items():
        if token_rows and row not in token_rows and column not in complete and columns.get(column, place) == place:
            spots.add((row, column))
            torn.add(column)
    if len(token_rows) == 2:
        torn |= {column for column in columns if (token_rows[0], column) in found and column not in complete}
    return columns, torn, spots
