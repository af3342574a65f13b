"""Files are written whole or not at all: to a neighbour first, synced, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError, reason_of


def save_file(path: Path, data: bytes) -> Path:
    """Writes `data` to `path`, making its folder; a file open in Excel, or a full disk, is a JixiaoError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".jixiao-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise JixiaoError(f"写不了文件 {path}：{reason_of(error)}", "请关闭打开着的同名文件，或换一个文件夹") from error
    return path
