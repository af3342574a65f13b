"""Cuts the source of an expression into tokens; whatever is no token gets a fault that says what to write."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao_xlsx.model.expr.faults import ExpressionError

# Spoken to Excel, with the tests of its blanks, a rule grows several times; a formula ends at 8,192 characters.
LONGEST_SOURCE = 2000
LONGEST_NUMBER = 15  # the digits that Excel keeps
LONGEST_TEXT = 255  # Excel's longest text inside a formula

WORDS = frozenset({"and", "or", "not", "in"})

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<text>'[^'\r\n]*'|\"[^\"\r\n]*\")"
    r"|(?P<mark>==|!=|<=|>=|[-+*/()<>,.\[\]])"
)

_INSTEAD = {
    "=": "==", "≠": "!=", "≥": ">=", "≤": "<=", "×": "*", "÷": "/", "（": "(", "）": ")", "，": ",", "、": ",",
    "＋": "+", "－": "-", "＊": "*", "／": "/", "＝": "==", "＜": "<", "＞": ">", "。": ".", "“": "'", "”": "'",
    "‘": "'", "’": "'", "&": "and", "|": "or", "!": "not", "！": "not", "［": "[", "］": "]", "—": "-", "–": "-",
}  # fmt: skip
"""What people write, and what the language wants."""


@dataclass(frozen=True, slots=True)
class Token:
    """`sort` is number, name, text, mark or end; `word` is the token as written."""

    sort: str
    word: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.word)


def scan(source: str) -> tuple[Token, ...]:
    """The tokens of a source, closed by an `end` token; raises ExpressionError at the first thing that is none."""
    if len(source) > LONGEST_SOURCE:
        raise ExpressionError(
            LONGEST_SOURCE, f"表达式过长（{len(source)} 字符）", f"最多 {LONGEST_SOURCE} 字符，请拆成几条"
        )
    tokens: list[Token] = []
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise _no_token(source, position)
        sort = str(match.lastgroup)
        if sort != "space":
            tokens.append(_checked(Token(sort, match.group(), position)))
        position = match.end()
    return (*tokens, Token("end", "", len(source)))


def _checked(token: Token) -> Token:
    if token.sort == "number" and len(token.word.replace(".", "")) > LONGEST_NUMBER:
        raise ExpressionError(token.start, "数字的位数过多", f"Excel 只保留 {LONGEST_NUMBER} 位有效数字")
    if token.sort == "text" and len(token.word) - 2 > LONGEST_TEXT:
        raise ExpressionError(token.start, "文字过长", f"公式里的一段文字最多 {LONGEST_TEXT} 字符")
    return token


def _no_token(source: str, position: int) -> ExpressionError:
    letter = source[position]
    if letter in "'\"":
        return ExpressionError(position, "文字没有写完", f"请用 {letter} 收尾，同一行内")
    if letter in _INSTEAD:
        return ExpressionError(position, f"不认识“{letter}”", f"请写 {_INSTEAD[letter]}")
    # Excel's 5% would be read as 5 and a percent sign.
    if letter in "%％":
        return ExpressionError(position, "表达式里不写百分号", "请写小数，例如 5% 写作 0.05")
    if letter == "^":
        return ExpressionError(position, "没有乘方", "请用连乘")
    if letter.isalpha():
        return ExpressionError(position, f"不认识“{letter}”", "名称用英文键（如 total.y0）；文字请加引号")
    return ExpressionError(position, f"不认识“{letter}”", "可用 + - * / ( ) , == != < <= > >= and or not in")
