"""报送台账: for every filing that is due, and every other that came, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, first_order
from jixiao_xlsx.model.season.acts import Decision, Extension, Issued, Waiver


class LedgerState(StrEnum):
    """Where a due filing stands; 已改 came back after a 退回 and waits for review; 待确认: something came, and nobody
    has said yet whether it is this one."""

    MISSING = "未报"
    HELD = "待确认"
    RECEIVED = "已报"
    RETURNED = "退回"
    REVISED = "已改"
    PASSED = "通过"
    WAIVED = "豁免"


@dataclass(frozen=True, slots=True)
class Acts:
    """What the office did, as the store keeps it."""

    issued: tuple[Issued, ...] = ()
    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The season's dates: today, the deadline of first returns, days to answer a 退回."""

    today: date
    deadline: date | None = None
    correction_days: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the 报送台账.

    `due` is whether the roster asks for it; `versions` are the filings that came, the one that counts last; `counts`
    are its open findings by severity, those settled or waived left out; `deadline` holds an extension; `received` is
    when the version that counts was last sent, else saved; `late` are the days after the deadline on which the
    first version came, or that have passed since with none (after a 退回: since its answer was due);
    `alias` is the form's short name, such as S0; `blank` is the file of the last blank issued, from the workspace;
    `held` are the files that may be it and wait until somebody says whose they are.
    """

    identity: Identity
    agency_name: str
    parent: str
    section: str
    title: str
    subject_name: str
    due: bool
    state: LedgerState
    issued: datetime | None = None
    deadline: date | None = None
    versions: tuple[Filing, ...] = ()
    received: datetime | None = None
    late: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    decision: Decision | None = None
    alias: str = ""
    blank: str = ""
    held: int = 0

    @property
    def newest(self) -> Filing | None:
        """The version that counts."""
        return self.versions[-1] if self.versions else None

    @property
    def numbered(self) -> tuple[Filing, ...]:
        """The versions in the order that numbers them: as they first came, the first is 第1版."""
        return tuple(sorted(self.versions, key=first_order))

    @property
    def version(self) -> int:
        """The number of the version that counts, from 1; 0 where none came. Lower than their count where an earlier
        one was sent again."""
        return self.numbered.index(self.versions[-1]) + 1 if self.versions else 0

    @property
    def is_again(self) -> bool:
        """Whether an earlier version counts, as it was sent again after later ones."""
        return self.version < len(self.versions) and not self.is_chosen

    @property
    def is_chosen(self) -> bool:
        """Whether the version that counts does so because the office said so."""
        return bool(self.versions and self.versions[-1].over is not None)

    @property
    def is_open(self) -> bool:
        """Whether the agency has something to send: never sent, or sent back and not yet answered."""
        # What came unasked is nobody's debt.
        return self.due and self.state in {LedgerState.MISSING, LedgerState.RETURNED}
