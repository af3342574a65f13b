"""Requests to several worker processes at once: answered in order, and only a few are looked at ahead."""

from __future__ import annotations

import atexit
import os
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from contextlib import closing
from functools import partial
from typing import Any, Generic, TypeVar

from jixiao_xlsx.errors import WorkerError
from jixiao_xlsx.processes.outcomes import applying, outcome
from jixiao_xlsx.processes.worker_main import Request, WorkerOrders
from jixiao_xlsx.processes.worker_process import Frames, WorkerGone, WorkerProcess, cannot_start

Item = TypeVar("Item")
Answer = TypeVar("Answer")

STARTING = 30.0
"""Seconds for a worker's start, which takes about half a second: slow disks and busy machines get more, not any."""
# So many requests (of up to 20 MiB) wait for each worker: it never idles, and memory does not grow with the season.
_WAITING_PER_JOB = 3
# What a large office's computer has cores; each that waits holds some 80 MB.
_MOST_IDLE = 4


def each_apart(
    function: Callable[[Request], Answer], requests: Iterable[Request], *, jobs: int
) -> Generator[Answer, None, None]:
    """What a function that a worker can import makes of each request, in the order given, in `jobs` processes. An error
    of the function is raised as itself; raises WorkerError where a process cannot be started, or dies."""
    orders = WorkerOrders(partial(applying, function))
    with closing(answered(orders, ((None, request) for request in requests), jobs=jobs)) as answers:
        for _, future in answers:
            if future is not None:
                yield _only(future)


def _only(future: Future[Frames]) -> Any:
    try:
        (frame,) = future.result()
    except WorkerGone as gone:
        reason = f"另起的进程意外退出（退出码 {gone.code}）"
        raise WorkerError(reason, "可能是内存不够：请少用几个进程，再运行一次") from gone
    return outcome(frame)


def answered(
    orders: WorkerOrders[Request],
    pairs: Iterable[tuple[Item, Request | None]],
    *,
    jobs: int,
    starting: float = STARTING,
) -> Generator[tuple[Item, Future[Frames] | None], None, None]:
    """Each item with the answer to its request, to be waited for, in the order given; items without a request pass
    through in their turn. The answer is WorkerGone where the worker died over it, and WorkerError where none could be
    started within `starting` seconds. Workers end with the generator, whatever they do; a few that have answered all
    are kept idle for the next.
    """
    crew = _Crew(orders, jobs, starting)
    waiting: deque[tuple[Item, Future[Frames] | None]] = deque()
    asked = 0
    try:
        for item, request in pairs:
            waiting.append((item, None if request is None else crew.submit(request)))
            asked += request is not None
            while waiting and (waiting[0][1] is None or asked > jobs * _WAITING_PER_JOB):
                asked -= waiting[0][1] is not None
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
        crew.finish()
    finally:
        crew.stop()


class _Crew(Generic[Request]):
    """Workers, each started when there is a request for it and again after one that was its end, and a thread of ours
    before each, which waits for its answers."""

    def __init__(self, orders: WorkerOrders[Request], jobs: int, starting: float) -> None:
        self._orders = orders
        self._jobs = jobs
        self._starting = starting
        self._requests: queue.SimpleQueue[tuple[Request, Future[Frames]] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._workers: set[WorkerProcess[Request]] = set()
        self._stopped = False
        self._threads: list[threading.Thread] = []
        atexit.register(self.stop)

    def submit(self, request: Request) -> Future[Frames]:
        """Has a request answered by the next worker that is free; threads start as there is work for them."""
        if len(self._threads) < self._jobs:
            # Daemons that are stopped at exit: a program that ends in the middle does not wait for what is unanswered.
            thread = threading.Thread(target=self._attend, daemon=True)
            thread.start()
            self._threads.append(thread)
        future: Future[Frames] = Future()
        self._requests.put((request, future))
        return future

    def finish(self) -> None:
        """Waits for what was asked; the workers are kept for whoever asks next."""
        for _ in self._threads:
            self._requests.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def stop(self) -> None:
        """Ends every worker, whatever it does; what was not answered is not done. May be called again."""
        atexit.unregister(self.stop)
        with self._lock:
            self._stopped = True
            for worker in self._workers:
                worker.stop()
        self.finish()

    def _attend(self) -> None:
        """One thread's work: its worker answers one request after another."""
        worker: WorkerProcess[Request] | None = None
        while (asked := self._requests.get()) is not None and not self._stopped:
            request, future = asked
            try:
                if worker is None or not worker.is_alive:
                    self._let_go(worker)
                    worker = self._started()
                future.set_result(worker.run(request))
            except BaseException as error:  # the caller hears of it, wherever it comes from
                future.set_exception(error)
        self._leave(worker)

    def _started(self) -> WorkerProcess[Request]:
        with self._lock:
            if self._stopped:
                raise cannot_start("已经停止")
            try:
                worker = _IDLE.taken() or WorkerProcess()
            except OSError as error:
                raise cannot_start(error.strerror or type(error).__name__) from error
            self._workers.add(worker)
        try:
            worker.take_orders(self._orders, self._starting)
        except BaseException:
            self._let_go(worker)
            raise
        return worker

    def _leave(self, worker: WorkerProcess[Request] | None) -> None:
        """A worker that has nothing more to do here waits for the next crew."""
        if worker is not None:
            with self._lock:
                self._workers.discard(worker)
                is_idle = not self._stopped and worker.is_alive
            if not (is_idle and _IDLE.kept(worker)):
                worker.close()

    def _let_go(self, worker: WorkerProcess[Request] | None) -> None:
        if worker is not None:
            with self._lock:
                self._workers.discard(worker)
            worker.close()


class _IdleWorkers:
    """Workers of this process without orders: a start takes half a second, other orders hardly any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: list[WorkerProcess[Any]] = []
        # A fork has pipes to the workers of its parent, and must not speak into them.
        self._pid = os.getpid()

    def taken(self) -> WorkerProcess[Any] | None:
        """A worker that waits, and finds its modules where we find ours; None where there is none."""
        with self._lock:
            while self._pid == os.getpid() and self._workers:
                worker = self._workers.pop()
                if worker.is_alive and worker.finds == sys.path:
                    return worker
                worker.close()
        return None

    def kept(self, worker: WorkerProcess[Any]) -> bool:
        """Keeps a worker, unless enough are waiting."""
        with self._lock:
            if self._pid != os.getpid() or len(self._workers) >= _MOST_IDLE:
                return False
            self._workers.append(worker)
            return True

    def end(self) -> None:
        """Ends those that wait."""
        with self._lock:
            while self._pid == os.getpid() and self._workers:
                self._workers.pop().close()


_IDLE = _IdleWorkers()
atexit.register(_IDLE.end)
