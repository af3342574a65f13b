"""A finance office's folder on disk, and what a person sees of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.errors import SpecError
from jixiao_xlsx.season.workspace.workspace import Workspace, find_workspace

SETTINGS = "year: 2026\nforms: [S0, P1]\n"
ROSTER = "单位编码,单位名称,上级单位编码,联系人,邮箱,表,对口科室,曾用编码或名称\n"
PROJECTS = "项目编码,项目名称,单位编码,表\n"


def office(
    folder: Path, roster: str | bytes = "", projects: str = "", *, settings: str = SETTINGS, name: str = "roster.csv"
) -> Path:
    """Writes a workspace; `roster` and `projects` are rows below the usual header, or a whole file's bytes."""
    folder.mkdir(exist_ok=True)
    (folder / "jixiao.yaml").write_text(settings, encoding="utf-8")
    data = roster if isinstance(roster, bytes) else (ROSTER + roster).encode()
    (folder / name).write_bytes(data)
    if projects:
        (folder / "projects.csv").write_text(PROJECTS + projects, encoding="utf-8")
    return folder


def opened(folder: Path) -> Workspace:
    return find_workspace(folder)


def complaints(folder: Path) -> list[str]:
    """Every fault as it is shown."""
    with pytest.raises(SpecError) as caught:
        find_workspace(folder)
    return [str(fault) for fault in caught.value.faults]


def run(folder: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    """A command in a folder."""
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, list(words), prog_name="jixiao")
