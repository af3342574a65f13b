"""The pages name every command that there is, and none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from jixiao_xlsx.cli import main
from jixiao_xlsx.cli.registered import registered

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_RUN = re.compile(r"^(?:\s*例：)?\s*jixiao ([a-z][a-z-]*)([^\n#|]*)", re.MULTILINE)


def test_the_readme_lists_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in registered() if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_on_a_page_can_be_run(page: Path) -> None:
    for name, rest in _RUN.findall(page.read_text(encoding="utf-8")):
        assert name in registered(), f"{page.name}: jixiao {name}"
        command = main.get_command(click.Context(main), name)
        assert command is not None
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        written = re.findall(r"(?<!\S)(--?[a-z][a-z0-9-]*)", rest)
        assert [one for one in written if one not in {*known, "--help", "--debug"}] == [], f"{page.name}: {name}{rest}"
