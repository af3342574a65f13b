"""The changes 比较 finds: one per value, and all of them together with what two filings have in common."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Figure, Filing
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.report.diff.values import Amounts, TextRun
from jixiao_xlsx.report.records.leaves import Leaf


class ChangeKind(StrEnum):
    """What became of a value: 同义 is written otherwise with the same meaning, 移动 a row that stands elsewhere."""

    ADDED = "新增"
    REMOVED = "删去"
    CHANGED = "改动"
    SAME = "同义"
    MOVED = "移动"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `key` is the later filing's (a removed value's the earlier's), `label` its printed path with the
    row's own name; `whole_row` tells that its whole row is new or gone."""

    kind: ChangeKind
    key: Key
    label: str
    before: Leaf | None = None
    after: Leaf | None = None
    amounts: Amounts | None = None
    runs: tuple[TextRun, ...] = ()
    note: str = ""
    whole_row: bool = False

    @property
    def is_computed(self) -> bool:
        """Whether it is a formula's value, which only follows from others."""
        return isinstance(self.after or self.before, Figure)


@dataclass(frozen=True, slots=True)
class AskedOnce:
    """A value that only one of two editions asks for."""

    key: Key
    label: str
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Diff:
    """比较的结果: the changes in sheet order, how many values are equal, and what only one edition asks.

    `history` compares what the later year's filing says about earlier years with what was filed then (before: as filed
    then, after: as said now); `history_equal` counts those that agree. `solved` and `raised` are the findings that only
    the earlier, and only the later filing has.
    """

    before: Filing
    after: Filing
    changes: tuple[Change, ...]
    equal: int
    history: tuple[Change, ...] = ()
    history_equal: int = 0
    only_before: tuple[AskedOnce, ...] = ()
    only_after: tuple[AskedOnce, ...] = ()
    solved: tuple[Finding, ...] = ()
    raised: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many changes of each kind."""
        found = Counter(str(change.kind) for change in self.changes)
        # Every kind, those of none too, so that programs find the same keys always.
        return {str(kind): found[str(kind)] for kind in ChangeKind}
