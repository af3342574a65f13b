"""A file on its way back: read, seen by the office, and marked as it is seen, in one worker that keeps its orders."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.season.single.read import Reader, as_told, refused_filing
from jixiao_xlsx.season.single.review import ReviewDesk, ReviewedFiling
from jixiao_xlsx.sheet.raw.book import RawBook
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile
from jixiao_xlsx.sheet.raw.workers.reading import run_one
from jixiao_xlsx.sheet.reader.layouts import Layouts

_NOBODY = Reader(Layouts(()))
"""In the place of a desk's reader on its way to the worker, which has it."""


@dataclass(frozen=True, slots=True)
class SeenFile:
    """How a file is marked: as this filing, which the office has seen (its waivers noted, say), by this desk."""

    filing: Filing
    desk: ReviewDesk


@dataclass(slots=True)
class BackTask:
    """Reads a file, and marks one of which it is told how it was seen; for a worker."""

    reader: Reader
    # The same file comes twice, one time after the other: it is opened once.
    _opened: tuple[str, RawBook | Finding] | None = field(default=None, init=False)

    def __call__(self, data: bytes, /, *, name: str, about: SeenFile | None = None) -> Filing | ReviewedFiling:
        sha256 = hashlib.sha256(data).hexdigest()
        book = self._book(data, sha256, name=name)
        if about is None:
            return self.reader.read_raw_book(book, name=name, sha256=sha256)
        return replace(about.desk, reader=self.reader).marked_as(data, book, about.filing)

    def _book(self, data: bytes, sha256: str, *, name: str) -> RawBook | Finding:
        if self._opened is None or self._opened[0] != sha256:
            self._opened = sha256, self.reader.opened_here(data, name=name)
        return self._opened[1]


@dataclass(frozen=True, slots=True)
class BackDesk:
    """Both, one file after another. Raises WorkerError where a process cannot be started."""

    reader: Reader

    def read(self, data: bytes, *, name: str) -> Filing:
        """The filing in a file; of one that cannot be read, with that finding."""
        done = run_one(ForeignFile(name, data), BackTask(self.reader), limits=self.reader.limits)
        if isinstance(done.result, Finding):
            return as_told(refused_filing(done.result, name=name, sha256=done.sha256))
        assert isinstance(done.result, Filing)  # noqa: S101 - it was told nothing to mark
        return as_told(done.result)

    def marked(self, data: bytes, filing: Filing, desk: ReviewDesk) -> ReviewedFiling:
        """The review of a file as this filing; without the marked workbook where the marking takes too long."""
        seen = SeenFile(filing, replace(desk, reader=_NOBODY))
        file = ForeignFile(filing.source, data, about=seen)
        result = run_one(file, BackTask(self.reader), limits=self.reader.limits).result
        return result if isinstance(result, ReviewedFiling) else desk.unmarked(filing)
