"""Row keys that stand beside the wrong rows: a stretch of both key columns was pushed up or down, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jixiao_xlsx.sheet.reader.align import RawTexts
from jixiao_xlsx.sheet.reader.labels import LabelMap

_FEWEST = 2  # one label that stands elsewhere was moved or sorted there; several, all as far, were not


@dataclass(slots=True)
class _Stretch:
    """Grid rows placed by their key from one that its label confirms to the next: how far the labels of those between
    stand from their keys, one set for each row with labels. `usurps` tells that a row without labels of its own has
    its key on a row that shows those of another, which has none."""

    rows: list[int] = field(default_factory=list)
    usurps: bool = False
    offsets: list[frozenset[int]] = field(default_factory=list)

    def is_displaced(self, *, least: int) -> bool:
        """Whether so many rows with labels, one after the other, are all as far from their keys."""
        if self.usurps:
            return True
        runs = (self.offsets[start : start + least] for start in range(len(self.offsets) - least + 1))
        return any(frozenset.intersection(*run) for run in runs)


def displaced_rows(rows: Mapping[int, int], labels: LabelMap, raw: RawTexts, *, loose: bool) -> frozenset[int]:
    """The grid rows whose keys stand beside other rows: of a stretch between two confirmed rows, where the labels of
    several stand all as far from their keys. `loose` tells that the ends of the key columns are out of line too: one
    label is then enough.
    """
    shown = _rows_by_label(labels, raw)
    bereft = {text for row in labels.by_row if row not in rows for text in labels.texts_of_row(row)}
    bereft -= {text for row in rows for text in labels.texts_of_row(row)}
    stretches: list[_Stretch] = [_Stretch()]
    for row, raw_row in sorted(rows.items()):
        wanted = labels.texts_of_row(row)
        where = frozenset(at - raw_row for text in wanted for at in shown.get(text, ()))
        if 0 in where:
            stretches.append(_Stretch())
            continue
        stretches[-1].rows.append(row)
        usurps = not wanted and any(raw_row in shown.get(text, ()) for text in bereft)
        # A row that prints something and now is blank was deleted; its key came here from elsewhere.
        stretches[-1].usurps |= usurps or (loose and bool(wanted) and raw_row not in raw)
        if where:
            stretches[-1].offsets.append(where)
    least = 1 if loose else _FEWEST
    return frozenset(row for stretch in stretches if stretch.is_displaced(least=least) for row in stretch.rows)


def _rows_by_label(labels: LabelMap, raw: RawTexts) -> Mapping[str, Iterable[int]]:
    known = {text for row in labels.by_row for text in labels.texts_of_row(row)}
    shown: dict[str, set[int]] = defaultdict(set)
    for row, texts in raw.items():
        for text in texts.values():
            if text in known:
                shown[text].add(row)
    return shown
