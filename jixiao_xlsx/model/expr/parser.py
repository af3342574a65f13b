"""Turns the source of an expression into a tree; the only parser, and it evaluates nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from difflib import get_close_matches

from jixiao_xlsx.model.expr.faults import ExpressionError
from jixiao_xlsx.model.expr.functions import FUNCTIONS
from jixiao_xlsx.model.expr.nodes import (
    Call,
    Compare,
    Logic,
    Membership,
    Name,
    Negate,
    Node,
    Not,
    NumberLiteral,
    Product,
    Sum,
    TextLiteral,
)
from jixiao_xlsx.model.expr.scanner import WORDS, Token, scan
from jixiao_xlsx.model.keys import ALL, KeyPart

DEEPEST = 20
"""Nesting of parentheses, calls, `not` and unary minus; keeps hostile text off the stack."""

_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})


def parse(source: str) -> Node:
    """The tree of an expression, names unresolved; raises ExpressionError at its first fault."""
    parser = _Parser(scan(source))
    node = parser.either()
    parser.finish()
    return node


class _Parser:
    """One pass over the tokens, one method per level of binding, loosest first."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._now
        # The end is never passed: every method may look ahead once more.
        self._at += token.sort != "end"
        return token

    def _sees(self, *words: str) -> bool:
        return self._now.sort in ("mark", "name") and self._now.word in words

    def _expect(self, mark: str, write: str) -> Token:
        if not self._sees(mark):
            raise ExpressionError(self._now.start, f"此处应有 {mark}，{_seen(self._now)}", write)
        return self._take()

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        if self._depth >= DEEPEST:
            raise ExpressionError(self._now.start, "嵌套过深", f"最多 {DEEPEST} 层，请拆成几条")
        self._depth += 1
        yield
        self._depth -= 1

    def finish(self) -> None:
        if self._now.sort != "end":
            hint = "字段名与函数名之间要有运算符" if self._now.sort == "name" else "请检查括号和运算符"
            raise ExpressionError(self._now.start, f"表达式到此应已结束，{_seen(self._now)}", hint)

    def either(self) -> Node:
        return self._joined("or", self._both)

    def _both(self) -> Node:
        return self._joined("and", self._negation)

    def _joined(self, word: str, below: Callable[[], Node]) -> Node:
        operands = [below()]
        while self._sees(word):
            self._take()
            operands.append(below())
        if len(operands) == 1:
            return operands[0]
        return Logic(operands[0].start, operands[-1].end, word, tuple(operands))

    def _negation(self) -> Node:
        if not self._sees("not"):
            return self._comparison()
        start = self._take().start
        with self._deeper():
            operand = self._negation()
        return Not(start, operand.end, operand)

    def _comparison(self) -> Node:
        first = self._sum()
        if self._sees("in"):
            return self._member(first)
        operands, operators = [first], []
        # Chains mean what they mean on paper: a <= b <= c compares b twice.
        while self._sees(*_COMPARISONS):
            operators.append(self._take().word)
            operands.append(self._sum())
        if not operators:
            return first
        return Compare(first.start, operands[-1].end, tuple(operands), tuple(operators))

    def _member(self, item: Node) -> Node:
        self._take()
        hint = "写作 x in ('甲', '乙')"
        self._expect("(", hint)
        choices = [self._choice(hint)]
        while self._sees(","):
            self._take()
            choices.append(self._choice(hint))
        return Membership(item.start, self._expect(")", hint).end, item, tuple(choices))

    def _choice(self, hint: str) -> NumberLiteral | TextLiteral:
        if self._now.sort not in ("number", "text"):
            raise ExpressionError(self._now.start, f"in 后面只能列文字或数字，{_seen(self._now)}", hint)
        return _literal(self._take())

    def _sum(self) -> Node:
        signs, operands = ["+"], [self._product()]
        while self._sees("+", "-"):
            signs.append(self._take().word)
            operands.append(self._product())
        if len(operands) == 1:
            return operands[0]
        return Sum(operands[0].start, operands[-1].end, tuple(zip(signs, operands, strict=True)))

    def _product(self) -> Node:
        signs, operands = ["*"], [self._signed()]
        while self._sees("*", "/"):
            signs.append(self._take().word)
            operands.append(self._signed())
        if len(operands) == 1:
            return operands[0]
        return Product(operands[0].start, operands[-1].end, tuple(zip(signs, operands, strict=True)))

    def _signed(self) -> Node:
        if not self._sees("-"):
            return self._atom()
        start = self._take().start
        with self._deeper():
            operand = self._signed()
        return Negate(start, operand.end, operand)

    def _atom(self) -> Node:
        token = self._now
        if token.sort in ("number", "text"):
            return _literal(self._take())
        if token.sort == "name" and token.word not in WORDS:
            self._take()
            return self._call(token) if self._sees("(") else self._name(token)
        if self._sees("("):
            self._take()
            with self._deeper():
                node = self.either()
            self._expect(")", "括号要成对")
            return node
        raise ExpressionError(
            token.start, f"此处应有数字、文字、字段名或括号，{_seen(token)}", "例如 fiscal + other == total"
        )

    def _name(self, first: Token) -> Node:
        parts: list[KeyPart] = [first.word]
        end = first.end
        while self._sees(".", "["):
            if self._take().word == ".":
                word = self._take()
                if word.sort != "name":
                    raise ExpressionError(word.start, f"点号后应有名称，{_seen(word)}", "例如 total.y0")
                parts.append(word.word)
                end = word.end
            else:
                parts.append(self._index())
                end = self._expect("]", "例如 goals[2] 或 goals[*]").end
        return Name(first.start, end, tuple(parts))

    def _index(self) -> KeyPart:
        token = self._take()
        if token.word == ALL:
            return ALL
        # Six digits, as keys have them: Excel's own rows hardly go further.
        if token.sort == "number" and token.word.isdigit() and 0 < int(token.word) <= 999_999:
            return int(token.word)
        raise ExpressionError(
            token.start, f"方括号里应是从 1 数起的序号或 *，{_seen(token)}", "例如 goals[2] 或 goals[*]"
        )

    def _call(self, name: Token) -> Node:
        if name.word not in FUNCTIONS:
            raise _unknown_function(name)
        self._take()
        arguments: list[Node] = []
        with self._deeper():
            while not self._sees(")"):
                if arguments:
                    self._expect(",", f"写作 {FUNCTIONS[name.word].usage}")
                arguments.append(self.either())
        return _call(name, self._take().end, tuple(arguments))


