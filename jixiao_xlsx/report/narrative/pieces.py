"""What the self-evaluation report is made of: its parts, paragraphs and tables, and what is doubtful in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.report.narrative.gaps import Gap


class Origin(StrEnum):
    """Where a paragraph comes from: computed from figures, written by the department, or not there."""

    COMPUTED = "计算"
    FILED = "填报"
    MISSING = "未填写"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of plain text."""

    text: str
    origin: Origin

    @property
    def is_missing(self) -> bool:
        """Whether it only says that something is missing."""
        return self.origin is Origin.MISSING


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of the form with its figures: the first `words` columns hold labels and the like, the others numbers;
    an empty label repeats the one above it."""

    number: int
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the first or second level with what stands below it."""

    heading: str
    level: int
    blocks: tuple[Paragraph | FigureTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What must be done before the report is final: a heading with one line for each matter."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A text that the figures contradict: its place, the sentence, and what the figures say."""

    key: Key
    label: str
    said: str
    shown: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """The report: `gaps` are what was not filled, `doubts` where a text contradicts the figures; `open_returns`
    counts the findings that still send the filing back; `date` is empty where it was not filled."""

    title: str
    agency: str
    year: int
    date: str
    parts: tuple[Chapter, ...]
    gaps: tuple[Gap, ...]
    doubts: tuple[Contradiction, ...]
    notes: tuple[Note, ...] = ()
    open_returns: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing, contradicted or sent back."""
        return not (self.gaps or self.doubts or self.open_returns)
