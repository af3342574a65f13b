"""The tree of an expression: frozen nodes, each with the offsets `start..end` it has in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.keys import ALL, Key, KeyPart, KeyPattern, indexes_of


@dataclass(frozen=True, slots=True)
class Bound:
    """An index taken from the owner's key: its `depth`-th index, counted from 0 (same goal, same open row)."""

    depth: int


RefPath = tuple[KeyPart | Bound, ...]
"""A pattern relative to an owner: names, fixed indexes, `Bound` and `ALL`."""


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    start: int
    end: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class TextLiteral:
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A dotted path as written, `goals[2].text` is `("goals", 2, "text")`; `[*]` is `ALL`."""

    start: int
    end: int
    parts: tuple[KeyPart, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A resolved name. `path` is what was named (a field, or a group or column of several), `paths` the fields it
    stands for; `many` says that it may stand for any number of cells; `text` that its cells hold words, `dated` that
    they hold days."""

    start: int
    end: int
    path: RefPath
    many: bool
    paths: tuple[RefPath, ...]
    text: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Negate:
    start: int
    end: int
    operand: Node


@dataclass(frozen=True, slots=True)
class Sum:
    """`a + b - c`: terms with their sign, `("+", a), ("+", b), ("-", c)`."""

    start: int
    end: int
    terms: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """`a * b / c`: factors with their sign, `("*", a), ("*", b), ("/", c)`."""

    start: int
    end: int
    factors: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """`a == b <= c`: one operator fewer than operands; a chain holds when each neighbouring pair does."""

    start: int
    end: int
    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """`x in ('a', 'b')`."""

    start: int
    end: int
    item: Node
    choices: tuple[NumberLiteral | TextLiteral, ...]


@dataclass(frozen=True, slots=True)
class Not:
    start: int
    end: int
    operand: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """`a and b and c`, or the same with `or`."""

    start: int
    end: int
    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    start: int
    end: int
    function: str
    arguments: tuple[Node, ...]


Node = NumberLiteral | TextLiteral | Name | Ref | Negate | Sum | Product | Compare | Membership | Not | Logic | Call


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in source order."""
    match node:
        case Negate(operand=operand) | Not(operand=operand):
            return (operand,)
        case Sum(terms=pairs) | Product(factors=pairs):
            return tuple(operand for _, operand in pairs)
        case Compare(operands=operands) | Logic(operands=operands) | Call(arguments=operands):
            return operands
        case Membership(item=item, choices=choices):
            return (item, *choices)
        case _:
            return ()


def refs(node: Node) -> Iterator[Ref]:
    """Every resolved reference in the tree, in source order."""
    if isinstance(node, Ref):
        yield node
    for child in children(node):
        yield from refs(child)


def bind(path: RefPath, owner: Key) -> KeyPattern:
    """The path as seen from a concrete owner: each `Bound` becomes the owner's index, `ALL` stays."""
    # The common path has nothing to bind; this runs for every reference of every row.
    if not any(isinstance(part, Bound) for part in path):
        return path  # type: ignore[return-value]
    indexes = indexes_of(owner)
    return tuple(indexes[part.depth] if isinstance(part, Bound) else part for part in path)


def unbound(path: RefPath) -> KeyPattern:
    """The field pattern of a path: each `Bound` and each fixed index becomes `ALL`."""
    return tuple(part if isinstance(part, str) else ALL for part in path)
