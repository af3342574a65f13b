"""One noun for one thing: class names stand once, variables say what they are, the glossary knows the domain."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from house.package_tree import PACKAGE, ROOT, Module, imports, modules

LANGUAGES = {"expr", "kinds", "shown", "target"}
"""Folders of the model that speak languages of their own, told in docs/expressions.md, kinds.md (with what
number formats show) and targets.md."""

SAME_BY_NATURE = {"main": "where a program begins; each program has one"}
"""Names of functions that mean the same wherever they stand, and why."""

_CAMEL = re.compile(r"[A-Z](?=\w*[a-z])\w*\Z")
_LETTER = re.compile(r"[A-Z](_co|_contra)?\Z")
_ENTRY = re.compile(r"`(?P<name>\w+)` (?P<word>[^·：`\n]+)：(?P<meaning>[^·\n]+)")


@cache
def nodes(module: Module) -> tuple[ast.AST, ...]:
    """Every node of a module, the outermost first; walked once for all the tests."""
    return tuple(ast.walk(module.tree))


@dataclass(frozen=True)
class Term:
    """One entry of the glossary: the noun in the code, the Chinese word, what it means."""

    name: str
    word: str
    meaning: str


def class_homes(found: Iterable[Module]) -> dict[str, list[str]]:
    """Where each class, alias of a type and named type variable stands, by its name without leading underscores."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module in found:
        for name in sorted({*_classes(module), *_aliases(module)}):
            homes[name].extend([module.name] * max(1, _classes(module).count(name)))
    return homes


@cache
def _classes(module: Module) -> tuple[str, ...]:
    return tuple(node.name.lstrip("_") for node in nodes(module) if isinstance(node, ast.ClassDef))


@cache
def _aliases(module: Module) -> frozenset[str]:
    """What a module binds at its top to a type: `Words = tuple[str, ...]`, `TypeVar("Item")`, `NamedTuple("Spot", …)`.

    CamelCase tells them from constants; a lone letter (`T`, `T_co`) stands for any type and means nothing.
    """
    bound = (name.lstrip("_") for name in _bound_at_the_top(module))
    return frozenset(name for name in bound if _CAMEL.match(name) and not _LETTER.match(name))


def _bound_at_the_top(module: Module) -> Iterator[str]:
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                yield name
            case ast.AST(name=ast.Name(id=name)):  # `type Name = …`, which Python knows from 3.12 on
                yield name


def homonyms(found: Iterable[Module]) -> dict[str, list[str]]:
    """Names of classes and types that stand for several things, with the modules."""
    return {name: homes for name, homes in class_homes(found).items() if len(homes) > 1}


def function_homonyms(found: Iterable[Module]) -> dict[str, list[str]]:
    """Names of public functions that several modules give, with the modules."""
    homes: dict[str, set[str]] = defaultdict(set)
    for module in found:
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                homes[node.name].add(module.name)
    return {name: sorted(where) for name, where in homes.items() if len(where) > 1 and name not in SAME_BY_NATURE}


def nameless(module: Module) -> Iterator[int]:
    """The lines that bind or use a variable called `one`: what it is has a name."""
    for node in nodes(module):
        match node:
            case (
                ast.Name(id="one")
                | ast.arg(arg="one")
                | ast.MatchAs(name="one")
                | ast.MatchStar(name="one")
                | ast.MatchMapping(rest="one")
                | ast.ExceptHandler(name="one")
                | ast.FunctionDef(name="one")
                | ast.Attribute(attr="one", ctx=ast.Store())
            ):
                yield node.lineno
            case ast.alias(name=name, asname=asname) if (asname or name) == "one":
                yield node.lineno


def domain_nouns(found: Iterable[Module]) -> dict[str, str]:
    """The public classes of the model beside its languages, and the data that two other rooms know."""
    homes: dict[str, str] = {}
    users: dict[str, set[str]] = defaultdict(set)
    for module in found:
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not _is_error(node):
                homes[node.name] = module.name
        for _, name in imports(module):
            if name.startswith("jixiao_xlsx."):
                users[name.rpartition(".")[2]].add(module.room)
    return {
        name: home
        for name, home in homes.items()
        if not _is_language(home) and (_room(home) == "model" or len(users[name] - {_room(home), ""}) > 1)
    }


def _is_error(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith(("Error", "Exception")) for base in node.bases)


def _is_language(home: str) -> bool:
    return _room(home) == "model" and home.split(".")[2] in LANGUAGES


def _room(home: str) -> str:
    return home.split(".")[1]


def glossary(page: str) -> tuple[Term, ...]:
    """The entries of 词汇, as `Noun` 词：含义, parted by dots."""
    _, _, rest = page.partition("## 词汇")
    section, _, _ = rest.partition("\n## ")
    return tuple(
        Term(entry["name"], entry["word"].strip(), entry["meaning"].strip()) for entry in _ENTRY.finditer(section)
    )


def gaps(terms: Iterable[Term], nouns: Mapping[str, str], known: Iterable[str]) -> Iterator[str]:
    """What the glossary lacks, what it invents, and what it says twice."""
    listed = Counter(term.name for term in terms)
    words = Counter(term.word for term in terms)
    yield from (f"{name} ({home}) has no entry" for name, home in sorted(nouns.items()) if name not in listed)
    yield from (f"{name} is not in the code" for name in sorted(set(listed) - set(known)))
    yield from (f"{name} stands {count} times" for name, count in (listed + words).items() if count > 1)


