"""A run that is killed, or interrupted, at any moment loses nothing and repeats nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from jixiao_xlsx.season.register.ledger import Ledger, ledger_of
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from whole_way.season.season import SCAN, Mail, deliver, due, faulty, filled, season

COLLECT = [sys.executable, "-m", "jixiao_xlsx", "collect", "--jobs", "1"]
ROWS = "".join(f"3{number:02},示例单位{number},,示例联系人,d{number}@example.cn,S0,,\n" for number in range(8))
LEAST, MOST = 0.4, 2.2


def full(folder: Path) -> Workspace:
    """A season whose agencies have all written: a filing and a scan each, some twice."""
    return season(folder, roster="101,示例市民政局,,,a@example.cn,,,\n" + ROWS)


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> list[Mail]:
    home = full(tmp_path_factory.mktemp("made"))
    made = []
    for number in range(8):
        expected = due(home, f"3{number:02}")
        data = faulty(expected) if number % 3 else filled(expected)
        made.append(Mail(f"d{number}@example.cn", 5 + number, (("表.xlsx", data), (f"扫描{number}.pdf", SCAN))))
    return made


def seen(home: Workspace) -> tuple[Ledger, tuple[object, ...]]:
    with home.open_store() as store:
        arrived = sorted(
            (delivery.sha256, delivery.name, delivery.message.message_id, delivery.role)
            for delivery in store.deliveries()
        )
        return ledger_of(home, store, today=date(2026, 3, 20)), tuple(arrived)


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_collection_goes_on_where_it_was(tmp_path: Path, mails: list[Mail], way: signal.Signals) -> None:
    whole, broken = full(tmp_path / "whole"), full(tmp_path / "broken")
    for home in (whole, broken):
        deliver(home, mails)
    assert subprocess.run(COLLECT, cwd=whole.folder, capture_output=True, check=False).returncode == 1
    dice, killed = random.Random(way), 0
    for _ in range(7):
        process = subprocess.Popen(COLLECT, cwd=broken.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(dice.uniform(LEAST, MOST))
        if process.poll() is None:
            process.send_signal(way)
            killed += 1
        _, errors = process.communicate(timeout=600)
        assert b"Traceback" not in errors, errors.decode()
    assert killed
    subprocess.run(COLLECT, cwd=broken.folder, capture_output=True, check=False)
    one, other = seen(whole), seen(broken)
    assert [line.versions for line in one[0].lines] == [line.versions for line in other[0].lines]
    assert one[1] == other[1]
    left = [path.name for path in (broken.folder / "store" / "originals").rglob("*") if path.is_file()]
    for name in left:
        if not name.startswith(".jixiao-"):
            assert open_workspace(broken.folder).originals.get(name)
