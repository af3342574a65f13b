"""Finds where code tells a kind by its name or its class, in the ways in which people write such a question."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from house.package_tree import Module
from jixiao_xlsx.model.kinds import KINDS, Kind, Traits

HOME = "jixiao_xlsx.model.kinds"
NO_FIELDS = {"token"}
"""Whose `kind` is another thing: a token of a target's text."""

_KEPT = {"str", "lower", "upper", "casefold", "strip", "title"}
_COPIES = {"frozenset", "set", "tuple", "list", "sorted", "dict", "iter", "MappingProxyType"}
_LOOKUPS = {"get", "pop", "setdefault", "index", "count", "__contains__", "__getitem__"}
_BY_NAME = {"kind_named", "traits_named"}
_ENDS = {"startswith": "start", "removeprefix": "start", "endswith": "end", "removesuffix": "end"}
_CLASSES = {
    (base.__module__, base.__name__)
    for kind in KINDS.values()
    for base in type(kind).__mro__
    if base.__module__.startswith(f"{HOME}.") and base not in (Kind, Traits)
}
_IMPORTED = {f"{home}.{name}" for home, name in _CLASSES} | {home for home, _ in _CLASSES}
"""Each kind's class and module: whoever imports one means this kind and no other."""


def holds_kinds(name: str) -> bool:
    """Whether a variable or attribute is called as one that holds the name of a kind, or several."""
    return name in {"kind", "kinds"} or name.endswith(("_kind", "kind_name"))


@dataclass(frozen=True)
class Known:
    """What names stand for in a stretch of code: a kind's name that was asked for, or names of kinds written down."""

    kinds: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    def is_kind(self, node: ast.expr) -> bool:
        """Whether an expression is a kind's name: `kind`, `slot.field.kind`, `traits_of(leaf).name`, `row["kind"]`."""
        match node:
            case ast.Name(id=name):
                return holds_kinds(name) or name in self.kinds
            case ast.Attribute(value=ast.Name(id=owner)) if owner in NO_FIELDS:
                return False
            case ast.Attribute(value=ast.Call(func=ast.Name(id="kind_named" | "traits_of")), attr="name"):
                return True
            case ast.Attribute(value=owner, attr=name):
                return holds_kinds(name) or (name == "name" and self.is_kind(owner))
            case ast.Subscript(slice=ast.Constant(value="kind")):
                return True
            case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value="kind"), *_]):
                return True
            case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value="kind"), *_]):
                return True
            case (
                ast.Call(func=ast.Name(id=word), args=[inner])
                | ast.Call(func=ast.Attribute(value=inner, attr=word), args=[])
            ):
                return word in _KEPT and self.is_kind(inner)
            case ast.NamedExpr(value=inner):
                return self.is_kind(inner)
            case ast.Tuple(elts=parts):
                return any(map(self.is_kind, parts))
        return False

    def tells(self, node: ast.expr) -> bool:
        """Whether an expression is the name of a kind of ours, or holds some."""
        match node:
            case ast.Constant(value=str(word)):
                return word in KINDS
            case ast.Tuple(elts=parts) | ast.Set(elts=parts) | ast.List(elts=parts) | ast.BoolOp(values=parts):
                return any(map(self.tells, parts))
            case ast.Dict(keys=keys):
                return any(self.tells(key) for key in keys if key is not None)
            case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
                return self.tells(left) or self.tells(right)
            case ast.Starred(value=inner) | ast.NamedExpr(value=inner):
                return self.tells(inner)
            case ast.Call(func=ast.Name(id=word), args=[inner]):
                return word in _COPIES | _BY_NAME and self.tells(inner)
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(words)), attr="split")):
                return any(word in KINDS for word in words.replace(",", " ").split())
            case ast.Subscript(value=ast.Name(id="KINDS"), slice=place):
                return self.tells(place)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name in self.lists
        return False

    def told_at(self, node: ast.AST) -> Iterator[int]:
        """The line, where this very node tells a kind by its name."""
        match node:
            case ast.Compare(left=left, comparators=others):
                sides = (left, *others)
                asked = any(map(self.is_kind, sides)) or any(map(_is_a_kind_itself, sides))
                yield from (node.lineno for _ in range(asked and any(map(self.tells, sides))))
            case ast.Match(subject=subject, cases=cases) if self.is_kind(subject):
                patterns = (below for case in cases for below in ast.walk(case.pattern))
                yield from (below.lineno for below in patterns if self._names(below))
            case ast.MatchClass(kwd_attrs=words, kwd_patterns=patterns):
                yield from self._keyed(zip(words, patterns, strict=True))
            case ast.MatchMapping(keys=keys, patterns=patterns):
                words = (key.value if isinstance(key, ast.Constant) else "" for key in keys)
                yield from self._keyed(zip(map(str, words), patterns, strict=True))
            case ast.Subscript(value=value, slice=place) if self.is_kind(place) and self.tells(value):
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=value, attr=verb), args=[place, *_]):
                looked_up = verb in _LOOKUPS and self.is_kind(place) and self.tells(value)
                if looked_up or (self.is_kind(value) and _is_part(verb, place)):
                    yield node.lineno

    def _keyed(self, pairs: Iterable[tuple[str, ast.pattern]]) -> Iterator[int]:
        for word, pattern in pairs:
            if holds_kinds(word):
                yield from (below.lineno for below in ast.walk(pattern) if self._names(below))

    def _names(self, pattern: ast.AST) -> bool:
        return isinstance(pattern, ast.MatchValue) and self.tells(pattern.value)


