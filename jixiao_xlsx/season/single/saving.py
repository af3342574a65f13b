"""What commands write: under a safe name, whole or not at all, and in plain words where it cannot be."""

from __future__ import annotations

import re
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.whole_files import write_whole

_UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_MOST_NAME_BYTES = 200


def safe_name(text: str, most: int = _MOST_NAME_BYTES) -> str:
    """A text as the name of a file or folder on any system, at most so many bytes long, whole characters only; empty
    where nothing of it can stand in one."""
    name = _UNSAFE.sub("-", text).strip(" .-_").encode()
    return name[:most].decode("utf-8", "ignore").rstrip(" .")


def save_file(path: Path, data: bytes) -> Path:
    """Writes `data` to `path`, making its folder; a file open in Excel, or a full disk, is a JixiaoError."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise JixiaoError(f"写不了文件 {path}：{reason_of(error)}", "请关闭打开着的同名文件，或换一个文件夹") from error
    return path
