"""Every finding code against every shipped form: the typed mistake is told, or the form has nothing to make it with."""

from __future__ import annotations

from functools import cache

import pytest

from filings.filled import blank_of, filing_of, reader_of
from jixiao_xlsx.findings import CATALOGUE, Finding
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.filling.fill import fill
from whole_way.matrix.bases import ALIASES, clean, questions, spelled
from whole_way.matrix.drawn import sign_of, with_drawn
from whole_way.matrix.planting import Changes, Drawn, Plant, Sheet, near, under_hand
from whole_way.matrix.plants import PLANTS


@cache
def sheet(alias: str) -> Sheet:
    records = {record.key: record for record in filing_of(alias, spelled(clean(alias))).records}
    return under_hand(questions(alias), clean(alias), records)


def returned(alias: str, changes: Changes) -> tuple[Finding, ...]:
    """What is said of the clean filing with these changes."""
    cells: dict[Key, Value] = {key: value for key, value in clean(alias).items() if key not in changes}
    drawn = [value for value in changes.values() if isinstance(value, Drawn)]
    signs = iter(range(len(drawn)))
    pasted: dict[Key, str] = {}
    for key, value in changes.items():
        if isinstance(value, Drawn):
            pasted[key] = sign_of(next(signs))
        elif isinstance(value, str):
            pasted[key] = value
        elif value is not None:
            # What is typed past every check may be of any kind.
            pasted[key] = value  # type: ignore[assignment]
    blank = blank_of(alias)
    book = fill(blank.data, blank.layout, cells, pasted=pasted)
    return reader_of(alias).read(with_drawn(book, drawn) if drawn else book, name="表.xlsx").findings


NOT_TYPED = frozenset({"V140", "V209"})
"""A picture in a cell, and a text of nothing but blanks that a program gives: nobody types either into a workbook."""
IN_NO_SHIPPED_FORM = frozenset({"C04", "C06", "C17", "G16", "G17", "G20", "R06", "T10", "V204", "V208"})
"""What none of the shipped forms asks for, and other forms may: `tests/filings` makes these mistakes in small ones."""
TYPED_FAMILIES = ("V", "R", "T", "G", "C")
PAIRS = [(plant, alias) for plant in PLANTS for alias in ALIASES]


@pytest.mark.parametrize("alias", ALIASES)
def test_a_clean_filing_has_no_finding(alias: str) -> None:
    assert [str(finding) for finding in filing_of(alias, spelled(clean(alias))).findings] == []


@pytest.mark.parametrize(("plant", "alias"), PAIRS, ids=lambda part: part.code if isinstance(part, Plant) else part)
def test_the_mistake_is_told_where_it_can_be_made(plant: Plant, alias: str) -> None:
    if not plant.can(questions(alias)):
        return
    changes = plant.how(sheet(alias))
    assert changes
    found = returned(alias, changes)
    said = [(finding.code, finding.where.key) for finding in found]
    assert any(code == plant.code and (plant.elsewhere or near(key, changes)) for code, key in said), said


def test_every_code_that_can_be_typed_has_its_mistake() -> None:
    codes = {code for code in CATALOGUE if code.startswith(TYPED_FAMILIES)}
    assert codes - {plant.code for plant in PLANTS} == NOT_TYPED


def test_every_mistake_can_be_made_in_some_form() -> None:
    nowhere = {plant.code for plant in PLANTS if not any(plant.can(questions(alias)) for alias in ALIASES)}
    assert nowhere == IN_NO_SHIPPED_FORM
