"""Files are written whole or not at all: to a neighbour first, synced, then renamed, and the folder synced. What is no
file is not opened."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from jixiao_xlsx.errors import reason_of


def why_no_file(path: Path) -> str:
    """Why a path is not to be opened as a file; empty where it leads to one. On a pipe reading would wait for ever, a
    device may never end."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        is_link = isinstance(error, FileNotFoundError) and path.is_symlink()
        return "这是一个链接，它指的文件不在" if is_link else reason_of(error)
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode) and is_shut_folder(path):
        return "没有权限看这个文件夹里的文件"
    if stat.S_ISDIR(mode):
        return "这是指向文件夹的链接" if path.is_symlink() else "这是一个文件夹"
    return "这不是文件，是管道、设备一类的东西"


def is_missing(path: Path) -> bool:
    """Whether nothing is there; a link that leads nowhere is, and so may be what we have no right to see."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def is_folder(path: Path) -> bool:
    """Whether it leads to a folder, as far as we may see."""
    try:
        return path.is_dir()
    except OSError:  # a folder above is shut
        return False


def is_shut_folder(path: Path) -> bool:
    """Whether it is a folder whose files we have no right to see."""
    return is_folder(path) and not os.access(path, os.R_OK | os.X_OK)


def write_whole(path: Path, data: bytes) -> None:
    """Writes `data` to `path`, making its folder: a name always has its whole bytes, the old or the new ones. Raises
    OSError."""
    _write(path, lambda file: file.write(data))


def copy_whole(source: Path, path: Path) -> None:
    """The same with what stands in another file, however large."""
    with source.open("rb") as stream:
        _write(path, lambda file: shutil.copyfileobj(stream, file))


def _write(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, for a rename is only whole within one file system.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".jixiao-")
    try:
        with os.fdopen(handle, "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp gives 0600; colleagues who share the folder must be able to read.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    # BaseException: Ctrl-C leaves nothing half written behind.
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
