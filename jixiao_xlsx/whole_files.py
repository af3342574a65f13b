"""Files are written whole or not at all: to a neighbour first, synced, then renamed, and the folder synced."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Writes `data` to `path`, making its folder: a name always has its whole bytes, the old or the new ones. Raises
    OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, for a rename is only whole within one file system.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".jixiao-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
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
