"""Aligns the rows of a grid with the rows of a sheet by their printed labels alone, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from jixiao_xlsx.sheet.reader.labels import LabelMap

RawTexts = Mapping[int, Mapping[int, str]]

# `ratio` of a label with one character changed is 50 for two characters, 67 for three, 75 for four: from three on one
# changed character is still the same label.
_EDITED = 60.0
# Weights below 0.1 order rows without labels among themselves, a filled one before a further row of a tall cell
# before a blank one; none of them outweighs a label, which gives 0.1 and its share.
_PLAIN = 0.05
_EMPTY = 0.01
_CONTINUED = 0.02


@dataclass(frozen=True, slots=True)
class Aligner:
    """Rows of a grid against rows of a sheet: what each grid row prints, and every label there is."""

    labels: LabelMap
    raw: RawTexts
    known: frozenset[str]
    repeating: frozenset[int]

    @classmethod
    def of(cls, labels: LabelMap, raw: RawTexts) -> Aligner:
        known = frozenset(text for row in labels.by_row for text in labels.texts_of_row(row))
        repeating = frozenset(row for row, texts in raw.items() if texts.items() <= raw.get(row - 1, {}).items())
        return cls(labels, raw, known, repeating)

    def align(self, grid_rows: Sequence[int], raw_rows: Sequence[int]) -> dict[int, int]:
        """The best order-keeping pairing, as grid row → raw row; what has no partner is left out.

        A row that prints labels pairs only with a row that shows them (or, for a single edited label, one much
        like it); a row that prints none pairs only with a row without labels, a filled one before a blank one.
        The further row of a tall cell pairs only with a blank one, or one that repeats the row above.
        """
        scores = [[self._score(grid_row, raw_row) for raw_row in raw_rows] for grid_row in grid_rows]
        best = [[0.0] * (len(raw_rows) + 1) for _ in range(len(grid_rows) + 1)]
        # From the end, so that the walk below goes forward and of equal pairings takes the upper one.
        for i in range(len(grid_rows) - 1, -1, -1):
            row, below, here = scores[i], best[i + 1], best[i]
            for j in range(len(raw_rows) - 1, -1, -1):
                pair = row[j] + below[j + 1] if row[j] > 0 else 0.0
                here[j] = max(pair, below[j], here[j + 1])
        return _walk(best, scores, grid_rows, raw_rows)

    def _score(self, grid_row: int, raw_row: int) -> float:
        wanted = self.labels.texts_of_row(grid_row)
        texts = set(self.raw.get(raw_row, {}).values())
        if not wanted and grid_row not in self.labels.starting:
            # The further row of a tall cell: blank, or a copy of the row above where the cell was unmerged and filled.
            return _CONTINUED if raw_row in self.repeating or not texts else 0.0
        if not wanted:
            return self._plain(texts)
        shared = sum(1 for text in wanted if text in texts)
        if shared:
            # The share alone would rate one label of one like three of three; 0.1 for each prefers the fuller row.
            return shared / len(wanted) + 0.1 * shared
        return self._edited(wanted, texts)

    def _plain(self, texts: set[str]) -> float:
        # Never a row that shows a label: it belongs to that label, wherever it stands.
        if texts & self.known:
            return 0.0
        return _PLAIN if texts else _EMPTY

    def _edited(self, wanted: Sequence[str], texts: set[str]) -> float:
        # An unchanged label of another row may be very like this one (一级指标, 二级指标).
        strangers = [text for text in texts if text not in self.known]
        likeness = max((ratio(mine, theirs) for mine in wanted for theirs in strangers), default=0.0)
        # At most a quarter: an edited label never outweighs a whole one, and always a row without.
        return likeness / 400 if likeness >= _EDITED else 0.0


def _walk(
    best: list[list[float]], scores: list[list[float]], grid_rows: Sequence[int], raw_rows: Sequence[int]
) -> dict[int, int]:
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(grid_rows) and j < len(raw_rows):
        if scores[i][j] > 0 and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs[grid_rows[i]] = raw_rows[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
