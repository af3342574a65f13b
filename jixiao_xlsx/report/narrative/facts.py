"""What a self-evaluation filing says, ready for sentences; a number only where all it is made of was filled."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jixiao_xlsx.model.expr import bind, refs
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.form import Cell, Form, Row, Section
from jixiao_xlsx.model.keys import Key, KeyPart, sibling
from jixiao_xlsx.model.kinds import traits_of

_HUNDREDTH = Decimal("0.01")  # rates are said with two decimals, as forms print them
# A rate computed by division has no end; nobody writes more than six.
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a form's table with the labels of its stub, outermost first."""

    labels: tuple[str, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of one filing by key, and the cells of its form; `questions` tell the labels and places."""

    questions: Questions
    values: Mapping[Key, Value | None]
    cells: Mapping[Key, Cell]

    @property
    def year(self) -> int:
        return self.questions.year

    def number(self, *key: KeyPart) -> Decimal | None:
        """A filled or computed number; None where it, or anything it is computed from, is blank or unreadable."""
        value = self.values.get(key)
        return value if isinstance(value, Decimal) and self.is_whole(key) else None

    def is_whole(self, key: Key) -> bool:
        """Whether the cell was filled, or everything that its formula uses was."""
        cell = self.cells.get(key)
        if cell is None or cell.field is None or cell.field.compute is None:
            return self.values.get(key) is not None
        # A sum of which one part is blank is a number to Excel, and would be a false one in a sentence.
        paths = (path for ref in refs(cell.field.compute.node) for path in ref.paths)
        return all(self.is_whole(bind(path, key)) for path in paths)

    def amount(self, *key: KeyPart) -> str:
        """The number with its thousands separated and its 计量单位, as `3,228.08万元`; empty where there is none."""
        value = self.number(*key)
        return "" if value is None else self._number_text(key, value) + self.measure(key)

    def share(self, *key: KeyPart) -> str:
        """A computed rate as `2.11%`; empty where it does not apply."""
        value = self.number(*key)
        return "" if value is None else rate_text(value)

    def measure(self, key: Key) -> str:
        """The 计量单位 of a cell, else what its row prints under `measure`."""
        cell = self.cells.get(key)
        if cell is not None and cell.field is not None and cell.field.measure:
            return cell.field.measure
        printed = self.cells.get(sibling(key, "measure"))
        return printed.text if printed else ""

    def shown(self, cell: Cell) -> str:
        """What a cell of a table prints: the number without its measure, a printed text, or nothing."""
        if cell.field is None:
            return self.words(cell.text)
        value = self.values.get(cell.key)
        if not isinstance(value, Decimal) or not self.is_whole(cell.key):
            return ""
        return rate_text(value) if traits_of(cell.field).is_percent else self._number_text(cell.key, value)

    def texts(self, *key: KeyPart) -> tuple[str, ...]:
        """The paragraphs of a filled text."""
        value = self.values.get(key)
        return paragraphs(value) if isinstance(value, str) else ()

    def words(self, label: str) -> str:
        """A printed text of the form with its year and measure filled in."""
        return self.questions.form.words(label, self.year)

    def _number_text(self, key: Key, value: Decimal) -> str:
        cell = self.cells.get(key)
        counted = cell is not None and cell.field is not None and traits_of(cell.field).is_whole
        return number_text(value, counted=counted)


def filing_facts(filing: Filing, questions: Questions) -> Facts:
    """The facts of a filing, its computed figures as recomputed from the records."""
    figures: dict[Key, Value | None] = {figure.key: figure.value for figure in filing.figures}
    records = {record.key: record.value for record in filing.records}
    # Records last: what was filed goes before what was computed under the same key.
    return Facts(questions, {**figures, **records}, dict(_cells(questions.form)))


def section_of(form: Form, key: str) -> Section | None:
    """The form's section with a key, on any sheet."""
    found = (section for sheet in form.sheets for section in sheet.sections if section.key == (key,))
    return next(found, None)


def lines_of(section: Section | None) -> Iterator[TableLine]:
    """The rows of a section's table with their labels; none where the form lacks it."""
    for row in section.table.rows if section and section.table else ():
        yield from _lines(row, ())


def number_text(value: Decimal, *, counted: bool = False) -> str:
    """`-631.57`, `17,539.24`: money with two decimals, or as many as it was filled with; counts without any."""
    if counted and value == value.to_integral_value():
        return f"{value.to_integral_value():,f}"
    decimals = min(max(-int(value.as_tuple().exponent), 2), _MOST_DECIMALS)
    trimmed = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{trimmed if trimmed else abs(trimmed):,f}"


def rate_text(value: Decimal) -> str:
    """A fraction in percent with two decimals, half up; one too small to show says so."""
    points = (value * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)
    if value and not points:
        # "0.00%" would say that there was nothing.
        return "不足0.01%"
    return f"{points if points else abs(points):,f}%"


def paragraphs(text: str) -> tuple[str, ...]:
    """Foreign text as paragraphs: one per line, blanks trimmed, without characters that nobody can see."""
    return tuple(line for part in text.splitlines() if (line := plain_line(part)))


def plain_line(text: str) -> str:
    """Foreign text as one line of visible characters."""
    # Controls of a terminal, of a page's direction, of zero width.
    visible = (sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    return " ".join("".join(visible).split())


def _cells(form: Form) -> Iterator[tuple[Key, Cell]]:
    for sheet in form.sheets:
        for section in sheet.sections:
            for row in section.table.leaf_rows() if section.table else ():
                yield from ((cell.key, cell) for cell in row.cells)


def _lines(row: Row, above: tuple[str, ...]) -> Iterator[TableLine]:
    labels = (*above, row.label) if row.label else above
    if not row.children:
        yield TableLine(labels, row)
    for child in row.children:
        yield from _lines(child, labels)
