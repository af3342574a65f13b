"""Every command speaks to machines: JSON with --json, or a file."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner

from jixiao_xlsx.cli import main
from jixiao_xlsx.cli.registered import registered
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import load_form

WRITES_JSON_ANYWAY = {"schema"}


@pytest.mark.parametrize("name", sorted(set(registered()) - WRITES_JSON_ANYWAY))
def test_every_command_has_json(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert any("--json" in parameter.opts for parameter in command.params)


def test_draw_lists_every_box_of_the_form() -> None:
    done = CliRunner().invoke(main, ["draw", "S0", "--year", "2026", "--json"])
    boxes = json.loads(done.stdout)
    layout = lay_out(load_form("S0"), 2026)
    slots = {str(slot.region) for grid, slot in layout.slots() if grid is layout.sheets[0]}
    listed = {box["cells"] for box in boxes if box["box"] == "填报格" and box["sheet"] == layout.sheets[0].name}
    assert listed == slots


def test_explain_gives_codes_as_objects() -> None:
    done = CliRunner().invoke(main, ["explain", "R02", "--json"])
    assert json.loads(done.stdout)[0]["severity"] == "退回"
