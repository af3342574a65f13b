"""One mail server for a module's tests, and an empty mailbox for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from mail.dovecot import Dovecot, serving

NUMBERS = count(1)


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with serving() as server:
        yield server


@pytest.fixture
def server(running: Dovecot) -> Dovecot:
    """The server with an empty mailbox for each test."""
    return replace(running, user=f"office{next(NUMBERS)}@example.cn")
