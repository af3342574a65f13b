"""Arrows point down only, and the rooms of floor 2 never import one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from house.package_tree import Module, imports, modules

FLOORS = {
    "": 0,
    "advice": 0,
    "errors": 0,
    "file_kinds": 0,
    "file_names": 0,
    "findings": 0,
    "invisible": 0,
    "logs": 0,
    "processes": 0,
    "resources": 0,
    "whole_files": 0,
    "xlsx_refusals": 0,
    "model": 1,
    "spec": 2,
    "sheet": 2,
    "filings": 2,
    "report": 2,
    "mail": 2,
    "store": 2,
    "season": 3,
    "cli": 4,
    "__main__": 4,
}
SIBLINGS_APART = 2


def breaches(package_modules: tuple[Module, ...]) -> list[str]:
    """Each import that points up, or across floor 2, and each room that stands on no floor."""
    homeless = sorted({module.room for module in package_modules} - set(FLOORS))
    found = [f"{room}: stands on no floor" for room in homeless]
    for module in package_modules:
        if module.name == "jixiao_xlsx":
            continue  # the package's face offers the verbs of every floor, each imported on first use
        for line, target in imports(module):
            parts = target.split(".")
            room = parts[1] if parts[0] == "jixiao_xlsx" and len(parts) > 1 and parts[1] in FLOORS else ""
            by_the_face = parts[0] == "jixiao_xlsx" and len(parts) > 1 and parts[1] not in {*FLOORS, "__version__"}
            if module.room not in homeless and (by_the_face or _is_breach(module.room, room)):
                found.append(f"{module.name}:{line} imports {target}")
    return found


def _is_breach(room: str, imported: str) -> bool:
    across = FLOORS[room] == FLOORS[imported] == SIBLINGS_APART and room != imported
    return across or FLOORS[imported] > FLOORS[room]


def test_arrows_point_down_only() -> None:
    assert breaches(modules()) == []


def plant(folder: Path, sources: dict[str, str]) -> tuple[Module, ...]:
    package = folder / "jixiao_xlsx"
    for name, source in sources.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return modules(package)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("model/bad.py", "from jixiao_xlsx.sheet.grid import Grid"),
        ("model/bad.py", "import jixiao_xlsx.spec"),
        ("sheet/bad.py", "from jixiao_xlsx.spec import load"),
        ("sheet/bad.py", "from jixiao_xlsx import report"),
        ("sheet/layout/bad.py", "from ...spec import load"),
        ("spec/__init__.py", "from ..sheet import grid"),
        ("report/bad.py", "def late():\n    from jixiao_xlsx.season import issue"),
        ("season/bad.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from jixiao_xlsx.cli import main"),
        ("findings/bad.py", "from jixiao_xlsx.model.forms.form import Form"),
        ("model/worse.py", "from jixiao_xlsx import Reader"),
        ("attic/bad.py", "'a room on no floor'"),
    ],
)
def test_canary_a_planted_breach_is_caught(tmp_path: Path, place: str, source: str) -> None:
    assert len(breaches(plant(tmp_path, {place: source}))) == 1


def test_canary_two_breaches_are_both_caught(tmp_path: Path) -> None:
    planted = plant(
        tmp_path,
        {"model/bad.py": "from jixiao_xlsx.cli import main", "spec/bad.py": "import os\nfrom jixiao_xlsx import sheet"},
    )
    assert breaches(planted) == [
        "jixiao_xlsx.model.bad:1 imports jixiao_xlsx.cli.main",
        "jixiao_xlsx.spec.bad:2 imports jixiao_xlsx.sheet",
    ]


def test_canary_imports_that_point_down_are_no_breach(tmp_path: Path) -> None:
    planted = plant(
        tmp_path,
        {
            "sheet/good.py": "from jixiao_xlsx.model import form\nfrom jixiao_xlsx.sheet import region\nimport os",
            "season/good.py": "from jixiao_xlsx import sheet, spec, __version__",
        },
    )
    assert breaches(planted) == []
