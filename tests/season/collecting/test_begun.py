"""A file over which a run ended: skipped once and told, read the time after."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pytest

from jixiao_xlsx.season.collecting.begun import BegunFiles
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, deliver, due, filled, ledger, run

DATA = "一份文件".encode()
NAME = sha256(DATA).hexdigest()


def _left(folder: Path, run: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / NAME
    mark.write_text(run, encoding="utf-8")
    return mark


def _dead() -> str:
    """A run on this computer that is over."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return f"{socket.gethostname()} {ended.pid}"


@contextmanager
def _living() -> Iterator[str]:
    going_on = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        yield f"{socket.gethostname()} {going_on.pid}"
    finally:
        going_on.kill()
        going_on.communicate()


def test_a_mark_is_there_while_a_file_is_read_and_gone_after(tmp_path: Path) -> None:
    with BegunFiles.of_this_run(tmp_path) as begun:
        with begun.reading(NAME) as stopped_before:
            assert not stopped_before
            assert (begun.folder / NAME).exists()
        assert not (begun.folder / NAME).exists()
    assert list(tmp_path.iterdir()) == []


def test_what_a_run_that_is_over_had_begun_is_told_once(tmp_path: Path) -> None:
    with BegunFiles.of_this_run(tmp_path) as begun:
        _left(begun.folder, _dead())
        with begun.reading(NAME) as stopped_before:
            assert stopped_before
        with begun.reading(NAME) as stopped_before:
            assert not stopped_before


@pytest.mark.parametrize("run", ["别的电脑 12", "", "一半"], ids=["elsewhere", "empty", "half"])
def test_of_another_computer_nobody_knows_and_a_mark_without_a_run_stands_for_one_that_is_over(
    tmp_path: Path, run: str
) -> None:
    with BegunFiles.of_this_run(tmp_path) as begun:
        _left(begun.folder, run)
        with begun.reading(NAME) as stopped_before:
            assert stopped_before is (run != "别的电脑 12")


def test_what_another_run_is_reading_now_is_no_reproach(tmp_path: Path) -> None:
    with BegunFiles.of_this_run(tmp_path) as begun, _living() as run:
        mark = _left(begun.folder, run)
        with begun.reading(NAME) as stopped_before:
            assert not stopped_before
        assert not mark.exists()


def test_a_run_that_ends_by_itself_leaves_no_marks(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), BegunFiles.of_this_run(tmp_path) as begun:
        _left(begun.folder, begun.run_name)
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_costs_the_mark_alone(tmp_path: Path) -> None:
    (tmp_path / "正在读").write_text("是个文件", encoding="utf-8")
    with BegunFiles.of_this_run(tmp_path) as begun, begun.reading(NAME) as stopped_before:
        assert not stopped_before


def test_a_return_that_a_run_ended_over_is_skipped_once_and_read_the_time_after(workspace: Workspace) -> None:
    data = filled(due(workspace, "101"))
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", data),))])
    left = _left(workspace.originals.folder / "正在读", _dead())
    left.rename(left.with_name(sha256(data).hexdigest()))
    assert "先跳过了它" in run("collect").stdout
    skipped = ledger(workspace)
    assert (skipped.find("101/S0").state, len(skipped.strays)) == ("未报", 1)
    run("collect")
    read = ledger(workspace)
    assert (read.find("101/S0").state, read.strays) == ("已报", ())
    assert not left.parent.exists()
