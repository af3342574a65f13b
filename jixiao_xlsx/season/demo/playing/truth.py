"""What the players know and the office must find out: every file that was sent, what it says, what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.season.ledger import LedgerState
from jixiao_xlsx.season.demo.playing.mail import Mail


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file that was sent, wherever it was packed. `identity` is what its seal says, None where it is no form that
    can be read; `reads` are its records (None for a cell that cannot be read); `codes` must be among its findings, a
    file with neither codes nor 退回 has none at all. `sender` is the code of the agency whose mail brought it;
    what is `held` counts as nobody's, as its seal, its names and its sender do not agree."""

    name: str
    sha256: str
    sender: str
    sent: datetime
    identity: Identity | None = None
    reads: Mapping[Key, Value | None] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    returned: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """All files of the season so far, in the order they were sent."""

    files: tuple[SentFile, ...] = ()

    def versions(self, identity: Identity) -> tuple[SentFile, ...]:
        """The different files that hold records of an identity, the newest last; a file sent twice counts once, at
        its last message."""
        mine = sorted(
            (file for file in self.files if file.identity == identity and file.reads and not file.held),
            key=lambda file: (file.sent, file.sha256),
        )
        # The last message counts: what is sent again is the filer's newest word.
        last: dict[str, SentFile] = {}
        for file in mine:
            last.pop(file.sha256, None)
            last[file.sha256] = file
        return tuple(last.values())

    def newest(self, identity: Identity) -> SentFile | None:
        """The version that counts, None where nothing came."""
        versions = self.versions(identity)
        return versions[-1] if versions else None

    def state(self, identity: Identity, *, sent_back: Collection[str] = ()) -> LedgerState:
        """The state in the ledger once the office has sent back the files with these sha256."""
        versions = self.versions(identity)
        if not versions:
            return LedgerState.MISSING
        if versions[-1].sha256 in sent_back:
            return LedgerState.RETURNED
        revised = any(file.sha256 in sent_back for file in versions[:-1])
        return LedgerState.REVISED if revised else LedgerState.RECEIVED

    def to_return(self) -> tuple[SentFile, ...]:
        """The newest versions that must go back, in the order they were sent."""
        kept = dict.fromkeys(file.identity for file in self.files if file.identity is not None)
        newest = (self.newest(identity) for identity in kept)
        found = (file for file in newest if file is not None and file.returned)
        return tuple(sorted(found, key=lambda file: (file.sent, file.sha256)))

    def __add__(self, other: Truth) -> Truth:
        return Truth(tuple(sorted((*self.files, *other.files), key=lambda file: (file.sent, file.sha256, file.name))))


@dataclass(frozen=True, slots=True)
class Round:
    """What one round sent, and what is true after it."""

    mails: tuple[Mail, ...]
    truth: Truth
