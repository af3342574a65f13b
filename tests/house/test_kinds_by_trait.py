"""Outside `model/kinds` nobody asks a kind for its name: a new kind would be forgotten there. Traits tell instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

import pytest

from house.package_tree import Module, modules
from jixiao_xlsx.model.kinds import KINDS

HOME = "jixiao_xlsx.model.kinds"
HOLDERS = {"kind", "kinds", "kind_name"}
"""What a variable or attribute is called that holds a kind's name."""

NO_FIELDS = {"token"}
"""Whose `kind` is another thing: a token of a target's text."""


def comparisons(package_modules: tuple[Module, ...]) -> list[str]:
    """Each place that tells kinds apart by their names."""
    outside = [module for module in package_modules if not f"{module.name}.".startswith(f"{HOME}.")]
    lists = {f"{module.name}.{name}" for module in outside for name in _lists_of(module)}
    return [
        f"{module.name}:{line} knows a kind by its name"
        for module in outside
        for line in sorted(set(_lines(module, _lists_of(module) | _imported(module, lists))))
    ]


@cache
def _nodes(module: Module) -> tuple[ast.AST, ...]:
    """What any of the questions below looks at; parsed once."""
    wanted = (ast.Assign, ast.AnnAssign, ast.ImportFrom, ast.Compare, ast.Match, ast.Subscript, ast.Call)
    return tuple(node for node in ast.walk(module.tree) if isinstance(node, wanted))


@cache
def _lists_of(module: Module) -> frozenset[str]:
    """The names that stand for a kind's name, or for a list of such."""
    found: set[str] = set()
    for node in _nodes(module):
        if isinstance(node, ast.Assign) and _tells(node.value, frozenset()):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.AnnAssign) and node.value and _tells(node.value, frozenset()):
            found |= {node.target.id} if isinstance(node.target, ast.Name) else set()
    return frozenset(found - HOLDERS)


def _imported(module: Module, lists: set[str]) -> set[str]:
    """What the lists of other modules are called here."""
    return {
        alias.asname or alias.name
        for node in _nodes(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f"{node.module}.{alias.name}" in lists
    }


def _lines(module: Module, lists: Set[str]) -> Iterator[int]:
    for node in _nodes(module):
        match node:
            case ast.Compare(left=left, comparators=others):
                if any(map(_is_kind, (left, *others))) and any(_tells(one, lists) for one in (left, *others)):
                    yield node.lineno
            case ast.Match(subject=subject, cases=cases) if _is_kind(subject):
                patterns = (below for case in cases for below in ast.walk(case.pattern))
                told = (one for one in patterns if isinstance(one, ast.MatchValue) and _tells(one.value, lists))
                yield from (one.lineno for one in told)
            case ast.Subscript(value=value, slice=place):
                if _is_kind(place) and _tells(value, lists):
                    yield node.lineno
            case ast.Call(func=ast.Attribute(value=value, attr="get"), args=[place, *_]):
                if _is_kind(place) and _tells(value, lists):
                    yield node.lineno


def _is_kind(node: ast.expr) -> bool:
    """Whether an expression is a kind's name: `kind`, `slot.field.kind`, `traits_of(leaf).name`, `row["kind"]`."""
    match node:
        case ast.Name(id=name):
            return name in HOLDERS
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in NO_FIELDS:
            return False
        case ast.Attribute(value=ast.Call(func=ast.Name(id="kind_named" | "traits_of")), attr="name"):
            return True
        case ast.Attribute(value=owner, attr=name):
            return name in HOLDERS or (name == "name" and _is_kind(owner))
        case ast.Subscript(slice=ast.Constant(value="kind")):
            return True
        case ast.Call(func=ast.Name(id="str"), args=[one]):
            return _is_kind(one)
    return False


def _tells(node: ast.expr, lists: Set[str]) -> bool:
    """Whether an expression is the name of a kind of ours, or holds some."""
    match node:
        case ast.Constant(value=str(word)):
            return word in KINDS
        case ast.Tuple(elts=parts) | ast.Set(elts=parts) | ast.List(elts=parts):
            return any(_tells(part, lists) for part in parts)
        case ast.Dict(keys=keys):
            return any(_tells(key, lists) for key in keys if key is not None)
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple" | "dict" | "MappingProxyType"), args=[one]):
            return _tells(one, lists)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in lists
    return False


def test_nobody_tells_kinds_apart_by_name() -> None:
    assert comparisons(modules()) == []


def planted(**sources: str) -> tuple[Module, ...]:
    return tuple(
        Module(f"jixiao_xlsx.report.{name}", Path(f"{name}.py"), source) for name, source in sorted(sources.items())
    )


@pytest.mark.parametrize(
    "source",
    [
        'slot.field.kind == "amount"',
        '"long_text" != record.kind',
        'record.kind in ("text", "long_text")',
        'kind not in {"percent"}',
        '"target" in kinds',
        'kind_named(leaf.kind).name == "date"',
        'kind.name == "year"',
        'row["kind"] == "integer"',
        'str(row["kind"]) in ["integer"]',
        'TEXTS = frozenset({"text", "long_text"})\ndef told(leaf):\n    return leaf.kind in TEXTS',
        'TARGET = "target"\nleaf.kind == TARGET',
        'places = {"amount": 2, "percent": 4}.get(field.kind, 0)',
        'PLACES: dict[str, int] = {"amount": 2}\nPLACES[field.kind]',
        'match field.kind:\n    case "flag" | "choice":\n        pass',
    ],
)
def test_canary_a_kind_known_by_name_is_caught(source: str) -> None:
    assert len(comparisons(planted(bad=source))) == 1


def test_canary_a_list_from_another_module_is_caught() -> None:
    lists = 'ADDED = frozenset({"amount", "integer"})'
    told = "from jixiao_xlsx.report.lists import ADDED as SUMS\nleaf.kind in SUMS"
    assert comparisons(planted(lists=lists, told=told)) == ["jixiao_xlsx.report.told:2 knows a kind by its name"]


@pytest.mark.parametrize(
    "source",
    [
        "traits_of(slot.field).is_money",
        'Field(kind="text")',
        'token.kind == "date"',
        'letter.kind == "退回"',
        'link.kind == "vmldrawing"',
        'token.sort in ("number", "text")',
        'record.key[-1] == "points"',
        'TableColumn("金额", 12, "amount")',
        "first.kind == second.kind",
        'kind = "text"\nkind in KINDS',
    ],
)
def test_canary_words_that_mean_something_else_are_let_pass(source: str) -> None:
    assert comparisons(planted(good=source)) == []
