"""The tests stand where what they test stands: a folder below `tests` names a room of the package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from house.package_tree import PACKAGE, ROOT

NO_ROOM = {
    "clients": "programs that read and change workbooks as an office does, for tests of any room",
    "grids": "the layouts of all shipped forms as text, which people look through",
    "house": "the guards of the house itself",
    "spec/bad": "faulty specs, data of one test",
    "whole_way": "ways through all rooms: a form, a damage, a season from its blanks to its letters",
}
"""Folders that mirror none, and those below them, with what they hold."""


def folders(tests: Path) -> set[str]:
    """Each folder that holds a file or such a folder; what Python and editors leave behind is none."""
    kept = (path.relative_to(tests) for path in tests.rglob("*") if path.is_file())
    seen = [path for path in kept if not any(part.startswith((".", "__")) for part in path.parent.parts)]
    return {folder.as_posix() for path in seen for folder in path.parents if folder.name}


def roomless(found: Iterable[str], package: Path) -> list[str]:
    """The folders that name neither a room nor a part of a room, and are not excused."""
    return [
        folder
        for folder in sorted(found)
        if not (package / folder / "__init__.py").is_file()
        and not any(f"{folder}/".startswith(f"{excused}/") for excused in NO_ROOM)
    ]


def test_each_folder_of_tests_names_a_room() -> None:
    assert roomless(folders(ROOT / "tests"), PACKAGE) == []


def test_each_excuse_is_needed() -> None:
    found = folders(ROOT / "tests")
    assert [folder for folder in NO_ROOM if folder not in found or (PACKAGE / folder).is_dir()] == []


def test_canary_a_folder_of_a_room_that_is_not_there_is_seen(tmp_path: Path) -> None:
    package, tests = tmp_path / "package", tmp_path / "tests"
    for path in (
        package / "season" / "__init__.py",
        package / "gone" / "__pycache__" / "rest.pyc",
        tests / "season" / "year" / "test_words.py",
        tests / "season" / "__pycache__" / "rest.pyc",
        tests / "gone" / "test_rest.py",
        tests / "house" / "deep" / "test_names.py",
        tests / "spec" / "bad" / "form.yaml",
    ):
        path.parent.mkdir(parents=True)
        path.touch()
    assert roomless(folders(tests), package) == ["gone", "season/year", "spec"]
