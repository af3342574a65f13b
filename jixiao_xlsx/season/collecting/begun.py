"""Which files are being read right now: one that a run ended over is known to the next run."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_FOLDER = "正在读"


@dataclass(frozen=True, slots=True)
class BegunFiles:
    """A mark for each file that a worker has begun, beside the originals, taken away when it is done.

    A mark is left only where worker and run both ended in the middle: the machine lost power, or the file took the
    memory of all. What was begun by a run that goes on elsewhere at the same time says nothing.
    """

    folder: Path
    run_name: str

    @classmethod
    @contextlib.contextmanager
    def of_this_run(cls, originals: Path) -> Iterator[Self]:
        """For one run; however it ends, as long as it ends by itself, the files it had begun are not to blame."""
        own = cls(originals / _FOLDER, f"{socket.gethostname()} {os.getpid()}")
        try:
            yield own
        finally:
            own._forget()

    @contextlib.contextmanager
    def reading(self, sha256: str) -> Iterator[bool]:
        """Marks a file as begun while it is read; tells whether an earlier run ended over it."""
        mark = self.folder / sha256
        stopped_before = self._is_left(mark)
        # A file system that cannot be written to costs the mark and not the reading.
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            mark.write_text(self.run_name, encoding="utf-8")
        yield stopped_before
        with contextlib.suppress(OSError):
            mark.unlink()

    def _is_left(self, mark: Path) -> bool:
        try:
            run_name = mark.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return False
        return run_name != self.run_name and not _goes_on(run_name)

    def _forget(self) -> None:
        with contextlib.suppress(OSError):
            for mark in self.folder.iterdir():
                if mark.read_text(encoding="utf-8") == self.run_name:
                    mark.unlink()
            self.folder.rmdir()


def _goes_on(run_name: str) -> bool:
    """Whether a run still works; of one on another computer nobody knows, and it is taken to do so."""
    host, _, pid = run_name.rpartition(" ")
    if host != socket.gethostname() or not pid.isdigit():
        return bool(host) and host != socket.gethostname()
    return _lives(int(pid))


def _lives(pid: int) -> bool:
    if os.name == "nt":
        return _lives_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _lives_on_windows(pid: int) -> bool:
    import ctypes

    # PROCESS_QUERY_LIMITED_INFORMATION: what every user may ask of every process.
    handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # type: ignore[attr-defined]
    if handle:
        ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
    return bool(handle)
