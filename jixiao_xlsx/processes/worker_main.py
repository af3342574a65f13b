"""The worker's side: takes requests from a pipe, one after another, and answers each; started by `worker_process`."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Generic, TypeVar

from jixiao_xlsx.processes.frames import receive_frame, send_frame

Request = TypeVar("Request")

READY = b"ready"
ANSWERED = b""
OUT_OF_MEMORY = 75
"""The exit code of a worker that has no memory even to hear the request: sysexits' EX_TEMPFAIL, used by nothing else
here; Python's own are 0 to 2."""
TOO_SLOW = -int(getattr(signal, "SIGPROF", 0)) or None
"""The exit code of a worker that its own alarm ended, which counts CPU seconds; None where systems have no such."""
_GRACE = 5.0
"""Seconds after which a worker whose starter has died and cannot stop it stops itself."""
# A machine of which others take five sixths is busy, not stopped; where nothing counts CPU time this alone is left.
_PATIENCE = 6


@dataclass(frozen=True, slots=True)
class WorkerOrders(Generic[Request]):
    """What a worker is started for: `begin` is called there once, and gives what answers each request by frames, none
    of them empty; each is known to the caller even where the worker dies over the next. `seconds` of CPU may a request
    take. A worker that has answered may be given other orders.
    """

    begin: Callable[[], Callable[[Request], Iterable[bytes]]]
    seconds: float | None = None

    @property
    def wall_seconds(self) -> float | None:
        """How long a request may take by the clock on the wall, whatever else the machine does."""
        return None if self.seconds is None else self.seconds * _PATIENCE


def main() -> None:
    """Answers until the pipe is closed, or the memory does not even hold the request."""
    try:
        _answer_all()
    except MemoryError:
        # At once: what the request left in the pipe cannot be told from the next one, and clearing up needs memory.
        os._exit(OUT_OF_MEMORY)


def _answer_all() -> None:
    asked, answers = _pipes()
    orders: WorkerOrders[object] = WorkerOrders(no_answers)
    answers_to = orders.begin()
    with Path(os.devnull).open("w", encoding="ascii") as nowhere, contextlib.suppress(EOFError, OSError):
        while True:
            # Unpickling orders imports what they need.
            request = pickle.loads(receive_frame(asked))  # noqa: S301 - written by our own process
            if isinstance(request, WorkerOrders):
                orders, answers_to = request, request.begin()
                send_frame(answers, READY)
                continue
            with _limited(orders, nowhere):
                for frame in answers_to(request):
                    send_frame(answers, frame)
            send_frame(answers, ANSWERED)


def no_answers() -> Callable[[object], Iterable[bytes]]:
    """What begins a worker that has no orders yet."""
    return lambda _: ()


@contextlib.contextmanager
def _limited(orders: WorkerOrders[object], nowhere: IO[str]) -> Iterator[None]:
    """The time that a request may take: more of it ends this process."""
    if orders.seconds is None or orders.wall_seconds is None:
        yield
        return
    # The only clock that fires while C code holds the interpreter; its report goes nowhere, only the exit is wanted.
    faulthandler.dump_traceback_later(orders.wall_seconds + _GRACE, exit=True, file=nowhere)
    _alarm(orders.seconds)
    yield
    _alarm(0)
    faulthandler.cancel_dump_traceback_later()


def _alarm(seconds: float) -> None:
    """Ends this process after so many more CPU seconds, even in the middle of C code; zero calls that off."""
    with contextlib.suppress(AttributeError):  # Windows has no such timer
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Both ends of ours, apart from the standard streams, which a library may print to or read from."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return asked, answers
