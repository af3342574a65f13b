"""Worker processes for foreign files: each file has its own time and memory, and can spoil only itself."""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.logs import READING
from jixiao_xlsx.sheet.raw.foreign.filetype import too_large
from jixiao_xlsx.sheet.raw.foreign.limits import FILE_BYTES, MIB, Refused

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pebble import ProcessPool

T = TypeVar("T")
Source = Path | bytes

_MEMORY = 1024 * MIB
_SECONDS = 20.0
_WAITING_PER_JOB = 3


@dataclass(frozen=True, slots=True)
class _Ours:
    """An error of our own that a task raised; it is raised again in the calling process."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Allowance:
    """What one file may take: seconds, and bytes of address space beyond what the worker holds when it starts."""

    seconds: float
    memory: int


def read_many(
    files: Iterable[Source],
    task: Callable[[bytes], T],
    *,
    jobs: int = 1,
    timeout: float = _SECONDS,
    memory: int = _MEMORY,
) -> Iterator[T | Finding]:
    """What `task` makes of each file's bytes, in the order given, from `jobs` spawned processes.

    A file that cannot be read from disk, takes longer than `timeout` seconds or more than `memory` bytes, or at
    which the worker dies or the task fails, gives a finding and never stops the others. A `JixiaoError` of the
    task is raised here, for it says that something of ours is wrong. `task` and its results must be picklable.
    Memory is limited where the system has RLIMIT_AS (Linux); elsewhere only time is.
    """
    named = ((file.name if isinstance(file, Path) else "", file) for file in files)
    return _results(named, task, jobs=jobs, allowance=_Allowance(timeout, memory))


def run_one(data: bytes, task: Callable[[bytes], T], *, name: str = "") -> T | Finding:
    """As `read_many` for a single file, whose name the messages use."""
    return next(_results([(name, data)], task, jobs=1, allowance=_Allowance(_SECONDS, _MEMORY)))


def _results(
    named: Iterable[tuple[str, Source]], task: Callable[[bytes], T], *, jobs: int, allowance: _Allowance
) -> Iterator[T | Finding]:
    from pebble import ProcessPool

    # The task goes to the initializer so that its modules are imported before memory is limited.
    pool = ProcessPool(
        max_workers=jobs,
        context=multiprocessing.get_context("spawn"),
        initializer=_limit_memory,
        initargs=(allowance.memory, task),
    )
    waiting: deque[tuple[str, Future[bytes]]] = deque()
    try:
        for name, source in named:
            waiting.append((name, _submit(pool, task, source, name=name, seconds=allowance.seconds)))
            if len(waiting) > jobs * _WAITING_PER_JOB:
                yield _result(*waiting.popleft(), allowance)
        while waiting:
            yield _result(*waiting.popleft(), allowance)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _submit(
    pool: ProcessPool, task: Callable[[bytes], T], source: Source, *, name: str, seconds: float
) -> Future[bytes]:
    future: Future[bytes] = pool.schedule(_run, args=(task, source, name), timeout=seconds)
    return future


def _result(name: str, future: Future[bytes], allowance: _Allowance) -> T | Finding:
    from pebble import ProcessExpired

    try:
        outcome = pickle.loads(future.result())  # noqa: S301 - written by our own worker
    except TimeoutError:
        READING.warning("一个文件 %g 秒还没有读完，停下了读它的进程，另起了一个", allowance.seconds)
        return Refused("F12", seconds=f"{allowance.seconds:g}").finding(name)
    except ProcessExpired as expired:
        READING.warning("读文件的进程意外退出（退出码 %s），另起了一个", expired.exitcode)
        return Refused("F14", reason=f"进程退出码 {expired.exitcode}").finding(name)
    if isinstance(outcome, _Ours):
        raise JixiaoError(outcome.message, outcome.hint)
    result: T | Finding = outcome
    return result


def _run(task: Callable[[bytes], T], source: Source, name: str) -> bytes:
    """In the worker: the pickled result, made here so that running out of memory while pickling is caught too."""
    try:
        return pickle.dumps(task(_bytes_of(source)))
    except Refused as refused:
        return pickle.dumps(refused.finding(name))
    except MemoryError:
        return pickle.dumps(Refused("F13").finding(name))
    except JixiaoError as error:
        return pickle.dumps(_Ours(error.message, error.hint))
    except Exception as error:  # one file must not stop the others, whatever it sets off
        return pickle.dumps(Refused("F14", reason=type(error).__name__).finding(name))


def _bytes_of(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        size = source.stat().st_size
        if size > FILE_BYTES:
            raise too_large(size)
        return source.read_bytes()
    except OSError as error:
        raise Refused("F15", reason=reason_of(error)) from error


def _limit_memory(memory: int, _task: object) -> None:
    """Let this process grow by `memory` bytes at most; systems without the means keep only the time limit."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