def test_a_class_name_stands_for_one_thing() -> None:
    assert homonyms(modules()) == {}


def test_a_public_function_name_stands_for_one_thing() -> None:
    assert function_homonyms(modules()) == {}


def test_no_variable_is_called_one() -> None:
    found = {module.name: list(nameless(module)) for module in modules()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_glossary_knows_every_domain_noun_once() -> None:
    found = modules(PACKAGE)
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert list(gaps(glossary(page), domain_nouns(found), class_homes(found))) == []


def _module(name: str, source: str) -> Module:
    return Module(name, Path("planted.py"), source)


def test_canary_a_second_class_of_a_name_is_seen_private_or_inside_a_function_too() -> None:
    planted = [
        _module("jixiao_xlsx.sheet.cells", "class Sheet: ..."),
        _module("jixiao_xlsx.report.book", "def late():\n    class _Sheet: ..."),
    ]
    assert homonyms(planted) == {"Sheet": ["jixiao_xlsx.sheet.cells", "jixiao_xlsx.report.book"]}


@pytest.mark.parametrize(
    "source",
    [
        'Sheet = NamedTuple("Sheet", [("name", str)])',
        '_Sheet = TypedDict("_Sheet", {"name": str})',
        "Sheet = Mapping[str, Cell]",
        "Sheet: TypeAlias = 'Mapping[str, Cell]'",
        'Sheet = TypeVar("Sheet")',
        'Sheet = NewType("Sheet", str)',
    ],
)
def test_canary_a_type_of_a_class_s_name_is_seen_however_it_is_made(source: str) -> None:
    planted = [
        _module("jixiao_xlsx.sheet.cells", "class Sheet: ..."),
        _module("jixiao_xlsx.report.book", source),
    ]
    assert list(homonyms(planted)) == ["Sheet"]


def test_canary_letters_constants_and_imports_are_no_second_type() -> None:
    source = 'T = TypeVar("T")\n_T_co = TypeVar("_T_co")\nMOST = 3\nplaces: dict[str, int] = {}\n'
    planted = [
        _module("jixiao_xlsx.sheet.cells", f"{source}Words = tuple[str, ...]"),
        _module("jixiao_xlsx.report.book", f"{source}from jixiao_xlsx.sheet.cells import Words"),
    ]
    assert homonyms(planted) == {}


def test_canary_a_second_function_of_a_name_is_seen() -> None:
    planted = [
        _module("jixiao_xlsx.sheet.cells", "def first_of(): ...\ndef main(): ...\ndef _own(): ..."),
        _module("jixiao_xlsx.report.book", "async def first_of(): ...\ndef main(): ...\ndef _own(): ..."),
        _module("jixiao_xlsx.report.late", "class Late:\n    def first_of(self): ..."),
    ]
    assert function_homonyms(planted) == {"first_of": ["jixiao_xlsx.report.book", "jixiao_xlsx.sheet.cells"]}


@pytest.mark.parametrize(
    "source",
    [
        "match x:\n    case one: ...",
        "match x:\n    case [*one]: ...",
        "match x:\n    case {**one}: ...",
        "match x:\n    case str() as one: ...",
        "try: ...\nexcept OSError as one: ...",
        "import rows as one",
        "from rows import row as one",
        "from rows import one",
        "with x as one: ...",
        "x.one = 1",
        "def one(): ...",
    ],
)
def test_canary_one_is_seen_wherever_a_name_is_bound(source: str) -> None:
    assert list(nameless(_module("jixiao_xlsx.sheet.cells", source))) != []


def test_canary_every_way_to_bind_one_is_seen() -> None:
    source = "for one in x:\n    y(one)\n[one for one in x]\nlambda one: 0\ndef f(*, one): ...\none = 1\nz.one(one=2)\n"
    assert sorted(set(nameless(_module("jixiao_xlsx.sheet.cells", source)))) == [1, 2, 3, 4, 5, 6]


def test_canary_a_noun_without_an_entry_and_an_entry_without_a_noun_are_seen() -> None:
    planted = [
        _module("jixiao_xlsx.model.roster", "class Agency: ...\nclass _Index: ...\nclass LostError(ValueError): ..."),
        _module("jixiao_xlsx.model.kinds.texts", "class Text: ..."),
        _module("jixiao_xlsx.season.issue", "class Order: ...\nclass Press: ..."),
        _module("jixiao_xlsx.cli.issue", "from jixiao_xlsx.season.issue import Order, Press"),
        _module("jixiao_xlsx.sheet.fill", "from jixiao_xlsx.season.issue import Order"),
    ]
    page = (
        "## 词汇\n\n`Order` 下发单：给谁 · `Ghost` 鬼：无 · `Order` 又一次：重复\n\n## 我要改……\n`Agency` 单位：别处\n"
    )
    assert list(gaps(glossary(page), domain_nouns(planted), class_homes(planted))) == [
        "Agency (jixiao_xlsx.model.roster) has no entry",
        "Ghost is not in the code",
        "Order stands 2 times",
    ]
