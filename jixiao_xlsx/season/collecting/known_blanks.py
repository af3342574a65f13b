"""What went out: whether a returned filing is the blank as it was issued, though somebody opened and saved it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Filing, Record, Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.season.acts import Issued
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.issued_files import bytes_as_issued
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.sheet.raw.book import read_raw
from jixiao_xlsx.store.originals import Originals

_UNFILLED = {"R01", "R05"}
"""Findings that say that something required was left blank."""


@dataclass(frozen=True, slots=True)
class KnownBlanks:
    """The blanks of a season: their sha256, and by issue id where the bytes of those that were prefilled are."""

    sha256s: frozenset[str] = frozenset()
    by_issue: Mapping[str, tuple[Issued, ...]] = field(default_factory=dict)
    originals: Originals | None = None
    folder: Path = Path()

    @classmethod
    def of(cls, workspace: Workspace, issued: Iterable[Issued]) -> KnownBlanks:
        """What a workspace's store knows to have gone out."""
        by_issue: dict[str, list[Issued]] = defaultdict(list)
        for fact in issued:
            by_issue[fact.issue].append(fact)
        known = {issue: tuple(facts) for issue, facts in by_issue.items()}
        sha256s = frozenset(fact.sha256 for facts in known.values() for fact in facts)
        return cls(sha256s, known, workspace.originals, workspace.folder)

    def is_untouched(self, filing: Filing, reader: Reader) -> bool:
        """Whether a filing is a blank as issued: byte for byte, or saved anew with all that the office had put in,
        nothing else, and something required still missing. One that lacks nothing says that last year's holds."""
        if filing.sha256 in self.sha256s:
            return True
        issue = filing.seal.issue if filing.seal else ""
        # Saved anew the bytes differ, and prefilled values are still there: only what is required and missing tells a
        # blank.
        if not issue or filing.unplaced or not any(finding.code in _UNFILLED for finding in filing.findings):
            return False
        blanks = filter(None, map(self._blank, self.by_issue.get(issue, ())))
        return any(_values(filing.records) == _values(_records(blank, reader)) for blank in blanks)

    def _blank(self, issued: Issued) -> bytes | None:
        """The bytes as issued; None where they are nowhere to be found any more."""
        return bytes_as_issued(issued, self.folder, self.originals) if self.originals is not None else None


NOTHING_WENT_OUT = KnownBlanks()


def _records(blank: bytes, reader: Reader) -> tuple[Record, ...]:
    book = read_raw(blank, name="")
    return () if isinstance(book, Finding) else reader.read_cells(book, name="", sha256="").records


def _values(records: Iterable[Record]) -> dict[Key, Value]:
    return {record.key: record.raw if record.value is None else record.value for record in records}
