"""The lock and setup.cfg agree: each requirement of each extra stands in it, inside its range, for every Python."""

from __future__ import annotations

import configparser
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house.package_tree import ROOT

LOCK = ROOT / "constraints.txt"


def script(name: str) -> ModuleType:
    """One of the programs of .ci, which are no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INSTALL, MAKE_LOCK = script("install"), script("lock")


def settings(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(delimiters=("=",))
    parser.read_string(text)
    return parser


def requirements(text: str) -> list[Requirement]:
    """What setup.cfg asks for, in itself and with every extra."""
    parser = settings(text)
    blocks = [parser["options"]["install_requires"], *parser["options.extras_require"].values()]
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pins(text: str) -> list[Requirement]:
    return [Requirement(line) for line in text.splitlines() if line and not line.startswith("#")]


def disagreements(asked: list[Requirement], pinned: list[Requirement], python: str) -> list[str]:
    """Requirements that have no version in the lock, or one outside their range, for a Python on Linux."""
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    held = {canonicalize_name(pin.name): pin for pin in pinned if pin.marker is None or pin.marker.evaluate(here)}
    wrong = []
    for one in asked:
        pin = held.get(canonicalize_name(one.name))
        exact = str(pin.specifier).removeprefix("==") if pin else ""
        if not exact or not one.specifier.contains(exact):
            wrong.append(f"{one} ≠ {exact}")
    return wrong


@pytest.mark.parametrize("python", MAKE_LOCK.PYTHONS)
def test_the_lock_answers_every_requirement(python: str) -> None:
    asked = requirements((ROOT / "setup.cfg").read_text(encoding="utf-8"))
    assert len(asked) > 30
    assert disagreements(asked, pins(LOCK.read_text(encoding="utf-8")), python) == []


def test_canary_a_stale_lock_is_seen() -> None:
    asked = [Requirement("rich>=13"), Requirement("click>=8.4"), Requirement("pyyaml>=6.0.1")]
    held = pins("rich==12.0\nclick==8.5.1 ; python_full_version >= '3.13'\nPyYAML==6.0.4")
    assert disagreements(asked, held, "3.12") == ["rich>=13 ≠ 12.0", "click>=8.4 ≠ "]


def test_every_line_is_one_exact_version_and_tells_nothing_of_a_machine() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert all(re.fullmatch(r"==[0-9][\w.]*", str(pin.specifier)) for pin in pins(text))
    assert not re.search(r"/tmp|/home|/root|\b20\d\d-\d\d-\d\d\b|https?:", text)


def test_the_lock_knows_every_python_that_setup_cfg_claims() -> None:
    claimed = re.findall(r"Python :: (3\.\d+)$", (ROOT / "setup.cfg").read_text(encoding="utf-8"), re.MULTILINE)
    known = ["{}.{}".format(*python) for python in INSTALL.made_for(LOCK.read_text(encoding="utf-8"))]
    assert known == list(MAKE_LOCK.PYTHONS)
    assert set(claimed) <= set(known)
    assert settings((ROOT / "setup.cfg").read_text(encoding="utf-8"))["options"]["python_requires"] == f">={known[0]}"


def options(*words: str) -> list[str]:
    return list(INSTALL.constraints(INSTALL.options_of(list(words))))


def test_a_known_python_is_held_to_the_lock_and_newest_to_nothing() -> None:
    assert options("docx", "mail") == ["--constraint", str(LOCK)]
    assert options("--newest", "test") == []
    assert options("--constraint", "other.txt") == ["--constraint", "other.txt"]


def test_a_newer_python_takes_the_ranges_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert options("docx") == []
    (said,) = capsys.readouterr().err.splitlines()
    assert "Python 3.99 比锁定文件所知的 3.14 新" in said
    assert "newer than the lock knows" in said


@pytest.mark.parametrize("name", ["Makefile", "make.cmd"])
def test_nothing_installs_this_checkout_past_the_lock(name: str) -> None:
    """Each installation of ours goes through the one program that knows the lock."""
    recipes = Path(ROOT / name).read_text(encoding="utf-8")
    assert "install.py" in recipes
    assert not re.search(r"install\s+(-e|--editable|\.|\")", recipes)
