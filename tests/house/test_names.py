"""One noun for one thing: class names stand once, variables say what they are, the glossary knows the domain."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from house.package_tree import PACKAGE, ROOT, Module, imports, modules

LANGUAGES = {"expr", "kinds", "target"}
"""Folders of the model that speak languages of their own, told in docs/expressions.md, kinds.md and targets.md."""

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
    """Where each class stands, by its name without leading underscores."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module in found:
        for node in nodes(module):
            if isinstance(node, ast.ClassDef):
                homes[node.name.lstrip("_")].append(module.name)
    return homes


def homonyms(found: Iterable[Module]) -> dict[str, list[str]]:
    """Class names that stand for several things, with the modules."""
    return {name: homes for name, homes in class_homes(found).items() if len(homes) > 1}


def nameless(module: Module) -> Iterator[int]:
    """The lines that bind or use a variable called `one`: what it is has a name."""
    for node in nodes(module):
        name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else ""
        if name == "one" and isinstance(node, ast.expr | ast.arg):
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
