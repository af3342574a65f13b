"""Odd spellings that docs/kinds.md cannot show in its tables: operators, errors as text, marks for nothing, units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_xlsx.model.content import decimal_of_float, number, text
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import KINDS, CellReading, ReadingState, kind_named

OPERATORS = ("≥", "≤", "＝", "＞", "＜", "定性")


def read(kind: str, said: str, **limits: object) -> CellReading:
    return kind_named(kind).read(text(said), Field(kind=kind, **limits))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("choice", "spellings"),
    [
        ("≥", (">=", "＞＝", "=>", "≧", "⩾", "大于等于", "大于或等于", "不低于", "不小于", "不少于", "至少", "以上")),
        ("≤", ("<=", "＜＝", "=<", "≦", "⩽", "小于等于", "小于或等于", "不高于", "不超过", "不大于", "不多于", "最多")),
        ("＝", ("=", "==", "等于", "﹦")),
        ("＞", (">", "大于", "高于", "超过", "多于")),
        ("＜", ("<", "小于", "低于", "少于", "不足")),
    ],
)
def test_a_comparison_may_be_spelled_in_many_ways(choice: str, spellings: tuple[str, ...]) -> None:
    assert {read("choice", said, choices=OPERATORS).value for said in spellings} == {choice}


def test_a_comparison_that_is_not_offered_is_not_bent_into_another() -> None:
    assert read("choice", "大于", choices=("≥", "≤", "＝")).state is ReadingState.UNREADABLE
    assert read("choice", "约", choices=OPERATORS).state is ReadingState.UNREADABLE
    assert read("choice", "不低于", choices=("大于", "大于等于", "至少")).state is ReadingState.UNREADABLE
    assert read("choice", "不低于", choices=("大于", "大于等于")).value == "大于等于"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "said", ["#N/A", "#REF!", "#DIV/0!", "＃Ｎ／Ａ", "#name?", "Err:502", "#########", " #VALUE! "]
)
def test_the_name_of_an_error_is_no_content_of_any_kind(name: str, said: str) -> None:
    reading = read(name, said, choices=("甲",))
    assert (reading.state, [issue.code for issue in reading.issues]) == (ReadingState.ERROR_CELL, ["V109"])


@pytest.mark.parametrize("said", ["#1楼", "##", "#民生实事", "#N/A 待补", "C#"])
def test_a_text_with_a_hash_is_a_text(said: str) -> None:
    assert read("text", said) == CellReading(ReadingState.VALUE, said)


@pytest.mark.parametrize("said", ["无", "—", "——", "/", "／", "-", "没有", "暂无", "N/A", "不适用"])
@pytest.mark.parametrize("kind", ["code", "phone"])
def test_a_mark_for_nothing_is_no_code_and_no_phone(kind: str, said: str) -> None:
    reading = read(kind, said)
    assert (reading.state, [issue.code for issue in reading.issues]) == (ReadingState.BLANK, ["V134"])
    assert read("text", said) == CellReading(ReadingState.VALUE, said)


def test_minus_zero_is_zero() -> None:
    for reading in (read("amount", "-0.00"), KINDS["amount"].read(number(decimal_of_float(-0.0)), Field("amount"))):
        assert isinstance(reading.value, Decimal)
        assert str(reading.value).startswith("0")


@pytest.mark.parametrize("said", ["-5", "(5)", "（5）", "-5%", "(5%)", "－５％"])
def test_a_negative_rate_is_one_however_it_is_written(said: str) -> None:
    assert read("percent", said, most=Decimal(2)).value == Decimal("-0.05")
