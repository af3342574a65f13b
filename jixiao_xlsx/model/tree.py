"""Walks over a form's sections: its tables, its open rows, its repeats."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.model.form import Form, Open, Section
from jixiao_xlsx.model.keys import KeyPattern


def sections_of(form: Form) -> Iterator[Section]:
    """Every section of a form, parents before their children."""

    def walk(section: Section) -> Iterator[Section]:
        yield section
        for child in (*section.sections, *section.beside):
            yield from walk(child)

    for sheet in form.sheets:
        for section in sheet.sections:
            yield from walk(section)


def open_rows(form: Form) -> Iterator[tuple[KeyPattern, Open, str]]:
    """Every open block: the pattern of its rows, its counts, and the label over it."""
    for section in sections_of(form):
        for row in section.table.leaf_rows() if section.table else ():
            if row.open:
                yield row.pattern, row.open, row.label or section.title or row.open.label.replace("<n>", "")
