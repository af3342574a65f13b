"""Speaks a resolved expression in the words printed on the form, for messages and the 自检 sheet."""

from __future__ import annotations

from collections.abc import Callable

from jixiao_xlsx.model.expr.checker import compares_days
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
    Ref,
    Sum,
    TextLiteral,
)
from jixiao_xlsx.model.keys import format_key

Label = Callable[[Ref], str]
"""The printed words for a reference: a field, or by its `path` a group or a column."""

_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "/": "÷", "-": "−", "and": "且", "or": "或"}

_DAYS = {"!=": "不同于", "<=": "不晚于", ">=": "不早于", "<": "早于", ">": "晚于"}

_AGGREGATES = {"sum": "之和", "min": "中的最小值", "max": "中的最大值", "average": "的平均值", "count": "的填写个数"}

_CALLS = {
    "abs": "{0} 的绝对值",
    "len": "{0} 的字数",
    "blank": "{0} 未填",
    "filled": "{0} 已填",
    "unique": "{0} 互不相同",
}

_LOOSE, _LOGIC, _COMPARE, _SUM, _PRODUCT, _ATOM = range(6)  # how tightly each binds, loosest first


def to_chinese(node: Node, label: Label) -> str:
    """`基本支出 + 项目支出 = 合计`, `财政拨款 ÷ 合计`, `拟投入的资金 之和`."""
    return _Voice(label).say(node, _LOOSE)


class _Voice:
    def __init__(self, label: Label) -> None:
        self._label = label

    def say(self, node: Node, level: int) -> str:
        text, own = self._said(node)
        return f"（{text}）" if own < level else text

    def _said(self, node: Node) -> tuple[str, int]:
        match node:
            case NumberLiteral(value=value):
                return format(value, "f"), _ATOM
            case TextLiteral(value=value):
                return f"“{value}”", _ATOM
            case Ref():
                # Labels are nouns, and bind like a single word, however long.
                return self._label(node), _ATOM
            case Negate(operand=operand):
                return f"−{self.say(operand, _ATOM)}", _PRODUCT
            case Sum(terms=pairs):
                return self._signed(pairs, _PRODUCT), _SUM
            case Product(factors=pairs):
                return self._signed(pairs, _ATOM), _PRODUCT
            case _:
                return self._verdict(node)

    def _verdict(self, node: Node) -> tuple[str, int]:
        match node:
            case Compare():
                return self._chain(node), _COMPARE
            case Membership(item=item, choices=choices):
                words = "、".join(self.say(choice, _ATOM) for choice in choices)
                return f"{self.say(item, _SUM)} 为 {words} 之一", _COMPARE
            case Not(operand=operand):
                return f"并非（{self.say(operand, _LOOSE)}）", _ATOM
            case Logic(word=word, operands=operands):
                return f" {_SIGNS[word]} ".join(self.say(operand, _COMPARE) for operand in operands), _LOGIC
            case Call():
                return self._called(node), _PRODUCT
            case _:
                name = format_key(node.parts) if isinstance(node, Name) else type(node).__name__
                raise TypeError(f"not resolved: {name}")

    def _signed(self, pairs: tuple[tuple[str, Node], ...], level: int) -> str:
        words: list[str] = []
        for sign, operand in pairs:
            words += ([_SIGNS.get(sign, sign)] if words else []) + [self.say(operand, level)]
        return " ".join(words)

    def _chain(self, node: Compare) -> str:
        words = [self.say(node.operands[0], _SUM)]
        signs = {**_SIGNS, **_DAYS} if compares_days(node) else _SIGNS
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            words += [signs.get(operator, operator), self.say(operand, _SUM)]
        return " ".join(words)

    def _called(self, node: Call) -> str:
        words = [self.say(argument, _LOOSE) for argument in node.arguments]
        if node.function in _AGGREGATES:
            return f"{'、'.join(words)} {_AGGREGATES[node.function]}"
        if node.function == "if":
            return f"若 {words[0]} 则 {words[1]}，否则 {words[2]}"
        if node.function == "round":
            return f"{words[0]} 保留 {words[1]} 位小数" if words[1] != "0" else f"{words[0]} 取整"
        return _CALLS[node.function].format("、".join(words))
