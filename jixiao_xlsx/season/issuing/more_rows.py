"""A blank with more rows for a department whose open rows are full: what it has filled in stands in the new one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.filings.identity import sealed_identity
from jixiao_xlsx.model.forms.tree import open_rows
from jixiao_xlsx.model.keys import KeyPattern, format_key, highest_index
from jixiao_xlsx.model.season.acts import Issued
from jixiao_xlsx.season.issuing.due_blanks import agency_folder, file_word, issue_id
from jixiao_xlsx.season.single.one_blank import Blank, blank_name, issue_blank, parse_counts
from jixiao_xlsx.season.single.read import Reader, read_filing
from jixiao_xlsx.season.single.refill import counts_needed, refill_order
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout import lay_out

# Where nobody says how many: a department that is one row short is soon short of the next.
_MORE = 5


@dataclass(frozen=True, slots=True)
class LongerBlank:
    """The new blank and where it was saved; how many cells were carried over, and the records that could not be."""

    blank: Blank
    path: Path
    carried: int
    left_out: tuple[Record, ...]

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        seal = self.blank.seal
        return {
            "form": seal.form,
            "year": seal.year,
            "file": str(self.path),
            "fingerprint": seal.fingerprint,
            "issue": seal.issue,
            "rows": {format_key(pattern): count for pattern, count in seal.counts},
            "carried": self.carried,
            "left_out": [f"{record.cell} {record.label}" for record in self.left_out],
        }


@dataclass(frozen=True, slots=True)
class LongerBlanks:
    """Makes such blanks: of a workspace, whose store then knows them, or without one."""

    reader: Reader
    folder: Path
    now: datetime
    workspace: Workspace | None = None

    def make(self, file: Path, rows: Sequence[str] = ()) -> LongerBlank:
        """A blank like the one that was filled, with `rows` (texts as `duties[*]=8`), else with five more in every
        block that is full. Raises JixiaoError where the file is no filing of ours, where the form has no such rows, and
        where no block is full and nobody said which should grow.
        """
        filing = read_filing(file, reader=self.reader)
        layout = self.reader.layouts.of_seal(filing.seal) if filing.seal and filing.records else None
        if filing.seal is None or layout is None:
            worst = next((finding for finding in filing.findings if finding.severity is Severity.RETURN), None)
            raise JixiaoError(f"{file.name} 读不出填报内容", worst.message if worst else Advice.FILLED_BLANK)
        counts = {**counts_needed(layout, filing), **_wanted(layout, filing, rows)}
        order = refill_order(filing, filing.seal, layout, counts=counts, key=self.reader.key)
        if self.workspace is not None:
            settings = self.workspace.settings
            deadline = day_text(settings.deadline) if settings.deadline else ""
            order = replace(order, deadline=deadline, contact=settings.contact)
            # A new issue: its layout is another one, and the store knows each issue's.
            longer = lay_out(order.form, order.year, order.counts)
            number = issue_id(order, season=self.workspace.year, fingerprint=longer.fingerprint)
            order = replace(order, issue=number)
        blank = issue_blank(order)
        name = Path(blank_name(order))
        inside = self.folder / agency_folder(order.agency) if self.workspace is not None else self.folder
        path = _saved(inside / name.with_stem(f"{name.stem}_加行"), blank)
        self._note(blank, path)
        left_out = tuple(record for record in filing.records if record.key not in order.values)
        return LongerBlank(blank, path, len(order.values), left_out)

    def _note(self, blank: Blank, path: Path) -> None:
        """The store knows the blank from now on as it knows all that went out."""
        identity = sealed_identity(blank.seal)
        if self.workspace is None or identity is None:
            return
        fact = Issued(
            identity=identity,
            agency_name=blank.seal.agency_name,
            subject_name=blank.seal.subject_name,
            issue=blank.seal.issue,
            edition=blank.seal.edition,
            fingerprint=blank.seal.fingerprint,
            file=file_word(self.workspace, path),
            sha256=hashlib.sha256(blank.data).hexdigest(),
            when=self.now,
        )
        with self.workspace.open_store() as store:
            # What was carried over must be known when it comes back.
            self.workspace.originals.put(blank.data)
            store.add_issued([fact])


def _wanted(layout: FormGrid, filing: Filing, rows: Sequence[str]) -> dict[KeyPattern, int]:
    if rows:
        return parse_counts(layout.form, tuple(rows))
    grown: dict[KeyPattern, int] = {}
    counts = dict(layout.counts)
    blocks = [(pattern, opened) for pattern, opened, _ in open_rows(layout.form)]
    for pattern, opened in blocks:
        used = highest_index((record.key for record in filing.records), pattern)
        if counts.get(pattern, opened.shown) <= used < opened.most:
            grown[pattern] = min(used + _MORE, opened.most)
    if not grown:
        may = "、".join(f"{format_key(pattern)}（最多 {opened.most}）" for pattern, opened in blocks)
        told = Advice.SAY_WHICH_ROWS if may else Advice.LEAVE_OUT_ROWS
        raise JixiaoError(f"没有哪一组的行已经填满；可增减的有：{may or '无'}", told)
    return grown


def _saved(path: Path, blank: Blank) -> Path:
    """Nothing that differs is overwritten: it may be filled in by now."""
    number = 1
    own = path
    while own.exists() and own.read_bytes() != blank.data:
        number += 1
        own = path.with_stem(f"{path.stem}{number}")
    return save_file(own, blank.data)
