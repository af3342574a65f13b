"""Every kind keeps the law, and Excel is never asked to refuse what the audit allows."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.content import Content, ContentType, decimal_of_float, number, text
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import KINDS, ReadingState, Validation, kind_named
from model.kinds.law import assert_round_trip, content_of
from model.kinds.strategies import fields, texts, values


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _excel_accepts(validation: Validation, cell: Decimal | str | date) -> bool:
    """What Excel's own check says of a cell."""
    if validation.type == "any":
        return True
    if isinstance(cell, str):
        return _excel_accepts_text(validation, cell)
    least, most = validation.minimum, validation.maximum
    if isinstance(cell, Decimal):
        whole = validation.type == "decimal" or (validation.type == "whole" and cell == int(cell))
        return whole and isinstance(least, Decimal) and isinstance(most, Decimal) and least <= cell <= most
    return isinstance(least, date) and isinstance(most, date) and least <= cell <= most


def _excel_accepts_text(validation: Validation, cell: str) -> bool:
    if validation.type == "list":
        return cell in validation.choices
    if validation.type == "length":
        least, most = validation.minimum, validation.maximum
        return isinstance(least, Decimal) and isinstance(most, Decimal) and least <= _units(cell) <= most
    bounds = re.findall(r"LEN\(\{cell\}\)([<>])=(\d+)", validation.formula)
    return "ISTEXT({cell})" in validation.formula and all(
        _units(cell) <= int(bound) if sign == "<" else _units(cell) >= int(bound) for sign, bound in bounds
    )


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_allowed_values_survive_a_cell(name: str, data: st.DataObject) -> None:
    field = data.draw(fields(name))
    assert_round_trip(data.draw(values(name, field)), field)


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_excel_accepts_every_allowed_value(name: str, data: st.DataObject) -> None:
    field = data.draw(fields(name))
    value: Value = data.draw(values(name, field))
    validation = kind_named(name).validation(field)
    assert validation is None or _excel_accepts(validation, kind_named(name).to_cell(value, field))


_CONTENTS = st.one_of(
    texts().map(text),
    st.text("0123456789 ,.，。%％-（）()￥万亿元年月日/:eE\u00a0", max_size=20).map(text),
    st.builds(number, st.floats(allow_nan=False, allow_infinity=False).map(decimal_of_float), percent=st.booleans()),
    st.dates().map(lambda day: Content(ContentType.DATE, day)),
    st.datetimes().map(lambda moment: Content(ContentType.DATE, moment)),
    st.times().map(lambda moment: Content(ContentType.DATE, moment)),
    st.booleans().map(lambda truth: Content(ContentType.BOOL, truth)),
    st.sampled_from(("#REF!", "#N/A")).map(lambda error: Content(ContentType.ERROR, error)),
    st.just(Content(ContentType.BLANK)),
)


@given(field=fields(), content=_CONTENTS)
def test_any_cell_gives_a_reading_whose_issues_have_words(field: Field, content: Content) -> None:
    kind = kind_named(field.kind)
    reading = kind.read(content, field)
    assert (reading.value is not None) == (reading.state is ReadingState.VALUE)
    assert all(issue.as_finding().message and issue.as_finding().hint for issue in reading.issues)
    assert reading.issues or reading.state in (ReadingState.BLANK, ReadingState.VALUE)
    if reading.value is not None and kind.allowed(reading.value, field) == ():
        assert_round_trip(reading.value, field)


@given(field=fields(), content=_CONTENTS)
def test_what_was_read_reads_the_same_again(field: Field, content: Content) -> None:
    kind = kind_named(field.kind)
    value = kind.read(content, field).value
    if value is not None:
        again = content_of(kind.to_cell(value, field), kind.number_format(field))
        assert kind.read(again, field).value == value
