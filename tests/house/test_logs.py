"""Events go through the package's own loggers, and only the command line writes on a stream."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.package_tree import ROOT, Module, imports, modules

API_PAGE = ROOT / "docs" / "api.md"
_EVENT = re.compile(r"\b(READING|MAIL|STORE)\.(info|warning)\(")


def complaints(module: Module) -> Iterator[str]:
    """What a module says past the loggers."""
    if module.name != "jixiao_xlsx.logs" and any(name.partition(".")[0] == "logging" for _, name in imports(module)):
        yield "a logger of its own"
    calls = (node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    if module.room != "cli" and any(isinstance(func, ast.Name) and func.id == "print" for func in calls):
        yield "a print"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_nobody_logs_or_prints_past_the_loggers(module: Module) -> None:
    assert list(complaints(module)) == []


def test_canary_a_print_and_a_logger_would_be_seen() -> None:
    found = complaints(Module("jixiao_xlsx.mail.loud", Path("loud.py"), "import logging\nprint('x')\n"))
    assert list(found) == ["a logger of its own", "a print"]


def test_the_page_tells_every_logger_and_level() -> None:
    events = (event for module in modules() for event in _EVENT.findall(module.source))
    used = {f"`jixiao_xlsx.{name.lower()}` | {level.upper()}" for name, level in events}
    told = set(re.findall(r"`jixiao_xlsx\.\w+` \| [A-Z]+", API_PAGE.read_text(encoding="utf-8")))
    assert told == used


def told(module: Module) -> Iterator[str]:
    """What a module's events name beside their words."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _EVENT.match(f"{ast.unparse(node.func)}("):
            yield from (f"{module.name}: {ast.unparse(argument)}" for argument in node.args[1:])


def test_what_an_event_names_was_looked_at() -> None:
    """Codes, numbers and the first digits of a sha256; whoever adds to it looks whether it could name a person, a
    file, a server or an address."""
    assert sorted({name.partition(": ")[2] for module in modules() for name in told(module)}) == [
        "CATALOGUE[finding.code].title",
        "NEWEST",
        "before",
        "digits",
        "filing.sha256[:SHA_DIGITS]",
        "finding.code",
        "gone.code",
        "kind",
        "letter.agency",
        "letter.kind",
        "number",
        "seconds",
        "uid",
    ]


def test_canary_a_name_in_an_event_would_be_seen() -> None:
    loud = "MAIL.info('给 %s 的信', letter.to)\n"
    assert list(told(Module("jixiao_xlsx.mail.loud", Path("loud.py"), loud))) == ["jixiao_xlsx.mail.loud: letter.to"]
