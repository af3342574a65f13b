"""Finds computed cells that wait for each other, and the order in which the others can be computed."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao_xlsx.model.expr.faults import ExpressionError
from jixiao_xlsx.model.expr.nodes import Node, Ref, refs, unbound
from jixiao_xlsx.model.keys import KeyPattern, format_key

_Edges = Mapping[KeyPattern, Mapping[KeyPattern, Ref]]


def find_cycles(computed: Mapping[KeyPattern, Node]) -> tuple[tuple[KeyPattern, ExpressionError], ...]:
    """One fault for each circle of computed cells, with the owner at which it was noticed."""
    return _walk(computed)[1]


def computing_order(computed: Mapping[KeyPattern, Node]) -> tuple[KeyPattern, ...]:
    """The computed patterns, each after those that it uses."""
    return _walk(computed)[0]


def _walk(
    computed: Mapping[KeyPattern, Node],
) -> tuple[tuple[KeyPattern, ...], tuple[tuple[KeyPattern, ExpressionError], ...]]:
    edges = {owner: _uses(node, computed) for owner, node in computed.items()}
    done: dict[KeyPattern, None] = {}
    faults: list[tuple[KeyPattern, ExpressionError]] = []
    for owner in edges:
        # In the order of the form, so that a circle is always noticed at the same cell.
        if owner not in done:
            _descend(owner, edges, done, faults)
    return tuple(done), tuple(faults)


def _uses(node: Node, computed: Mapping[KeyPattern, Node]) -> dict[KeyPattern, Ref]:
    used: dict[KeyPattern, Ref] = {}
    for ref in refs(node):
        for path in ref.paths:
            if (pattern := unbound(path)) in computed:
                used.setdefault(pattern, ref)
    return used


def _descend(
    first: KeyPattern, edges: _Edges, done: dict[KeyPattern, None], faults: list[tuple[KeyPattern, ExpressionError]]
) -> None:
    """Depth first without recursion: a chain of computed cells may be longer than the stack is deep."""
    trail = {first: iter(edges[first].items())}
    while trail:
        owner = next(reversed(trail))
        used, ref = next(trail[owner], (None, None))
        if used is None or ref is None:
            del trail[owner]
            done[owner] = None
        elif used in trail:
            names = list(trail)
            faults.append((owner, _circle([*names[names.index(used) :], used], ref)))
        elif used not in done:
            trail[used] = iter(edges[used].items())


def _circle(circle: list[KeyPattern], ref: Ref) -> ExpressionError:
    names = " → ".join(format_key(pattern) for pattern in circle)
    return ExpressionError(ref.start, f"公式互相引用：{names}", "请把其中一格改为填报格，或改公式")
