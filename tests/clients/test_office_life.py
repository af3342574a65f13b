"""The office process itself: killed, hurried, crashed, closed."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from decimal import Decimal
from pathlib import Path

import pytest

from clients.libreoffice import Job, Office, OfficeCrashed, OfficeTimeout
from clients.sample import a_form


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return a_form(tmp_path / "form.xlsx")


def group_is_empty(group: int) -> bool:
    """Whether no process of a group runs; one that has ended but was not yet collected (Z) does not count."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # a process may end while we look
            state, _, its_group = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return False
    return True


def ends_soon(group: int) -> bool:
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline:
        if group_is_empty(group):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.usefixtures("office")
def test_an_office_that_was_killed_starts_again(form: Path) -> None:
    with Office() as own:
        own.recalculated(form)
        first = own.pid
        assert first is not None
        os.killpg(first, signal.SIGKILL)
        assert own.recalculated(form)["申报表"]["C6"] == Decimal(140)
        assert own.pid not in (None, first)


@pytest.mark.usefixtures("office")
def test_a_job_over_its_time_ends_the_office_and_the_next_starts_another(form: Path) -> None:
    with Office(seconds=0.001) as hurried:
        with pytest.raises(OfficeTimeout, match=r"0\.001 秒"):
            hurried.recalculated(form)
        assert hurried.pid is None


@pytest.mark.usefixtures("office")
def test_nothing_runs_on_after_the_office_is_closed(form: Path) -> None:
    with Office() as own:
        own.run_all([Job(form, (), (form.with_suffix(f".{number}.xlsx"),)) for number in range(3)])
        group = own.pid
    assert group is not None
    assert ends_soon(group)


@pytest.mark.usefixtures("office")
def test_a_crash_in_the_middle_of_typing_is_reported_not_repeated(form: Path) -> None:
    with Office() as own:
        with own.typing_in(form) as typist:
            assert own.pid is not None
            os.killpg(own.pid, signal.SIGKILL)
            with pytest.raises(OfficeCrashed):
                typist.content("申报表", "C3")
        assert own.recalculated(form)["申报表"]["C6"] == Decimal(140)


@pytest.mark.usefixtures("office")
def test_a_window_that_stops_answering_is_typed_into_again(form: Path) -> None:
    with Office(seconds=15) as own, own.typing_in(form) as typist:
        first = typist.enter("申报表", "C3", "12.5")
        assert own.pid is not None
        os.killpg(own.pid, signal.SIGSTOP)
        assert typist.enter("申报表", "C4", "7").shown.startswith("7")
        assert typist.content("申报表", "C3").shown == first.shown != ""
