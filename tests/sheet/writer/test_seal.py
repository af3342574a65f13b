"""The seal's text gives the seal back, whatever stands in it and whatever white space was added to it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.sheet.seal import PREFIX, decode_seal, encode_seal, sign, verify

PLAIN = Seal(
    "s0",
    "2026",
    2026,
    "abcdef012345",
    agency_code="00202",
    agency_name="柳北区民政局",
    office="市财政局",
    layout="0f" * 32,
)
FIRST = replace(PLAIN, layout="")
TEXTS = (
    "form",
    "edition",
    "agency_name",
    "agency_code",
    "subject_name",
    "scope",
    "issue",
    "office",
    "signature",
    "layout",
)

names = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["甲|乙", "100%完成", " 前 后 ", "　全角　", "=1+1"]
)
parts = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), min_size=1, max_size=4)
patterns = st.tuples(parts, st.booleans()).map(lambda pair: (*pair[0], "*") if pair[1] else (*pair[0], 3, "rows", "*"))
seals = st.builds(
    Seal,
    form=names,
    edition=names,
    year=st.integers(1990, 2100),
    fingerprint=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
    counts=st.lists(st.tuples(patterns, st.integers(1, 999)), max_size=6).map(tuple),
    agency_code=names,
    agency_name=names,
    subject_code=names,
    subject_name=names,
    scope=names,
    issue=names,
    office=names,
    signature=names,
    layout=st.just("") | st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
)


@settings(max_examples=200)
@given(seals)
def test_decoding_gives_back_what_was_encoded(seal: Seal) -> None:
    assert decode_seal(encode_seal(seal)) == seal


@settings(max_examples=100)
@given(seals, st.data())
def test_white_space_added_anywhere_means_nothing(seal: Seal, data: st.DataObject) -> None:
    text = encode_seal(seal)
    place = data.draw(st.integers(0, len(text)))
    space = data.draw(st.sampled_from([" ", "\n", "\t", "\u00a0", "\u3000", "\r\n "]))
    assert decode_seal(space + text[:place] + space + text[place:]) == seal


def test_the_text_is_one_line_without_spaces_and_keeps_chinese_readable() -> None:
    text = encode_seal(replace(PLAIN, subject_name="甲 乙\n丙"))
    assert text.startswith(f"{PREFIX}|s0|2026|2026|")
    assert not any(sign.isspace() for sign in text)
    assert "柳北区民政局" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JXF1",
        "部门名称",
        "JXF3" + encode_seal(PLAIN)[4:],
        "JXF2" + encode_seal(FIRST)[4:],
        "JXF1" + encode_seal(PLAIN)[4:],
        "JXF2" + encode_seal(FIRST)[4:] + "|",
        encode_seal(PLAIN).rpartition("|")[0],
        encode_seal(PLAIN) + "|",
        encode_seal(PLAIN).replace("|2026|abc", "|二〇二六|abc"),
        encode_seal(replace(PLAIN, counts=((("goals", "*"), 4),))).replace("=4", "=四?"),
        encode_seal(replace(PLAIN, counts=((("goals", "*"), 4),))).replace("goals[*]", "Goals[*"),
        encode_seal(PLAIN).replace("柳北", "%ff"),
    ],
)
def test_what_is_no_whole_seal_decodes_to_none(text: str) -> None:
    assert decode_seal(text) is None


def test_a_signed_seal_is_verified_with_the_same_key_only() -> None:
    signed = sign(PLAIN, "办公室的钥匙")
    assert verify(signed, "办公室的钥匙".encode())
    assert len(signed.signature) == 24
    assert not verify(signed, "另一把钥匙")
    assert not verify(PLAIN, "办公室的钥匙")
    assert decode_seal(encode_seal(signed)) == signed


@pytest.mark.parametrize("name", TEXTS)
def test_changing_any_field_breaks_the_signature(name: str) -> None:
    signed = sign(PLAIN, b"key")
    assert not verify(replace(signed, **{name: getattr(signed, name) + "改"}), b"key")


def test_a_seal_of_either_version_is_none_of_the_other() -> None:
    assert encode_seal(FIRST).startswith("JXF1|s0|2026|2026|")
    assert decode_seal(encode_seal(FIRST)) == FIRST
    assert not verify(replace(sign(PLAIN, b"key"), layout=""), b"key")


def test_changing_year_or_counts_breaks_the_signature() -> None:
    signed = sign(PLAIN, b"key")
    assert not verify(replace(signed, year=2027), b"key")
    assert not verify(replace(signed, counts=((("goals", "*"), 4),)), b"key")


def test_every_field_of_a_seal_is_in_its_text() -> None:
    marked = Seal(
        **{field.name: field.name for field in fields(Seal) if field.name not in ("year", "counts")}, year=1999
    )
    text = encode_seal(replace(marked, counts=((("rows", "*"), 7),)))
    assert text.split("|")[1:] == [
        {"year": "1999", "counts": "rows[*]=7"}.get(field.name, field.name) for field in fields(Seal)
    ]
