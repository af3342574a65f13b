"""A mistake as somebody types it: the cells that change in a clean filing, and where it is to be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn, filled_indicators
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key, format_key
from whole_way.matrix.asking import Can, slots
from whole_way.matrix.bases import Cells


@dataclass(frozen=True)
class Drawn:
    """A cell as a program writes it: its inside as XML, its number format, and its type where it has one."""

    inside: str
    look: str = ""
    kind: str = ""


Typed = Decimal | str | date | Drawn | None
"""What is typed: a figure, a text past every check, a day, a cell with a look of its own; None empties the cell."""
Changes = dict[Key, Typed]


@dataclass(frozen=True)
class Sheet:
    """A clean filing under the hand of somebody who is about to make a mistake."""

    asked: Questions
    cells: Cells
    indicators: tuple[FilledIndicator, ...]

    def of_kind(self, *kinds: str, test: Callable[[Field], object] = lambda _: True) -> list[Key]:
        """The filled slots of these kinds, then the blank ones, in the order of the form."""
        found = [key for key, _, field in slots(self.asked) if field.kind in kinds and test(field)]
        return sorted(found, key=lambda key: key not in self.cells)

    def ending(self, *words: str) -> list[Key]:
        """The filled slots whose keys end in one of these words."""
        return [key for key, _, _ in slots(self.asked) if key in self.cells and key[-1] in words]

    @cached_property
    def planned(self) -> tuple[FilledIndicator, ...]:
        return tuple(one for one in self.indicators if one.keys(IndicatorColumn.PLAN))

    def row(self, *sort: str) -> FilledIndicator:
        """The first indicator of that 二级, else the first of all."""
        return next((one for one in self.planned if set(sort) & set(one.parent)), self.planned[0])

    def aim(self, one: FilledIndicator, operator: str, value: str, measure: str = "") -> Changes:
        """A target typed into the indicator's planned cell, or into its three cells where the form splits it."""
        key = one.keys(IndicatorColumn.PLAN)[-1]
        beside = (*one.parent, "operator")
        if self.asked.about(beside) is None:
            return {key: f"{operator}{value}{measure}"}
        return {beside: operator or "定性", key: value, (*one.parent, "measure"): measure or None}

    @cached_property
    def values(self) -> FilingValues:
        """The figures of the clean filing, those that the form computes included."""
        formulas = {key: cell.field.compute for key, cell in self.asked.asked.items() if cell.field}
        computed = {key: formula for key, formula in formulas.items() if formula is not None}
        return FilingValues(self.cells, computed, {})

    def named(self, one: FilledIndicator, name: str) -> Changes:
        """A name typed into every name cell of the indicator's row; nothing where the form has none."""
        return dict.fromkeys(one.keys(IndicatorColumn.NAME), name)

    def emptied(self, keys: Iterable[Key]) -> Changes:
        return dict.fromkeys(keys)

    def under(self, *start: str | int) -> list[Key]:
        """The filled slots under a key."""
        return [key for key in self.cells if key[: len(start)] == start]


def aimed(sort: str, operator: str, value: str, measure: str = "", *, name: str = "") -> Callable[[Sheet], Changes]:
    """A target typed into the row of a 二级, under another name where one is given."""

    def how(sheet: Sheet) -> Changes:
        one = sheet.row(sort)
        words = sheet.aim(one, operator, value, measure)
        if not name:
            return words
        # Without a column of names the target itself says what it is of.
        if not one.keys(IndicatorColumn.NAME):
            plan = one.keys(IndicatorColumn.PLAN)[-1]
            return {key: f"{name}{typed}" if key == plan else typed for key, typed in words.items()}
        return words | sheet.named(one, name)

    return how


@dataclass(frozen=True)
class Plant:
    """A code, the forms in which it can come about, and how; what a sum or a rule tells stands `elsewhere`."""

    code: str
    can: Can
    how: Callable[[Sheet], Changes]
    elsewhere: bool = False


def under_hand(asked: Questions, cells: Cells, records: Mapping[Key, object]) -> Sheet:
    """The clean filing with its indicators, as the audit will see them."""
    return Sheet(asked, cells, tuple(filled_indicators(asked, records.values())))  # type: ignore[arg-type]


def near(told: str, changes: Changes) -> bool:
    """Whether a finding stands at a changed cell, in its row, or in a block that was emptied."""
    spots = {format_key(key) for key in changes}
    rows = {format_key(key[:-1]) for key in changes if len(key) > 2}
    return any(told == spot or told.startswith((f"{spot}.", f"{spot}[")) for spot in spots | rows)
