"""How far rounded figures may be off: half a unit of the last shown decimal for each figure that takes part."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jixiao_xlsx.model.expr.nodes import Call, Compare, Node, NumberLiteral, Ref, children, refs, unbound
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import ALL, Key, first_of
from jixiao_xlsx.model.kinds import traits_of

_COUNTING = {"count", "len", "blank", "filled", "unique"}


def shown_places(field: Field) -> int:
    """Decimals of a field's value as the printed form shows it; a percent's count in the fraction (98% has two)."""
    kind = traits_of(field)
    if field.decimals is None:
        return kind.places or 0
    # Two decimals of 98.55 % are the third and fourth of 0.9855.
    return field.decimals + 2 if kind.is_percent else field.decimals


def margin_of(field: Field) -> Decimal:
    """Half a unit of the last shown decimal."""
    # Half a unit is what rounding to that decimal can take or give.
    return Decimal(5).scaleb(-shown_places(field) - 1)


def allowance(node: Node, fields: Mapping[Key, Field | None]) -> Decimal:
    """The tolerance of a rule: ½ unit × (number of addends + 1) where it compares figures for equality, else 0.

    `fields` are those of the form as issued; an open row is asked what its block's first row is.
    """
    if not any(isinstance(part, Compare) and "==" in part.operators for part in _nodes(node)):
        return Decimal(0)
    paths = [path for ref in refs(node) for path in ref.paths]
    asked = (field for path in paths if (field := fields.get(first_of(unbound(path)))) is not None)
    margins = [margin_of(field) for field in asked if traits_of(field).places is not None]
    # n addends and their sum are n + 1 paths, each off by half a unit at most.
    return max(margins, default=Decimal(0)) * (len(paths) or 1)


def has_decimals(field: Field) -> bool:
    """Whether a field's figures are told with decimals whatever they are: money and percentages, not counts."""
    kind = traits_of(field)
    return kind.is_money or kind.is_percent or field.measure.endswith("元")


def compares_decimals(node: Node, fields: Mapping[Key, Field | None]) -> bool:
    """Whether a rule compares money or percentages; what it only counts does not matter. `fields` as in `allowance`."""
    if isinstance(node, Call) and node.function in _COUNTING:
        return False
    paths = node.paths if isinstance(node, Ref) else ()
    asked = (fields.get(first_of(unbound(path))) for path in paths)
    mine = any(field is not None and has_decimals(field) for field in asked)
    return mine or any(compares_decimals(child, fields) for child in children(node))


def compares_shares(node: Node, fields: Mapping[Key, Field | None]) -> bool:
    """Whether a rule compares rates with one another, or with a bound, and nothing else. `fields` as in `allowance`."""
    asked = [fields.get(first_of(unbound(path))) for ref in refs(node) for path in ref.paths]
    return bool(asked) and all(field is not None and traits_of(field).is_percent for field in asked)


def told_places(node: Node, fields: Mapping[Key, Field | None]) -> int:
    """With how many decimals a rule's figures are told: those of the finest field, rates aside, which are seldom
    filled with all of theirs. `fields` as in `allowance`."""
    paths = (path for ref in refs(node) for path in ref.paths)
    asked = (fields.get(tuple(1 if part == ALL else part for part in unbound(path))) for path in paths)
    finest = (shown_places(field) for field in asked if field is not None and not traits_of(field).is_percent)
    return max(finest, default=0)


def expectation(node: Node, mine: Ref, field: Field) -> Node:
    """`round(formula, places) == mine`: what an `expect` field asks, as one truth to evaluate with `margin_of`."""
    places = NumberLiteral(0, 0, Decimal(shown_places(field)))
    return Compare(0, 0, (Call(0, 0, "round", (node, places)), mine), ("==",))


def _nodes(node: Node) -> list[Node]:
    return [node, *(below for child in children(node) for below in _nodes(child))]
