"""Evaluates a resolved expression in Decimal; whatever the cells hold, the result is a value, never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import TypeVar

from jixiao_xlsx.model.content import DAY_ZERO
from jixiao_xlsx.model.expr.algebra import (
    Numeric,
    TruthResult,
    WordsResult,
    added,
    changed,
    compared,
    decided,
    multiplied,
    number_words,
    picked,
    same_words,
    trimmed,
)
from jixiao_xlsx.model.expr.checker import compares_days, compares_text, sort_of
from jixiao_xlsx.model.expr.functions import Sort
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
    bind,
)
from jixiao_xlsx.model.expr.results import (
    NOT_APPLICABLE,
    NOT_APPLICABLE_TEXT,
    NOT_RUN,
    SUPPRESSED,
    CellValue,
    Comparison,
    Result,
    ResultState,
    Values,
)
from jixiao_xlsx.model.expr.rounding import comparing_places, rounded
from jixiao_xlsx.model.keys import ALL, Key

_T = TypeVar("_T")
_NO_TOLERANCE = Decimal(0)


def evaluate(node: Node, owner: Key, values: Values, *, tolerance: Decimal = _NO_TOLERANCE) -> Result:
    """What the expression gives at one owner; numbers that differ by no more than `tolerance` compare as equal."""
    # 34 digits (IEEE decimal128) hold a product of two 15-digit numbers exactly; without traps 1E+999999 or NaN is a
    # result, not an exception.
    with localcontext(Context(prec=34, traps=[])):
        run = _Evaluation(owner, values, tolerance)
        return run.settled(run.any(node))


def compared_pairs(
    node: Node, owner: Key, values: Values, *, tolerance: Decimal = _NO_TOLERANCE
) -> tuple[Comparison, ...]:
    """Every compared pair of numbers in a rule, in source order, with both sides' figures."""
    with localcontext(Context(prec=34, traps=[])):
        return tuple(_comparisons(node, _Evaluation(owner, values, tolerance)))


def _comparisons(node: Node, run: _Evaluation) -> Iterator[Comparison]:
    match node:
        case Compare() if not compares_text(node):
            sides = [run.number(operand) for operand in node.operands]
            for left, operator, right in zip(sides, node.operators, sides[1:], strict=False):
                yield replace(_comparison(run, left, operator, right), days=compares_days(node))
        case Not(operand=operand):
            yield from _comparisons(operand, run)
        case Logic(operands=operands):
            for operand in operands:
                yield from _comparisons(operand, run)
        case _:
            return


def _comparison(run: _Evaluation, left: Numeric, operator: str, right: Numeric) -> Comparison:
    holds = run.settled(run.compared(left, operator, right))
    ours, theirs = (side if isinstance(side, Decimal) else None for side in (left, right))
    difference = ours - theirs if ours is not None and theirs is not None else None
    return Comparison(ours, operator, theirs, difference, holds)


