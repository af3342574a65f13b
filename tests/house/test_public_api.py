"""What other programs may use: every name is there, typed and told of; the package alone imports none of them."""

from __future__ import annotations

import ast
import builtins
import inspect
import json
import re
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

import jixiao_xlsx
from house.package_tree import PACKAGE, modules

FACE = PACKAGE / "__init__.py"


@pytest.mark.parametrize("name", jixiao_xlsx.__all__)
def test_public_name_is_there(name: str) -> None:
    assert getattr(jixiao_xlsx, name) is not None


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_this"):
        getattr(jixiao_xlsx, "nothing_like_this")  # noqa: B009 — the error is what is tested


def modules_after(statement: str) -> set[str]:
    code = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    return set(json.loads(done.stdout))


def test_importing_the_package_imports_no_module_of_it_and_no_library() -> None:
    bare = modules_after("import typing")
    assert modules_after("import jixiao_xlsx; dir(jixiao_xlsx)") - bare == {"jixiao_xlsx"}


def test_the_example_of_the_package_runs() -> None:
    form = jixiao_xlsx.load_form("S0")
    blank = jixiao_xlsx.issue_blank(jixiao_xlsx.Order(form, 2026, jixiao_xlsx.Party("101", "示例市民政局")))
    filing = jixiao_xlsx.read_filing(blank.data, name="空表.xlsx")
    assert [finding.code for finding in filing.findings] == ["S10"]


def imported_for_checkers(source: str) -> dict[str, str]:
    """The homes that a type checker is told of."""
    tree = ast.parse(source)
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
    return {
        alias.asname or alias.name: node.module
        for node in froms
        for alias in node.names
        if node.module and node.module.startswith("jixiao_xlsx.")
    }


def test_checkers_consoles_and_programs_are_told_the_same_names() -> None:
    assert imported_for_checkers(FACE.read_text(encoding="utf-8")) == jixiao_xlsx._HOMES
    assert sorted([*jixiao_xlsx._HOMES, "__version__"]) == jixiao_xlsx.__all__ == dir(jixiao_xlsx)


def test_no_name_hides_a_room_of_the_package() -> None:
    assert {path.stem for path in PACKAGE.iterdir()} & set(jixiao_xlsx._HOMES) == set()


def verbs() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function, and every public method of the season."""
    for name in jixiao_xlsx._HOMES:
        found = getattr(jixiao_xlsx, name)
        if inspect.isfunction(found):
            yield name, found
    for name, method in inspect.getmembers(jixiao_xlsx.Season, inspect.isroutine):
        if not name.startswith("_") and name != "clock":
            yield f"Season.{name}", method


def own_classes(verb: Callable[..., object]) -> set[str]:
    """The names in a verb's annotations that begin with a capital, without Python's and those of plain shapes."""
    signature = inspect.signature(verb)
    hints = [value.annotation for value in signature.parameters.values()]
    plain = {"Path", "Decimal", "Key", "KeyPattern", "Value", "Plain", "PlainObject"}
    names = re.findall(r"\b[A-Z]\w+", " ".join(map(str, [*hints, signature.return_annotation])))
    return set(names) - plain - set(dir(typing)) - set(dir(builtins))


INNER = {
    "what only our own rooms hand in, where it may be left out": (
        "Questions Stamp Figures LiveValues ReadingLimits KnownLayout AgencyNames"
    ),
    "the spec's words, which grow with its language (specs/README.md)": "Sheet Rule Scoring Paper Field",
    "the settings' words (docs/workspace.md)": "Settings",
    "what a value was made from, carried along for the rooms that make more of it": (
        "BlankPlan Check FigureGroup Layouts MaskToCheck Narrative PrintJob RawBook"
    ),
    "where things are kept; programs reach them through the season's methods": "Originals Store",
}
"""Classes that public ones lead to and that stay our own, by the reason."""


def kept_in() -> set[str]:
    return set(" ".join(INNER.values()).split())


def test_verbs_take_and_return_what_is_public() -> None:
    hidden = {name: own_classes(verb) - set(jixiao_xlsx._HOMES) - kept_in() for name, verb in verbs()}
    assert {name: classes for name, classes in hidden.items() if classes} == {}


@lru_cache
def package_classes() -> dict[str, ast.ClassDef]:
    """Every class of the package; a name stands once (test_names)."""
    return {node.name: node for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)}


def public_annotations(found: ast.ClassDef) -> Iterator[ast.expr]:
    """What a class's public fields, properties and methods are told to be, and to take."""
    for member in found.body:
        if isinstance(member, ast.AnnAssign) and not ast.unparse(member.target).startswith("_"):
            yield member.annotation
        if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
            arguments = (*member.args.args, *member.args.kwonlyargs)
            yield from (argument.annotation for argument in arguments if argument.annotation)
            yield from filter(None, [member.returns])


