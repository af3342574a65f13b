"""Walks over a form's sections: its tables, its open rows, its repeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jixiao_xlsx.model.forms.form import Field, Form, Open, Section
from jixiao_xlsx.model.keys import Key, KeyPattern, pattern_of, rows_of


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


def least_rows(form: Form) -> dict[KeyPattern, int]:
    """How many rows each open block, and how many groups each repeat, must have."""
    rows = {pattern: shape.least for pattern, shape, _ in open_rows(form)}
    return rows | {section.key: section.repeat.least for section in sections_of(form) if section.repeat}


def must_be_filled(row: Key, least: Mapping[KeyPattern, int]) -> bool:
    """Whether a row is one of those that there must be, in a group of which the same holds;
    `least` as `least_rows` gives it."""
    return all(
        number <= least.get(pattern_of(above), 0) for above in rows_of(row) if isinstance(number := above[-1], int)
    )
