"""Seconds of processor time: what work costs, however busy the machine is that does it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

try:
    import resource
except ImportError:  # Windows counts no children
    resource = None


def spent() -> float:
    """What this process and its finished children have used so far."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN) if resource else None
    return time.process_time() + (children.ru_utime + children.ru_stime if children else 0)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fails where what is done inside costs more, in this process or in children that end inside."""
    start = spent()
    yield
    used = spent() - start
    if used >= seconds:
        pytest.fail(f"{used:.1f} seconds of processor time, more than {seconds:g}")
