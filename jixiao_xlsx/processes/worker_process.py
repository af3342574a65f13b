"""One worker process of ours: a fresh interpreter, which never runs the main script again, at the end of a pipe."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from multiprocessing import spawn
from types import TracebackType
from typing import IO, Generic, Self

from jixiao_xlsx.errors import WorkerError
from jixiao_xlsx.processes.frames import receive_frame, send_frame
from jixiao_xlsx.processes.worker_main import ANSWERED, READY, TOO_SLOW, Request, WorkerOrders, no_answers

Frames = tuple[bytes, ...]

# The standard library's spawn imports the main script again, which then needs `if __name__ == "__main__"`.
# Whoever starts a worker decides when it stops: Ctrl-C, which reaches both, is ignored before anything is imported.
_BOOT = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "import sys; sys.path[:] = sys.argv[1:]; del sys.argv[1:]; "
    f"from {WorkerOrders.__module__} import main; main()"
)
_LAST_BREATH = 5.0
"""Seconds for a process to end by itself after it closed its pipe."""


class WorkerGone(Exception):
    """A worker died over a request, or was stopped; `frames` are those it had answered before."""

    def __init__(self, frames: Frames, code: int, *, too_slow: bool) -> None:
        super().__init__(code)
        self.frames = frames
        self.code = code
        self.too_slow = too_slow


class WorkerProcess(Generic[Request]):
    """Answers requests, one at a time, once it has its orders; `finds` is where it finds its modules. `run` and `stop`
    may be called from different threads."""

    def __init__(self) -> None:
        self._orders: WorkerOrders[Request] = WorkerOrders(no_answers)
        self._ordered = b""
        self.finds = list(sys.path)
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101 PT018
        self._asks: IO[bytes] = self._process.stdin
        self._answers: IO[bytes] = self._process.stdout

    def take_orders(self, orders: WorkerOrders[Request], seconds: float) -> None:
        """Gives an idle worker its orders, unless they are those it has, and waits until it has imported what they
        need. Raises WorkerError where it ends before, or takes more seconds."""
        self._orders = orders
        pickled = pickle.dumps(orders)
        if pickled != self._ordered:
            self._get_ready(pickled, seconds)
            self._ordered = pickled

    def _get_ready(self, pickled: bytes, seconds: float) -> None:
        with _ProcessDeadline(self._process, seconds) as deadline:
            try:
                send_frame(self._asks, pickled)
                ready = receive_frame(self._answers) == READY
            except (OSError, EOFError):
                ready = False
        if not ready or deadline.passed:
            code = self._ended()
            raise cannot_start(f"{seconds:g} 秒内没有准备好" if deadline.passed else f"退出码 {code}")

    def run(self, request: Request) -> Frames:
        """The frames that answer a request. Raises WorkerGone, after which there is no more worker."""
        frames: list[bytes] = []
        with _ProcessDeadline(self._process, self._orders.wall_seconds) as deadline:
            try:
                send_frame(self._asks, pickle.dumps(request))
                while (frame := receive_frame(self._answers)) != ANSWERED:
                    frames.append(frame)
                is_whole = True
            except (OSError, EOFError):
                is_whole = False
        if not is_whole or deadline.passed:
            code = self._ended()
            raise WorkerGone(tuple(frames), code, too_slow=deadline.passed or code == TOO_SLOW)
        return tuple(frames)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """Ends the process, whatever it does; a thread that waits for an answer gets WorkerGone."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Ends the process and lets go of its pipes."""
        self.stop()
        self._ended()

    def _ended(self) -> int:
        """The code with which the process ended by itself, else by our hand."""
        try:
            code = self._process.wait(_LAST_BREATH)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        for pipe in (self._asks, self._answers):
            with contextlib.suppress(OSError):  # what could not be written any more
                pipe.close()
        return code


class _ProcessDeadline:
    """Kills a process that takes longer, where there is a limit; whether it did is certain once the block is left."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float | None) -> None:
        self.passed = False
        self._process = process
        self._timer = threading.Timer(threading.TIMEOUT_MAX if seconds is None else seconds, self._kill)
        self._timer.daemon = True

    def _kill(self) -> None:
        self.passed = True
        with contextlib.suppress(OSError):
            self._process.kill()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        self._timer.join()


def cannot_start(reason: str) -> WorkerError:
    return WorkerError(
        f"另起的进程启动不了（{reason}）",
        "请看上面有没有 Python 的报错；杀毒软件或系统可能不让本程序启动新的进程",
    )


def _command() -> list[str]:
    """A fresh interpreter that finds its modules where we find ours, and nothing else of the main script."""
    executable = os.fsdecode(spawn.get_executable() or "")  # a host program may have set another than its own
    frozen = getattr(sys, "frozen", False) and executable == sys.executable
    if not executable or frozen:
        raise cannot_start("这里没有单独的 Python 解释器，请先用 multiprocessing.set_executable 指定一个")
    # `-P`: a file beside the host's script that is called like a library must not be imported in its place.
    return [executable, "-P", "-X", f"utf8={sys.flags.utf8_mode}", "-c", _BOOT, *map(str, sys.path)]
