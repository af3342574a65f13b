"""A blank with every open row and repeat that its form allows can be issued, and is read whole."""

from __future__ import annotations

import pytest

from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.forms.tree import open_rows, sections_of
from jixiao_xlsx.model.keys import KeyPattern
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.spec.catalogue import all_forms

FORMS = {form.name: form for form in all_forms()}


def largest(form: Form) -> dict[KeyPattern, int]:
    counts = {pattern: shape.most for pattern, shape, _ in open_rows(form)}
    return counts | {section.key: section.repeat.most for section in sections_of(form) if section.repeat}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_largest_blank_can_be_issued(name: str) -> None:
    form = FORMS[name]
    blank = issue_blank(Order(form, 2026, Party("101", "示例市民政局"), counts=largest(form)))
    assert [finding.code for finding in Reader.of([form]).read(blank.data).findings] == ["S10"]
