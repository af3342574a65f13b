"""A machine without the real programs says at the end of a run what it skipped for want of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from house.package_tree import ROOT
from missing_programs import PROGRAMS

SKIPS = """
import pytest

@pytest.mark.parametrize("why", ["LibreOffice 未安装", "soffice is not installed", "dovecot is not installed"])
def test_with_a_program(why):
    pytest.skip(why)

@pytest.mark.parametrize("library", {libraries})
def test_with_a_library(library):
    pytest.skip("没有安装 py7zr")

def test_elsewhere():
    pytest.skip("needs another system")

def test_without():
    pass
"""


def run(folder: Path, *arguments: str, libraries: tuple[str, ...] = ()) -> list[str]:
    """The lines of a run as ours is run: with the reason of every skip, which pytest writes at the end."""
    (folder / "setup.cfg").write_text(f"[tool:pytest]\npythonpath = {ROOT / 'tests'}\n", encoding="utf-8")
    (folder / "test_planted.py").write_text(SKIPS.replace("{libraries}", repr(libraries)), encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    command = [sys.executable, "-m", "pytest", "-p", "missing_programs", "-p", "no:cacheprovider", "-ra", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True, encoding="utf-8")
    return done.stdout.splitlines()


@pytest.mark.parametrize("workers", ["0", "1"])
def test_the_last_line_tells_what_was_skipped_and_how_to_get_it(tmp_path: Path, workers: str) -> None:
    *before, line = run(tmp_path, "-n", workers)
    assert any(shown.startswith("SKIPPED") for shown in before)
    assert not any("跳过了" in shown for shown in before)
    assert "跳过了 3 个用真实程序做的测试（LibreOffice 2、Dovecot 1）" in line
    office = "libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk"
    assert line.endswith(f"sudo apt install {office} dovecot-imapd dovecot-pop3d")


def test_nothing_is_said_where_nothing_is_missing(tmp_path: Path) -> None:
    assert "1 passed" in run(tmp_path, "-k", "elsewhere or without")[-1]


def test_a_library_without_wheels_is_told_with_the_python_that_has_them(tmp_path: Path) -> None:
    assert run(tmp_path, "-k", "library", libraries=("a", "b"))[-1] == (
        "跳过了 2 个用真实程序做的测试（py7zr 2），装好再测 · skipped for want of real programs; to run them: "
        "py7zr with Python 3.14 or older"
    )


def test_the_packages_are_those_that_ci_installs() -> None:
    wanted = (ROOT / ".ci" / "run").read_text(encoding="utf-8").partition("wanted=(")[2].partition(")")[0].split()
    assert {package for _, packages in PROGRAMS.values() for package in packages.split()} <= set(wanted)
