"""填表说明: the lines that a blank's instruction sheet says, in words that a department knows."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.forms.form import Form, Row, Section
from jixiao_xlsx.model.forms.printed_words import with_measure
from jixiao_xlsx.report.kit.templates import text_template

_TEMPLATE = "instructions.txt.j2"


def instruction_lines(
    form: Form, year: int, *, seal: Seal | None = None, deadline: str = "", contact: str = ""
) -> tuple[str, ...]:
    """The instruction sheet of one issued form, a line per row; the first line is the title, blank lines part it.

    `year` is the form's fiscal year; agency, subject and office are the seal's, left out where there is none, as are
    `deadline` and `contact`, which are printed as given. The form's own instructions are printed with `<year>` and
    `<measure>` filled in; no text is ever used as a template.
    """
    facts = _facts(form, year) | _issue_facts(seal) | {"deadline": deadline, "contact": contact}
    text = text_template(_TEMPLATE).render(facts)
    return tuple(line.rstrip() for line in text.strip().split("\n"))


def _facts(form: Form, year: int) -> dict[str, object]:
    title = _filled(form.title, form, year)
    return {
        "title": title,
        "heading": title if str(year) in title else f"{title}（{year}年度）",
        "edition": form.edition,
        "year": year,
        "measure": form.measure,
        "notes": [_filled(note, form, year) for note in form.instructions],
        "open_rows": "、".join(dict.fromkeys(_open_labels(form))),
    }


def _issue_facts(seal: Seal | None) -> dict[str, object]:
    names = ("agency_name", "agency_code", "subject_name", "subject_code", "office")
    return {name: " ".join(str(getattr(seal, name)).split()) if seal else "" for name in names}


def _filled(text: str, form: Form, year: int) -> str:
    return " ".join(form.words(text, year).split())


def _open_labels(form: Form) -> Iterator[str]:
    for sheet in form.sheets:
        for section in sheet.sections:
            yield from _labels_in(section, form.measure)


def _labels_in(section: Section, measure: str) -> Iterator[str]:
    if section.table:
        for row in section.table.rows:
            yield from _labels_under(row, with_measure(section.title, measure))
    for child in (*section.sections, *section.beside):
        yield from _labels_in(child, measure)


def _labels_under(row: Row, above: str) -> Iterator[str]:
    if row.open:
        yield row.label or above or "可多填的行"
    for child in row.children:
        yield from _labels_under(child, row.label or above)
