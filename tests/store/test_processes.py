"""Processes that are killed while they collect, and processes that collect at the same time."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.delivery import Delivery
from jixiao_xlsx.store.originals import Originals
from jixiao_xlsx.store.store import Store
from store import season_run

TESTS = Path(__file__).parent.parent
KILLS = 12


def start(url: str, folder: Path, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, season_run.__file__, url, str(folder), str(count)]
    path = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})


def content(url: str, folder: Path) -> tuple[tuple[Filing, ...], tuple[Delivery, ...], list[str]]:
    """Everything that was collected; each original must be whole."""
    originals = Originals(folder)
    with Store.open(url) as store:
        filings, deliveries = store.filings(), store.deliveries()
    for delivery in deliveries:
        originals.get(delivery.sha256)
    return filings, deliveries, sorted(path.name for path in folder.glob("??/[0-9a-f]*"))


def test_a_collecting_that_is_killed_again_and_again_ends_like_one_that_was_not(
    new_url: Callable[[], str], tmp_path: Path
) -> None:
    chance, count, url, folder = random.Random(20260301), 90, new_url(), tmp_path / "killed"
    step = len(season_run.season(count)) // (KILLS + 1)
    killed = 0
    for kill in range(KILLS):
        with start(url, folder, count) as process:
            assert process.stdout is not None
            for _ in range(kill * step + 1 + chance.randrange(step)):  # a little further than the last time
                process.stdout.readline()
            time.sleep(chance.random() / 100)
            process.kill()
        killed += process.returncode != 0
        filings, deliveries, _ = content(url, folder)
        assert all(len(filing.records) == 43 and len(filing.findings) == 5 for filing in filings)
        assert {delivery.sha256 for delivery in deliveries} == {filing.sha256 for filing in filings}
    assert killed > KILLS // 2  # a busy machine may let one run to its end
    season_run.collect(url, folder, count)
    whole = new_url()
    season_run.collect(whole, tmp_path / "whole", count)
    assert content(url, folder) == content(whole, tmp_path / "whole")


def test_processes_that_collect_at_once_neither_double_nor_lose(new_url: Callable[[], str], tmp_path: Path) -> None:
    url, count = new_url(), 25
    running = [start(url, tmp_path / "together", count) for _ in range(3)]
    said = [process.communicate(timeout=1200)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert all(text.endswith("done\n") for text in said)
    alone = new_url()
    season_run.collect(alone, tmp_path / "alone", count)
    assert content(url, tmp_path / "together") == content(alone, tmp_path / "alone")
