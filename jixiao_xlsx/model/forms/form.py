"""A form 表: sheets of sections on one column grid; every reference, placeholder and override already resolved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.errors import Fault
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.expr.nodes import Node, Ref
from jixiao_xlsx.model.forms.printed_words import with_agency, with_measure, with_year, without_placeholders
from jixiao_xlsx.model.keys import KeyPattern

LAST, BUDGET = "last", "budget"


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression of the spec: its source, and its tree with every name resolved."""

    source: str
    node: Node


@dataclass(frozen=True, slots=True)
class Field:
    """What one cell asks for: a kind, its limits, and where its content comes from.

    `least` and `most` bound a number's value, a text's length as Excel counts it, or the year of a day; `decimals`
    is what the printed form shows; `measure` is the 计量单位 (`万元`, `元`, `人`), empty where the kind has none.
    `compute` makes the cell a locked formula; `expect` leaves it open and compares on return.
    `prefill` names a fact of the issue: `agency.name`, `agency.code`, `subject.name`, `subject.code`,
    `year`, `last` (the value of the same key a year before), `budget` (approved figures by key).
    """

    # What people may write into a cell of which the spec says nothing.
    kind: str = "text"
    required: bool = False
    locked: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int | None = None
    choices: tuple[str, ...] = ()
    measure: str = ""
    prefill: str = ""
    note: str = ""
    direction: str = ""
    personal: bool = False
    compute: Formula | None = None
    expect: Formula | None = None

    @property
    def is_fact(self) -> bool:
        """Whether the office itself fills it with a fact of the issue; what it takes over from last year or from the
        budget is the filler's to judge, as if typed."""
        return self.prefill not in ("", LAST, BUDGET)


@dataclass(frozen=True, slots=True)
class Cell:
    """One leaf of a form: a field to fill or compute, or printed text that may carry a value under its key."""

    key: KeyPattern
    field: Field | None = None
    text: str = ""
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A node of a table's head: a label over its children, or a leaf that takes `span` grid columns."""

    key: str
    label: str
    span: int = 1
    children: tuple[Column, ...] = ()

    def leaves(self) -> tuple[Column, ...]:
        return tuple(leaf for child in self.children for leaf in child.leaves()) if self.children else (self,)

    def depth(self) -> int:
        return 1 + max((child.depth() for child in self.children), default=0)


@dataclass(frozen=True, slots=True)
class Open:
    """Open rows: how many are shown in a plain blank, how many may be filled at least and at most."""

    shown: int
    least: int
    most: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A node of a table's stub: a label over its children, or a leaf with one cell per leaf column.

    A leaf with `open` stands for its open rows; their cells' keys hold `[*]` at the row's index.
    A `foot` row's label starts at the section's left edge and ends before its first cell; its `cells` begin at
    the first column it names and run to the last.
    """

    key: str
    label: str
    children: tuple[Row, ...] = ()
    open: Open | None = None
    cells: tuple[Cell, ...] = ()
    tall: int = 1
    foot: bool = False
    pattern: KeyPattern = ()

    def leaves(self) -> tuple[Row, ...]:
        return tuple(leaf for child in self.children for leaf in child.leaves()) if self.children else (self,)

    def depth(self) -> int:
        """How many stub levels this row needs; a group without a label takes none."""
        # 职能<n> stands beside the label of its block, on a level of its own.
        own = bool(self.label) + bool(self.open and self.open.label)
        return own + max((child.depth() for child in self.children), default=0)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows × columns: `corner` holds one text per stub level or one text over all, `stub` the levels' spans."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    corner: tuple[str, ...] = ()
    stub: tuple[int, ...] = ()
    head: bool = True

    def leaf_columns(self) -> tuple[Column, ...]:
        return tuple(leaf for column in self.columns for leaf in column.leaves())

    def leaf_rows(self) -> tuple[Row, ...]:
        return tuple(leaf for row in self.rows for leaf in row.leaves())


@dataclass(frozen=True, slots=True)
class LinePart:
    """One part of a line: a printed text, or a label with its cell, or a cell alone."""

    label: str = ""
    cell: Cell | None = None
    align: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Label–cell pairs side by side; `spans` gives the grid columns of each box, the last takes the rest."""

    parts: tuple[LinePart, ...]
    spans: tuple[int, ...] = ()
    tall: int = 1


