"""Where a rule that fails is told: at the cell that has to be changed, never at one that nobody can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.expr.evaluator import evaluate
from jixiao_xlsx.model.expr.nodes import Call, Compare, Logic, Node, NumberLiteral, Ref, TextLiteral, bind, refs
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.form import Rule
from jixiao_xlsx.model.keys import ALL, Key, indexes_of, matches


@dataclass(frozen=True, slots=True)
class Standing:
    """Finds the cell to change for the rules of one filing."""

    questions: Questions
    values: FilingValues

    def of(self, rule: Rule, owner: Key, *, tolerance: Decimal) -> Key | None:
        """The cell to change where a rule fails at an owner; None where the form asked for none of its cells."""
        node = rule.formula.node
        repeated = next((second for part in _uniques(node) for _, second in self.repeated(part, owner)), None)
        if rule.at is None and repeated is not None:
            return repeated
        named = [rule.at] if rule.at is not None else []
        blamed = [*named, *_Blame(owner, self.values, tolerance).refs(node), *refs(node)]
        cells = (self._cell(ref, owner) for ref in blamed)
        found = next((key for key in cells if key is not None), None)
        # A rule over computed cells alone: where it is seen is better than nowhere.
        return found or next((key for ref in blamed for key in self.keys(ref, owner)), None)

    def keys(self, ref: Ref, owner: Key) -> list[Key]:
        """The cells that a reference stands for at an owner: what was asked first, then what was filled besides."""
        found: list[Key] = []
        for path in ref.paths:
            pattern = bind(path, owner)
            if ALL not in pattern:
                found.append(pattern)
                continue
            asked = [key for key in self.questions.asked if matches(pattern, key)]
            # A repeat's rule is about its own rows, those inserted there included.
            found += dict.fromkeys((*asked, *sorted(self.values.matching(pattern, owner), key=indexes_of)))
        return found

    def repeated(self, call: Call, owner: Key) -> list[tuple[Key, Key]]:
        """The cells of a `unique` that say what an earlier one says, each after that one."""
        seen: dict[str, Key] = {}
        found = []
        for ref in call.arguments:
            for key in self.keys(ref, owner) if isinstance(ref, Ref) else ():
                value = self.values.get(key)
                words = str(value).strip().casefold() if isinstance(value, Decimal | str) else ""
                if words and seen.setdefault(words, key) != key:
                    found.append((seen[words], key))
        return found

    def inputs(self, key: Key) -> tuple[Key, ...]:
        """The open cells that a cell comes from: itself, or what its formula adds up, through further formulas."""
        return tuple(dict.fromkeys(self._inputs(key, set())))

    def _inputs(self, key: Key, seen: set[Key]) -> Iterator[Key]:
        if key in seen:
            return
        seen.add(key)
        formula = self.values.computed.get(key)
        if formula is not None:
            for ref in refs(formula.node):
                for part in self.keys(ref, key):
                    yield from self._inputs(part, seen)
        elif self._is_open(key):
            yield key

    def _is_open(self, key: Key) -> bool:
        asked = self.questions.about(key)
        return asked is not None and asked.field is not None and not asked.field.locked and not asked.field.compute

    def _cell(self, ref: Ref, owner: Key) -> Key | None:
        """The one cell to change among those a reference stands for: the largest figure, else what was filled last."""
        found = tuple(dict.fromkeys(part for key in self.keys(ref, owner) for part in self.inputs(key)))
        figures = [(abs(value), key) for key in found if isinstance(value := self.values.get(key), Decimal)]
        if figures:
            # Of several addends the largest is the likeliest to be wrong; of equal ones the first.
            return max(figures, key=lambda figure: figure[0])[1]
        filled = [key for key in found if self.values.get(key) is not None]
        return filled[-1] if filled else next(iter(found), None)


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
                yield from refs(node)

    def _either(self, node: Logic) -> Iterator[Ref]:
        """`score >= points or filled(deviation)`: what is asked for comes first, then what is compared; a condition
        such as `blank(name)` only says when the rule matters."""
        wanted = [part for part in node.operands if isinstance(part, Call) and part.function == "filled"]
        asides = [part for part in node.operands if _is_aside(part)]
        others = [part for part in node.operands if part not in wanted and part not in asides]
        for part in (*reversed(wanted), *others, *reversed(asides)):
            yield from self.refs(part)

    def _holds(self, node: Node) -> bool:
        return evaluate(node, self.owner, self.values, tolerance=self.tolerance) is not False


def _is_aside(node: Node) -> bool:
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
        yield from refs(side)


def _uniques(node: Node) -> Iterator[Call]:
    if isinstance(node, Call) and node.function == "unique":
        yield node
