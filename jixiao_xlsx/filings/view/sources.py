"""Which cells a reference stands for, and from which open cells a figure comes: nobody changes a formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.expr.nodes import Ref, bind, refs
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.keys import ALL, Key, indexes_of, matches


@dataclass(frozen=True, slots=True)
class CellSources:
    """The cells of one filing behind its figures."""

    questions: Questions
    values: FilingValues

    def keys(self, ref: Ref, owner: Key) -> list[Key]:
        """The cells that a reference stands for at an owner: what was asked first, then what was filled besides."""
        found: list[Key] = []
        for path in ref.paths:
            pattern = bind(path, owner)
            if ALL not in pattern:
                found.append(pattern)
                continue
            asked = [key for key in self.questions.asked if matches(pattern, key)]
            filled = sorted(self.values.matching(pattern, owner), key=indexes_of)
            found += dict.fromkeys((*asked, *filled))
        return found

    def inputs(self, key: Key) -> tuple[Key, ...]:
        """The open cells that a cell comes from: itself, or what its formula adds up, through further formulas."""
        return tuple(dict.fromkeys(self._inputs(key, set())))

    def to_change(self, *keys: Key) -> Key | None:
        """The one open cell to change behind some cells: what was overspent most, else the largest figure, else what
        was filled last, else the first; None where nobody fills any of them in."""
        found = tuple(dict.fromkeys(part for key in keys for part in self.inputs(key)))
        overspent = [(over, key) for key in found if (over := self._overspent(key)) > 0]
        if overspent:
            return max(overspent, key=lambda figure: figure[0])[1]
        figures = [(abs(value), key) for key in found if isinstance(value := self.values.get(key), Decimal)]
        if figures:
            # Of several addends the largest is the likeliest to be wrong; of equal ones the first.
            return max(figures, key=lambda figure: figure[0])[1]
        filled = [key for key in found if self.values.get(key) is not None]
        return filled[-1] if filled else next(iter(found), None)

    def _overspent(self, key: Key) -> Decimal:
        """By how much an executed amount is above its own budget; 0 of anything else."""
        budget = tuple("budgeted" if part == "executed" else part for part in key)
        executed, budgeted = self.values.get(key), self.values.get(budget)
        if budget == key or not isinstance(executed, Decimal) or not isinstance(budgeted, Decimal):
            return Decimal(0)
        return executed - budgeted

    def _inputs(self, key: Key, seen: set[Key]) -> Iterator[Key]:
        if key in seen:
            return
        seen.add(key)
        formula = self.values.computed.get(key)
        if formula is not None:
            for ref in refs(formula.node):
                for part in self.keys(ref, key):
                    yield from self._inputs(part, seen)
        elif self._is_open(key):
            yield key

    def _is_open(self, key: Key) -> bool:
        asked = self.questions.about(key)
        return asked is not None and asked.field is not None and not asked.field.locked and not asked.field.compute
