"""Scripts as people write them, with everything at top level: foreign files are read, and the script runs once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jixiao_xlsx.season.demo.playing.ods import ods_bytes
from jixiao_xlsx.season.demo.playing.saved_as import saved_cells
from jixiao_xlsx.season.demo.playing.xls import xls_bytes
from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.spec.samples import all_samples

SCRIPT = """
from pathlib import Path
from jixiao_xlsx import read_filing, read_filings

print("begin")
one = read_filing("a.xls")
print(one.file_type, len(one.records))
for filing in read_filings([Path("a.xls"), Path("b.ods"), Path("c.et")], jobs=2):
    print(filing.source, filing.file_type, len(filing.records))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the script and three returned files in old formats."""
    found = tmp_path_factory.mktemp("我的 脚本")
    sample = all_samples()[0]
    blank = issue_sample(sample)
    book = saved_cells(fill_sample(blank, sample.clean), blank.layout, {})
    (found / "a.xls").write_bytes(xls_bytes(book))
    (found / "b.ods").write_bytes(ods_bytes(book, saved=datetime(2026, 3, 9, tzinfo=UTC)))
    (found / "c.et").write_bytes(xls_bytes(book))
    (found / "读.py").write_text(SCRIPT, encoding="utf-8")
    (found / "script.py").write_text(SCRIPT, encoding="utf-8")
    return found


def _run(arguments: list[str], folder: Path, *, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, input=stdin, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [(["读.py"], ""), (["-m", "script"], ""), (["-"], SCRIPT), (["-c", SCRIPT], "")],
    ids=["file", "module", "stdin", "command"],
)
def test_a_script_without_a_guard_reads_foreign_files_and_runs_once(
    folder: Path, arguments: list[str], stdin: str
) -> None:
    done = _run(arguments, folder, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    begin, one, *many = done.stdout.splitlines()
    count = one.removeprefix("xls ")
    assert (begin, int(count) > 0) == ("begin", True)
    assert many == [f"a.xls xls {count}", f"b.ods ods {count}", f"c.et et {count}"]


def test_a_script_that_is_left_in_the_middle_ends_at_once(folder: Path) -> None:
    script = f"{SCRIPT}\nleft = read_filings([Path('a.xls')] * 40, jobs=2)\nnext(left)\nraise SystemExit(3)"
    done = _run(["-c", script], folder)
    assert (done.returncode, done.stderr) == (3, "")


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems end a process by a signal")
def test_workers_end_with_the_script_that_was_killed(folder: Path) -> None:
    """Their pipe, which the script's end closes, is closed only when the last of them has ended."""
    script = "from jixiao_xlsx import read_filings\nfrom pathlib import Path\nimport os, signal\n"
    script += "left = read_filings([Path('a.xls')] * 40, jobs=2)\nnext(left)\nos.kill(os.getpid(), signal.SIGKILL)"
    done = _run(["-c", script], folder)  # returns when nobody holds the error stream any more
    assert done.returncode == -signal.SIGKILL


def test_without_an_interpreter_of_its_own_a_program_is_told_so(folder: Path) -> None:
    script = f"import sys; sys.frozen = True\n{SCRIPT}"
    done = _run(["-c", script], folder)
    assert "WorkerError" in done.stderr
    assert "multiprocessing.set_executable" in done.stderr
