"""Every process collects the same tests under the same names, whatever its clock and its hash seed.

The workers of one run start seconds apart; where they disagree, no test runs at all.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from house.package_tree import ROOT

RAW = re.compile(r"\\x[0189]|\\x7f|[\x00-\x1f\x7f-\x9f]|\b0x[0-9a-f]{8,}")
LONGEST = 250
CLOCK_STEP = 2.1
"""Seconds between two collections: more than the two that a zip's clock counts in."""
COLLECT = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]


def started(seed: int, *arguments: str | Path, folder: Path) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    return subprocess.Popen(
        [*COLLECT, *map(str, arguments)],
        cwd=folder,
        env=environment | {"PYTHONHASHSEED": str(seed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def collected(process: subprocess.Popen[str]) -> list[str]:
    shown = process.communicate()[0]
    assert process.returncode == 0, shown[-2_000:]
    return [line for line in shown.splitlines() if "::" in line]


def twice(*arguments: str | Path, folder: Path = ROOT) -> tuple[list[str], list[str]]:
    """The names of the tests for two processes that start seconds apart with other hash seeds."""
    first = started(1, *arguments, folder=folder)
    time.sleep(CLOCK_STEP)
    second = started(2, *arguments, folder=folder)
    return collected(first), collected(second)


def ill_named(names: list[str]) -> list[str]:
    return [name for name in names if RAW.search(name) or len(name.encode().decode("unicode_escape")) > LONGEST]


def test_the_whole_suite_is_collected_the_same_twice() -> None:
    first, second = twice("tests")
    assert len(first) > 4_000
    assert first == second
    assert ill_named(first) == []


PLANTED = {
    "clock": "[str(time.time())]",
    "packed": "[packed.getvalue()]",
    "hashed": "{f'case {number}' for number in range(50)}",
    "process": "[os.getpid()]",
}
ILL = {
    "signature": "'PK\\x03\\x04'",
    "raw": "b'\\xd0\\x0f'",
    "long": "pytest.param(1, id='长' * 300)",
    "address": "'0x7f00deadbeef'",
}
IMPORTS = """
import io, os, pytest, time, zipfile
packed = io.BytesIO()
with zipfile.ZipFile(packed, 'w') as archive:
    archive.writestr('a', '')
"""


def plant(folder: Path, cases: dict[str, str], *, plugins: str = "") -> Path:
    """A suite of its own: one test for each name, parametrised with those cases."""
    settings = f"[tool:pytest]\npythonpath = {ROOT / 'tests'}\naddopts = {plugins}\n"
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")
    tests = [
        f"@pytest.mark.parametrize('case', {value})\ndef test_{name}(case): pass\n" for name, value in cases.items()
    ]
    (folder / "test_planted.py").write_text(IMPORTS + "\n".join(tests), encoding="utf-8")
    return folder


def test_canary_what_differs_between_processes_is_seen(tmp_path: Path) -> None:
    first, second = twice("test_planted.py", folder=plant(tmp_path, PLANTED))
    for name in PLANTED:
        ours, theirs = ([line for line in names if f"test_{name}[" in line] for names in (first, second))
        assert ours
        assert ours != theirs, name


def test_canary_an_ill_name_is_seen(tmp_path: Path) -> None:
    folder = plant(tmp_path, {name: f"[{case}]" for name, case in ILL.items()})
    names = collected(started(1, "test_planted.py", folder=folder))
    assert len(names) == len(ILL)
    assert ill_named(names) == names


def test_bytes_and_paragraphs_are_called_after_their_argument(tmp_path: Path) -> None:
    cases = {"it": "[b'\\0', b'\\1', 'x' * 99, 'a b']"}
    names = collected(started(1, "test_planted.py", folder=plant(tmp_path, cases, plugins="-p case_names")))
    assert [name.partition("[")[2] for name in names] == ["case0]", "case1]", "case2]", "a b]"]
