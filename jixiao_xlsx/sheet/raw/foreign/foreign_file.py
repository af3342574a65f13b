"""A file from outside: opened once, its bytes and what identifies them taken together."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from jixiao_xlsx.errors import reason_of
from jixiao_xlsx.sheet.raw.foreign.filetype import too_large
from jixiao_xlsx.sheet.raw.foreign.limits import FILE_BYTES, Refused


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """What messages call a file (nothing where they should not name it), and its bytes or where they are."""

    name: str
    source: Path | bytes = field(repr=False)

    @classmethod
    def at(cls, path: Path) -> ForeignFile:
        """The file at a path, called by its own name."""
        return cls(path.name, path)


@dataclass(frozen=True, slots=True)
class ForeignBytes:
    """A file's bytes, or why there are none; the SHA-256 is of the whole file, empty where it cannot be opened."""

    # Kept out of tracebacks and logs: it is a department's file.
    data: bytes | Refused = field(repr=False)
    sha256: str = ""


def open_foreign(file: ForeignFile) -> ForeignBytes:
    """Opens a file, once and only here; one that is too large has its SHA-256 but is not held in memory."""
    if isinstance(file.source, bytes):
        return ForeignBytes(file.source, hashlib.sha256(file.source).hexdigest())
    try:
        with file.source.open("rb") as stream:
            return _taken(stream)
    except OSError as error:
        return ForeignBytes(Refused("F15", reason=reason_of(error)))


def _taken(stream: BufferedReader) -> ForeignBytes:
    # Asked of the open file: the path may name another one a moment later.
    size = os.fstat(stream.fileno()).st_size
    if size > FILE_BYTES:
        return ForeignBytes(too_large(size), hashlib.file_digest(stream, "sha256").hexdigest())
    data = stream.read()
    return ForeignBytes(data, hashlib.sha256(data).hexdigest())
