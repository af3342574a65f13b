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

def test_elsewhere():
    pytest.skip("needs another system")

def test_without():
    pass
"""


def summary(folder: Path, *arguments: str) -> list[str]:
    (folder / "setup.cfg").write_text(f"[tool:pytest]\npythonpath = {ROOT / 'tests'}\n", encoding="utf-8")
    (folder / "test_planted.py").write_text(SKIPS, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    command = [sys.executable, "-m", "pytest", "-p", "missing_programs", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True, encoding="utf-8")
    return [shown for shown in done.stdout.splitlines() if "apt install" in shown]


@pytest.mark.parametrize("workers", ["0", "1"])
def test_one_line_tells_what_was_skipped_and_how_to_get_it(tmp_path: Path, workers: str) -> None:
    (line,) = summary(tmp_path, "-n", workers)
    assert "跳过了 3 个用真实程序做的测试（LibreOffice 2、Dovecot 1）" in line
    assert line.endswith(
        "sudo apt install libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk dovecot-imapd"
    )


def test_nothing_is_said_where_nothing_is_missing(tmp_path: Path) -> None:
    assert summary(tmp_path, "-k", "elsewhere or without") == []


def test_the_packages_are_those_that_ci_installs() -> None:
    wanted = (ROOT / ".ci" / "run").read_text(encoding="utf-8").partition("wanted=(")[2].partition(")")[0].split()
    assert {package for _, packages in PROGRAMS.values() for package in packages.split()} <= set(wanted)
