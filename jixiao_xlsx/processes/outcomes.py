"""What comes of a request, as a pickle: a value, or the error that is raised again in the calling process."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jixiao_xlsx.processes.worker_main import Request


@dataclass(frozen=True, slots=True)
class _Raised:
    """An error, where a value was expected."""

    error: Exception


def pickled_error(error: Exception) -> bytes:
    """An error on its way to the caller, with a note of where it came from."""
    error.add_note("".join(traceback.format_exception(error)))
    return pickle.dumps(_Raised(error))


def outcome(frame: bytes) -> Any:
    """What a worker pickled. An error is raised as itself."""
    found = pickle.loads(frame)  # noqa: S301 - written by our own worker
    if isinstance(found, _Raised):
        raise found.error
    return found


def applying(function: Callable[[Request], object]) -> Callable[[Request], Iterator[bytes]]:
    """In a worker: answers each request by what a function makes of it, be it an error."""

    def answers_to(request: Request) -> Iterator[bytes]:
        try:
            yield pickle.dumps(function(request))
        except Exception as error:  # the caller hears of it, whatever it is
            yield pickled_error(error)

    return answers_to
