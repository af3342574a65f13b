"""Walks over a form's sections: its tables, its open rows, its repeats."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.model.forms.form import Field, Form, Open, Section
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


def fields_of(form: Form) -> Iterator[Field]:
    """Every field of a form, banners and open rows included, each once."""
    banners = (part for sheet in form.sheets for banner in sheet.banner for part in banner.parts)
    for part in banners:
        if part.cell and part.cell.field:
            yield part.cell.field
    for section in sections_of(form):
        in_lines = (part.cell for line in section.lines for part in line.parts if part.cell)
        in_rows = (cell for row in (section.table.leaf_rows() if section.table else ()) for cell in row.cells)
        for cell in (*in_lines, *in_rows):
            if cell.field:
                yield cell.field


def is_about_subjects(form: Form) -> bool:
    """Whether a form is filled once for each project: it has a cell for the project's name or code."""
    return any(field.prefill in ("subject.name", "subject.code") for field in fields_of(form))


def open_rows(form: Form) -> Iterator[tuple[KeyPattern, Open, str]]:
    """Every open block: the pattern of its rows, its counts, and the label over it."""
    for section in sections_of(form):
        for row in section.table.leaf_rows() if section.table else ():
            if row.open:
                yield row.pattern, row.open, row.label or section.title or row.open.label.replace("<n>", "")
