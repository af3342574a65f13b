"""重读: every original in the store goes through today's rules again; what it was read as before is replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from jixiao_xlsx.errors import StoreError
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.logs import SHA_DIGITS, STORE
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.season.collecting.collect import OriginalTask, known_original, years_of
from jixiao_xlsx.season.collecting.known_blanks import KnownBlanks
from jixiao_xlsx.season.collecting.tried_again import is_locked
from jixiao_xlsx.season.single.read import filings_beside
from jixiao_xlsx.season.workspace.passwords import Passwords
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile
from jixiao_xlsx.store.originals import Originals
from jixiao_xlsx.store.store import Store


@dataclass(frozen=True, slots=True)
class RereadFiling:
    """One filing before and after; `gone` and `come` are the findings that differ. `trouble` says why it could not be
    read again: its original is damaged or gone, and it stays as it was."""

    before: Filing
    after: Filing
    trouble: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        # When it was sent belongs to the deliveries, which a rereading does not see.
        return replace(self.after, sent=self.before.sent) != self.before

    @property
    def gone(self) -> tuple[Finding, ...]:
        """Findings that are no longer made."""
        return tuple(finding for finding in self.before.findings if finding not in self.after.findings)

    @property
    def come(self) -> tuple[Finding, ...]:
        """Findings that are new."""
        return tuple(finding for finding in self.after.findings if finding not in self.before.findings)

    def as_dict(self) -> dict[str, object]:
        """What changed, as plain data."""
        return {
            "sha256": self.after.sha256,
            "file": self.after.source,
            "gone": [finding.as_dict() for finding in self.gone],
            "come": [finding.as_dict() for finding in self.come],
        }


def reread_all(
    workspace: Workspace, store: Store, *, jobs: int = 1, given: tuple[str, ...] = ()
) -> Iterator[RereadFiling]:
    """Reads every original of a filing again and keeps the result, one transaction each; in the order of the store.

    Stopped at any moment, each filing is as it was or as it is now. A damaged original is told and stops nothing.
    """
    originals, reader = workspace.originals, workspace.reader()
    filings, damaged = _whole(store.filings(), originals)
    yield from damaged
    years, issued = years_of(workspace), KnownBlanks.of(workspace, store.issued())
    # Who let another year in when collecting, meant it: a rereading does not take that back.
    let_in = {filing.sha256 for filing in filings if _let_in(filing, years)}
    passwords = Passwords.of(workspace.roster, given).everything
    files = ((filing, ForeignFile("", originals.path_of(filing.sha256), passwords)) for filing in filings)
    task = OriginalTask(reader, years, let_in=let_in)
    for before, read in filings_beside(files, task, jobs=jobs, limits=reader.limits):
        if read is None:
            continue
        after = known_original(read, reader, name=before.source, issued=issued)
        if is_locked(after) and not is_locked(before):
            yield RereadFiling(before, before, "这个文件有密码，这次没有给，没有重读")
            continue
        done = RereadFiling(before, after)
        if done.changed:
            store.reread(after)
        yield done


def _whole(filings: Iterable[Filing], originals: Originals) -> tuple[list[Filing], list[RereadFiling]]:
    """The filings whose originals are whole, and what there is to say of the others."""
    whole, damaged = [], []
    for filing in filings:
        try:
            # Looked at before the workers begin: a damaged original must not end the run half way.
            originals.get(filing.sha256)
            whole.append(filing)
        except StoreError as error:
            STORE.warning("原件 %s 不在了或已损坏，没有重读", filing.sha256[:SHA_DIGITS])
            damaged.append(RereadFiling(filing, filing, str(error)))
    return whole, damaged


def _let_in(filing: Filing, years: Mapping[str, int]) -> bool:
    """Whether a filing of another year was let in when it was collected."""
    seal = filing.seal
    return seal is not None and bool(filing.records) and seal.year != years.get(seal.form, seal.year)
