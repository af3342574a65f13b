"""A small season whose letters go through a mail server that keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_xlsx.season.workspace.workspace import Workspace
from mail.post_office import PostOffice
from whole_way.season.season import SETTINGS, season


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sink: PostOffice) -> Workspace:
    """The season of `season()`, in whose folder one stands; it sends to `sink`."""
    smtp = f"smtp: {{host: 127.0.0.1, port: {sink.port}, user: caiwu, tls: none}}"
    words = SETTINGS.replace("{address: caiwu@example.gov.cn}", f"{{address: caiwu@example.gov.cn, {smtp}}}")
    found = season(tmp_path / "2026", settings=words)
    monkeypatch.chdir(found.folder)
    return found
