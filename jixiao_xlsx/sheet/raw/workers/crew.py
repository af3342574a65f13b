"""Worker processes for foreign files: each file has its own time and memory, and can spoil only itself."""

from __future__ import annotations

import atexit
import pickle
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.logs import READING
from jixiao_xlsx.sheet.raw.foreign.filetype import too_large
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile, open_foreign
from jixiao_xlsx.sheet.raw.foreign.limits import FILE_BYTES, MIB, Refused
from jixiao_xlsx.sheet.raw.workers.worker_main import OwnFault, WorkerOrders
from jixiao_xlsx.sheet.raw.workers.worker_process import WorkerGone, WorkerProcess, cannot_start

T = TypeVar("T")
Item = TypeVar("Item")
T_co = TypeVar("T_co", covariant=True)

_MEMORY = 1024 * MIB
_SECONDS = 20.0
_STARTING = 30.0
"""Seconds for a worker's start, which takes about half a second: slow disks and busy machines get more, not any."""
_WAITING_PER_JOB = 3


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
    timeout: float = _SECONDS,
    memory: int = _MEMORY,
    starting: float = _STARTING,
) -> Iterator[FileResult[T]]:
    """What `task` makes of each file's bytes, in the order given, from `jobs` processes of their own.

    A file that cannot be read from disk, takes longer than `timeout` seconds or more than `memory` bytes, or at
    which the worker dies or the task fails, gives a finding and never stops the others. A `JixiaoError` of the
    task is raised here, for it says that something of ours is wrong; so is a worker that has not started after
    `starting` seconds. Memory is limited where the system has RLIMIT_AS (Linux); elsewhere only time is.
    """
    crew = _Crew(WorkerOrders(task, timeout, memory), jobs, starting)
    read: Iterator[tuple[ForeignFile, FileResult[T] | None]]
    read = _from_crew(crew, ((file, file) for file in files), most=jobs * _WAITING_PER_JOB)
    return (result for _, result in read if result is not None)


def read_beside(
    pairs: Iterable[tuple[Item, ForeignFile | None]], task: FileTask[T], *, jobs: int
) -> Iterator[tuple[Item, FileResult[T] | None]]:
    """As `read_many` for files that belong to something: each item with what its file gave, in the order given. Items
    without a file pass through in their turn."""
    crew = _Crew(WorkerOrders(task, _SECONDS, _MEMORY), jobs, _STARTING)
    return _from_crew(crew, pairs, most=jobs * _WAITING_PER_JOB)


def _from_crew(
    crew: _Crew, pairs: Iterable[tuple[Item, ForeignFile | None]], *, most: int
) -> Iterator[tuple[Item, FileResult[T] | None]]:
    """The items in order, while the crew reads `most` files ahead of the one that is waited for."""
    waiting: deque[tuple[Item, Future[_Answer] | None]] = deque()
    try:
        for item, file in pairs:
            waiting.append((item, crew.submit(file) if file else None))
            while waiting and (waiting[0][1] is None or crew.asked > most):
                yield _answered(crew, *waiting.popleft())
        while waiting:
            yield _answered(crew, *waiting.popleft())
    finally:
        crew.stop()


def _answered(crew: _Crew, item: Item, future: Future[_Answer] | None) -> tuple[Item, FileResult[T] | None]:
    return item, _result(crew.answer(future)) if future else None


def run_one(file: ForeignFile, task: FileTask[T]) -> T | Finding:
    """As `read_many` for a single file."""
    (done,) = read_many([file], task)
    return done.result


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of a file: the pickled result of the task, or the refusal of a file that was the worker's end."""

    sha256: str
    result: bytes | Finding


def _result(answer: _Answer) -> FileResult[T]:
    if isinstance(answer.result, Finding):
        return FileResult(answer.result, answer.sha256)
    outcome = pickle.loads(answer.result)  # noqa: S301 - written by our own worker
    if isinstance(outcome, OwnFault):
        raise JixiaoError(outcome.message, outcome.hint)
    return FileResult(outcome, answer.sha256)


class _Crew:
    """Workers, each started when there is a file for it and again after one that was its end, and a thread of ours
    before each, which waits for its answers."""

    def __init__(self, orders: WorkerOrders, jobs: int, starting: float) -> None:
        self._orders = orders
        self._starting = starting
        self._files: queue.SimpleQueue[tuple[ForeignFile, Future[_Answer]] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._workers: set[WorkerProcess] = set()
        self._stopped = False
        self.asked = 0
        """Files whose answer nobody has taken yet."""
        # Daemons that are stopped at exit: a program that ends in the middle does not wait for what is unread.
        self._threads = [threading.Thread(target=self._attend, daemon=True) for _ in range(jobs)]
        atexit.register(self.stop)

    def submit(self, file: ForeignFile) -> Future[_Answer]:
        """Has a file read by the next worker that is free; threads start as there is work for them. A path is meant
        from the folder that is the current one now."""
        if self.asked < len(self._threads) and not self._threads[self.asked].ident:
            self._threads[self.asked].start()
        future: Future[_Answer] = Future()
        source = file.source if isinstance(file.source, bytes) else file.source.absolute()
        self._files.put((ForeignFile(file.name, source), future))
        self.asked += 1
        return future

    def answer(self, future: Future[_Answer]) -> _Answer:
        """Waits for what came of a file."""
        answer = future.result()
        self.asked -= 1
        return answer

    def stop(self) -> None:
        """Ends every worker, whatever it does; what was not answered is not read. May be called again."""
        atexit.unregister(self.stop)
        with self._lock:
            self._stopped = True
            for worker in self._workers:
                worker.stop()
        started = [thread for thread in self._threads if thread.ident]
        for _ in started:
            self._files.put(None)
        for thread in started:
            thread.join()

    def _attend(self) -> None:
        """One thread's work: its worker answers one file after another."""
        worker: WorkerProcess | None = None
        while (asked := self._files.get()) is not None and not self._stopped:
            file, future = asked
            if isinstance(file.source, bytes) and len(file.source) > FILE_BYTES:  # too large even to be handed over
                opened = open_foreign(file)
                future.set_result(_Answer(opened.sha256, too_large(len(file.source)).finding(file.name)))
                continue
            try:
                if worker is None or not worker.is_alive:
                    self._let_go(worker)
                    worker = self._started()
                future.set_result(_Answer(*worker.run(file)))
            except WorkerGone as gone:
                future.set_result(_Answer(gone.sha256, self._refusal(gone).finding(file.name)))
            except BaseException as error:  # the caller hears of it, wherever it comes from
                future.set_exception(error)
        self._let_go(worker)

    def _started(self) -> WorkerProcess:
        with self._lock:
            if self._stopped:
                raise cannot_start("已经停止读取")
            try:
                worker = WorkerProcess(self._orders)
            except OSError as error:
                raise cannot_start(error.strerror or type(error).__name__) from error
            self._workers.add(worker)
        try:
            worker.get_ready(self._starting)
        except BaseException:
            self._let_go(worker)
            raise
        return worker

    def _let_go(self, worker: WorkerProcess | None) -> None:
        if worker is not None:
            with self._lock:
                self._workers.discard(worker)
            worker.close()

    def _refusal(self, gone: WorkerGone) -> Refused:
        if gone.too_slow:
            READING.warning("一个文件 %g 秒还没有读完，停下了读它的进程，另起了一个", self._orders.seconds)
            return Refused("F12", seconds=f"{self._orders.seconds:g}")
        READING.warning("读文件的进程意外退出（退出码 %s），另起了一个", gone.code)
        return Refused("F14", reason=f"进程退出码 {gone.code}")
