"""What a kind made of one cell: a state, a value, and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jixiao_xlsx.findings import CATALOGUE, Finding, Severity, Where, finding
from jixiao_xlsx.model.filings.filing import Value


class ReadingState(StrEnum):
    """Blank, zero, unreadable and error cell are four different things; only VALUE has a value."""

    BLANK = "blank"
    VALUE = "value"
    UNREADABLE = "unreadable"
    ERROR_CELL = "error_cell"


@dataclass(frozen=True, slots=True)
class ValueIssue:
    """A remark on one value, without its place: a V code, what was found and expected, facts for its message."""

    code: str
    found: str = ""
    expected: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    def as_finding(self, where: Where | None = None, *, severity: Severity | None = None) -> Finding:
        """The same remark as a finding at a place; the catalogue gives its severity unless one is given."""
        facts = dict(self.facts)
        return finding(self.code, where, severity=severity, found=self.found, expected=self.expected, **facts)


@dataclass(frozen=True, slots=True)
class CellReading:
    """A cell as its kind read it; `value` is None unless the state is VALUE."""

    state: ReadingState
    value: Value | None = None
    issues: tuple[ValueIssue, ...] = ()


def value_issue(code: str, found: str = "", expected: str = "", **facts: str) -> ValueIssue:
    """An issue with its facts given by name."""
    return ValueIssue(code, found, expected, tuple(facts.items()))


def taken(value: Value, *issues: ValueIssue) -> CellReading:
    """A value that was read, perhaps with notes."""
    return CellReading(ReadingState.VALUE, value, issues)


def rejected(*issues: ValueIssue) -> CellReading:
    """Filled, but with nothing the kind can take."""
    return CellReading(ReadingState.UNREADABLE, None, issues)
