"""Indicators 指标: the cells that belong together because one of them is a target, whatever the form calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache

from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key, KeyPattern, pattern_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.rows.split_cells import WHOLE, RowCell, SplitTarget, read_parts, split_targets
from jixiao_xlsx.model.target import Direction, Target, TargetKind

# y0 is the form's year, y_2 two years before, y1 the one after: forms go back three at most.
_YEAR_KEY = re.compile(r"y_?(\d)")
# Heads of columns, as forms print them: a spec need not say what a column is for.
_ACTUAL = re.compile(r"实际|完成(?:情况|值|率)|实现情况")
_PLANNED = re.compile(r"预期|计划|年初")
_FORECAST = re.compile(r"预计")
_CYCLE = re.compile(r"周期|中期|长期")
_NAME = re.compile(r"指标(?:名称|内容)?$|名称$")
_STANDARD = re.compile(r"标准$")


# The forms of a season, and a few editions of each.
_REMEMBERED = 32


class IndicatorColumn(StrEnum):
    """What a cell of an indicator is for."""

    NAME = "name"
    PLAN = "plan"
    CYCLE = "cycle"
    PAST = "past"
    ACTUAL = "actual"
    STANDARD = "standard"


IndicatorCell = tuple[AskedCell, IndicatorColumn, Field]
Shape = tuple[IndicatorCell, ...]
"""The cells of one indicator as asked, in the form's order."""
# What says nothing is quoted as it stands, without the signs beside it.
_NOTHING = (TargetKind.NOT_APPLICABLE, TargetKind.PLACEHOLDER, TargetKind.UNPARSED)


@dataclass(frozen=True)
class FilledIndicator:
    """One indicator with something filled: its cells by what they are for, and the filled ones' records.

    `parent` is the key its cells share (`indicators.output.quantity[1]`); `label` the printed path without the
    cell's own word. A form without a name column has its indicators named by their labels, or inside the target.
    `split` tells of each target where the form has its comparison 符号 and its measure 单位, when it has them apart;
    `beside` are all the filled cells of the row.
    """

    parent: Key
    label: str
    columns: tuple[tuple[Key, IndicatorColumn, Field], ...]
    records: dict[Key, Record]
    year: int
    split: Mapping[Key, SplitTarget] = field(default_factory=dict)
    beside: Mapping[Key, Record] = field(default_factory=dict)

    def keys(self, *wanted: IndicatorColumn) -> tuple[Key, ...]:
        return tuple(key for key, column, _ in self.columns if column in wanted)

    def text(self, key: Key) -> str:
        """What was written, empty where the cell is blank or unreadable; of a target that the form splits, all of it:
        `≥95%`."""
        target = self.targets.get(key) if key in self.split else None
        return self.own_text(key) if target is None or target.kind in _NOTHING else target.raw

    def own_text(self, key: Key) -> str:
        """A cell's own words, empty where it is blank or unreadable."""
        record = self.beside.get(key) or self.records.get(key)
        return record.value if record is not None and isinstance(record.value, str) else ""

    def filled(self, *wanted: IndicatorColumn) -> tuple[Key, ...]:
        return tuple(key for key in self.keys(*wanted) if self.own_text(key).strip())

    def touched(self, *wanted: IndicatorColumn) -> bool:
        """Whether any such cell holds anything, readable or not."""
        return any(key in self.records for key in self.keys(*wanted))

    @cached_property
    def name(self) -> str:
        """The filled name; without a name column nothing, as the label says only which sort of indicator it is."""
        return next((self.text(key) for key in self.filled(IndicatorColumn.NAME)), "")

    @cached_property
    def targets(self) -> dict[Key, Target]:
        """Every filled planned, past and actual value, read; each against its own year."""
        return {
            key: self.read(key, direction=_direction(field))
            for key, column, field in self.columns
            if column not in (IndicatorColumn.NAME, IndicatorColumn.STANDARD) and self.own_text(key).strip()
        }

    def read(self, key: Key, *, direction: Direction | None) -> Target:
        """What stands in a target's cell, with its comparison and its measure where these have cells of their own."""
        part = self.split.get(key, WHOLE)
        operator, measure = (self.own_text(cell) if cell is not None else "" for cell in (part.operator, part.measure))
        year, text = self.year_of(key), self.own_text(key)
        return read_parts(text, operator=operator, measure=measure, name=self.name, year=year, direction=direction)

    def year_of(self, key: Key) -> int:
        """The year a column speaks of: `y_2` is two years before the form's."""
        match = _YEAR_KEY.fullmatch(str(key[-1]))
        # A later year's target still speaks of dates without a year as of this one.
        return self.year - int(match[1]) if match and "_" in match[0] else self.year


