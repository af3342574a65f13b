"""The lock and setup.cfg agree: each requirement of each extra stands in it, inside its range, for every Python."""

from __future__ import annotations

import configparser
import importlib.util
import os
import re
import subprocess
import sys
import venv
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
    for requirement in asked:
        if requirement.marker is not None and not requirement.marker.evaluate(here):
            continue
        pin = held.get(canonicalize_name(requirement.name))
        exact = str(pin.specifier).removeprefix("==") if pin else ""
        if not exact or not requirement.specifier.contains(exact):
            wrong.append(f"{requirement} ≠ {exact}")
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


def test_canary_a_marker_asks_only_where_it_holds() -> None:
    asked = [Requirement('py7zr>=1.0; python_version < "3.15"')]
    assert disagreements(asked, [], "3.14") == ['py7zr>=1.0; python_version < "3.15" ≠ ']
    assert disagreements(asked, [], "3.15") == []


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


def command_lines(*words: str) -> list[list[str]]:
    """What the program hands to pip, without what it always does."""
    return [command[command.index("--no-compile") + 1 :] for command in INSTALL.commands(INSTALL.options_of([*words]))]


def test_the_newest_of_everything_is_fetched_again_by_every_run() -> None:
    """pip leaves alone what is installed and inside its range, and what others ask for in turn even with --upgrade."""
    newest = ["--upgrade", "--upgrade-strategy", "eager"]
    assert command_lines("--newest", "mail", "test") == [
        [*newest, "setuptools>=70.1"],
        [*newest, "--no-build-isolation", "--editable", ".[mail,test]"],
    ]


def test_the_locked_versions_are_installed_without_looking_for_newer_ones() -> None:
    assert command_lines("docx") == [
        ["--constraint", str(LOCK), "setuptools>=70.1"],
        ["--constraint", str(LOCK), "--no-build-isolation", "--editable", ".[docx]"],
    ]


def options(*words: str) -> list[str]:
    return list(INSTALL.constraints(INSTALL.options_of(list(words))))


def test_a_known_python_is_held_to_the_lock_and_newest_to_nothing() -> None:
    assert options("docx", "mail") == ["--constraint", str(LOCK)]
    assert options("--newest", "test") == ["--upgrade", "--upgrade-strategy", "eager"]
    assert options("--constraint", "other.txt") == ["--constraint", "other.txt"]


def test_a_newer_python_takes_the_ranges_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert options("docx") == []
    (said,) = capsys.readouterr().err.splitlines()
    assert "Python 3.99 比锁定文件所知的 3.15 新" in said
    assert "newer than the lock knows" in said


@pytest.mark.parametrize("extras", [["docx"], ["test"]], ids=["lent", "brought"])
def test_an_environment_without_pip_gets_one_for_itself(extras: list[str], tmp_path: Path) -> None:
    """The Python of the tests may have been made by one without pip: then both are brought."""
    venv.create(tmp_path, with_pip=False, symlinks=os.name != "nt")
    python = tmp_path / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    asked = f"import install; print(*install.pip_of({extras}), sep='\\n')"
    found = subprocess.run([python, "-c", asked], cwd=ROOT / ".ci", check=True, capture_output=True, encoding="utf-8")
    pip = found.stdout.splitlines()
    told = subprocess.run([*pip, "debug"], check=True, capture_output=True, encoding="utf-8").stdout
    assert f"sys.executable: {python}" in told


def test_environments_of_drift_begin_anew_when_what_is_asked_changes() -> None:
    """A library that setup.cfg no longer asks for would stay in them, and the tests would still find it."""
    rules = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    assert ".venv-newest/.created .venv-oldest/.created: setup.cfg" in rules


@pytest.mark.parametrize("name", ["Makefile", "make.cmd"])
def test_every_run_of_the_tests_hands_its_workers_what_others_have_left(name: str) -> None:
    runs = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "-m pytest" in line]
    assert len(runs) > 2
    assert all("--dist worksteal" in run for run in runs)


@pytest.mark.parametrize("name", ["Makefile", "make.cmd"])
def test_nothing_installs_this_checkout_past_the_lock(name: str) -> None:
    """Each installation of ours goes through the one program that knows the lock."""
    recipes = Path(ROOT / name).read_text(encoding="utf-8")
    assert "install.py" in recipes
    assert not re.search(r"install\s+(-e|--editable|\.|\")", recipes)
