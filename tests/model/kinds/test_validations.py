"""What Excel is asked to check and to say, within its limits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import KINDS, kind_named, prompt_fits
from model.kinds.strategies import fields


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


@given(field=fields(), measure=st.text("万元平方米😀", max_size=300), note=st.text("请填写😀。", max_size=300))
def test_words_always_fit_excel(field: Field, measure: str, note: str) -> None:
    validation = kind_named(field.kind).validation(replace(field, measure=measure, note=note))
    assert validation is None or max(_units(validation.prompt_title), _units(validation.error_title)) <= 32
    assert validation is None or max(_units(validation.prompt), _units(validation.error)) <= 255


@pytest.mark.parametrize("name", KINDS)
def test_a_note_follows_the_essential_part_and_is_what_gets_cut(name: str) -> None:
    field = Field(kind=name, choices=("甲", "乙"), note="按决算数填写。")
    validation, bare = kind_named(name).validation(field), kind_named(name).validation(replace(field, note=""))
    essential = bare.prompt if bare else ""
    assert validation is not None
    assert validation.prompt == essential + field.note
    assert prompt_fits(field)
    long = replace(field, note="按决算数填写。" * 40)
    cut = kind_named(name).validation(long)
    assert cut is not None
    assert cut.prompt.startswith(essential)
    assert cut.prompt.endswith("…")
    assert not prompt_fits(long)


def test_an_amount_is_asked_for_with_measure_decimals_and_limits() -> None:
    validation = KINDS["amount"].validation(Field(kind="amount", measure="万元", least=Decimal(0)))
    assert validation is not None
    assert (validation.type, validation.prompt_title, validation.error_title) == ("decimal", "金额（万元）", "应填数字")
    assert validation.prompt == ("请只填数字，单位为万元，例如 90.00。保留两位小数。不小于 0。没有请留空，为零请填 0。")
    assert validation.error == "这里应填数字。请只填数字，单位为万元，例如 90.00。不小于 0。"
    assert (validation.minimum, validation.maximum) == (Decimal(0), Decimal(10**15 - 1))


@pytest.mark.parametrize(
    ("field", "example"),
    [
        (Field(kind="amount", most=Decimal("0.5")), "0.50"),
        (Field(kind="amount", decimals=0), "90"),
        (Field(kind="points", most=Decimal(5)), "5"),
        (Field(kind="percent", most=Decimal("0.3")), "30% 就填 30"),
        (Field(kind="percent", most=Decimal("0.005")), "0.5%"),
        (Field(kind="year", least=Decimal(2026)), "2026"),
    ],
)
def test_the_example_obeys_the_fields_own_limits(field: Field, example: str) -> None:
    assert f"例如 {example}。" in kind_named(field.kind).ask(field)


def test_plain_text_without_limit_or_note_has_nothing_to_check() -> None:
    assert KINDS["text"].validation(Field(kind="text")) is None


def test_a_text_limit_is_one_number_for_excel_and_the_audit() -> None:
    field = Field(kind="text", least=Decimal(2), most=Decimal(6))
    validation = KINDS["text"].validation(field)
    assert validation is not None
    assert (validation.type, validation.minimum, validation.maximum) == ("length", 2, 6)
    for said in ("字", "字字", "字" * 6, "字" * 7, "𠮷", "𠮷𠮷𠮷", "𠮷𠮷𠮷字", "字\n字\n字字", "字\n字\n字字字"):
        allowed = KINDS["text"].allowed(said, field) == ()
        assert allowed == (2 <= _units(said) <= 6), said


def test_a_code_must_be_text_within_its_length() -> None:
    validation = KINDS["code"].validation(Field(kind="code", least=Decimal(3), most=Decimal(6)))
    assert validation is not None
    assert (validation.type, validation.formula) == ("custom", "=AND(ISTEXT({cell}),LEN({cell})>=3,LEN({cell})<=6)")


@pytest.mark.parametrize("name", KINDS)
def test_text_kinds_have_the_text_format_so_that_excel_changes_nothing(name: str) -> None:
    kind = kind_named(name)
    assert (kind.number_format(Field(kind=name)) == "@") == (not kind.is_number and name != "date")
