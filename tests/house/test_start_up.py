"""`jixiao --help` starts fast and imports no heavy library and no command."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import cpu

HEAVY = {
    "docx",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pandas",
    "pydantic",
    "python_calamine",
    "rapidfuzz",
    "rich",
    "sqlite3",
    "xlrd",
    "xlsxwriter",
    "yaml",
}
AT_START = frozenset(
    {
        "",
        "__main__",
        "errors",
        "cli",
        "cli.chinese",
        "cli.commands",
        "cli.lazy_group",
        "cli.main",
        "cli.registered",
        "cli.streams",
    }
)
BUDGET_MS = 150
PROBE = "import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"


def loaded_after(statement: str) -> set[str]:
    command = [sys.executable, "-c", PROBE.format(statement=statement)]
    shown = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return set(json.loads(shown.splitlines()[-1]))


HELP = "from jixiao_xlsx.cli import main; main(['--help'], standalone_mode=False)"


@pytest.mark.parametrize("statement", ["import jixiao_xlsx.cli", HELP], ids=["import", "help"])
def test_no_heavy_library_is_loaded(statement: str) -> None:
    assert {name.partition(".")[0] for name in loaded_after(statement)} & HEAVY == set()


def test_help_loads_the_front_door_only() -> None:
    ours = {name.removeprefix("jixiao_xlsx").removeprefix(".") for name in loaded_after(HELP) if "jixiao" in name[:11]}
    assert {name for name in ours if not name.startswith("__editable__")} <= AT_START


def test_canary_a_heavy_library_would_be_seen() -> None:
    assert "yaml" in loaded_after("import jixiao_xlsx.cli, yaml")


def milliseconds(arguments: list[str]) -> float:
    start = cpu.spent()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return (cpu.spent() - start) * 1000


def test_help_costs_little_more_than_python_itself() -> None:
    """Of the processor, the best of several runs, less Python's own start: a busy machine must not decide."""
    bare = min(milliseconds(["-c", "pass"]) for _ in range(5))
    helped = min(milliseconds(["-m", "jixiao_xlsx", "--help"]) for _ in range(7))
    assert helped - bare < BUDGET_MS
