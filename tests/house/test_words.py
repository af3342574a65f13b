"""口径 and severity are said by their enums: the words stand in the package where they are declared, nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from house.package_tree import Module, modules
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.scope import FilingScope
from jixiao_xlsx.spec.language.plain_types import AuditWord, SeverityWord

WORDS = frozenset(map(str, (*FilingScope, *Severity)))
TELLING_OF_STEPS = ("jixiao_xlsx.season.demo.", "jixiao_xlsx.cli.commands.demo")
OTHER_MEANINGS = frozenset({("jixiao_xlsx.report.diff.workbook", "说明")})  # the head of a column of remarks


def retyped(module: Module) -> Iterator[str]:
    """Each of the words that a module types as a text of its own, outside an enum or a Literal that declares it."""
    if module.name.startswith(TELLING_OF_STEPS):  # tells of its steps and folders, which bear some of the words
        return
    nodes = tuple(ast.walk(module.tree))
    declared = {id(part) for node in nodes if _declares(node) for part in ast.walk(node)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in declared:
            word = node.value.strip("/")
            if word in WORDS and (module.name, word) not in OTHER_MEANINGS:
                yield f"{module.name}:{node.lineno} {word}"


def _declares(node: ast.AST) -> bool:
    if isinstance(node, ast.ClassDef):
        return any(isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases)
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id == "Literal"
    # `workspace.path("退回")` names a folder; mypy holds it to the folders that there are
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "path"


def test_the_words_stand_in_one_place() -> None:
    assert [found for module in modules() for found in retyped(module)] == []


def test_the_words_of_specs_are_those_of_findings() -> None:
    assert get_args(SeverityWord) == tuple(map(str, Severity))
    assert get_args(AuditWord) == (*get_args(SeverityWord), "关闭")


@pytest.mark.parametrize(
    "source",
    [
        'OWN = "本级"',
        'for name in ("退回",): pass',
        'counts = {"说明": 0}',
        'def f(scope="汇总"): ...',
        'match word:\n    case "提示": ...',
        'part = "/汇总"',
    ],
)
def test_canary_a_word_typed_again_is_caught(source: str) -> None:
    assert len(list(retyped(Module("jixiao_xlsx.report.bad", Path("bad.py"), source)))) == 1


def test_canary_declarations_folders_and_sentences_are_no_fault() -> None:
    source = (
        'class Verdict(StrEnum):\n    RETURN = "退回"\nWord = Literal["退回"]\n'
        'folder = workspace.path("退回")\nmessage = "退回的表"\n'
    )
    assert list(retyped(Module("jixiao_xlsx.report.good", Path("good.py"), source))) == []