@dataclass(frozen=True, slots=True)
class Repeat:
    """A group of sections laid out n times; `name` is the placeholder its labels use (`<k>`)."""

    shown: int
    least: int
    most: int
    name: str = "k"


@dataclass(frozen=True, slots=True)
class Section:
    """One 区块: exactly one of lines, table, sections (below one another) and beside (next to one another).

    `key` is the section's own pattern (`("goals", "*")` inside a repeat); `title` is the side title, merged
    down over `side` columns; `take` is how many grid columns it takes when it stands beside others.
    """

    key: KeyPattern
    title: str = ""
    side: int = 1
    take: int = 0
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    sections: tuple[Section, ...] = ()
    beside: tuple[Section, ...] = ()
    repeat: Repeat | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """A line above the form: printed parts over spans of the grid (附件3, title, 单位：万元), or a cell in it."""

    parts: tuple[LinePart, ...]
    spans: tuple[int, ...] = ()
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """Print setup: paper size (`A4`, `A3`), orientation, whether the banner and head repeat on each page."""

    size: str = "A4"
    landscape: bool = False
    repeat_head: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a form: the widths of its grid columns (characters), banner, sections, print setup."""

    key: str
    name: str
    widths: tuple[float, ...]
    banner: tuple[Banner, ...]
    sections: tuple[Section, ...]
    paper: Paper = Paper()


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of the spec: `owner` is the pattern it runs at; each `[*]` in it is run for every such row or repeat.

    `say` are the form's own words for it, `fix` its remedy, `at` the cell to change where it fails; where the spec
    says none of these, the expression itself does.
    """

    code: str
    owner: KeyPattern
    formula: Formula
    severity: Severity
    say: str = ""
    fix: str = ""
    at: Ref | None = None

    @property
    def family(self) -> str:
        """The code without the number that tells the rules of one line with `each` apart: `main.funds#2` of
        `main.funds#2.5`."""
        owner, sign, number = self.code.partition("#")
        return f"{owner}{sign}{number.partition('.')[0]}"


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a section's indicators are scored: the profile, and which cell of an indicator's row holds what.

    `owner` is the section's pattern; `target`, `actual`, `points`, `score` are the last words of the cells' keys.
    `rate` is the execution rate (its row's points and score bear the same words), `total` the sum of the scores,
    `grade` the grade given; each empty where the form has none.
    """

    owner: KeyPattern
    profile: str = "national"
    target: str = "target"
    actual: str = "actual"
    points: str = "points"
    score: str = "score"
    rate: KeyPattern = ()
    total: KeyPattern = ()
    grade: KeyPattern = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form 表 at one edition 版次, independent of year; `year_offset` is its fiscal year minus the season's.

    `renamed` are its keys that were others before, each with the one that it was: blanks with that one are still out.
    `dead_rules` are the faults of rules that can never fire: nothing is issued with them, and what came back is read
    without them.
    """

    form: str
    title: str
    edition: str
    measure: str
    sheets: tuple[Sheet, ...]
    rules: tuple[Rule, ...] = ()
    # A self-evaluation is collected in the year after the one it is about: −1.
    year_offset: int = 0
    year: int | None = None
    instructions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    scorings: tuple[Scoring, ...] = ()
    audit: tuple[tuple[str, str], ...] = ()
    renamed: tuple[tuple[KeyPattern, KeyPattern], ...] = ()
    dead_rules: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        """The code with the edition, `code@2024`: no two forms have one name."""
        return f"{self.form}@{self.edition}"

    @property
    def short_name(self) -> str:
        """The first alias 简称, the code where it has none."""
        return self.aliases[0] if self.aliases else self.form

    @property
    def bare_title(self) -> str:
        """The title of every year and agency: without their placeholders."""
        return without_placeholders(self.title)

    def printed_title(self, year: int, agency: str = "") -> str:
        """The title as it is printed in a fiscal year for an agency; without its name where none is given."""
        return with_agency(with_year(self.title, year), agency)

    def words(self, text: str, year: int) -> str:
        """A printed text of the form with its year and 计量单位; counters of repeats and the agency stay."""
        return with_measure(with_year(text, year), self.measure)

    def is_called(self, name: str) -> bool:
        """Whether a name means this form: its code, `code@edition`, or an alias in any case."""
        return name in {self.form, self.name} or name.upper() in self.aliases
