"""The blanks that go along with a letter which asks to use them: as they were issued, whatever became of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from jixiao_xlsx.mail.letters import Attachment
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.season.acts import Issued
from jixiao_xlsx.model.season.expected import Due
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.season.issuing.due_blanks import Issuer, render_blanks
from jixiao_xlsx.season.register.shelf import Shelf
from jixiao_xlsx.season.workspace.issued_files import bytes_as_issued
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.store.store import Store

MOST_BLANKS = 10
"""In one letter: with all of an agency of two hundred projects no server would take it."""


@dataclass(frozen=True, slots=True)
class BlankShelf:
    """The last blank issued for each filing."""

    workspace: Workspace
    store: Store
    now: datetime
    issued: dict[Identity, Issued]

    @classmethod
    def of(cls, workspace: Workspace, store: Store, *, now: datetime) -> BlankShelf:
        """Those that a workspace's store knows."""
        acts = Shelf(store, workspace.roster, workspace.reader()).acts()
        ordered = sorted(acts.issued, key=lambda issued: moment(issued.when))
        return cls(workspace, store, now, {issued.identity: issued for issued in ordered})

    def attachments(self, lines: Iterable[LedgerLine]) -> tuple[Attachment, ...]:
        """The blanks of these lines; those that were never issued, or can be had nowhere, are left out."""
        return tuple(self._attached(lines))

    def _attached(self, lines: Iterable[LedgerLine]) -> Iterator[Attachment]:
        for line in lines:
            issued = self.issued.get(line.identity)
            data = self._data(issued) if issued else None
            if issued and data is not None:
                yield Attachment(PurePosixPath(issued.file).name, data)

    def _data(self, issued: Issued) -> bytes | None:
        kept = bytes_as_issued(issued, self.workspace.folder, self.workspace.originals)
        return self._made_anew(issued) if kept is None else kept

    def _made_anew(self, issued: Issued) -> bytes | None:
        """The same blank drawn again: the same form, year, agency and figures give the same bytes."""
        due = next((due for due in self.workspace.dues() if due.identity == issued.identity), None)
        return self._drawn(due, issued) if due else None

    def _drawn(self, due: Due, issued: Issued) -> bytes | None:
        issuer = Issuer(self.workspace, self.store, self.now, self.workspace.path("下发"))
        (plan,) = issuer.plans((due,))
        # Another figure was approved since, or the form was changed: another blank, which nobody has issued.
        return render_blanks((plan.order,))[0] if plan.order.issue == issued.issue else None
