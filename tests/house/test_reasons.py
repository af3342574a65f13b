"""A number that stands by name in a module or a class says beside it why it is that number."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from house.package_tree import Module, modules

PLAIN = (-1, 0, 1, 2)
"""Numbers that count, or say none, one or both: their name tells enough."""

Holder = ast.Module | ast.ClassDef
Assignment = ast.Assign | ast.AnnAssign


def unreasoned(module: Module) -> list[str]:
    """Each assignment of a module or a class that holds a number and no reason: a comment or a string beside it."""
    comments = _comment_lines(module.source)
    return [
        f"{module.name}:{node.lineno} {ast.unparse(node)[:60]}"
        for holder in _holders(module.tree)
        for block in _blocks(holder.body)
        for node, below in block
        if _has_number(node.value) and not _is_text(below) and not comments & _beside(node, block[0][0])
    ]


def _holders(tree: ast.Module) -> Iterator[Holder]:
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _blocks(body: list[ast.stmt]) -> Iterator[list[tuple[Assignment, ast.stmt | None]]]:
    """Assignments that follow one another without an empty line, each with the statement below it."""
    block: list[tuple[Assignment, ast.stmt | None]] = []
    for node, below in pairwise([*body, None]):
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        if block and node.lineno - (block[-1][0].end_lineno or 0) > 1:
            yield block
            block = []
        block.append((node, below))
    yield from [block] if block else []


def _beside(node: Assignment, first: Assignment) -> set[int]:
    """The lines on which a comment counts as a reason: its own, the one above, the one above its block."""
    return {*range(node.lineno - 1, (node.end_lineno or node.lineno) + 1), first.lineno - 1}


def _has_number(value: ast.expr | None) -> bool:
    return value is not None and any(_is_number(node) for node in ast.walk(value))


def _is_number(node: ast.AST) -> bool:
    """A literal, or the text that a Decimal is made of."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return number not in PLAIN
        case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str(digits))]):
            return Decimal(digits) not in PLAIN
    return False


def _is_text(below: ast.stmt | None) -> bool:
    return isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)


def _comment_lines(source: str) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_every_number_has_its_reason(module: Module) -> None:
    assert unreasoned(module) == []


def test_canary_a_number_without_a_reason_is_seen() -> None:
    source = """
BARE = 7

# What Excel takes.
ROWS = 1_048_576
COLUMNS = 16_384
SHEETS = (
    200,  # as many as a form ever had
)
SAID = 0.5
'Half of the labels.'

PAIR = (1, -3)
PLAIN = [0, 1, 2, -1, True, "12"]

class A:
    width: int = 80
    share: Decimal = Decimal("0.6")
    gap: float = field(default=0.3)  # a hair
    def f(self, most: int = 9) -> None:
        inner = 4
"""
    found = unreasoned(Module("jixiao_xlsx.canary", Path("canary.py"), source))
    assert found == [
        "jixiao_xlsx.canary:2 BARE = 7",
        "jixiao_xlsx.canary:13 PAIR = (1, -3)",
        "jixiao_xlsx.canary:17 width: int = 80",
        "jixiao_xlsx.canary:18 share: Decimal = Decimal('0.6')",
    ]
