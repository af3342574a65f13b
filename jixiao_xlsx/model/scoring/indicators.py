"""The targets 指标值 of a filing, read with the name of their indicator, the year of their column and the cells that a
form splits off them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.rows.split_cells import WHOLE, RowCell, SplitTarget, read_parts, split_targets
from jixiao_xlsx.model.target import Target

_YEAR_BACK = re.compile(r"y_(\d{1,2})")
_SIGNS = frozenset({"≥", "≤", "＞", "＜", ">", "<", "＝", "="})


@dataclass(frozen=True)  # without slots: cached_property keeps what it worked out in the instance
class FiledTargets:
    """The targets of one filing, each with what its row says of it."""

    filing: Filing

    @cached_property
    def names(self) -> dict[Key, str]:
        """The text under `name` beside each value, by the key both share."""
        return {
            record.key[:-1]: record.value
            for record in self.filing.records
            if record.key[-1:] == ("name",) and isinstance(record.value, str)
        }

    def read(self, record: Record) -> Target:
        """The record's target. A date without a year is of the column's year: `y_1` is the year before the filing's."""
        name, part = self.names.get(record.key[:-1], ""), self._parts.get(record.key, WHOLE)
        # The value where there is one: 0.99 in a cell that shows 99% was read as 99%.
        said = record.value if isinstance(record.value, str) else record.raw
        operator, measure = self._text(part.operator), self._text(part.measure)
        return read_parts(said, operator=operator, measure=measure, name=name, year=self._year(record))

    @cached_property
    def _parts(self) -> dict[Key, SplitTarget]:
        rows: dict[Key, list[RowCell]] = defaultdict(list)
        for record in self.filing.records:
            rows[record.key[:-1]].append(_row_cell(record))
        with_targets = (cells for cells in rows.values() if any(cell.is_target for cell in cells))
        return {key: part for cells in with_targets for key, part in split_targets(cells).items()}

    @cached_property
    def _beside(self) -> dict[Key, str]:
        """The texts that may be a part of a target."""
        return {
            record.key: record.value
            for record in self.filing.records
            if isinstance(record.value, str) and not traits_of(record).is_long
        }

    def _text(self, key: Key | None) -> str:
        return self._beside.get(key, "") if key is not None else ""

    def _year(self, record: Record) -> int | None:
        if self.filing.seal is None:
            return None
        back = _YEAR_BACK.fullmatch(str(record.key[-1])) if record.key else None
        return self.filing.seal.year - (int(back[1]) if back else 0)


def _row_cell(record: Record) -> RowCell:
    # A record does not know what might have been chosen; what was chosen tells a comparison.
    chosen = (record.value,) if isinstance(record.value, str) and record.value in _SIGNS else ()
    return RowCell(record.key, record.label, record.cell, record.kind, chosen)
