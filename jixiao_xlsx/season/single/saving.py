"""What commands write: whole or not at all, and in plain words where it cannot be."""

from __future__ import annotations

from pathlib import Path

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.whole_files import write_whole


def save_file(path: Path, data: bytes) -> Path:
    """Writes `data` to `path`, making its folder; a file open in Excel, or a full disk, is a JixiaoError."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise JixiaoError(f"写不了文件 {path}：{reason_of(error)}", "请关闭打开着的同名文件，或换一个文件夹") from error
    return path
