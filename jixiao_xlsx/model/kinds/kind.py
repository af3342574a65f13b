"""Kind 类型: one class reads a cell, writes it, bounds it, and tells Excel what to check."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar, Literal

from jixiao_xlsx.model.content import UNNAMED_ERROR, Content, ContentType
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.characters import is_blank, is_error_text, is_odd_blank, shown, units
from jixiao_xlsx.model.kinds.reading import CellReading, ReadingState, ValueIssue, rejected, value_issue
from jixiao_xlsx.model.kinds.traits import Traits
from jixiao_xlsx.model.kinds.validation import MESSAGE_UNITS, TITLE_UNITS, Validation, cut_with_dots

Align = Literal["left", "center", "right"]


class Kind(Traits, ABC):
    """Base of the kinds. The law: a value with no `allowed` issue, put in a cell by `to_cell` and read again,
    gives the same value and no issue."""

    name: ClassVar[str]
    title: ClassVar[str]
    align: ClassVar[Align] = "left"

    @property
    def table_format(self) -> str:
        """Excel's number format where figures of many filings stand in one table."""
        return "General"

    def read(self, content: Content, field: Field) -> CellReading:
        """The cell as this kind understands it; the issues include those of `allowed`."""
        # First of all: an error is neither blank nor text, though some readers say so, and pasted values keep its name.
        is_text = isinstance(content.value, str)
        if content.type is ContentType.ERROR or (is_text and is_error_text(content.raw)):
            error = value_issue("V109", error_words(content.raw), self.wanted(field))
            return CellReading(ReadingState.ERROR_CELL, None, (error,))
        if content.is_unsolved:
            return rejected(value_issue("V120", shown(content.raw), self.wanted(field), computed=""))
        if content.type is ContentType.BLANK or (is_text and is_blank(content.raw)):
            odd = (value_issue("V310"),) if is_odd_blank(content.raw) else ()
            return CellReading(ReadingState.BLANK, None, odd)
        reading = self.take(content, field)
        if reading.value is None:
            return reading
        # Limits come last, of what was understood: a cell that was misread breaks none.
        return replace(reading, issues=reading.issues + self.allowed(reading.value, field))

    @abstractmethod
    def take(self, content: Content, field: Field) -> CellReading:
        """The reading of a cell that is neither blank nor an error, before any limit is looked at."""

    @abstractmethod
    def allowed(self, value: Value, field: Field) -> tuple[ValueIssue, ...]:
        """What is wrong with a value in this field: limits, choices, length; whether it is required is not asked.

        Raises TypeError for a value of another type than the kind reads.
        """

    def to_cell(self, value: Value, field: Field) -> Decimal | str | date:
        """What the writer puts in the cell."""
        return value

    def in_year(self, field: Field, year: int) -> Field:
        """The field with what follows from the fiscal year of the form."""
        return field

    @abstractmethod
    def number_format(self, field: Field) -> str:
        """Excel's number format of the cell."""

    @abstractmethod
    def wanted(self, field: Field) -> str:
        """What the cell wants, as a noun: 数字, 日期."""

    @abstractmethod
    def ask(self, field: Field) -> str:
        """What to fill in, as one sentence with an example."""

    def fill_in(self, field: Field, *, in_row: bool) -> str:
        """What to do about a required cell that is blank, and what to write where there is nothing to tell; in an open
        row that is never a word for none, as the whole row may stay blank."""
        return self.ask(field)

    @abstractmethod
    def validation(self, field: Field) -> Validation | None:
        """What Excel is asked to check; never refuses a value that `allowed` lets pass."""

    def essential(self, field: Field) -> str:
        """The part of the prompt that is never cut."""
        return self.ask(field)

    def prompt_title(self, field: Field) -> str:
        """The kind, for numbers with the measure, within Excel's limit: 金额（万元）."""
        measured = f"{self.title}（{field.measure}）"
        return measured if self.is_number and field.measure and units(measured) <= TITLE_UNITS else self.title

    def prompt(self, field: Field) -> str:
        """The prompt: what is essential, then the field's own note, cut to what Excel shows."""
        return cut_with_dots(self.essential(field) + field.note, MESSAGE_UNITS)

    def prompt_fits(self, field: Field) -> bool:
        """Whether the prompt holds all of the field's note."""
        return units(self.essential(field) + field.note) <= MESSAGE_UNITS

    def refusal(self, code: str, content: Content, field: Field, **facts: str) -> ValueIssue:
        """An issue that quotes the cell and says what to fill in."""
        return value_issue(code, shown(raw_words(content)), self.wanted(field), ask=self.ask(field), **facts)


def error_words(text: str) -> str:
    """An error as it is told: other words in an error cell are quoted, and one without a name is not made up."""
    if text == UNNAMED_ERROR:
        return "（种类不明）"
    return text if is_error_text(text) else f"‘{shown(text)}’"


def raw_words(content: Content) -> str:
    """The cell's text as people saw it: a date cell without the midnight that some readers add."""
    if isinstance(content.value, datetime) and content.value.time() == time():
        return content.value.date().isoformat()
    return content.raw