def _literal(token: Token) -> NumberLiteral | TextLiteral:
    if token.sort == "number":
        return NumberLiteral(token.start, token.end, Decimal(token.word))
    # No escapes: a text with both kinds of quotes has not been needed.
    return TextLiteral(token.start, token.end, token.word[1:-1])


def _call(name: Token, end: int, arguments: tuple[Node, ...]) -> Node:
    function = FUNCTIONS[name.word]
    if len(arguments) < function.least or (function.most is not None and len(arguments) > function.most):
        raise ExpressionError(
            name.start, f"{name.word} 的参数个数不对（写了 {len(arguments)} 个）", f"写作 {function.usage}"
        )
    # A way of writing, not a function of its own: evaluator, Excel and Chinese then need not know it.
    if function.name == "within":
        value, low, high = arguments
        return Compare(name.start, end, (low, value, high), ("<=", "<="))
    return Call(name.start, end, function.name, arguments)


def _unknown_function(name: Token) -> ExpressionError:
    # Lower case: who knows Excel writes SUM.
    near = get_close_matches(name.word.lower(), FUNCTIONS, n=1)
    hint = f"是否 {near[0]}？" if near else ""
    return ExpressionError(name.start, f"没有函数 {name.word}", f"{hint}可用：{' '.join(FUNCTIONS)}")


def _seen(token: Token) -> str:
    return "却已到结尾" if token.sort == "end" else f"却是“{token.word}”"
