"""Our own failures: what a filler did wrong is never one of these, it is a finding."""

from __future__ import annotations

import errno
from dataclasses import dataclass


class JixiaoError(Exception):
    """Base of every error of ours: `message` tells people what is wrong, in Chinese; `hint`, unless it is empty, what
    to do about it, often as an `Advice` that a front may put into its own words."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  → {self.hint}" if self.hint else self.message


def reason_of(error: OSError) -> str:
    """Why the system refused a file or folder, in Chinese; the system's own words where there are none here."""
    reasons = {
        errno.ENOENT: "没有这个文件或文件夹",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "所在的磁盘只能读",
        errno.ENOSPC: "磁盘满了",
        errno.EISDIR: "这是一个文件夹",
        errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
        errno.EEXIST: "有同名的文件",
        errno.ENAMETOOLONG: "名字太长",
    }
    # The system's words may be in any language, but they are better than nothing.
    return reasons.get(error.errno or 0) or error.strerror or type(error).__name__


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake in a spec or a settings file: where it stands, what is wrong, what to write."""

    file: str
    line: int
    column: int
    path: str
    wrong: str
    write: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        tail = f"；{self.write}" if self.write else ""
        return f"{place} {self.path} — {self.wrong}{tail}"


class SpecError(JixiaoError):
    """A spec, a settings file or a list with faults, all of them at once, in file order; `hint` says what to do once
    they are mended."""

    def __init__(self, faults: tuple[Fault, ...], hint: str = "") -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults), hint)


class LayoutError(JixiaoError):
    """A form that cannot be laid out: boxes overlap, a cell is left over, a list is too long for Excel."""


class WorkbookError(JixiaoError):
    """A workbook that we cannot write, or a library that refused what we asked of it."""


class StoreError(JixiaoError):
    """The store cannot be opened, is of a newer version, or refused a write."""


class WorkerError(JixiaoError):
    """A process of ours beside the calling one cannot be started here, or died over what it was to make."""
