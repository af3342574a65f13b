"""What a form's own rules count: whether one of them asks that something stands in a part of the form."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.model.expr.nodes import Call, Compare, Logic, Node, Not, NumberLiteral, refs, unbound
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.tree import open_rows
from jixiao_xlsx.model.keys import ALL, KeyPattern

_MORE = {">", ">=", "!="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
Demand = frozenset[KeyPattern]
"""The cells of which something must be filled."""


def is_asked_for(questions: Questions, part: KeyPattern) -> bool:
    """Whether the form itself says so where a part of it, and no other, is empty: by a rule that counts what is filled
    there, or by a least number of rows that every filing has."""
    # A rule over each of the part's rows says nothing where there is no row.
    rules = (rule for rule in questions.form.rules if rule.owner[: len(part)] != part)
    demands = (demand for rule in rules for demand in _demands(rule.formula.node))
    counted = any(all(path[: len(part)] == part for path in demand) for demand in demands)
    return counted or any(
        pattern[: len(part)] == part and ALL not in pattern[:-1] and block.least > 0
        for pattern, block, _ in open_rows(questions.form)
    )


def _demands(node: Node) -> Iterator[Demand]:
    """What a rule wants filled, whatever the conditions beside it: `count(benefit) > 0 or …`."""
    match node:
        case Logic(operands=operands):
            for operand in operands:
                yield from _demands(operand)
        case Call(function="filled") | Not(operand=Call(function="blank")):
            yield _spoken(node)
        case Compare(operands=(left, right), operators=(operator,)):
            yield from _compared(left, right, operator)
            yield from _compared(right, left, _MIRRORED[operator])
        case _:
            return


def _compared(counted: Node, other: Node, operator: str) -> Iterator[Demand]:
    """What must be filled for a count to be more than nothing, or as many as something else."""
    if not isinstance(counted, Call) or counted.function != "count":
        return
    nothing = isinstance(other, NumberLiteral) and other.value == 0
    if operator in _MORE or (operator == "==" and not nothing):
        yield _spoken(counted)


def _spoken(node: Node) -> Demand:
    return frozenset(unbound(path) for ref in refs(node) for path in ref.paths)
