"""A workspace made by another program: its files tell what to do without one word of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from house.test_fronts import names_a_front
from jixiao_xlsx import Season
from season.workspace.desk import run


def lines(folder: Path) -> list[str]:
    paths = [path for path in sorted(folder.iterdir()) if path.is_file()]
    assert [path.suffix for path in paths] == [".yaml", ".csv", ".csv", ".txt"]
    return [line for path in paths for line in path.read_text(encoding="utf-8-sig").splitlines()]


def test_no_line_names_a_command(tmp_path: Path) -> None:
    Season.new(tmp_path / "2026", 2026, who="张三", office="示例市财政局")
    told = lines(tmp_path / "2026")
    assert [line for line in told if names_a_front(line)] == []
    assert [line[: line.find(".")] for line in told if line[:1].isdigit() and ". " in line[:4]] == [
        str(number) for number in range(1, 12)
    ]


def test_beside_its_commands_the_command_line_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Season.new(tmp_path / "a", 2026, who="张三")
    run(tmp_path, "init", "2026", "b", monkeypatch=monkeypatch)
    neutral, commands = lines(tmp_path / "a"), lines(tmp_path / "b")
    added = [line for line in commands if line not in neutral]
    told = [line for line in neutral if line not in commands]
    assert all(names_a_front(line) for line in added)
    # The two lines on how to run a command stand for nothing in the neutral text.
    assert len(added) == len(told) + 2
