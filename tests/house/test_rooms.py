"""No folder of the package holds more modules than a person overlooks, and no two folders import each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from house.package_tree import Module, imports, modules
from house.test_floors import plant

MOST_MODULES = 24
MANY_BY_NATURE = {"jixiao_xlsx.cli.commands"}
"""One command a file: as many as there are commands."""
OUTSIDE = {"jixiao_xlsx", "jixiao_xlsx.__main__"}
"""The face offers the verbs of every floor, each imported on first use; the entry point stands above all floors."""


def folder_of(name: str, package_modules: tuple[Module, ...]) -> str:
    """The folder that a module lies in; a folder's own `__init__` lies in that folder."""
    folders = {module.name for module in package_modules if module.path.name == "__init__.py"}
    return name if name in folders else name.rpartition(".")[0]


def crowded(package_modules: tuple[Module, ...]) -> list[str]:
    """Each folder with more modules than it may hold."""
    counts = Counter(
        folder_of(module.name, package_modules) for module in package_modules if module.path.name != "__init__.py"
    )
    return [
        f"{folder}: {count} modules"
        for folder, count in sorted(counts.items())
        if count > MOST_MODULES and folder not in MANY_BY_NATURE
    ]


def arrows(package_modules: tuple[Module, ...]) -> Iterator[tuple[str, str]]:
    """Each import from one folder's modules to another folder's."""
    names = {module.name for module in package_modules}
    for module in package_modules:
        for _, target in imports(module):
            imported = target if target in names else target.rpartition(".")[0]
            if module.name in OUTSIDE or imported in OUTSIDE or imported not in names:
                continue
            ends = folder_of(module.name, package_modules), folder_of(imported, package_modules)
            if ends[0] != ends[1]:
                yield ends


def circle(package_modules: tuple[Module, ...]) -> list[str]:
    """Folders that import one another, in their order; empty where there are none."""
    graph: dict[str, set[str]] = {}
    for folder, imported in arrows(package_modules):
        graph.setdefault(folder, set()).add(imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_folder_is_crowded() -> None:
    assert crowded(modules()) == []


def test_no_folders_import_each_other() -> None:
    assert circle(modules()) == []


def test_canary_a_crowded_folder_is_reported(tmp_path: Path) -> None:
    sources = {"sheet/__init__.py": "", **{f"sheet/part{number}.py": "" for number in range(MOST_MODULES + 1)}}
    assert crowded(plant(tmp_path, sources)) == ["jixiao_xlsx.sheet: 25 modules"]


@pytest.mark.parametrize(
    "sources",
    [
        {
            "season/one/a.py": "from jixiao_xlsx.season.two.b import thing",
            "season/two/b.py": "from jixiao_xlsx.season.one import c",
            "season/one/c.py": "",
        },
        {
            "sheet/grid.py": "def late():\n    from jixiao_xlsx.sheet.raw import book",
            "sheet/raw/book.py": "import jixiao_xlsx.sheet.region",
            "sheet/region.py": "",
        },
    ],
    ids=["between two rooms", "between a room and the folder around it"],
)
def test_canary_a_circle_is_reported(tmp_path: Path, sources: dict[str, str]) -> None:
    folders = {f"{name.rpartition('/')[0]}/__init__.py": "" for name in sources}
    assert circle(plant(tmp_path, {**folders, **sources})) != []