def _is_a_kind_itself(node: ast.expr) -> bool:
    """`kind_named(…)` and `KINDS[…]` by a written name: `is` compares them as well as `==` compares names."""
    match node:
        case ast.Call(func=ast.Name(id=word)):
            return word in _BY_NAME
        case ast.Subscript(value=ast.Name(id="KINDS")):
            return True
    return False


def _is_part(verb: str, node: ast.expr) -> bool:
    """Whether a text is how the name of some kind of ours begins or ends, as the verb asks, or the name itself."""
    words = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if verb == "__eq__":
        return any(word in KINDS for word in words)
    ways = {"start": str.startswith, "end": str.endswith}
    return verb in _ENDS and any(word and ways[_ENDS[verb]](kind, word) for word in words for kind in KINDS)


def lists_of(module: Module) -> frozenset[str]:
    """The names that stand for a kind's name, or for a list of such, anywhere in a module."""
    nodes = [node for stretch in _stretches(module) for node in stretch]
    return _grown(nodes, Known(), "lists").lists


def told(module: Module, lists: frozenset[str]) -> list[int]:
    """The lines of a module that know a kind by its name or class; `lists` are the names that hold such names."""
    lines = {line for line, name in _imports(module) if name in _IMPORTED}
    for nodes in _stretches(module):
        known = _grown(nodes, Known(lists=lists), "kinds")
        lines |= {line for node in nodes for line in known.told_at(node)}
    return sorted(lines)


def _imports(module: Module) -> Iterator[tuple[int, str]]:
    for nodes in _stretches(module):
        for node in nodes:
            match node:
                case ast.ImportFrom(module=str(home), names=names):
                    yield from ((node.lineno, f"{home}.{alias.name}") for alias in names)
                case ast.Import(names=names):
                    yield from ((node.lineno, alias.name) for alias in names)


@cache
def _stretches(module: Module) -> tuple[tuple[ast.AST, ...], ...]:
    """The nodes of each outermost function, and those outside functions: as far as a local name is known."""
    outside: list[ast.AST] = [module.tree]
    functions: list[tuple[ast.AST, ...]] = []
    for node in outside:  # grows while it is walked
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                functions.append(tuple(ast.walk(child)))
            else:
                outside.append(child)
    return (tuple(outside), *functions)


def _grown(nodes: Iterable[ast.AST], known: Known, what: str) -> Known:
    """What is known with the names that are bound to it, and to these, and so on."""
    bindings = [pair for node in nodes for pair in _bindings(node)]
    while True:
        holds = known.is_kind if what == "kinds" else known.tells
        names = {name for name, value in bindings if not holds_kinds(name) and holds(value)}
        grown = Known(known.kinds | names, known.lists) if what == "kinds" else Known(known.kinds, known.lists | names)
        if grown == known:
            return known
        known = grown


def _bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Name and value of each `name = value`, `name := value`, `for name in value`, one by one where both are tuples."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _pairs(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            yield from _pairs(target, value)
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            yield from _pairs(target, value)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for part, given in zip(targets, values, strict=True):
                yield from _pairs(part, given)