class _Evaluation:
    """One evaluation: reads cells, and notes whether any was filled, any unreadable, any asked whether it is blank."""

    def __init__(self, owner: Key, values: Values, tolerance: Decimal) -> None:
        self._owner = owner
        self._values = values
        self._tolerance = tolerance
        self._places = comparing_places(tolerance)
        self._read = self._filled = self._unreadable = self._asked = False

    def settled(self, value: Decimal | str | bool | ResultState | None) -> Result:
        """The result for people: what was noted about the inputs goes before the value."""
        if self._unreadable:
            return SUPPRESSED
        if value is None or (self._read and not self._filled and not self._asked):
            return NOT_RUN
        if isinstance(value, Decimal) and not value.is_finite():
            return SUPPRESSED
        return value

    def any(self, node: Node) -> Decimal | str | bool | ResultState | None:
        sort = sort_of(node)
        if sort is Sort.TRUTH:
            return self.truth(node)
        return self.wording(node) if sort is Sort.TEXT else self.number(node)

    # cells

    def _keys(self, arguments: Sequence[Node]) -> Iterator[Key]:
        for ref in arguments:
            if not isinstance(ref, Ref):
                continue
            self._read = True
            for path in ref.paths:
                pattern = bind(path, self._owner)
                if ALL in pattern:
                    yield from self._values.matching(pattern, self._owner)
                else:
                    yield pattern

    def _cell(self, key: Key) -> CellValue:
        value = self._values.get(key)
        # What a person sees as blank is blank, as LEN(TRIM()) in the formula has it.
        if value is NOT_RUN or (isinstance(value, str) and not trimmed(value)):
            return None
        self._filled = self._filled or value is not None
        return value

    def _figure(self, key: Key) -> Numeric:
        value = self._cell(key)
        if value is None or isinstance(value, Decimal) or value is NOT_APPLICABLE:
            return value
        if isinstance(value, date):
            return Decimal(value.toordinal() - DAY_ZERO.toordinal())
        if value == NOT_APPLICABLE_TEXT:
            return NOT_APPLICABLE
        self._unreadable = True
        return None

    def _words(self, key: Key) -> WordsResult:
        value = self._cell(key)
        if isinstance(value, str):
            return trimmed(value)
        if isinstance(value, Decimal):
            return number_words(value)
        if value is NOT_APPLICABLE:
            return NOT_APPLICABLE_TEXT
        self._unreadable = self._unreadable or value is not None
        return None

    # numbers

    def number(self, node: Node) -> Numeric:
        match node:
            case NumberLiteral(value=value):
                return value
            case Ref():
                return self._figure(next(self._keys([node])))
            case Negate(operand=operand):
                return changed(self.number(operand), lambda value: -value)
            case Sum(terms=terms):
                return added([(sign, self.number(term)) for sign, term in terms])
            case Product(factors=factors):
                return multiplied([(sign, self.number(factor)) for sign, factor in factors])
            case Call(function="if"):
                return self._chosen(node, self.number)
            case Call():
                return self._called(node)
            case _:
                raise TypeError(f"not a number: {type(node).__name__}")

    def _called(self, node: Call) -> Numeric:
        match node.function, node.arguments:
            case "abs", (argument,):
                return changed(self.number(argument), abs)
            case "round", (argument, NumberLiteral(value=places)):
                return changed(self.number(argument), lambda value: rounded(value, int(places)))
            case "len", arguments:
                words = self._words(next(self._keys(arguments)))
                return Decimal(len(words)) if isinstance(words, str) else Decimal(0)
            case "count", arguments:
                return Decimal([self._cell(key) is not None for key in self._keys(arguments)].count(True))
            case "sum", arguments:
                return self._summed(arguments)
            case _:
                return self._picked(node)

    def _summed(self, arguments: Sequence[Node]) -> Numeric:
        """Cells that are blank or 不适用 add nothing; an expression that is 不适用 makes the sum so."""
        cells = [figure for key in self._keys(arguments) if isinstance(figure := self._figure(key), Decimal)]
        others = [self.number(argument) for argument in arguments if not isinstance(argument, Ref)]
        return added([("+", value) for value in (*cells, *others)])

    def _picked(self, node: Call) -> Numeric:
        many = [argument for argument in node.arguments if isinstance(argument, Ref) and argument.many]
        cells = [self._figure(key) for key in self._keys(many)]
        return picked(
            node.function, cells, [self.number(argument) for argument in node.arguments if argument not in many]
        )

    def _chosen(self, node: Call, of: Callable[[Node], _T]) -> _T | ResultState | None:
        """An `if`; both branches are read, because an unreadable cell in either suppresses."""
        condition, yes, no = node.arguments
        verdict, ours, theirs = self.truth(condition), of(yes), of(no)
        return (ours if verdict else theirs) if isinstance(verdict, bool) else verdict

    # words

    def wording(self, node: Node) -> WordsResult:
        match node:
            case TextLiteral(value=value):
                return trimmed(value)
            case Ref():
                return self._words(next(self._keys([node])))
            case Call(function="if"):
                return self._chosen(node, self.wording)
            case _:
                raise TypeError(f"not words: {type(node).__name__}")

    # yes or no

    def truth(self, node: Node) -> TruthResult:
        match node:
            case Compare():
                return self._chain(node)
            case Membership():
                return self._member(node)
            case Not(operand=operand):
                verdict = self.truth(operand)
                return not verdict if isinstance(verdict, bool) else verdict
            case Logic(word=word, operands=operands):
                return decided([self.truth(operand) for operand in operands], by=word == "or")
            case Call(function="if"):
                return self._chosen(node, self.truth)
            case Call(function="unique", arguments=arguments):
                return self._unique(arguments)
            case Call(function=function, arguments=arguments):
                self._asked = True
                return (self._cell(next(self._keys(arguments))) is None) == (function == "blank")
            case _:
                raise TypeError(f"not yes or no: {type(node).__name__}")

    def compared(self, left: Numeric, operator: str, right: Numeric) -> TruthResult:
        return compared(left, operator, right, places=self._places, tolerance=self._tolerance)

    def _chain(self, node: Compare) -> TruthResult:
        if compares_text(node):
            words = [self.wording(operand) for operand in node.operands]
            return decided(
                [same_words(*pair) for pair in zip(words, node.operators, words[1:], strict=False)], by=False
            )
        sides = [self.number(operand) for operand in node.operands]
        return decided([self.compared(*pair) for pair in zip(sides, node.operators, sides[1:], strict=False)], by=False)

    def _member(self, node: Membership) -> TruthResult:
        if compares_text(node):
            word = self.wording(node.item)
            return decided([same_words(word, "==", self.wording(choice)) for choice in node.choices], by=True)
        figure = self.number(node.item)
        return decided([self.compared(figure, "==", self.number(choice)) for choice in node.choices], by=True)

    def _unique(self, arguments: Sequence[Node]) -> TruthResult:
        cells = [value for key in self._keys(arguments) if (value := self._cell(key)) is not None]
        # As COUNTIF compares: 1 and "1" are one, and so are a and A.
        words = {
            number_words(value) if isinstance(value, Decimal) else trimmed(str(value)).casefold() for value in cells
        }
        return len(words) == len(cells) if cells else None
