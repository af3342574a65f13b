"""The grammar of a spreadsheet formula, with Excel's order of operators: `-2^2` is 4, and `2^3^2` is 64."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.sheet.typed_formulas.tokens import CellReference, FormulaToken, Unknowable, Word, formula_tokens

_NESTED_MOST = 64  # Excel's own limit on nested calls
# The left side binds the tighter the higher; one sign of a level after the other goes from left to right.
_LEVELS = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1),
    "&": 2,
    **dict.fromkeys(("+", "-"), 3),
    **dict.fromkeys(("*", "/"), 4),
    "^": 5,
}
_SIGNED = 6


@dataclass(frozen=True, slots=True)
class WrittenValue:
    """A number, a text or TRUE and FALSE as they stand in the formula."""

    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class SignedTerm:
    """`-x`, `+x`, or `x%`."""

    sign: str
    term: FormulaNode


@dataclass(frozen=True, slots=True)
class PairedTerms:
    """Two terms with an operator between them."""

    sign: str
    left: FormulaNode
    right: FormulaNode


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A function in capitals with its arguments; one that was left out is None."""

    name: str
    arguments: tuple[FormulaNode | None, ...]


FormulaNode = WrittenValue | CellReference | SignedTerm | PairedTerms | FunctionCall


def parsed_formula(source: str) -> FormulaNode:
    """The tree of a formula without its `=`; raises Unknowable where it is no formula that is known here."""
    parser = _FormulaParser(list(formula_tokens(source)))
    node = parser.expression(0)
    parser.finish()
    return node


class _FormulaParser:
    """Climbs the precedence from token to token; each nested expression costs two frames of the stack."""

    def __init__(self, tokens: list[FormulaToken]) -> None:
        self._tokens = tokens
        self._at = 0
        self._nested = 0

    def expression(self, level: int) -> FormulaNode:
        self._nested += 1
        if self._nested > _NESTED_MOST:
            raise Unknowable("nested")
        left = self._percented(self._term())
        while (sign := self._sign()) in _LEVELS and _LEVELS[sign] > level:
            self._at += 1
            left = PairedTerms(sign, left, self.expression(_LEVELS[sign]))
        self._nested -= 1
        return left

    def finish(self) -> None:
        if self._at < len(self._tokens):
            raise Unknowable("more")

    def _sign(self) -> str:
        """The sign that comes next; empty where something else does, or nothing."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token.value if token is not None and token.word is Word.SIGN and isinstance(token.value, str) else ""

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise Unknowable(sign)
        self._at += 1

    def _percented(self, term: FormulaNode) -> FormulaNode:
        while self._sign() == "%":
            self._at += 1
            term = SignedTerm("%", term)
        return term

    def _term(self) -> FormulaNode:
        if self._at >= len(self._tokens):
            raise Unknowable("end")
        token = self._tokens[self._at]
        self._at += 1
        if isinstance(token.value, CellReference):
            return token.value
        if token.word is Word.NUMBER or token.word is Word.TEXT:
            return WrittenValue(token.value)
        if token.word is Word.NAME:
            return self._named(str(token.value))
        if token.value in ("-", "+"):
            return SignedTerm(str(token.value), self.expression(_SIGNED))
        if token.value == "(":
            inner = self.expression(0)
            self._take(")")
            return inner
        raise Unknowable(token.value)

    def _named(self, name: str) -> FormulaNode:
        """A call; without parentheses only TRUE and FALSE are known, other names are the workbook's own."""
        if self._sign() != "(":
            if name not in ("TRUE", "FALSE"):
                raise Unknowable(name)
            return WrittenValue(name == "TRUE")
        self._at += 1
        arguments: list[FormulaNode | None] = []
        if self._sign() == ")":
            self._at += 1
            return FunctionCall(name, ())
        while True:
            arguments.append(None if self._sign() in (",", ";", ")") else self.expression(0))
            if self._sign() == ")":
                self._at += 1
                return FunctionCall(name.removeprefix("_XLFN."), tuple(arguments))
            # Semicolons stand between arguments in an .ods.
            self._take(";" if self._sign() == ";" else ",")
