"""Conclusions that are foregone: conditions that hold, or fail, whatever is filled in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jixiao_xlsx.model.expr.checker import compares_text
from jixiao_xlsx.model.expr.nodes import (
    Call,
    Compare,
    Logic,
    Membership,
    Negate,
    Node,
    Not,
    NumberLiteral,
    Product,
    Ref,
    Sum,
    TextLiteral,
    unbound,
)
from jixiao_xlsx.model.forms.form import Formula
from jixiao_xlsx.model.keys import ALL, KeyPattern

_DEEPEST = 8  # formulas within formulas: the shipped forms have three
_ENDLESS = Decimal("Infinity")
_COMPARES: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_PAIR = 2  # operands of `a <= b`; a chain has more
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_FAILED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a condition comes to in any filing, why, and what may have been meant."""

    holds: bool
    why: str
    write: str


@dataclass(frozen=True, slots=True)
class Foregone:
    """Judges conditions with the formulas of a form's computed cells."""

    computes: Mapping[KeyPattern, Formula | None]

    def truth(self, node: Node) -> Conclusion | None:
        """What a condition always comes to; None where it depends on what is filled in."""
        match node:
            case Compare():
                return self._compared(node)
            case Membership(item=TextLiteral() | NumberLiteral()):
                return Conclusion(False, "in 的左边是写死的", "请在左边写一个键")
            case Not(operand=operand):
                known = self.truth(operand)
                return None if known is None else Conclusion(not known.holds, known.why, known.write)
            case Logic():
                return self._joined(node)
            case _:
                return None

    def _joined(self, node: Logic) -> Conclusion | None:
        decides = node.word == "or"
        known = [self.truth(operand) for operand in node.operands]
        deciding = next((found for found in known if found is not None and found.holds is decides), None)
        if deciding is not None:
            return deciding
        if self._are_opposites(node):
            return Conclusion(decides, "同一格又要填又要不填", "请改正其中一处的键")
        if self._exclude_each_other(node):
            said = "总有一项成立" if decides else "几项不能同时成立"
            return Conclusion(decides, f"同一格的{said}", "请核对比较符号和数，或改正其中一处的键")
        found = [conclusion for conclusion in known if conclusion is not None]
        return found[0] if len(found) == len(known) else None

    def _are_opposites(self, node: Logic) -> bool:
        """Whether one of the operands says of a cell that it is blank, and another that it is filled."""
        asked = [part for part in node.operands if isinstance(part, Call) and part.function in ("blank", "filled")]
        said = {(part.function, self._meaning(part.arguments[0])) for part in asked}
        return any(("blank" if name == "filled" else "filled", cell) in said for name, cell in said)

    def _exclude_each_other(self, node: Logic) -> bool:
        """Whether no value at all meets what an `and` asks of one cell, or none fails all that an `or` asks."""
        asked: dict[Hashable, list[tuple[str, Decimal | str]]] = {}
        for part in node.operands:
            if isinstance(part, Compare) and len(part.operands) == _PAIR:
                left, right = part.operands
                operator = part.operators[0]
                if isinstance(left, NumberLiteral | TextLiteral):
                    left, right, operator = right, left, _TURNED.get(operator, operator)
                if isinstance(right, NumberLiteral | TextLiteral):
                    kept = operator if node.word == "and" else _FAILED[operator]
                    asked.setdefault(self._meaning(left), []).append((kept, right.value))
        return any(len(wanted) > 1 and not _may_be_met(wanted) for wanted in asked.values())

    # ---- comparisons ------------------------------------------------------------------------------------------

    def _compared(self, node: Compare) -> Conclusion | None:
        sides = pairwise(node.operands)
        known = [self._pair(*pair, node) for pair in zip(sides, node.operators, strict=True)]
        # A chain fails with any of its pairs, and holds with all of them.
        failing = next((found for found in known if found is not None and not found.holds), None)
        if failing is not None:
            return failing
        found = [conclusion for conclusion in known if conclusion is not None]
        return found[0] if len(found) == len(known) else None

    def _pair(self, sides: tuple[Node, Node], operator: str, node: Compare) -> Conclusion | None:
        left, right = sides
        if self._meaning(left) == self._meaning(right):
            holds = operator in ("==", "<=", ">=")
            return Conclusion(holds, "两边说的是同一个数", "请改正其中一边的键")
        if compares_text(node):
            both = isinstance(left, TextLiteral) and isinstance(right, TextLiteral)
            return Conclusion(operator == "!=", "两边都是写死的", "请在一边写一个键") if both else None
        return self._by_bounds(left, operator, right)

    def _by_bounds(self, left: Node, operator: str, right: Node) -> Conclusion | None:
        (low, high), (least, most) = _bounds(left), _bounds(right)
        compare = _COMPARES[operator]
        corners = {compare(mine, theirs) for mine in (low, high) for theirs in (least, most)}
        if low == high and least == most:
            return Conclusion(corners.pop(), "两边都是写死的数", "请在一边写一个键")
        # Of a range only orders are decided by its ends: something between them may be equal.
        if operator in ("==", "!="):
            apart = high < least or most < low
            return _counted(operator == "!=") if apart else None
        return _counted(corners.pop()) if len(corners) == 1 else None

    # ---- what an expression says, however it is written -------------------------------------------------------

    def _meaning(self, node: Node, depth: int = 0) -> Hashable:
        """The same for expressions that give the same figure: computed cells by formula, sums in any order."""
        match node:
            case NumberLiteral(value=value):
                return value.normalize()
            case TextLiteral(value=value):
                return value
            case Ref(paths=paths, many=many):
                formula = None if many or depth > _DEEPEST else self._formula(paths[0])
                return self._meaning(formula.node, depth + 1) if formula is not None else ("cell", paths)
            case Sum() | Call(function="sum"):
                terms = sorted(repr(term) for term in self._terms(node, "+", depth))
                return terms[0] if len(terms) == 1 else ("sum", *terms)
            case Product(factors=factors):
                return ("product", *sorted((sign, repr(self._meaning(factor, depth))) for sign, factor in factors))
            case Negate(operand=operand):
                return ("negative", self._meaning(operand, depth))
            case Call(function=function, arguments=arguments):
                return (function, *(self._meaning(argument, depth) for argument in arguments))
            case _:
                return repr(node)

    def _terms(self, node: Node, sign: str, depth: int) -> list[tuple[str, Hashable]]:
        """The addends of a sum, those of sums in it and behind its computed cells among them."""
        match node:
            case Sum(terms=pairs):
                return [term for mine, part in pairs for term in self._terms(part, _times(sign, mine), depth)]
            case Call(function="sum", arguments=arguments):
                return [term for part in arguments for term in self._terms(part, sign, depth)]
            case Ref(paths=paths, many=many):
                formula = None if many or depth > _DEEPEST else self._formula(paths[0])
                if formula is not None:
                    return self._terms(formula.node, sign, depth + 1)
                return [(sign, ("cell", (path,))) for path in paths]
            case _:
                return [(sign, self._meaning(node, depth))]

    def _formula(self, path: tuple[object, ...]) -> Formula | None:
        # A cell of a numbered row has a formula of its own, which speaks of that row; it is taken for another cell.
        plain = all(isinstance(part, str) and part != ALL for part in path)
        return self.computes.get(unbound(path)) if plain else None  # type: ignore[arg-type]


