"""Where a slot stands in the returned workbook: its record's own cell, or beside a record of the same row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from jixiao_xlsx.findings import Where
from jixiao_xlsx.model.cell_names import cell_name, place_of
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.keys import Key, format_key, row_of


@dataclass(frozen=True)
class FilingPlaces:
    """The places of one filing: a blank slot has moved as far as the filled slot nearest to it by key. `filed` are all
    the records as they came, those included that say nothing."""

    questions: Questions
    records: tuple[Record, ...]
    base: Where
    filed: tuple[Record, ...] = ()

    @cached_property
    def by_key(self) -> dict[Key, Record]:
        return {record.key: record for record in self.records}

    def of(self, key: Key, *, label: str = "") -> Where:
        """The place of a slot, computed cell or printed value; of a key nobody asked for, the key alone."""
        record = self.by_key.get(key)
        if record is not None:
            return self._where(key, record.sheet, record.cell, label or label_of(key, record.label))
        asked = self.questions.about(key)
        if asked is None:
            return replace(self.base, label=label, key=format_key(key))
        return self._where(key, asked.sheet, self._moved(key, asked), label or label_of(key, asked.label))

    def _where(self, key: Key, sheet: str, cell: str, label: str) -> Where:
        return replace(self.base, sheet=sheet, cell=cell, label=label, key=format_key(key))

    def _moved(self, key: Key, asked: AskedCell) -> str:
        """The blank's cell, moved as the record beside it in the same row has moved."""
        # Rows move as a whole: one filled cell of the row tells where its blank ones are.
        for record in self._beside(key):
            was = self.questions.about(record.key)
            if was is None or was.sheet != asked.sheet:
                continue
            before, after, mine = (_corner(side.cell) for side in (was, record, asked))
            if before[0] == mine[0]:
                column = mine[1] + after[1] - before[1]
                return cell_name(after[0], column) if column >= 0 else asked.cell
        return asked.cell

    def _beside(self, key: Key) -> Iterable[Record]:
        return (record for record in self.filed or self.records if record.key[:-1] == key[:-1])


def label_of(key: Key, label: str) -> str:
    """A label with its own row's number; an inserted row bears the label of its block's first row."""
    # Outside rows a label's 第1行 stays what it is.
    index = (row_of(key) or (1,))[-1]
    return "·".join(f"第{index}行" if word == "第1行" else word for word in label.split("·"))


def in_cell_order(where: Where) -> tuple[int, int]:
    """Row, then column, as a reader goes through a sheet; no cell comes first."""
    return place_of(where.cell) or (-1, -1)


def _corner(cell: str) -> tuple[int, int]:
    """The first cell of a place, which may be a range; before all others where it names none."""
    return place_of(cell.partition(":")[0]) or (-1, -1)
