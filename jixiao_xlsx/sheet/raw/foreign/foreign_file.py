"""A file from outside: opened once, its bytes and what identifies them taken together."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from jixiao_xlsx.errors import reason_of
from jixiao_xlsx.sheet.raw.foreign.filetype import too_large
from jixiao_xlsx.sheet.raw.foreign.limits import AS_MEASURED, MIB, ReadingLimits, Refused
from jixiao_xlsx.sheet.raw.foreign.passwords import at_hand
from jixiao_xlsx.whole_files import is_shut_folder, why_no_file

# A film sent by mistake is still known by its number; the image of a disk would take longer than a worker has.
_NUMBERED_BYTES = 1024 * MIB


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """What messages call a file (nothing where they should not name it), its bytes or where they are, the passwords it
    is tried with (those at hand where none are given), and what the task is to be told `about` it, where it takes that.
    """

    name: str
    source: Path | bytes = field(repr=False)
    passwords: tuple[str, ...] = field(default_factory=at_hand, repr=False)
    about: object = field(default=None, repr=False)

    @classmethod
    def at(cls, path: Path) -> ForeignFile:
        """The file at a path, called by its own name."""
        return cls(path.name, path)


@dataclass(frozen=True, slots=True)
class ForeignBytes:
    """A file's bytes, or why there are none; the SHA-256 is of the whole file, empty where it cannot be opened or has
    no end in sight."""

    # Kept out of tracebacks and logs: it is a department's file.
    data: bytes | Refused = field(repr=False)
    sha256: str = ""


def open_foreign(file: ForeignFile, limits: ReadingLimits = AS_MEASURED) -> ForeignBytes:
    """Opens a file, once; one that is too large has its SHA-256 but is not held in memory. What hinders is told, and
    never raised."""
    try:
        if isinstance(file.source, bytes):
            return ForeignBytes(file.source, hashlib.sha256(file.source).hexdigest())
        return open_path(file.source, limits)
    except OSError as error:
        return ForeignBytes(Refused("F15", reason=reason_of(error)))
    except MemoryError:
        return ForeignBytes(Refused("F13"))


def open_path(path: Path, limits: ReadingLimits = AS_MEASURED) -> ForeignBytes:
    """The same for a path. Raises OSError where there is no file that can be read."""
    try:
        # Before it is opened: to open a pipe is to wait for whoever writes into it, perhaps for ever.
        kind = stat.S_IFMT(path.stat().st_mode)
    except ValueError as error:
        raise OSError(errno.EINVAL, "名字里有文件名不能有的字符") from error
    if kind == stat.S_IFDIR and not is_shut_folder(path):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if kind != stat.S_IFREG:
        raise OSError(errno.EINVAL, why_no_file(path))
    with path.open("rb") as stream:
        return _taken(stream, limits)


def _taken(stream: BufferedReader, limits: ReadingLimits) -> ForeignBytes:
    # Asked of the open file: the path may name another one a moment later.
    size = os.fstat(stream.fileno()).st_size
    if size > limits.file:
        whole = hashlib.file_digest(stream, "sha256").hexdigest() if size <= _NUMBERED_BYTES else ""
        return ForeignBytes(too_large(size, limits), whole)
    # Not trusting the size: it is nothing below /proc, and a file may grow while it is read.
    data = stream.read(limits.file + 1)
    if len(data) > limits.file:
        return ForeignBytes(too_large(len(data), limits))
    return ForeignBytes(data, hashlib.sha256(data).hexdigest())
