"""The worker's side: takes requests from a pipe, one after another, and answers each; started by `worker_process`."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
from collections.abc import Callable, Iterable
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
_GRACE = 5.0
"""Seconds after which a worker whose starter has died and cannot stop it stops itself."""


@dataclass(frozen=True, slots=True)
class WorkerOrders(Generic[Request]):
    """What a worker is started for: `begin` is called there once, and gives what answers each request by frames, none
    of them empty; each is known to the caller even where the worker dies over the next. `seconds` may a request take.
    """

    begin: Callable[[], Callable[[Request], Iterable[bytes]]]
    seconds: float | None = None


def main() -> None:
    """Answers until the pipe is closed, or the memory does not even hold the request."""
    try:
        _answer_all()
    except MemoryError:
        # At once: what the request left in the pipe cannot be told from the next one, and clearing up needs memory.
        os._exit(OUT_OF_MEMORY)


def _answer_all() -> None:
    asked, answers = _pipes()
    # Unpickling the orders imports what they need.
    orders: WorkerOrders[object] = pickle.loads(receive_frame(asked))  # noqa: S301 - written by our own process
    answers_to = orders.begin()
    send_frame(answers, READY)
    with Path(os.devnull).open("w", encoding="ascii") as nowhere, contextlib.suppress(EOFError, OSError):
        while True:
            request = pickle.loads(receive_frame(asked))  # noqa: S301 - written by our own process
            if orders.seconds is not None:
                # The only clock that fires while C code holds the interpreter; its report goes nowhere, only the exit
                # is wanted.
                faulthandler.dump_traceback_later(orders.seconds + _GRACE, exit=True, file=nowhere)
            for frame in answers_to(request):
                send_frame(answers, frame)
            faulthandler.cancel_dump_traceback_later()
            send_frame(answers, ANSWERED)


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Both ends of ours, apart from the standard streams, which a library may print to or read from."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return asked, answers
