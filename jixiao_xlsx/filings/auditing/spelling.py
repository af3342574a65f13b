"""How the audit's sentences say figures: money with its decimals, counts without, finer figures with all they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.filings.auditing.days import days_sentence
from jixiao_xlsx.model.checks.tolerance import compares_decimals, has_decimals, shown_places, told_places
from jixiao_xlsx.model.expr.nodes import Node
from jixiao_xlsx.model.expr.results import Comparison
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of

_LEAST = 2
"""Decimals that are told in any case, as a figure may be filled with more than its field shows."""

# A sentence tells what was found: the opposite of what should hold.
_OPPOSITE = {"==": "≠", "!=": "＝", "<=": "＞", ">=": "＜", "<": "≥", ">": "≤"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """How figures are said: with so many decimals, their zeros kept where `money` is."""

    money: bool
    places: int

    def number(self, value: Decimal) -> str:
        """`1,234.50`; a count `1,234`, a score `8.5`."""
        text = f"{value:,.{max(self.places, _LEAST)}f}"
        return text if self.money else text.rstrip("0").removesuffix(".")

    def sentence(self, pair: Comparison) -> str:
        """`448,839.53 ≠ 381,681.04，相差 67,158.49`; of counts `2 ≠ 3，相差 1`."""
        if pair.left is None or pair.right is None:
            return "不成立"
        if pair.days:
            return days_sentence(pair.left, pair.operator, pair.right)
        difference = abs(pair.difference) if pair.difference is not None else abs(pair.left - pair.right)
        left, right = self.number(pair.left), self.number(pair.right)
        return f"{left} {_OPPOSITE[pair.operator]} {right}，相差 {self.number(difference)}"


def spelling_of(node: Node, fields: Mapping[Key, Field | None]) -> Spelling:
    """How the figures of a rule are said; `fields` are those of the form as issued."""
    return Spelling(compares_decimals(node, fields), told_places(node, fields))


def figure_text(value: Decimal, field: Field) -> str:
    """A figure as its field says it."""
    if traits_of(field).is_percent:
        # As forms print rates, whatever decimals their fields have.
        return f"{value * 100:.2f}%"
    return Spelling(has_decimals(field), shown_places(field)).number(value)
