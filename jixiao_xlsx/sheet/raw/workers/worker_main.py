"""The worker's side: takes files from a pipe, one after another, and answers each; started by `worker_process`."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignBytes, ForeignFile, open_foreign
from jixiao_xlsx.sheet.raw.foreign.limits import Refused
from jixiao_xlsx.sheet.raw.workers.worker_frames import receive_frame, send_frame

READY = b"ready"
_GRACE = 5.0
"""Seconds after which a worker whose starter has died and cannot stop it stops itself."""


@dataclass(frozen=True, slots=True)
class WorkerOrders:
    """What a worker is started for: the task, the seconds a file may take, and the bytes of address space beyond what
    the worker holds when it starts."""

    task: Callable[..., object]
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class OwnFault:
    """An error of our own that a task raised; it is raised again in the calling process."""

    message: str
    hint: str


def main() -> None:
    """Answers until the pipe is closed. A file has two answers, its SHA-256 and the pickled result, so that the first
    is known even of one at which the worker dies."""
    asked, answers = _pipes()
    # Unpickling the orders imports what the task needs, before memory is limited.
    orders: WorkerOrders = pickle.loads(receive_frame(asked))  # noqa: S301 - written by our own process
    _limit_memory(orders.memory)
    send_frame(answers, READY)
    with Path(os.devnull).open("w", encoding="ascii") as nowhere, contextlib.suppress(EOFError, OSError):
        while True:
            file: ForeignFile = pickle.loads(receive_frame(asked))  # noqa: S301 - written by our own process
            faulthandler.dump_traceback_later(orders.seconds + _GRACE, exit=True, file=nowhere)
            opened = open_foreign(file)
            send_frame(answers, opened.sha256.encode())
            answer = _answer(orders.task, opened, file.name)
            faulthandler.cancel_dump_traceback_later()
            send_frame(answers, answer)


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Both ends of ours, apart from the standard streams, which a library may print to or read from."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return asked, answers


def _answer(task: Callable[..., object], opened: ForeignBytes, name: str) -> bytes:
    """The pickled result, made here so that running out of memory while pickling is caught too."""
    try:
        if isinstance(opened.data, Refused):
            return pickle.dumps(opened.data.finding(name))
        return pickle.dumps(task(opened.data, name=name))
    except Refused as refused:
        return pickle.dumps(refused.finding(name))
    except MemoryError:
        return pickle.dumps(Refused("F13").finding(name))
    except JixiaoError as error:
        return pickle.dumps(OwnFault(error.message, error.hint))
    except Exception as error:  # one file must not stop the others, whatever it sets off
        return pickle.dumps(Refused("F14", reason=type(error).__name__).finding(name))


def _limit_memory(memory: int) -> None:
    """Let this process grow by `memory` bytes at most; systems without the means keep only the time limit."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
