"""The cells of many returned files, parsed in worker processes where several may work at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.raw.foreign.limits import file_words


def raw_books(paths: Sequence[Path], *, jobs: int = 1) -> Iterator[RawBook | Finding]:
    """Each file's cells, or the finding that says why there are none, in the order given.

    Raises OSError where a file cannot be read and `jobs` is 1; with more, that too is a finding.
    """
    if jobs <= 1 or len(paths) < 2:
        yield from (read_raw(path.read_bytes(), name=path.name) for path in paths)
        return
    for path, book in zip(paths, nameless_books(paths, jobs=jobs), strict=True):
        yield _named(book, path.name)


def nameless_books(paths: Iterable[Path], *, jobs: int = 1) -> Iterator[RawBook | Finding]:
    """The same for paths that are given one by one, looked at a few ahead; messages do not name the file."""
    if jobs <= 1:
        yield from (read_raw(path.read_bytes()) for path in paths)
        return
    from jixiao_xlsx.sheet.raw.workers import read_many

    yield from read_many(paths, read_raw, jobs=jobs)


def _named(book: RawBook | Finding, name: str) -> RawBook | Finding:
    """What a worker read, which knew the bytes only, as if it had known the file's name too."""
    if isinstance(book, Finding):
        return replace(book, message=book.message.replace(file_words(""), file_words(name), 1))
    return replace(book, file_type="et") if book.file_type == "xls" and name.lower().endswith(".et") else book
