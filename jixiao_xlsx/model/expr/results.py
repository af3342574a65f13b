"""What an expression gives besides a value: not run, suppressed, not applicable; and what cells give to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol

from jixiao_xlsx.model.keys import Key, KeyPattern


class ResultState(Enum):
    """Results that are no value. A cell may hold any of them too: UNREADABLE counts as SUPPRESSED, NOT_RUN as blank."""

    NOT_RUN = "not_run"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"


NOT_RUN = ResultState.NOT_RUN
"""Every input is blank, or one that must be there is."""

SUPPRESSED = ResultState.SUPPRESSED
"""An input cannot be read as what the expression needs; its own finding says why."""

UNREADABLE = ResultState.SUPPRESSED
"""What `Values.get` gives for a cell with content that its kind cannot take."""

NOT_APPLICABLE = ResultState.NOT_APPLICABLE
"""不适用: a division by zero, or an input that says so."""

NOT_APPLICABLE_TEXT = "不适用"
SUPPRESSED_TEXT = "待更正"

CellValue = Decimal | str | date | ResultState | None
"""What a cell gives: None is blank. A date counts as its day number in Excel."""

Result = Decimal | str | bool | ResultState
"""What an expression gives."""


class Values(Protocol):
    """The cells of one filing; computed ones too, already computed (see `computing_order`)."""

    def get(self, key: Key) -> CellValue:
        """The cell's value, None where it is blank or absent."""

    def matching(self, pattern: KeyPattern, owner: Key) -> Iterable[Key]:
        """The keys present that fit a pattern, whose `Bound` parts are already the owner's indexes."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One compared pair of a rule. `holds` is its own result; figures are None where a side is words or no value;
    `difference` is left − right, exact, before any tolerance; with `days` the figures are day numbers."""

    left: Decimal | None
    operator: str
    right: Decimal | None
    difference: Decimal | None
    holds: Result
    days: bool = False


def shown_result(result: Result) -> Decimal | str | bool:
    """What the blank's own formula shows for a result: a value, `""`, 不适用, or 待更正."""
    if not isinstance(result, ResultState):
        return result
    return {NOT_RUN: "", NOT_APPLICABLE: NOT_APPLICABLE_TEXT, SUPPRESSED: SUPPRESSED_TEXT}[result]
