"""Fixtures of the store: an empty SQLite file, an empty PostgreSQL database, and each in turn."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jixiao_xlsx.store.store import Store
from store.postgres import Server, missing


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """PostgreSQL for this test process; under CI its absence is a failure, elsewhere a skip that says so."""
    lacking = missing()
    if lacking and os.environ.get("CI"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    with Server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes the URL of an empty database, another one each time."""
    if request.param == "sqlite":
        names = iter(range(1000))
        return lambda: f"sqlite:///{tmp_path / f'{next(names)}.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.new_url


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened
