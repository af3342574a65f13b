"""The cells of many returned files, parsed in worker processes where several may work at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jixiao_xlsx.processes.crew import Item
from jixiao_xlsx.sheet.raw.book import RawBook, read_here, read_raw
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignBytes, ForeignFile, open_foreign
from jixiao_xlsx.sheet.raw.foreign.limits import Refused
from jixiao_xlsx.sheet.raw.workers.reading import FileResult, read_beside

BookRead = FileResult[RawBook]
"""A file's cells, or the finding that says why there are none, and the SHA-256 of its bytes (empty where it could not
be opened)."""


def raw_books(files: Iterable[ForeignFile], *, jobs: int = 1) -> Iterator[BookRead]:
    """Each file's cells, in the order given, looked at a few ahead where `jobs` > 1. Each is opened once; one that
    cannot be is a finding and stops nothing."""
    return (read for _, read in books_beside(((None, file) for file in files), jobs=jobs) if read is not None)


def books_beside(
    pairs: Iterable[tuple[Item, ForeignFile | None]], *, jobs: int = 1
) -> Iterator[tuple[Item, BookRead | None]]:
    """The same for files that belong to something: each item with its file's cells, in the order given. Items without
    a file pass through in their turn."""
    if jobs > 1:
        return read_beside(pairs, read_here, jobs=jobs)
    return ((item, foreign_book(open_foreign(file), name=file.name) if file else None) for item, file in pairs)


def foreign_book(opened: ForeignBytes, *, name: str) -> BookRead:
    """The cells of a file that was opened already."""
    if isinstance(opened.data, Refused):
        return FileResult(opened.data.finding(name), opened.sha256)
    return FileResult(read_raw(opened.data, name=name), opened.sha256)
