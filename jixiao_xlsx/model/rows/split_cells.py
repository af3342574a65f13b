"""The cells beside a target 指标值 that are a part of it: its comparison 符号 and its measure 单位, where a form splits
them off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jixiao_xlsx.model.cell_names import place_of
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_named
from jixiao_xlsx.model.target import Direction, Target, parse_split_target, parse_target

# Heads of columns, as forms print them; 责任单位 and 实施单位 are somebody, no measure.
_SIGN = re.compile(r"(?:绩效)?(?:指标)?(?:比较|判断|运算|逻辑|关系)?(?:符号?|符)|(?:绩效)?指标(?:值)?性质|运算关系")
_MEASURE = re.compile(r"(?:绩效)?(?:指标)?(?:值的?)?(?:计量|度量|计算)?单位")
# What came of a target, or will: the comparison is none of its own.
_OUTCOME = re.compile(r"实际|完成(?:情况|值|率|数)|实现情况|执行情况|预计")
_OUTCOME_KEY = re.compile(r"actual|forecast|y_\d")
_SIGNS = frozenset("≥≤>＞<＜")


@dataclass(frozen=True, slots=True)
class RowCell:
    """One cell of a row as its form has it: enough to tell what it is for. `choices` is what may be chosen there."""

    key: Key
    label: str
    cell: str
    kind: str
    choices: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        return str(self.key[-1])

    @property
    def word(self) -> str:
        return self.label.rpartition("·")[2]

    @property
    def column(self) -> int:
        return (place_of(self.cell.partition(":")[0]) or (0, 0))[1]

    @property
    def is_target(self) -> bool:
        return traits_named(self.kind).is_target

    @property
    def is_planned(self) -> bool:
        """Whether it is a target that somebody set, and not what came of it."""
        return self.is_target and not (_OUTCOME_KEY.fullmatch(self.last) or _OUTCOME.search(self.word))

    @property
    def is_sign(self) -> bool:
        said = self.last.rpartition("_")[2] == "operator" or _SIGN.fullmatch(self.word) is not None
        return not self.is_target and (said or not _SIGNS.isdisjoint(self.choices))

    @property
    def is_measure(self) -> bool:
        said = self.last.rpartition("_")[2] == "measure" or _MEASURE.fullmatch(self.word) is not None
        return not self.is_target and not self.is_sign and said


@dataclass(frozen=True, slots=True)
class SplitTarget:
    """Where the parts of one target stand: the keys of its comparison and of its measure, None where it has none."""

    operator: Key | None = None
    measure: Key | None = None


WHOLE = SplitTarget()
"""A target that stands in one cell."""


def split_targets(cells: Iterable[RowCell]) -> dict[Key, SplitTarget]:
    """The targets of one row that have a part of them in another cell, by their keys."""
    row = sorted(cells, key=lambda cell: cell.column)
    signs, measures = [cell for cell in row if cell.is_sign], [cell for cell in row if cell.is_measure]
    if not signs and not measures:
        return {}
    operators = _operators([cell for cell in row if cell.is_planned], signs)
    parts = {
        cell.key: SplitTarget(operators.get(cell.key), _measure_of(cell, measures)) for cell in row if cell.is_target
    }
    return {key: part for key, part in parts.items() if part != WHOLE}


def _operators(planned: list[RowCell], signs: list[RowCell]) -> dict[Key, Key]:
    """Each comparison belongs to the next target at its right, in a form that puts it last to the one at its left."""
    found: dict[Key, Key] = {}
    for sign in signs:
        right = [cell for cell in planned if cell.column > sign.column]
        left = [cell for cell in planned if cell.column < sign.column]
        if right or left:
            found.setdefault((right[0] if right else left[-1]).key, sign.key)
    return found


def _measure_of(target: RowCell, measures: list[RowCell]) -> Key | None:
    """The first measure at the target's right, else the nearest at its left: one column measures a whole row."""
    right = [cell for cell in measures if cell.column > target.column]
    left = [cell for cell in measures if cell.column < target.column]
    return right[0].key if right else left[-1].key if left else None


def read_parts(
    value: str,
    *,
    operator: str,
    measure: str,
    name: str = "",
    year: int | None = None,
    direction: Direction | None = None,
) -> Target:
    """A target with what stands in the cells beside it, which may be nothing."""
    if not operator and not measure:
        return parse_target(value, name=name, year=year, direction=direction)
    return parse_split_target(value, operator=operator, measure=measure, name=name, year=year, direction=direction)