def leads_to(found: ast.ClassDef) -> set[str]:
    """The package's classes that whoever holds one of this gets into the hands."""
    text = " ".join(map(ast.unparse, public_annotations(found)))
    return set(re.findall(r"\b[A-Z]\w+", text)) & set(package_classes())


def test_public_classes_lead_to_public_ones() -> None:
    """As each class that is led to must be public itself, this holds all the way down."""
    led = {name: leads_to(found) for name, found in package_classes().items() if name in jixiao_xlsx._HOMES}
    hidden = {name: classes - set(jixiao_xlsx._HOMES) - kept_in() for name, classes in led.items()}
    assert {name: classes for name, classes in hidden.items() if classes} == {}
    reached = set().union(*led.values(), *(own_classes(verb) for _, verb in verbs()))
    assert kept_in() - reached == set()


def test_canary_a_hidden_class_would_be_seen() -> None:
    source = "class Seen:\n    a: Form | None\n    _b: Row\n    def of(self, roster: Roster) -> list[Seal]: ...\n"
    (found,) = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef))
    assert leads_to(found) == {"Form", "Roster", "Seal"}


def test_verbs_and_classes_say_what_they_are() -> None:
    classes = [(name, getattr(jixiao_xlsx, name)) for name in jixiao_xlsx._HOMES]
    told = {name: inspect.getdoc(found) or "" for name, found in (*classes, *verbs())}
    own_words = {name: text for name, text in told.items() if not text.startswith(f"{name}(")}  # a dataclass's default
    assert {name for name in told if not own_words.get(name)} == set()


def untold(found: ast.ClassDef) -> list[str]:
    """The public methods and properties of a class that have no words of their own."""
    functions = (member for member in found.body if isinstance(member, ast.FunctionDef))
    return [each.name for each in functions if not each.name.startswith("_") and not ast.get_docstring(each)]


def test_every_public_member_says_what_it_is() -> None:
    classes = {name: found for name, found in package_classes().items() if name in jixiao_xlsx._HOMES}
    assert {name: untold(found) for name, found in classes.items() if untold(found)} == {}


def test_canary_a_member_without_words_would_be_seen() -> None:
    (found,) = ast.parse('class Seen:\n    def told(self): "Yes."\n    def bare(self): ...\n').body
    assert isinstance(found, ast.ClassDef)
    assert untold(found) == ["bare"]


CANNOT_FAIL = {"filing_json", "format_key", "overview_page"}
"""Verbs that make one value out of another, whatever it is."""


def test_verbs_name_their_errors() -> None:
    silent = {name for name, verb in verbs() if not re.search(r"\b[Rr]aises?\b", inspect.getdoc(verb) or "")}
    assert silent == CANNOT_FAIL


def test_an_old_name_warns_once_and_is_the_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jixiao_xlsx._OLD_NAMES, "make_blank", ("issue_blank", "9.0"))
    try:
        with pytest.warns(DeprecationWarning, match=r"make_blank is now jixiao_xlsx\.issue_blank.*9\.0") as told:
            from jixiao_xlsx import make_blank
        from jixiao_xlsx import make_blank as again
    finally:
        vars(jixiao_xlsx).pop("make_blank", None)
    assert make_blank is again is jixiao_xlsx.issue_blank
    assert [Path(one.filename) for one in told] == [Path(__file__)]


def overdue(old: dict[str, tuple[str, str]], version: str) -> list[str]:
    """The old names that should be gone by a version."""
    now = tuple(map(int, version.split(".")))
    return [name for name, (_, until) in old.items() if tuple(map(int, until.split("."))) <= now]


def test_no_old_name_outlives_its_time() -> None:
    assert overdue(jixiao_xlsx._OLD_NAMES, jixiao_xlsx.__version__) == []
    assert [name for name, (new, _) in jixiao_xlsx._OLD_NAMES.items() if new not in jixiao_xlsx._HOMES] == []


def test_canary_an_overdue_name_would_be_seen() -> None:
    old = {"gone": ("load_form", "0.3"), "stays": ("load_form", "0.4")}
    assert overdue(old, "0.3.0") == ["gone"]
