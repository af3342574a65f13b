"""Radicals and compatibility ideographs, as text copied from PDF files holds them, are the 汉字 that people see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.ideographs import look_alikes, plain_ideographs
from jixiao_xlsx.model.kinds.characters import folded, half_width
from jixiao_xlsx.model.target import parse_target


@pytest.mark.parametrize(
    ("copied", "plain"),
    [
        ("⽉度⼯作", "月度工作"),
        ("⺠⽣", "民生"),
        ("⻓期⻋辆⻔", "长期车辆门"),
        ("⽤⼾", "用户"),
        ("⻄⻘区⻜⻢", "西青区飞马"),
        ("\uf9d1\uf967", "六不"),
        ("\U0002f800", "丽"),
        ("﨑", "﨑"),
        ("⺀①½", "⺀①½"),
    ],
)
def test_what_looks_like_a_character_is_that_character(copied: str, plain: str) -> None:
    assert plain_ideographs(copied) == plain
    assert (look_alikes(copied) != "") == (copied != plain)


def test_the_look_alikes_are_named_once_each() -> None:
    assert look_alikes("⽉⽉⺠月") == "⺠（U+2EA0）⽉（U+2F49）"


@given(st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF) | st.characters(), max_size=20))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    plain = plain_ideographs(text)
    assert plain_ideographs(plain) == plain
    assert look_alikes(plain) == ""
    assert folded(plain) == folded(text)
    assert half_width(plain) == half_width(text)


@pytest.mark.parametrize(("copied", "plain"), [("12⽉底前", "12月底前"), ("≥50⼈次", "≥50人次"), ("⻓期", "长期")])
def test_a_target_is_read_alike(copied: str, plain: str) -> None:
    read, expected = parse_target(copied, year=2026).as_dict(), parse_target(plain, year=2026).as_dict()
    assert read["raw"] == copied
    assert {**read, "raw": ""} == {**expected, "raw": ""}