def _may_be_met(wanted: list[tuple[str, Decimal | str]]) -> bool:
    """Whether some value meets all comparisons: one of those they name, one between two of them, or one beyond."""
    words = {value for _, value in wanted if isinstance(value, str)}
    if words:
        # A word that no comparison names.
        tried = (*words, "".join(sorted(words)) + "。")
        return any(all((word == value) is (operator == "==") for operator, value in wanted) for word in tried)
    named = sorted({value for _, value in wanted if isinstance(value, Decimal)})
    between = [(low + high) / 2 for low, high in pairwise(named)]
    return any(
        all(_COMPARES[operator](figure, value) for operator, value in wanted if isinstance(value, Decimal))
        for figure in (*named, *between, named[0] - 1, named[-1] + 1)
    )


def _times(sign: str, other: str) -> str:
    return "+" if sign == other else "-"


def _counted(holds: bool) -> Conclusion:
    return Conclusion(holds, "个数和字数从不小于 0", "至少填一格请写 count(a) > 0 或 filled(a)")


def _bounds(node: Node) -> tuple[Decimal, Decimal]:
    """Between which figures an expression always is."""
    match node:
        case NumberLiteral(value=value):
            return value, value
        case Negate(operand=operand):
            low, high = _bounds(operand)
            return -high, -low
        case Call(function="count", arguments=arguments):
            paths = [path for part in arguments if isinstance(part, Ref) for path in part.paths]
            endless = any(ALL in path for path in paths)
            return Decimal(0), _ENDLESS if endless else Decimal(len(paths))
        case Call(function="len" | "abs"):
            return Decimal(0), _ENDLESS
        case _:
            return -_ENDLESS, _ENDLESS
