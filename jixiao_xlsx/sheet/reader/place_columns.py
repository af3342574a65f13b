"""Which raw column each grid column became: by its token, or by where the printed labels stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.reader.align import RawTexts
from jixiao_xlsx.sheet.reader.anchors import Anchors
from jixiao_xlsx.sheet.reader.labels import LabelMap


@dataclass(frozen=True, slots=True)
class ColumnPlaces:
    """Grid column → raw column; `keyed` tells that tokens were found; a deleted column is absent."""

    columns: Mapping[int, int]
    keyed: bool
    last: int

    def span(self, left: int, right: int) -> tuple[int, int] | None:
        """The raw columns that grid columns left..right take, those inserted between them included.

        None where none of them is known, or, without tokens, where the left edge is not: a slot is never read from
        a guessed column.
        """
        first = self.columns.get(left)
        inside = [self.columns[column] for column in range(left, right + 1) if column in self.columns]
        if self.keyed:
            in_line = all(earlier < later for earlier, later in pairwise(inside))
            return (inside[0], inside[-1]) if inside and in_line else (first, first) if first is not None else None
        if first is None:
            return None
        if right in self.columns:
            return first, max(first, self.columns[right])
        after = [raw for column, raw in self.columns.items() if column > right and raw > first]
        # Where its right neighbour is unknown a slot keeps its own width, up to the next known column.
        return first, min(after, default=max(first + right - left, *inside) + 1) - 1


def place_columns(
    grid: Grid, labels: LabelMap, anchors: Anchors, *, rows: Mapping[int, int], raw: RawTexts
) -> ColumnPlaces:
    """Tokens where they are left, else the votes of the printed texts on the rows already placed."""
    last = max((column for texts in raw.values() for column in texts), default=0)
    if anchors.columns:
        found: dict[int, int] = {}
        for raw_column, column in sorted(anchors.columns.items()):
            found.setdefault(column, raw_column)
        return ColumnPlaces(found, True, last)
    return ColumnPlaces(_between(_increasing(_votes(labels, rows, raw))), False, last)


def in_order(wanted: Sequence[tuple[int, str]], found: Mapping[int, str]) -> dict[int, int]:
    """Pairs texts of one printed row with a raw row: a text that stands as often in both is paired in order."""
    mine: dict[str, list[int]] = defaultdict(list)
    theirs: dict[str, list[int]] = defaultdict(list)
    for column, text in wanted:
        mine[text].append(column)
    for column, text in sorted(found.items()):
        theirs[text].append(column)
    return {
        column: other
        for text, columns in mine.items()
        # One more or less of a text, and the pairing in order would shift all behind it.
        if len(theirs[text]) == len(columns)
        for column, other in zip(columns, theirs[text], strict=True)
    }


def _votes(labels: LabelMap, rows: Mapping[int, int], raw: RawTexts) -> dict[int, Counter[int]]:
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for row, raw_row in rows.items():
        wanted = [(box.region.left, labels.text(box)) for box in labels.by_row.get(row, ()) if labels.text(box)]
        for column, other in in_order(wanted, raw.get(raw_row, {})).items():
            votes[column][other] += 1
    return votes


def _increasing(votes: Mapping[int, Counter[int]]) -> dict[int, int]:
    """The majority for each column; of two columns that would cross, the one with fewer votes is dropped."""
    chosen = {column: counter.most_common(1)[0] for column, counter in votes.items()}
    kept: dict[int, int] = {}
    # The surest first: a doubtful column never displaces one that many rows bear out.
    for column, (other, count) in sorted(chosen.items(), key=lambda item: -item[1][1]):
        # More than half: rows whose cells were pushed vote for a neighbour.
        if count * 2 > sum(votes[column].values()) and all(
            (column < mine) == (other < theirs) for mine, theirs in kept.items()
        ):
            kept[column] = other
    return dict(sorted(kept.items()))


def _between(known: dict[int, int]) -> dict[int, int]:
    """Columns between two known ones are known too where the distance has stayed the same."""
    filled = dict(known)
    edges = sorted(known.items())
    for (first, raw_first), (second, raw_second) in pairwise(edges):
        # Another distance means that a column was inserted or deleted here, and no one knows where.
        if raw_second - raw_first == second - first:
            filled.update({first + step: raw_first + step for step in range(1, second - first)})
    return dict(sorted(filled.items()))