def filled_indicators(questions: Questions, records: Iterable[Record]) -> Iterator[FilledIndicator]:
    """Every indicator with a filled cell, in the order of the records."""
    shapes, splits = _shapes(questions), _splits(questions)
    groups: dict[Key, dict[Key, Record]] = {}
    for record in records:
        if pattern_of(record.key[:-1]) in shapes:
            groups.setdefault(record.key[:-1], {})[record.key] = record
    for parent, mine in groups.items():
        for shape in shapes[pattern_of(parent)]:
            columns = tuple(((*parent, asked.key[-1]), column, its) for asked, column, its in shape)
            cells = {key: mine[key] for key, _, _ in columns if key in mine}
            if cells:
                label = next(iter(cells.values())).label.rpartition("·")
                split = {(*parent, *key): _placed(part, parent) for key, part in splits[pattern_of(parent)].items()}
                name = label[0] or label[2]
                yield FilledIndicator(parent, name, columns, cells, questions.year, split=split, beside=mine)


def _placed(part: SplitTarget, parent: Key) -> SplitTarget:
    """The parts of a target in one of its rows."""
    operator = (*parent, *part.operator) if part.operator is not None else None
    return SplitTarget(operator, (*parent, *part.measure) if part.measure is not None else None)


def patterns_of(questions: Questions) -> tuple[KeyPattern, ...]:
    """The patterns of the indicators a form asks for, in the form's order."""
    return tuple(_shapes(questions))


@lru_cache(maxsize=_REMEMBERED)
def columns_of(questions: Questions) -> frozenset[IndicatorColumn]:
    """What the cells of a form's indicators are for, all taken together."""
    return frozenset(column for shapes in _shapes(questions).values() for shape in shapes for _, column, _ in shape)


def is_forecast(asked: AskedCell) -> bool:
    """Whether a target cell asks what the year will come to: neither planned nor done."""
    return asked.key[-1] == "forecast" or _FORECAST.search(asked.label.rpartition("·")[2]) is not None


@lru_cache(maxsize=_REMEMBERED)
def _shapes(questions: Questions) -> dict[KeyPattern, tuple[Shape, ...]]:
    return {pattern: tuple(_apart(_columns(cells))) for pattern, cells in _asked_rows(questions).items()}


@lru_cache(maxsize=_REMEMBERED)
def _splits(questions: Questions) -> dict[KeyPattern, dict[Key, SplitTarget]]:
    """The targets that have a part in another cell of their row, by the ends of their keys."""
    rows = _asked_rows(questions).items()
    return {pattern: split_targets(_row_cell(asked) for asked in cells) for pattern, cells in rows}


def _row_cell(asked: AskedCell) -> RowCell:
    kind, choices = (asked.field.kind, asked.field.choices) if asked.field is not None else ("", ())
    return RowCell(asked.key[-1:], asked.label, asked.cell, kind, choices)


def _asked_rows(questions: Questions) -> dict[KeyPattern, tuple[AskedCell, ...]]:
    """What each row with a target asks, the same row of every repeat once."""
    groups: dict[KeyPattern, dict[str, AskedCell]] = {}
    for asked in questions.asked.values():
        if asked.field is not None:
            groups.setdefault(pattern_of(asked.key[:-1]), {}).setdefault(str(asked.key[-1]), asked)
    return {
        pattern: tuple(cells.values())
        for pattern, cells in groups.items()
        if any(asked.field is not None and traits_of(asked.field).is_target for asked in cells.values())
    }


def _apart(columns: Iterable[IndicatorCell]) -> Iterator[Shape]:
    """The indicators side by side on one row (中期 at the left, 年度 at the right): each begins with its name, the one
    nearest to its first target."""
    shape: list[IndicatorCell] = []
    for cell in columns:
        if cell[1] is IndicatorColumn.NAME:
            if any(column is not IndicatorColumn.NAME for _, column, _ in shape):
                yield tuple(shape)
            shape = []
        shape.append(cell)
    yield tuple(shape)


def _columns(cells: Iterable[AskedCell]) -> Iterator[IndicatorCell]:
    for asked in cells:
        field = asked.field
        column = None if field is None else _column(asked, field)
        if field is not None and column is not None:
            yield asked, column, field


def _column(asked: AskedCell, field: Field) -> IndicatorColumn | None:
    key, word = str(asked.key[-1]), asked.label.rpartition("·")[2]
    kind = traits_of(field)
    if kind.is_target:
        return None if is_forecast(asked) else _target_column(key, word)
    if not kind.is_prose:
        return None
    if key == "name" or _NAME.search(word):
        return IndicatorColumn.NAME
    return IndicatorColumn.STANDARD if key == "standard" or _STANDARD.search(word) else None


def _target_column(key: str, word: str) -> IndicatorColumn:
    """What a target column is for, forecasts aside."""
    # The key first, then the head: a spec's own word is surer than a printed one.
    if "_" in key and _YEAR_KEY.fullmatch(key):
        return IndicatorColumn.PAST
    if key == "actual" or (_ACTUAL.search(word) and not _PLANNED.search(word)):
        return IndicatorColumn.ACTUAL
    return IndicatorColumn.CYCLE if key == "cycle" or _CYCLE.search(word) else IndicatorColumn.PLAN


def _direction(field: Field) -> Direction | None:
    return Direction(field.direction) if field.direction else None
