"""Which files a command was given: files as they are, folders with everything that lies in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.whole_files import is_folder, is_missing, is_shut_folder

# ~$ is Excel's lock file, a dot hides files, Thumbs.db is Windows' own.
_NOISE = ("~$", ".", "Thumbs.db")


def as_paths(given: Path | str | Iterable[Path | str]) -> Iterator[Path]:
    """The paths that a program was given; a single one is one, and not its letters."""
    yield from map(Path, (given,) if isinstance(given, Path | str) else given)


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to read, each once, folders searched in name order; Excel's lock files and hidden files are no
    returns. What is no file (a link that leads nowhere, a pipe, a folder that cannot be searched) is among them: who
    reads it says so. Raises JixiaoError where a path does not exist or nothing is found."""
    found: list[Path] = []
    for path in paths:
        if is_missing(path):
            raise JixiaoError(f"找不到文件 {path}", "请检查文件名和所在的文件夹")
        if is_folder(path) and not is_shut_folder(path):
            inside = sorted(file for file in path.rglob("*") if _is_told(file))
            found += (file for file in inside if not file.name.startswith(_NOISE))
        else:
            found.append(path)
    if not found:
        raise JixiaoError("没有找到可读的文件", "请给出工作簿，或放着工作簿的文件夹")
    return tuple(dict.fromkeys(found))


def _is_told(path: Path) -> bool:
    return path.is_symlink() or not path.is_dir() or is_shut_folder(path)
