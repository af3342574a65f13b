"""Scripts as people write them, with everything at top level: blanks are issued by several processes, and the script
runs once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from season.issuing.season import DUES, workspace

SCRIPT = """
from jixiao_xlsx import Season

print("begin")
season = Season.open(".", who="李四", jobs={jobs})
"""
ISSUE = "print(len(season.issue().blanks))"
INTERRUPTED = """
import os, signal
from jixiao_xlsx.season.issuing.due_blanks import Issuer

with season.workspace.open_store() as store:
    issuer = Issuer(season.workspace, store, season.clock(), season.workspace.path("下发"), season.jobs)
    for _ in issuer.issue(issuer.plans(season.workspace.dues())):
        os.killpg(0, signal.SIGINT)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path / "我的 年度").folder


def _run(script: str, folder: Path, *, jobs: int) -> subprocess.CompletedProcess[str]:
    """Runs it as a file in the folder; returns when nobody holds its streams any more."""
    (folder / "script.py").write_text(SCRIPT.format(jobs=jobs) + script, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "script.py"],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        start_new_session=True,
    )


def _blanks(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "下发").rglob("*.xlsx")}


def test_a_script_without_a_guard_issues_and_runs_once(folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(folder, tmp_path / "一个进程")
    for place, jobs in ((folder, 2), (other, 1)):
        done = _run(ISSUE, place, jobs=jobs)
        assert (done.returncode, done.stderr, done.stdout.split()) == (0, "", ["begin", str(DUES)])
    assert _blanks(folder) == _blanks(other)
    assert len(_blanks(folder)) == DUES


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems have process groups")
def test_an_interrupted_script_ends_with_its_processes_and_is_taken_up_again(folder: Path) -> None:
    done = _run(INTERRUPTED, folder, jobs=2)
    assert (done.returncode, done.stdout) == (-signal.SIGINT, "begin\n")
    assert 0 < len(_blanks(folder)) < DUES
    assert _run(ISSUE, folder, jobs=2).stdout.split() == ["begin", str(DUES)]
    assert len(_blanks(folder)) == DUES
