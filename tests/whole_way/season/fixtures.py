"""A small season that one stands in, and a mail server that keeps letters: for the season's rooms and the whole way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao_xlsx.season.workspace.workspace import Workspace
from mail.post_office import PostOffice, running
from whole_way.season.season import season


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The season of `season()`, in whose folder one stands."""
    found = season(tmp_path / "2026")
    monkeypatch.chdir(found.folder)
    return found


@pytest.fixture
def sink() -> Iterator[PostOffice]:
    """A real mail server on the loopback."""
    with running(PostOffice()) as post_office:
        yield post_office
