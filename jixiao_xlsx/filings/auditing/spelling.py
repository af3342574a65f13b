"""How the audit's sentences say figures: money with its decimals, counts without, rates as percent, points as such."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jixiao_xlsx.model.checks.tolerance import compares_decimals, has_decimals, shown_places, told_places
from jixiao_xlsx.model.expr.nodes import Call, Node, Ref, children, unbound
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key, first_of
from jixiao_xlsx.model.kinds import traits_of

_LEAST = 2
"""Decimals that are told in any case, as a figure may be filled with more than its field shows."""
_FINEST = 4
"""Decimals of a percentage at most: 100.0001% is more than anybody prints."""
_POINTS, _COUNTED = " 分", " 个"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How figures are said: with so many decimals, their zeros kept where `money` is, and what stands behind them."""

    money: bool
    places: int
    percent: bool = False
    tail: str = ""

    def number(self, value: Decimal) -> str:
        """`1,234.50`; a count `1,234`, a score `8.5 分`, a rate `98.5%`."""
        if self.percent:
            # Two decimals, as forms print rates.
            return _percent(value, 2)
        text = f"{value:,.{max(self.places, _LEAST)}f}"
        return (text if self.money else _trimmed(text)) + self.tail


def spelling_of(node: Node, fields: Mapping[Key, Field | None]) -> Spelling:
    """How the figures of a rule are said; `fields` are those of the form as issued."""
    traits = [traits_of(field) for field in _fields_in(node, fields)]
    percent = bool(traits) and all(kind.is_percent for kind in traits)
    counted = _counts(node)
    score = bool(traits) and all(kind.is_score for kind in traits) and not counted
    tail = _POINTS if score else _COUNTED if counted else ""
    return Spelling(compares_decimals(node, fields), told_places(node, fields), percent and not counted, tail)


def share_text(value: Decimal, *, beside: Decimal | None = None) -> str:
    """A share as percent: `98.5%`; with as many decimals as tell it from another one that it was compared with."""
    for places in range(1, _FINEST + 1):
        text, other = (_percent(share, places) for share in (value, beside if beside is not None else value))
        if beside is None or value == beside or text != other:
            break
    return text


def figure_text(value: Decimal, field: Field) -> str:
    """A figure as its field says it."""
    if traits_of(field).is_percent:
        # As forms print rates, whatever decimals their fields have.
        return f"{value * 100:.2f}%"
    return Spelling(has_decimals(field), shown_places(field)).number(value)


def _percent(share: Decimal, places: int) -> str:
    rounded = (share * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{_trimmed(f'{rounded:,f}')}%"


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
