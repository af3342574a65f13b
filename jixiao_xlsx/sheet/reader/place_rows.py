"""Which raw row each grid row became: by its key first, by alignment of the labels where keys are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.reader.align import Aligner, RawTexts
from jixiao_xlsx.sheet.reader.anchors import Anchors
from jixiao_xlsx.sheet.reader.displaced_keys import displaced_rows
from jixiao_xlsx.sheet.reader.labels import LabelMap

# Alignment takes time by grid rows × raw rows: 200 × 5,000 take five seconds. The shipped forms have 41 to 94 rows.
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Grid row → raw row; `by_key` are the grid rows placed by their key; `copies` are raw rows whose key stands on
    another row too, with that grid row; `torn` those whose two keys disagree while nothing decides between them;
    `displaced` the grid rows whose keys stand beside other rows."""

    rows: Mapping[int, int]
    by_key: frozenset[int]
    copies: Mapping[int, int]
    torn: frozenset[int]
    displaced: frozenset[int] = frozenset()

    @property
    def keyed(self) -> bool:
        return bool(self.by_key)

    @property
    def taken(self) -> frozenset[int]:
        return frozenset(self.rows.values())


def place_rows(grid: Grid, labels: LabelMap, anchors: Anchors, raw: RawTexts) -> RowPlaces:
    """Keys first; then, between the rows so placed, the rows that have lost their key, by their labels and order."""
    rows, copies, torn = _by_keys(labels, anchors, raw)
    displaced = displaced_rows(rows, labels, raw, loose=anchors.loose)
    rows = {row: at for row, at in rows.items() if row not in displaced}
    by_key = frozenset(rows)
    aligner = Aligner.of(labels, raw)
    busy = set(rows.values()) | set(copies) | torn | set(anchors.token_rows)
    for grid_rows, between in _gaps(grid, rows, raw):
        free = [row for row in between if row not in busy]
        if not by_key:
            rows.update(aligner.align(grid_rows, free))
        # As many rows as are missing: only the keys were cleared, and order alone may place rows without a label.
        elif len(free) == len(grid_rows):
            rows.update({row: at for row, at in aligner.align(grid_rows, free).items() if at in raw})
        else:
            lost = [row for row in grid_rows if labels.texts_of_row(row)]
            rows.update(aligner.align(lost, [row for row in free if row in raw]))
    return RowPlaces(dict(sorted(rows.items())), by_key, copies, frozenset(torn), displaced)


def _by_keys(labels: LabelMap, anchors: Anchors, raw: RawTexts) -> tuple[dict[int, int], dict[int, int], set[int]]:
    trusted = _trusted_column(labels, anchors, raw)
    claims: dict[int, list[int]] = defaultdict(list)
    torn: set[int] = set()
    for raw_row, named in sorted(anchors.rows.items()):
        places = set(named.values())
        # Two keys of one row that disagree: the label decides, else the column that is sound elsewhere, else nobody.
        chosen = places if len(places) == 1 else {place for place in places if _shows(labels, place, raw, raw_row)}
        if len(chosen) != 1 and trusted in named:
            chosen = {named[trusted]}
        if len(chosen) == 1:
            claims[chosen.pop()].append(raw_row)
        else:
            torn.add(raw_row)
    rows: dict[int, int] = {}
    copies: dict[int, int] = {}
    for place, raw_rows in claims.items():
        # Of a row and its copy: the one with its label, among its neighbours, the upper one.
        first = max(raw_rows, key=lambda row: (_shows(labels, place, raw, row), _company(anchors, place, row), -row))
        rows[place] = first
        copies.update({row: place for row in raw_rows if row != first})
    return rows, copies, torn


def _company(anchors: Anchors, place: int, raw_row: int) -> int:
    """How many of a row's two neighbours are those of the grid: a copied row stands among strangers."""
    return sum(place + step in anchors.rows.get(raw_row + step, {}).values() for step in (-1, 1))


def _trusted_column(labels: LabelMap, anchors: Anchors, raw: RawTexts) -> int:
    """Where the key columns disagree, the one whose ids all agree with the labels on their rows; −1 for none."""
    sound = []
    for column in anchors.key_columns:
        named = [(row, places[column]) for row, places in anchors.rows.items() if column in places]
        told = [_shows(labels, place, raw, row) for row, place in named if labels.texts_of_row(place)]
        if told and all(told):
            sound.append(column)
    # Both sound or neither tells nothing.
    return sound[0] if len(sound) == 1 else -1


def _shows(labels: LabelMap, place: int, raw: RawTexts, raw_row: int) -> bool:
    wanted = labels.texts_of_row(place)
    found = set(raw.get(raw_row, {}).values())
    return bool(wanted) and any(text in found for text in wanted)


def _gaps(grid: Grid, rows: Mapping[int, int], raw: RawTexts) -> Iterator[tuple[list[int], list[int]]]:
    """The runs of unplaced grid rows, each with the raw rows, blank ones too, between its placed neighbours."""
    run: list[int] = []
    before = min(raw, default=0) - 1
    for row in range(grid.top, grid.bottom + 2):
        if row <= grid.bottom and row not in rows:
            run.append(row)
            continue
        after = rows.get(row, max(raw, default=0) + 1)
        if run and after > before:
            yield run, _worth_a_look(range(before + 1, after), raw, blanks=len(run))
        run, before = [], rows.get(row, before)


def _worth_a_look(between: range, raw: RawTexts, *, blanks: int) -> list[int]:
    """The rows of a gap without the far ends of long blank runs: a cell typed in the last row of a sheet is far."""
    kept: list[int] = []
    written = sorted(row for row in raw if row in between) if len(between) > _MOST_ROWS else None
    rows = between if written is None else _near(written, between, blanks)
    for is_blank, run in groupby(rows, key=lambda row: row not in raw):
        some = list(run)
        kept += some[:blanks] if is_blank else some
    return kept[:_MOST_ROWS]


def _near(written: list[int], between: range, blanks: int) -> list[int]:
    near = {row + step for row in written[:_MOST_ROWS] for step in range(blanks + 1)}
    return sorted(row for row in near | set(between[:blanks]) if row in between)
