"""Which files a command was given: files as they are, folders with everything that lies in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError

# ~$ is Excel's lock file, a dot hides files, Thumbs.db is Windows' own.
_NOISE = ("~$", ".", "Thumbs.db")


def as_paths(given: Path | str | Iterable[Path | str]) -> Iterator[Path]:
    """The paths that a program was given; a single one is one, and not its letters."""
    yield from map(Path, (given,) if isinstance(given, Path | str) else given)


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to read, each once, folders searched in name order; Excel's lock files and hidden files are no
    returns. What lies in a folder and is no file (a link that leads nowhere, a pipe) is among them: who reads it says
    so. Raises JixiaoError where a path does not exist or nothing is found."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_symlink() or not file.is_dir())
            found += (file for file in inside if not file.name.startswith(_NOISE))
        elif path.exists():
            found.append(path)
        else:
            raise JixiaoError(f"找不到文件 {path}", "请检查文件名和所在的文件夹")
    if not found:
        raise JixiaoError("没有找到可读的文件", "请给出工作簿，或放着工作簿的文件夹")
    return tuple(dict.fromkeys(found))
