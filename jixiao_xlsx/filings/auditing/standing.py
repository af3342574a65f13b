"""Where a rule that fails is told: at the cell that has to be changed, never at one that nobody can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao_xlsx.filings.view.sources import CellSources
from jixiao_xlsx.model.expr.evaluator import evaluate
from jixiao_xlsx.model.expr.nodes import Call, Compare, Logic, Node, NumberLiteral, Ref, TextLiteral, children, refs
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.forms.form import Rule
from jixiao_xlsx.model.keys import Key


@dataclass(frozen=True, slots=True)
class RuleStanding:
    """Finds the cell to change for the rules of one filing."""

    sources: CellSources

    @property
    def values(self) -> FilingValues:
        return self.sources.values

    def of(self, rule: Rule, owner: Key, *, tolerance: Decimal) -> Key | None:
        """The cell to change where a rule fails at an owner; None where the form asked for none of its cells."""
        node = rule.formula.node
        repeated = next((second for part in _uniques(node) for _, second in self.repeated(part, owner)), None)
        if rule.at is None and repeated is not None:
            return repeated
        named = [rule.at] if rule.at is not None else []
        blamed = [*named, *_Blame(owner, self.values, tolerance).refs(node), *refs(node)]
        cells = (self.sources.to_change(*self.sources.keys(ref, owner)) for ref in blamed)
        found = next((key for key in cells if key is not None), None)
        # A rule over computed cells alone: where it is seen is better than nowhere.
        return found or next((key for ref in blamed for key in self.sources.keys(ref, owner)), None)

    def repeated(self, call: Call, owner: Key) -> list[tuple[Key, Key]]:
        """The cells of a `unique` that say what an earlier one says, each after that one."""
        seen: dict[str, Key] = {}
        found = []
        for ref in call.arguments:
            for key in self.sources.keys(ref, owner) if isinstance(ref, Ref) else ():
                value = self.values.get(key)
                words = str(value).strip().casefold() if isinstance(value, Decimal | str) else ""
                if words and seen.setdefault(words, key) != key:
                    found.append((seen[words], key))
        return found


@dataclass(frozen=True, slots=True)
class _Blame:
    """Puts the references of a rule that fails in the order in which people would change them."""

    owner: Key
    values: FilingValues
    tolerance: Decimal

    def refs(self, node: Node) -> Iterator[Ref]:
        match node:
            case Logic(word="or"):
                yield from self._either(node)
            case Logic(operands=operands):
                for operand in sorted(operands, key=self._holds):
                    yield from self.refs(operand)
            case Compare() if "==" in node.operators:
                yield from _balanced(node.operands)
            case _:
                yield from _gathered(node)

    def _either(self, node: Logic) -> Iterator[Ref]:
        """`score >= points or filled(deviation)`: what is asked for comes first, then what is compared; a condition
        such as `blank(name)` only says when the rule matters."""
        wanted = [part for part in node.operands if isinstance(part, Call) and part.function == "filled"]
        asides = [part for part in node.operands if is_aside(part)]
        others = [part for part in node.operands if part not in wanted and part not in asides]
        for part in (*reversed(wanted), *others, *reversed(asides)):
            yield from self.refs(part)

    def _holds(self, node: Node) -> bool:
        return evaluate(node, self.owner, self.values, tolerance=self.tolerance) is not False


def is_aside(node: Node) -> bool:
    """Whether a condition only says when a rule matters: `blank(name)`, `count(name) == 0`, `operator == '定性'`."""
    if isinstance(node, Call):
        return node.function == "blank"
    if not isinstance(node, Compare):
        return False
    nothing = any(isinstance(side, NumberLiteral) and side.value == 0 for side in node.operands)
    counted = any(isinstance(side, Call) and side.function == "count" for side in node.operands)
    words = any(isinstance(side, TextLiteral) for side in node.operands)
    return words or (nothing and counted and node.operators == ("==",))


def _balanced(sides: Iterable[Node]) -> Iterator[Ref]:
    """The total first, which stands alone on its side, then what is added up; of two such sides the left one."""
    given = tuple(sides)
    for side in (*(part for part in given if isinstance(part, Ref)), *given):
        yield from _gathered(side)


def _gathered(node: Node) -> Iterator[Ref]:
    """The references of an expression; what one call counts or adds up is one of them."""
    if isinstance(node, Call):
        cells = [part for part in node.arguments if isinstance(part, Ref)]
        if cells and len(cells) == len(node.arguments):
            yield replace(cells[0], paths=tuple(path for cell in cells for path in cell.paths))
            return
    if isinstance(node, Ref):
        yield node
    for child in children(node):
        yield from _gathered(child)


def _uniques(node: Node) -> Iterator[Call]:
    if isinstance(node, Call) and node.function == "unique":
        yield node
