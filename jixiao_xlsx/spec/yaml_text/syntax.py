"""What libyaml says of text that is no YAML, in Chinese and with its place."""

from __future__ import annotations

import re
from collections.abc import Callable

Teller = Callable[[tuple[int, int], tuple[str, ...], str, str], None]
"""Takes up a fault: its line and column, its path, what is wrong, what to write."""

# In the order of what they say: the first that fits tells most; words of libyaml 0.2.
_PROBLEMS: tuple[tuple[str, str], ...] = (
    ("cannot start any token", "这里有不能开头的字符，例如制表符、@ 或反引号；缩进只能用空格"),
    ("found a tab", "这里用了制表符（Tab），缩进只能用空格"),
    ("mapping values are not allowed", "这里不能再写冒号"),
    ("could not find expected ':'", "这里缺少冒号"),
    ("did not find expected key", "这里应当是一个键，多半是缩进没有对齐"),
    ("did not find expected ',' or ", "花括号或方括号没有配对，或缺少逗号"),
    ("did not find expected '-' indicator", "这里应当以减号开头，多半是缩进没有对齐"),
    ("block sequence entries are not allowed", "这里不能写减号，列表要另起一行"),
    ("did not find expected node content", "这里缺少内容"),
    ("found unexpected end of stream", "引号没有配对"),
    ("found unexpected document indicator", "引号没有配对"),
    ("unknown escape character", "双引号里的反斜杠要写两个"),
    ("control characters are not allowed", "有不可见的控制字符"),
    ("did not find expected alphabetic", "& 或 * 后面没有名字；要写这两个符号请加引号"),
    ("found undefined tag handle", "不认识的感叹号标签；要写感叹号请加引号"),
    ("exceeded max depth", "括号嵌套太深"),
)

# Quoted texts and comments are passed over as a whole; brackets count only outside them.
_BRACKETS = re.compile(r"""(?P<open>[\[{])|(?P<close>[\]}])|"(?:[^"\\]|\\.)*"|'[^']*'|\#[^\n]*""", re.DOTALL)


def bracket_too_deep(text: str, deepest: int) -> int | None:
    """The end of the first bracket that more than `deepest` others stand around; quoted text and comments are none."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += bool(found["open"]) - bool(found["close"])
        # The document itself is one level.
        if depth > deepest + 1:
            return found.end()
    return None


def tell_syntax(fault_at: Teller, error: Exception, text: str) -> None:
    """One fault for a text that libyaml gave up on (it stops at the first), or that holds half a character."""
    problem = str(getattr(error, "problem", None) or error)
    said = next((chinese for english, chinese in _PROBLEMS if english in problem), "这里读不下去")
    if isinstance(error, UnicodeError):
        said = "有不成字的编码"
    fault_at(_place(error, text), (), f"YAML 写法有误：{said}", "请检查缩进、冒号后的空格、引号和括号是否成对")


def _place(error: Exception, text: str) -> tuple[int, int]:
    # An open quote is noticed at the end of the file; where it was opened says more.
    unclosed = "quoted scalar" in str(getattr(error, "context", ""))
    mark = getattr(error, "context_mark" if unclosed else "problem_mark", None)
    if mark is not None:
        return mark.line + 1, mark.column + 1
    before = text[: _offset(error)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _offset(error: Exception) -> int:
    """Where a character that may not stand there stands: a ReaderError's position or a UnicodeEncodeError's start."""
    for name in ("position", "start"):
        at = getattr(error, name, None)
        if isinstance(at, int):
            return at
    return 0
