"""The page about targets names every kind and every issue, and its examples are what the command prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao_xlsx.cli.commands.target import command
from jixiao_xlsx.model.target import TargetIssueCode, TargetKind

PAGE = (Path(__file__).parents[3] / "docs" / "targets.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*TargetIssueCode, *TargetKind])
def test_the_page_explains(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_the_example_is_what_the_command_prints() -> None:
    found = re.search(r"```\n\$ jixiao target (.+)\n((?:.+\n)+)```", PAGE)
    assert found is not None
    arguments = found[1].replace('"', "").split()
    assert CliRunner().invoke(command, arguments).output == found[2]
