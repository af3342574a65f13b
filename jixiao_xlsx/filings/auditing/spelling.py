"""How the audit's sentences say figures: money with its decimals, counts without, rates as percent, points as such."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.filings.view.shares import percent
from jixiao_xlsx.model.checks.tolerance import compares_decimals, has_decimals, shown_places, told_places
from jixiao_xlsx.model.expr.nodes import Call, Node, Ref, children, unbound
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key, first_of
from jixiao_xlsx.model.kinds import traits_of

_LEAST = 2
"""Decimals that are told in any case, as a figure may be filled with more than its field shows."""
_POINTS, _COUNTED = " 分", " 个"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How figures are said: with so many decimals, their zeros kept where `money` is, and what stands behind them."""

    money: bool
    places: int
    share: bool = False
    tail: str = ""
    year: bool = False

    @property
    def counts(self) -> bool:
        """Whether they are numbers of cells."""
        return self.tail == _COUNTED

    def number(self, value: Decimal) -> str:
        """`1,234.50`; a count `1,234`, a score `8.5 分`, a rate `98.5%`, a year `2026 年`."""
        if self.year:
            return f"{value.normalize():f} 年"
        if self.share:
            # Two decimals, as forms print rates.
            return percent(value, 2)
        text = f"{value:,.{max(self.places, _LEAST)}f}"
        return (text if self.money else _trimmed(text)) + self.tail


def spelling_of(node: Node, fields: Mapping[Key, Field | None]) -> Spelling:
    """How the figures of a rule are said; `fields` are those of the form as issued."""
    traits = [traits_of(field) for field in _fields_in(node, fields)]
    share = bool(traits) and all(kind.is_percent for kind in traits)
    counted = _counts(node)
    score = bool(traits) and all(kind.is_score for kind in traits) and not counted
    tail = _POINTS if score else _COUNTED if counted else ""
    year = bool(traits) and all(kind.is_number and not kind.is_figure for kind in traits) and not counted
    money = compares_decimals(node, fields) and not _is_whole(node, fields)
    return Spelling(money, told_places(node, fields), share and not counted, tail, year)


def _is_whole(node: Node, fields: Mapping[Key, Field | None]) -> bool:
    """Whether one cell alone is meant, which holds whole numbers: 500 people beside 120.00 万元 stay 500."""
    return isinstance(node, Ref) and all(traits_of(field).is_whole for field in _fields_in(node, fields))


def figure_text(value: Decimal, field: Field) -> str:
    """A figure as its field says it."""
    if traits_of(field).is_percent:
        # As forms print rates, whatever decimals their fields have.
        return percent(value, 2)
    tail = _POINTS if traits_of(field).is_score else ""
    return Spelling(has_decimals(field), shown_places(field), tail=tail).number(value)


def _trimmed(text: str) -> str:
    return text.rstrip("0").removesuffix(".") if "." in text else text


def _counts(node: Node) -> bool:
    """Whether figures are numbers of cells: of `count(a) > 0` both sides."""
    if isinstance(node, Call):
        return node.function == "count"
    return any(_counts(child) for child in children(node))


def _fields_in(node: Node, fields: Mapping[Key, Field | None]) -> Iterator[Field]:
    """The fields of a rule's cells as they were asked; of open rows those of the first."""
    if isinstance(node, Ref):
        asked = (fields.get(first_of(unbound(path))) for path in node.paths)
        yield from (field for field in asked if field is not None)
    for child in children(node):
        yield from _fields_in(child, fields)
