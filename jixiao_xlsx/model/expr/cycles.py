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
        _visit(owner, edges, done, [], faults)
    return tuple(done), tuple(faults)


def _uses(node: Node, computed: Mapping[KeyPattern, Node]) -> dict[KeyPattern, Ref]:
    used: dict[KeyPattern, Ref] = {}
    for ref in refs(node):
        for path in ref.paths:
            if (pattern := unbound(path)) in computed:
                used.setdefault(pattern, ref)
    return used


def _visit(
    owner: KeyPattern,
    edges: _Edges,
    done: dict[KeyPattern, None],
    trail: list[KeyPattern],
    faults: list[tuple[KeyPattern, ExpressionError]],
) -> None:
    if owner in done:
        return
    trail.append(owner)
    for used, ref in edges[owner].items():
        if used in trail:
            faults.append((owner, _circle([*trail[trail.index(used) :], used], ref)))
        else:
            _visit(used, edges, done, trail, faults)
    trail.pop()
    done[owner] = None


def _circle(circle: list[KeyPattern], ref: Ref) -> ExpressionError:
    names = " → ".join(format_key(pattern) for pattern in circle)
    return ExpressionError(ref.start, f"公式互相引用：{names}", "请把其中一格改为填报格，或改公式")
