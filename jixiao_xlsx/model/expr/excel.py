"""Speaks a resolved expression as an Excel formula (functions of Excel 2010 and WPS) that agrees with the evaluator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao_xlsx.model.expr.algebra import trimmed
from jixiao_xlsx.model.expr.checker import compares_text, sort_of
from jixiao_xlsx.model.expr.combining import (
    added_formula,
    chosen,
    decided_formula,
    over,
    paired,
    product,
    same_words_formula,
    unique,
    wrapped,
)
from jixiao_xlsx.model.expr.fragments import (
    PRODUCT_LEVEL,
    SIGN_LEVEL,
    SUM_LEVEL,
    Fragment,
    any_of,
    call,
    checked,
    day_number,
    distinct,
    figure_fragment,
    filled_cells,
    misfilled_cells,
    negated,
    no_number,
    not_applicable,
    quoted_text,
)
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
from jixiao_xlsx.model.expr.ranges import compacted
from jixiao_xlsx.model.expr.results import NOT_APPLICABLE_TEXT, SUPPRESSED_TEXT
from jixiao_xlsx.model.expr.rounding import comparing_places
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern

_NO_TOLERANCE = Decimal(0)

AddressOf = Callable[[Key], str]
"""The address of one cell, `D5` or `'表'!D5`."""

Expand = Callable[[KeyPattern, Key], list[str]]
"""The addresses or ranges of all cells that fit a pattern with `ALL`, in any order."""


def to_excel(
    node: Node,
    owner: Key,
    address: AddressOf,
    expand: Expand,
    *,
    tolerance: Decimal = _NO_TOLERANCE,
    words: tuple[str, str, str] | None = None,
) -> str:
    """The formula without `=`; it shows what `shown(evaluate(…))` gives. With `words` (formulas, of a yes-or-no
    expression) it shows the first for yes, the second for no, and the third where it is blank or 不适用. Raises
    ExpressionTooLong."""
    speaker = _Speaker(owner, address, expand, tolerance)
    piece = speaker.any(node)
    if words is None:
        return checked(speaker.finished(piece))
    yes, no, silent = words
    decided = replace(piece, text=f"IF({piece.outer},{yes},{no})", bare="")
    return checked(speaker.finished(decided, otherwise=silent))


class _Speaker:
    """One formula: the cells that it reads are gathered while its pieces are put together."""

    def __init__(self, owner: Key, address: AddressOf, expand: Expand, tolerance: Decimal) -> None:
        self._owner = owner
        self._address = address
        self._expand = expand
        self._tolerance = tolerance
        self._places = comparing_places(tolerance)
        self._numeric: dict[str, None] = {}
        self._cells: dict[str, None] = {}
        self._asked = False
        self._reads = False
        self._divides_unfilled = False

    def finished(self, piece: Fragment, *, otherwise: str = "") -> str:
        """The piece inside its tests: misfilled, all blank, 不适用, blank; in the evaluator's order. `otherwise` stands
        for each of them, where they need not be told apart."""
        blank, absent = otherwise or '""', otherwise or quoted_text(NOT_APPLICABLE_TEXT)
        suppressed = otherwise or quoted_text(SUPPRESSED_TEXT)
        # The evaluator's order, from inside out: what is unreadable speaks before what is blank.
        formula = piece.outer
        if piece.blank:
            formula = f"IF({any_of(piece.blank)},{blank},{formula})"
        if piece.absent:
            formula = f"IF({any_of(piece.absent)},{absent},{formula})"
        if self._reads and not self._asked and not (piece.hollow and not self._divides_unfilled):
            formula = f"IF({filled_cells(compacted(self._cells))}=0,{blank},{formula})" if self._cells else blank
        if self._numeric:
            wrong = misfilled_cells(compacted(self._numeric))
            formula = f"IF({wrong}>0,{suppressed},{formula})"
        return f"IFERROR({formula},{suppressed})" if self._cells else formula

    def any(self, node: Node) -> Fragment:
        sort = sort_of(node)
        if sort is Sort.TRUTH:
            return self._truth(node)
        return self._words(node) if sort is Sort.TEXT else self._number(node)

    # cells

    def _ranges(self, refs: Sequence[Ref], *, numeric: bool) -> tuple[str, ...]:
        self._reads = self._reads or bool(refs)
        found: list[str] = []
        for ref in refs:
            for path in ref.paths:
                pattern = bind(path, self._owner)
                found += self._expand(pattern, self._owner) if ALL in pattern else [self._address(pattern)]
        marks = dict.fromkeys(found)
        self._cells |= marks
        self._numeric |= marks if numeric else {}
        # A cell that was named twice counts twice; a range would count it once.
        return compacted(found) if len(marks) == len(found) else tuple(found)

    def _cell(self, ref: Ref, *, numeric: bool) -> str:
        return self._ranges([ref], numeric=numeric)[0]

    # numbers

    def _number(self, node: Node) -> Fragment:
        match node:
            case NumberLiteral(value=value):
                return Fragment(figure_fragment(value), hollow=False)
            case Ref(dated=dated):
                cell = self._cell(node, numeric=True)
                text = day_number(cell) if dated else f"N({cell})"
                return Fragment(text, (no_number([cell]),), not_applicable([cell]))
            case Negate(operand=operand):
                inner = self._number(operand)
                return wrapped(inner, f"-{inner.at(SIGN_LEVEL + 1)}", level=SIGN_LEVEL)
            case Sum(terms=terms):
                return self._sum(terms)
            case Product(factors=factors):
                piece = product([(sign, self._number(factor)) for sign, factor in factors])
                self._divides_unfilled |= bool(piece.bare) and not piece.hollow
                return piece
            case Call():
                return self._call(node)
            case _:
                raise TypeError(f"not a number: {type(node).__name__}")

    def _sum(self, terms: Sequence[tuple[str, Node]]) -> Fragment:
        plus = [term for sign, term in terms if sign == "+" and isinstance(term, Ref)]
        # SUM over ranges from two cells on: it stays short, and takes a text such as 不适用 for nothing.
        if len(plus) < 2:
            return added_formula([(sign, self._number(term)) for sign, term in terms])
        ranges = self._ranges(plus, numeric=True)
        cells = Fragment(call("SUM", ranges), (no_number(ranges),), not_applicable(ranges))
        rest = [(sign, self._number(term)) for sign, term in terms if sign == "-" or not isinstance(term, Ref)]
        return added_formula([("+", cells), *rest])

    def _call(self, node: Call) -> Fragment:
        match node.function, node.arguments:
            case "if", (condition, yes, no):
                return chosen(self._truth(condition), self._number(yes), self._number(no))
            case "abs", (argument,):
                inner = self._number(argument)
                return wrapped(inner, f"ABS({inner.text})")
            case "round", (argument, NumberLiteral(value=places)):
                inner = self._number(argument)
                return wrapped(inner, f"ROUND({inner.text},{int(places)})")
            case "len", (Ref() as ref,):
                return Fragment(f"LEN(TRIM({self._cell(ref, numeric=False)}))", hollow=False)
            case "count", arguments:
                ranges = self._ranges(_refs(arguments), numeric=False)
                return Fragment(filled_cells(ranges) if ranges else "0", level=SUM_LEVEL, hollow=False)
            case "sum", arguments:
                return self._summed(arguments)
            case _:
                return self._picked(node)

    def _summed(self, arguments: Sequence[Node]) -> Fragment:
        pieces = [self._number(argument) for argument in arguments if not isinstance(argument, Ref)]
        if not (cells := _refs(arguments)):
            return added_formula([("+", piece) for piece in pieces])
        ranges = self._ranges(cells, numeric=True)
        cell_sum = Fragment(call("SUM", ranges), (no_number(ranges),)) if ranges else Fragment("0", ("TRUE",))
        return added_formula([("+", cell_sum), *(("+", piece) for piece in pieces)])

    def _picked(self, node: Call) -> Fragment:
        many = [argument for argument in node.arguments if isinstance(argument, Ref) and argument.many]
        singles = [self._number(argument) for argument in node.arguments if argument not in many]
        ranges = self._ranges(many, numeric=True)
        if not singles:
            return over(node.function, ranges)
        text = call(node.function.upper(), [*(piece.text for piece in singles), *ranges])
        return Fragment(
            text,
            distinct(test for piece in singles for test in piece.blank),
            distinct(test for piece in singles for test in piece.absent),
            zero=False,
            hollow=any(piece.hollow for piece in singles),
        )

    # words

    def _words(self, node: Node) -> Fragment:
        match node:
            case TextLiteral(value=value):
                return Fragment(quoted_text(trimmed(value)), hollow=False)
            case Ref():
                text = f"TRIM({self._cell(node, numeric=False)})"
                return Fragment(text, (f'{text}=""',))
            case Call(function="if", arguments=(condition, yes, no)):
                return chosen(self._truth(condition), self._words(yes), self._words(no))
            case _:
                raise TypeError(f"not words: {type(node).__name__}")

    # yes or no

    def _truth(self, node: Node) -> Fragment:
        match node:
            case Compare():
                return self._chain(node)
            case Membership():
                return self._member(node)
            case Not(operand=operand):
                inner = self._truth(operand)
                return replace(inner, text=negated(inner.text), sure=inner.surely_not(), sure_not=inner.surely())
            case Logic(word=word, operands=operands):
                return decided_formula([self._truth(operand) for operand in operands], by=word == "or")
            case Call(function="if", arguments=(condition, yes, no)):
                return chosen(self._truth(condition), self._truth(yes), self._truth(no))
            case Call(function="unique", arguments=arguments):
                return unique(self._ranges(_refs(arguments), numeric=False))
            case Call(function=function, arguments=(Ref() as ref,)):
                self._asked = True
                length = f"LEN(TRIM({self._cell(ref, numeric=False)}))"
                return Fragment(f"{length}=0" if function == "blank" else f"{length}>0", hollow=False)
            case _:
                raise TypeError(f"not yes or no: {type(node).__name__}")

    def _chain(self, node: Compare) -> Fragment:
        if compares_text(node):
            sides, compare = [self._words(operand) for operand in node.operands], same_words_formula
        else:
            sides, compare = [self._number(operand) for operand in node.operands], self._compared
        trios = zip(sides, node.operators, sides[1:], strict=False)
        return decided_formula([compare(left, operator, right) for left, operator, right in trios], by=False)

    def _compared(self, left: Fragment, operator: str, right: Fragment) -> Fragment:
        # Excel compares the sides as floats: only their rounded difference agrees with Decimal.
        difference = f"{left.at(SUM_LEVEL)}-{right.at(PRODUCT_LEVEL)}" if right.text != "0" else left.text
        gap = f"ROUND({difference},{self._places})"
        limit = figure_fragment(self._tolerance)
        if operator in ("==", "!="):
            test = f"ABS({gap})<={limit}" if self._tolerance else f"{gap}=0"
            text = test if operator == "==" else negated(test)
        else:
            near = operator in (">=", "<") and self._tolerance
            text = f"{gap}{operator}{'-' if near else ''}{limit}"
        return paired(left, right, text)

    def _member(self, node: Membership) -> Fragment:
        if compares_text(node):
            item = self._words(node.item)
            pairs = [same_words_formula(item, "==", self._words(choice)) for choice in node.choices]
        else:
            item = self._number(node.item)
            pairs = [self._compared(item, "==", self._number(choice)) for choice in node.choices]
        return Fragment(any_of([pair.text for pair in pairs]), item.blank, item.absent, zero=False, hollow=item.hollow)


def _refs(arguments: Sequence[Node]) -> list[Ref]:
    return [argument for argument in arguments if isinstance(argument, Ref)]
