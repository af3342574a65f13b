"""原件: the bytes of every file that arrived, kept by their SHA-256, whole or not at all."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from jixiao_xlsx.errors import StoreError, reason_of
from jixiao_xlsx.whole_files import copy_whole, write_whole

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Originals:
    """A folder of files named by their SHA-256: `<folder>/ab/abcdef…`; nothing in it is ever changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def path_of(self, sha256: str) -> Path:
        """Where the bytes are, or would be. Raises StoreError where the text is no SHA-256."""
        if not _SHA256.fullmatch(sha256):
            # A wrong name is shown up to 80 characters: a SHA-256 has 64.
            raise StoreError(f"‘{ascii(sha256)[1:-1][:80]}’不是 SHA-256", "SHA-256 是 64 位十六进制小写字母与数字")
        # 256 folders: a season of 100,000 files leaves some 400 in each, which every file system lists at once.
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the bytes are kept."""
        return self.path_of(sha256).is_file()

    def put(self, data: bytes) -> str:
        """Keeps the bytes and tells their SHA-256; the same bytes again change nothing, a damaged file is mended.

        Raises StoreError where they cannot be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path_of(sha256)
        try:
            # A file that is there may be cut: a machine that lost power wrote its name before its contents.
            if not _is_whole(path, sha256):
                write_whole(path, data)
        except OSError as error:
            raise StoreError(f"原件存不进 {path}：{reason_of(error)}", "请检查磁盘空间和文件夹权限") from error
        return sha256

    def put_file(self, path: Path) -> str:
        """The same for a file that is too large to be held in memory. Raises StoreError where it cannot be read or
        written."""
        try:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            kept = self.path_of(sha256)
            if not _is_whole(kept, sha256):
                copy_whole(path, kept)
        except OSError as error:
            raise StoreError(f"原件存不进 {self.folder}：{reason_of(error)}", "请检查磁盘空间和文件夹权限") from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises StoreError where they are not kept, cannot be read, or are no longer what they were."""
        path = self.path_of(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise StoreError(f"库里没有原件 {sha256}", f"它应当在 {path}；请从备份恢复，或重新收取") from error
        except OSError as error:
            raise StoreError(f"读不了原件 {path}：{reason_of(error)}", "请检查文件夹权限") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"原件损坏：{path} 的内容与它的 SHA-256 不符", "请从备份恢复这个文件，或重新收取")
        return data


def _is_whole(path: Path, sha256: str) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
