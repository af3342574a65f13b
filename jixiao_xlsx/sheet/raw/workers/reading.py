"""Foreign files read in worker processes: each has its own time and memory, and can spoil only itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.logs import READING
from jixiao_xlsx.processes.crew import STARTING, Item, answered
from jixiao_xlsx.processes.outcomes import outcome
from jixiao_xlsx.processes.worker_main import OUT_OF_MEMORY, WorkerOrders
from jixiao_xlsx.processes.worker_process import Frames, WorkerGone
from jixiao_xlsx.sheet.raw.foreign.filetype import too_large
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile, open_foreign
from jixiao_xlsx.sheet.raw.foreign.limits import AS_MEASURED, ReadingLimits, Refused
from jixiao_xlsx.sheet.raw.workers.file_worker import begin_reading

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class FileTask(Protocol[T_co]):
    """What is done with a file: by a function that a worker can import, with a result that can be pickled."""

    def __call__(self, data: bytes, /, *, name: str) -> T_co | Finding: ...


@dataclass(frozen=True, slots=True)
class FileResult(Generic[T]):
    """What became of a file, and the SHA-256 of its bytes, which is empty where it could not be opened."""

    result: T | Finding
    sha256: str


def read_many(
    files: Iterable[ForeignFile],
    task: FileTask[T],
    *,
    jobs: int = 1,
    limits: ReadingLimits = AS_MEASURED,
    starting: float = STARTING,
) -> Iterator[FileResult[T]]:
    """What `task` makes of each file's bytes, in the order given, from `jobs` processes of their own.

    A file that cannot be read from disk, passes one of the limits, or at
    which the worker dies or the task fails, gives a finding and never stops the others. A `JixiaoError` of the
    task is raised here, for it says that something of ours is wrong; so is a worker that has not started after
    `starting` seconds. Memory is limited where the system has RLIMIT_AS (Linux); elsewhere only time is.
    """
    pairs = ((None, file) for file in files)
    read = read_beside(pairs, task, jobs=jobs, limits=limits, starting=starting)
    return (result for _, result in read if result is not None)


def read_beside(
    pairs: Iterable[tuple[Item, ForeignFile | None]],
    task: FileTask[T],
    *,
    jobs: int,
    limits: ReadingLimits = AS_MEASURED,
    starting: float = STARTING,
) -> Iterator[tuple[Item, FileResult[T] | None]]:
    """As `read_many` for files that belong to something: each item with what its file gave, in the order given. Items
    without a file pass through in their turn."""
    orders = WorkerOrders(partial(begin_reading, task, limits), limits.seconds)
    with closing(answered(orders, _requests(pairs, limits), jobs=jobs, starting=starting)) as answers:
        for (item, name, known), future in answers:
            yield item, known if future is None else _result(future, name, limits.seconds)


def run_one(file: ForeignFile, task: FileTask[T], *, limits: ReadingLimits = AS_MEASURED) -> FileResult[T]:
    """As `read_many` for a single file."""
    (done,) = read_many([file], task, limits=limits)
    return done


def _requests(
    pairs: Iterable[tuple[Item, ForeignFile | None]], limits: ReadingLimits
) -> Iterator[tuple[tuple[Item, str, FileResult[Any] | None], ForeignFile | None]]:
    """The files for the workers, each path meant from the folder that is the current one now; with each its item, its
    name, and what became of one that is too large even to be handed over."""
    for item, file in pairs:
        if file is None:
            yield (item, "", None), None
        elif isinstance(file.source, Path):
            yield (item, file.name, None), ForeignFile(file.name, file.source.absolute(), file.passwords)
        elif len(file.source) <= limits.file:
            yield (item, file.name, None), file
        else:
            refusal = too_large(len(file.source), limits).finding(file.name)
            yield (item, file.name, FileResult(refusal, open_foreign(file, limits).sha256)), None


def _result(future: Future[Frames], name: str, seconds: float | None) -> FileResult[T]:
    try:
        sha256, result = future.result()
    except WorkerGone as gone:
        return FileResult(_refusal(gone, seconds).finding(name), outcome(gone.frames[0]) if gone.frames else "")
    return FileResult(outcome(result), outcome(sha256))


def _refusal(gone: WorkerGone, seconds: float | None) -> Refused:
    if gone.too_slow:
        READING.warning("一个文件 %g 秒还没有读完，停下了读它的进程，另起了一个", seconds)
        return Refused("F12", seconds=f"{seconds:g}")
    READING.warning("读文件的进程意外退出（退出码 %s），另起了一个", gone.code)
    if gone.code == OUT_OF_MEMORY:
        return Refused("F13")
    return Refused("F14", reason=f"进程退出码 {gone.code}")
