"""Whether a condition has anything to look at yet: what the form prints and computes of itself is nobody's answer."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.model.expr.nodes import Call, Node, bind, children, refs
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.keys import ALL, Key

# What these say of an empty form is what they are there to say.
_ASKING = frozenset({"blank", "filled"})


def is_untouched(node: Node, owner: Key, values: FilingValues) -> bool:
    """Whether nobody has filled in anything that a condition looks at, directly or through formulas; never so of one
    that asks whether cells are blank."""
    return not asks_blank(node) and not is_answered(node, owner, values)


def is_answered(node: Node, owner: Key, values: FilingValues) -> bool:
    """Whether something that a condition looks at is filled in."""
    return any(key in values.filled for key in _looked_at(node, owner, values, set()))


def asks_blank(node: Node) -> bool:
    """Whether a condition asks somewhere whether a cell is blank or filled."""
    asks = isinstance(node, Call) and node.function in _ASKING
    return asks or any(asks_blank(child) for child in children(node))


def _looked_at(node: Node, owner: Key, values: FilingValues, seen: set[Key]) -> Iterator[Key]:
    for ref in refs(node):
        for path in ref.paths:
            pattern = bind(path, owner)
            for key in values.matching(pattern, owner) if ALL in pattern else (pattern,):
                if key in seen:
                    continue
                seen.add(key)
                yield key
                formula = values.computed.get(key)
                if formula is not None:
                    yield from _looked_at(formula.node, key, values, seen)
