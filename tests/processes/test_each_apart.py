"""A function applied in worker processes: order, errors, how many at once, and that nothing is left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao_xlsx.errors import WorkbookError, WorkerError
from jixiao_xlsx.processes.crew import each_apart
from processes.tasks import act

TESTS = Path(__file__).resolve().parents[1]


def _made(*words: str, jobs: int = 2) -> list[object]:
    return list(each_apart(act, words, jobs=jobs))


def test_results_come_in_the_order_of_the_requests() -> None:
    words = [f"w{n}" for n in range(30)]
    assert _made(*words, "print") == [word.upper() for word in (*words, "print")]


def test_no_more_processes_than_jobs_are_at_work() -> None:
    assert len(set(_made(*["process"] * 20))) <= 2


def test_an_error_is_raised_as_itself_and_tells_where_it_came_from() -> None:
    with pytest.raises(WorkbookError) as caught:
        _made("a", "ours", "b")
    assert (caught.value.message, caught.value.hint) == ("写不出来", "请改正")
    with pytest.raises(KeyError) as failed:
        _made("fail")
    assert "tasks.py" in failed.value.__notes__[0]


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    with pytest.raises((AttributeError, TypeError), match="lambda"):  # another one in each Python
        _made("nothing to send")


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(WorkerError, match="退出码 9"):
        _made("a", "die", "b", jobs=1)


def test_only_a_few_requests_are_looked_at_ahead() -> None:
    pulled = 0

    def words() -> Iterator[str]:
        nonlocal pulled
        for pulled in range(1, 41):
            yield str(pulled)

    assert max(pulled - done for done, _ in enumerate(each_apart(act, words(), jobs=2), 1)) <= 6


def test_leaving_early_stops_the_workers() -> None:
    results = each_apart(act, ["a", "hang", "hang"], jobs=2)
    assert next(results) == "A"
    results.close()


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems have process groups")
def test_an_interrupt_leaves_no_process_behind() -> None:
    """Ctrl-C reaches everybody of the terminal's group; the workers hold the error stream as long as they live."""
    script = "import os, signal\nfrom jixiao_xlsx.processes.crew import each_apart\nfrom processes.tasks import act\n"
    script += "for _ in each_apart(act, ['a', 'hang', 'hang'], jobs=2):\n    os.killpg(0, signal.SIGINT)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=TESTS, capture_output=True, check=False, start_new_session=True
    )
    assert done.returncode == -signal.SIGINT
