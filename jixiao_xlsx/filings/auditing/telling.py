"""What a rule that fails found, in one sentence: every figure with the words it stands under, as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from jixiao_xlsx.filings.auditing.days import OPPOSITE, days_sentence
from jixiao_xlsx.filings.auditing.spelling import Spelling, spelling_of
from jixiao_xlsx.filings.auditing.standing import RuleStanding, is_aside
from jixiao_xlsx.filings.view.places import FilingPlaces
from jixiao_xlsx.filings.view.shares import share_text
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.model.checks.tolerance import allowance
from jixiao_xlsx.model.expr.checker import compares_text
from jixiao_xlsx.model.expr.chinese import to_chinese
from jixiao_xlsx.model.expr.evaluator import compared_pairs, evaluate
from jixiao_xlsx.model.expr.nodes import (
    Call,
    Compare,
    Logic,
    Membership,
    Node,
    NumberLiteral,
    Product,
    Ref,
    Sum,
    TextLiteral,
    bind,
)
from jixiao_xlsx.model.expr.results import Comparison
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.forms.naming import PrintedNames
from jixiao_xlsx.model.keys import ALL, Key, first_of
from jixiao_xlsx.model.kinds import traits_of

_LONG = 30  # characters: two lines of a comment; a longer sum is told by its first addend and how many there are
_OVER = {"<=": "大于", "<": "不小于", ">=": "小于", ">": "不大于"}
_BEYOND = {"<=": "多", "<": "多", ">=": "少", ">": "少"}


@dataclass(frozen=True, slots=True)
class RuleTelling:
    """Tells what was found of one rule at one owner."""

    standing: RuleStanding
    naming: PrintedNames
    places: FilingPlaces
    owner: Key

    def of(self, node: Node) -> str:
        """What breaks the rule; empty where its own words say all there is."""
        return "，".join(dict.fromkeys(told for told in self._told(node) if told))

    def rounded(self, node: Node) -> str:
        """The first equality that holds only because figures were rounded; empty where there is none."""
        for part in _compares(node):
            for pair, sides in self._pairs(part):
                if pair.operator == "==" and pair.holds is True and pair.difference:
                    return self._sentence(part, pair, sides)
        return ""

    def _told(self, node: Node) -> Iterator[str]:
        match node:
            case Logic(word="and", operands=operands):
                for operand in operands:
                    if self._fails(operand):
                        yield from self._told(operand)
            case Logic(operands=operands):
                # What only says when a rule matters is nothing that was found, unless there is nothing else.
                for operand in [part for part in operands if not is_aside(part)] or operands:
                    yield from self._told(operand)
            case Compare() if compares_text(node):
                yield self._words_compared(node)
            case Compare():
                yield from (self._sentence(node, pair, sides) for pair, sides in self._pairs(node) if _is_off(pair))
            case Membership(item=Ref() as item):
                yield f"{self._name(item)}是‘{self._value(item)}’"
            case Call(function="filled", arguments=(Ref() as cell,)):
                yield f"{self._name(cell)}空着"
            case Call(function="unique"):
                yield from self._repeated(node)
            case _:
                return

    def _fails(self, node: Node) -> bool:
        margin = allowance(node, self._fields)
        return evaluate(node, self.owner, self.standing.values, tolerance=margin) is False

    @property
    def _fields(self) -> dict[Key, Field | None]:
        return self.places.questions.fields

    # ---- words ------------------------------------------------------------------------------------------------

    def _name(self, ref: Ref) -> str:
        mine = self.naming.words(ref, self.owner)
        # In a rule about one row only the column tells its cells apart.
        return mine[-1] if self.owner and isinstance(self.owner[-1], int) else "·".join(mine)

    def _value(self, ref: Ref) -> str:
        value = self.standing.values.get(self._key(ref))
        return shown_words(value) if isinstance(value, str) else ""

    def _key(self, ref: Ref) -> Key:
        return first_of(bind(ref.path, self.owner))

    def _words_compared(self, node: Compare) -> str:
        cells = [operand for operand in node.operands if isinstance(operand, Ref)]
        if any(isinstance(operand, TextLiteral) for operand in node.operands):
            return "，".join(f"{self._name(cell)}是‘{self._value(cell)}’" for cell in cells)
        if "!=" in node.operators and cells:
            return f"两处都是‘{self._value(cells[0])}’"
        return "，".join(f"{self._name(cell)}是‘{self._value(cell)}’" for cell in cells)

    def _repeated(self, node: Call) -> Iterator[str]:
        for first, second in self.standing.repeated(node, self.owner):
            words, place = self.standing.values.get(second), self.places.of(first)
            yield f"‘{shown_words(str(words))}’与 {place.cell or place.label} 相同"

    # ---- figures ----------------------------------------------------------------------------------------------

    def _pairs(self, node: Compare) -> Iterator[tuple[Comparison, tuple[Node, Node]]]:
        margin = allowance(node, self._fields)
        pairs = compared_pairs(node, self.owner, self.standing.values, tolerance=margin)
        return zip(pairs, pairwise(node.operands), strict=True)

    def _sentence(self, node: Compare, pair: Comparison, sides: tuple[Node, Node]) -> str:
        if pair.left is None or pair.right is None:
            return ""
        share = self._share(sides[0], pair.left, pair.right)
        if share:
            return share
        mine, theirs = self._side_names(sides)
        if pair.days:
            return days_sentence((mine, pair.left), pair.operator, (theirs, pair.right))
        spelling = spelling_of(node, self._fields)
        left, right = (
            f"{name} {self._spelled(side, spelling).number(value)}"
            for name, side, value in ((mine, sides[0], pair.left), (theirs, sides[1], pair.right))
        )
        apart = spelling.number(abs(pair.difference if pair.difference is not None else pair.left - pair.right))
        if isinstance(sides[1], NumberLiteral):
            return _against_bound(left, pair, spelling, apart)
        if pair.operator == "!=":
            return f"{mine}和{theirs}都是 {spelling.number(pair.left)}"
        if pair.operator == "==":
            return f"{left}，{right}，相差 {apart}"
        # After a figure a space, after 分 and 个 none.
        gap = " " if left[-1].isascii() else ""
        if spelling.year:
            return f"{left}{OPPOSITE[pair.operator]}{right}，相差 {apart}"
        return f"{left}{gap}{_OVER[pair.operator]}{right}，{_BEYOND[pair.operator]} {apart}"

    def _spelled(self, side: Node, spelling: Spelling) -> Spelling:
        """How a side is said: money without its decimals where the side is one cell of whole numbers."""
        return spelling_of(side, self._fields) if isinstance(side, Ref) and spelling.money else spelling

    def _side_names(self, sides: tuple[Node, Node]) -> tuple[str, str]:
        left, right = sides
        if isinstance(left, Ref) and isinstance(right, Ref) and not (left.many or right.many):
            return self.naming.beside(left, right, self.owner), self.naming.beside(right, left, self.owner)
        return self._side_name(left), self._side_name(right)

    def _side_name(self, node: Node) -> str:
        match node:
            case Call(function="count" | "sum", arguments=arguments):
                cells = [part for part in arguments if isinstance(part, Ref)]
                names = "、".join(dict.fromkeys(self._name(cell) for cell in cells))
                return f"{names}填了" if node.function == "count" else f"{names}之和"
            case Product(factors=(("*", Ref() as cell), ("*", NumberLiteral(value=times)))):
                return f"{self._name(cell)}的 {times.normalize():f} 倍"
            case Sum(terms=terms) if len(said := to_chinese(node, self._name)) > _LONG:
                return f"{to_chinese(terms[0][1], self._name)}等 {len(terms)} 项之和" if said else said
            case _:
                return to_chinese(node, self._name)

    def share_of(self, node: Node) -> str:
        """What one cell is of another, where an expression divides them; empty where it does anything else."""
        share = evaluate(node, self.owner, self.standing.values)
        return self._share(node, share, share) if isinstance(share, Decimal) else ""

    def _share(self, side: Node, value: Decimal, bound: Decimal) -> str:
        """`全年执行数 8,220.51 是全年预算数 8,000.00 的 102.8%`, where a side is one cell over another."""
        at, ratio = self._ratio(side)
        if ratio is None:
            return ""
        (_, over), (_, under) = ratio.factors
        if not (isinstance(over, Ref) and isinstance(under, Ref)):
            return ""
        telling = replace(self, owner=at)
        names = self.naming.beside(over, under, at), self.naming.beside(under, over, at)
        figures = [telling.figure(part) for part in (over, under)]
        return f"{names[0]} {figures[0]} 是{names[1]} {figures[1]} 的 {share_text(value, beside=bound)}"

    def figure(self, ref: Ref) -> str:
        """One cell's figure as it is printed."""
        value = evaluate(ref, self.owner, self.standing.values)
        return spelling_of(ref, self._fields).number(value) if isinstance(value, Decimal) else "空着"

    def _ratio(self, side: Node) -> tuple[Key, Product | None]:
        """The division that a side is, or that its computed cell works out, with the cell it is worked out at."""
        at, node = self.owner, side
        if isinstance(side, Ref) and not side.many and ALL not in bind(side.path, self.owner):
            formula = self.standing.values.computed.get(self._key(side))
            if formula is None or not self._is_rate(side):
                return at, None
            at, node = self._key(side), formula.node
        divides = isinstance(node, Product) and [sign for sign, _ in node.factors] == ["*", "/"]
        return at, node if divides and isinstance(node, Product) else None

    def _is_rate(self, ref: Ref) -> bool:
        asked = self.places.questions.about(self._key(ref))
        return asked is not None and asked.field is not None and traits_of(asked.field).is_percent


def _compares(node: Node) -> Iterator[Compare]:
    match node:
        case Compare() if not compares_text(node):
            yield node
        case Logic(operands=operands):
            for operand in operands:
                yield from _compares(operand)
        case _:
            return


def _is_off(pair: Comparison) -> bool:
    return pair.holds is False


def _against_bound(said: str, pair: Comparison, spelling: Spelling, apart: str) -> str:
    """A figure against one that the form sets: what it should be, where that says more than the figure."""
    if not pair.right or pair.operator == "!=":
        return said
    bound = spelling.number(pair.right)
    if pair.operator == "==":
        # Of cells that are counted both numbers are small enough to be seen apart.
        return f"{said}，应为 {bound}" + ("" if spelling.counts else f"，相差 {apart}")
    gap = " " if said[-1].isascii() else ""
    over = OPPOSITE if spelling.year else _OVER
    return f"{said}{gap}{over[pair.operator]} {bound}"
