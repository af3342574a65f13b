"""The worker's side of a foreign file: its SHA-256 first, which is known even where the worker dies over the rest."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.processes.outcomes import pickled_error
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignBytes, ForeignFile, open_foreign
from jixiao_xlsx.sheet.raw.foreign.limits import ReadingLimits, Refused
from jixiao_xlsx.sheet.raw.foreign.passwords import passwords_at_hand


def begin_reading(task: Callable[..., object], limits: ReadingLimits) -> Callable[[ForeignFile], Iterator[bytes]]:
    """Limits memory, now that what the task needs is imported; gives what answers a file by two pickles, its SHA-256
    and the result of the task."""
    _limit_memory(limits.memory)
    return partial(_answers, task, limits)


def _answers(task: Callable[..., object], limits: ReadingLimits, file: ForeignFile) -> Iterator[bytes]:
    opened = open_foreign(file, limits)  # never raises
    yield pickle.dumps(opened.sha256)
    yield _result(task, opened, file)


def _result(task: Callable[..., object], opened: ForeignBytes, file: ForeignFile) -> bytes:
    """The pickled result, made here so that running out of memory while pickling is caught too."""
    try:
        if isinstance(opened.data, Refused):
            return pickle.dumps(opened.data.finding(file.name))
        with passwords_at_hand(file.passwords):
            more = {} if file.about is None else {"about": file.about}
            return pickle.dumps(task(opened.data, name=file.name, **more))
    except Refused as refused:
        return pickle.dumps(refused.finding(file.name))
    except MemoryError:
        return pickle.dumps(Refused("F13").finding(file.name))
    except JixiaoError as error:
        return pickled_error(error)
    except Exception as error:  # one file must not stop the others, whatever it sets off
        return pickle.dumps(Refused("F14", reason=type(error).__name__).finding(file.name))


def _limit_memory(memory: int) -> None:
    """Let this process grow by `memory` bytes at most; systems without the means keep only the time limit."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        # RLIMIT_AS counts the address space that libraries reserve as well: only the growth from here is limited.
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + memory
        # The soft one: a worker that gets other orders may have to be given more.
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
