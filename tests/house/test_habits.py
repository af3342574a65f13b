"""Sizes, names, docstrings and the few constructs that the package does without."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.package_tree import Module, imports, modules

LONGEST_FILE = 350
LONGEST_FUNCTION = 60
SHAPELESS = re.compile(r"(^|_)(utils?|helpers?|misc|common)(_|$)")


def complaints(module: Module) -> Iterator[str]:
    """Each habit that a module breaks, in words."""
    lines = len(module.source.splitlines())
    if lines > LONGEST_FILE:
        yield f"{lines} lines, at most {LONGEST_FILE}"
    if any(SHAPELESS.search(part) for part in module.name.split(".")):
        yield "a name that says nothing"
    if not ast.get_docstring(module.tree):
        yield "no module docstring"
    if any(name.endswith(".*") for _, name in imports(module)):
        yield "a star import"
    for node in ast.walk(module.tree):
        yield from _about(node)


def _about(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield f"{node.name}: {lines} lines, at most {LONGEST_FUNCTION}"
    if isinstance(node, ast.ExceptHandler) and node.type is None:
        yield "a bare except"
    if isinstance(node, ast.ClassDef) and any(keyword.arg == "metaclass" for keyword in node.keywords):
        yield f"{node.name}: a metaclass"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_every_module_keeps_the_habits(module: Module) -> None:
    assert list(complaints(module)) == []


def test_canary_all_broken_habits_are_reported_together() -> None:
    body = "\n".join(["    pass"] * LONGEST_FUNCTION)
    source = f"from os import *\nclass A(metaclass=type): ...\ntry:\n    pass\nexcept:\n    pass\ndef long():\n{body}\n"
    source += "\n" * LONGEST_FILE
    found = sorted(complaints(Module("jixiao_xlsx.sheet.cell_utils", Path("cell_utils.py"), source)))
    assert found == [
        f"{len(source.splitlines())} lines, at most 350",
        "A: a metaclass",
        "a bare except",
        "a name that says nothing",
        "a star import",
        "long: 61 lines, at most 60",
        "no module docstring",
    ]
