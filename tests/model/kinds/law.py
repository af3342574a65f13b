"""The law of kinds, stated once: a value that is allowed survives a cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jixiao_xlsx.model.content import Content, ContentType, decimal_of_float, number, text
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import CellReading, ReadingState, kind_named


def content_of(cell: Decimal | str | date, number_format: str) -> Content:
    """The cell as a reader returns it: numbers have gone through Excel's binary float."""
    if isinstance(cell, Decimal):
        return number(decimal_of_float(float(cell)), percent="%" in number_format)
    return text(cell) if isinstance(cell, str) else Content(ContentType.DATE, cell)


def assert_round_trip(value: Value, field: Field) -> None:
    kind = kind_named(field.kind)
    content = content_of(kind.to_cell(value, field), kind.number_format(field))
    assert kind.read(content, field) == CellReading(ReadingState.VALUE, value, ())
