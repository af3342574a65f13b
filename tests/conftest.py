"""Fixtures for every test: one LibreOffice per test process."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from clients.libreoffice import Office, missing


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice for this test process; under CI its absence is a failure, elsewhere a skip that says so."""
    lacking = missing()
    if lacking and os.environ.get("CI"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    with Office() as running:
        yield running
