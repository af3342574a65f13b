"""`jixiao demo` plays a whole season in seconds, says where everything is, and can be run again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import cpu
from jixiao_xlsx.cli import main
from jixiao_xlsx.cli.registered import registered

FORMS = 6
SECONDS = 10.0
"""Of the processor, for all processes together."""
Played = tuple[Path, subprocess.CompletedProcess[str], float]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jixiao_xlsx", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=False)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo")
    start = cpu.spent()
    done = run("demo", "-o", str(folder))
    return folder, done, cpu.spent() - start


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_demo_ends_well_and_soon(played: Played) -> None:
    _, done, seconds = played
    assert (done.returncode, done.stderr) == (0, "")
    assert seconds < SECONDS


def test_a_pipe_gets_plain_lines(played: Played) -> None:
    _, done, _ = played
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stdout)
    assert "Traceback" not in done.stdout


def test_blanks_filled_workbooks_and_records_are_there(
    played: Played,
) -> None:
    folder, _, _ = played
    for name, suffix in (("空表", "xlsx"), ("填好", "xlsx"), ("记录", "json")):
        assert len(list((folder / name).glob(f"*.{suffix}"))) == FORMS
    records = [json.loads(path.read_text(encoding="utf-8")) for path in (folder / "记录").glob("*.json")]
    assert all(record["sections"] and record["findings"] for record in records)
    assert len((folder / "记录.csv").read_text(encoding="utf-8-sig").splitlines()) > 500
    assert openpyxl.load_workbook(folder / "汇总.xlsx").sheetnames


def test_every_place_it_names_is_there(played: Played) -> None:
    folder, done, _ = played
    named = re.findall(rf"^  ({re.escape(str(folder))}\S*?)(?:（文件夹）)?$", done.stdout, re.MULTILINE)
    assert len(named) >= FORMS
    assert all(Path(name).exists() for name in named)


def test_every_command_it_proposes_is_one(played: Played) -> None:
    _, done, _ = played
    proposed = re.findall(r"^  jixiao (\w+)", done.stdout, re.MULTILINE)
    assert len(proposed) >= 3
    assert set(proposed) <= set(registered())


def test_running_it_again_leaves_the_same_files(tmp_path: Path) -> None:
    first = CliRunner().invoke(main, ["demo", "-o", str(tmp_path)])
    before = files(tmp_path)
    again = CliRunner().invoke(main, ["demo", "-o", str(tmp_path)])
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout == again.stdout
    assert files(tmp_path) == before


def test_reading_what_it_filled_finds_what_it_told(
    played: Played,
) -> None:
    folder, _, _ = played
    result = CliRunner().invoke(main, ["read", str(folder / "填好"), "--json"])
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == FORMS
