"""Which raw row each grid row became: by its key first, by alignment of the labels where keys are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.reader.align import Aligner, RawTexts
from jixiao_xlsx.sheet.reader.anchors import Anchors
from jixiao_xlsx.sheet.reader.labels import LabelMap


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Grid row → raw row; `copies` are raw rows whose key stands on another row too; `torn` those whose two keys
    disagree and whose labels decide nothing; `keyed` tells that at least one key was found."""

    rows: Mapping[int, int]
    copies: Mapping[int, int]
    torn: frozenset[int]
    keyed: bool

    @property
    def taken(self) -> frozenset[int]:
        return frozenset(self.rows.values())


def place_rows(grid: Grid, labels: LabelMap, anchors: Anchors, raw: RawTexts) -> RowPlaces:
    """Keys first; then, between the rows so placed, the labels of the rows that have lost their key."""
    rows, copies, torn = _by_keys(labels, anchors, raw)
    keyed = bool(rows)
    known = frozenset(text for row in range(grid.top, grid.bottom + 1) for text in labels.texts_of_row(row))
    aligner = Aligner(labels, raw, known)
    busy = set(rows.values()) | set(copies) | torn | set(anchors.token_rows)
    for grid_rows, raw_rows in _gaps(grid, rows, sorted(set(raw) - busy)):
        lost = [row for row in grid_rows if not keyed or labels.texts_of_row(row)]
        rows.update(aligner.align(lost, _within(raw_rows, keyed=keyed)))
    return RowPlaces(dict(sorted(rows.items())), copies, frozenset(torn), keyed)


def _by_keys(labels: LabelMap, anchors: Anchors, raw: RawTexts) -> tuple[dict[int, int], dict[int, int], set[int]]:
    claims: dict[int, list[int]] = defaultdict(list)
    torn: set[int] = set()
    for raw_row, places in anchors.rows.items():
        chosen = places if len(places) == 1 else tuple(place for place in places if _shows(labels, place, raw, raw_row))
        if len(chosen) == 1:
            claims[chosen[0]].append(raw_row)
        else:
            torn.add(raw_row)
    rows: dict[int, int] = {}
    copies: dict[int, int] = {}
    for place, raw_rows in claims.items():
        first = next((row for row in raw_rows if _shows(labels, place, raw, row)), raw_rows[0])
        rows[place] = first
        copies.update({row: place for row in raw_rows if row != first})
    return rows, copies, torn


def _shows(labels: LabelMap, place: int, raw: RawTexts, raw_row: int) -> bool:
    wanted = labels.texts_of_row(place)
    found = set(raw.get(raw_row, {}).values())
    return bool(wanted) and any(text in found for text in wanted)


def _gaps(grid: Grid, rows: Mapping[int, int], free: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """The runs of unplaced grid rows, each with the free raw rows between its placed neighbours."""
    run: list[int] = []
    before = -1
    for row in range(grid.top, grid.bottom + 2):
        if row <= grid.bottom and row not in rows:
            run.append(row)
            continue
        after = rows.get(row, max(free, default=0) + 1)
        if run and after > before:
            yield run, [raw_row for raw_row in free if before < raw_row < after]
        run, before = [], rows.get(row, before)


def _within(raw_rows: Sequence[int], *, keyed: bool) -> list[int]:
    """Where no key tells rows apart, blank raw rows take part too: an empty open row is a row."""
    if keyed or not raw_rows:
        return list(raw_rows)
    return list(range(raw_rows[0], raw_rows[-1] + 1))
