"""What a blank tells of itself is held to its seal and to limits; it places and types cells and rules over nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.addresses import META_SHEET
from jixiao_xlsx.sheet.editions.issued_layout import issued_layout
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.layout_text import CHUNK, chunks_of, known_layout, layout_sha, layout_text, sha_of_text
from jixiao_xlsx.sheet.seal import decode_seal, encode_seal, sign, verify
from jixiao_xlsx.spec.catalogue import all_forms, load_form
from whole_way.editions import fund_form as fund

FORM = fund.form_of()
TEXT = layout_text(lay_out(FORM, 2026))
CORRECTED = fund.form_of(fund.corrected("rows in another order"))


def returns(filing: Filing) -> list[str]:
    return [found.code for found in filing.findings if found.severity is Severity.RETURN]


def codes(filing: Filing) -> set[str]:
    return {found.code for found in filing.findings}


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.name)
def test_a_layout_comes_back_from_its_text(form: Any) -> None:
    layout = lay_out(form, 2026)
    text = layout_text(layout)
    back = issued_layout(text, form)
    assert (back.grid.fingerprint, back.sha256) == (layout.fingerprint, layout_sha(layout))
    assert not any(sign.isspace() for sign in text)
    assert max(len(part.encode("utf-16-le")) // 2 for part in chunks_of(text)) <= CHUNK


def test_the_text_holds_no_agency_and_no_setting_of_the_audit() -> None:
    blank, _ = fund.filed_blank()
    sheet = openpyxl.load_workbook(BytesIO(blank.data))[META_SHEET]
    told = "".join(str(row[1].value) for row in sheet.iter_rows() if str(row[0].value).startswith("layout "))
    assert told == TEXT
    for name in (fund.AGENCY.name, fund.AGENCY.code, "示例市财政局", "关闭", "audit"):
        assert name not in told


def test_every_seal_of_the_first_version_stays_what_it_was() -> None:
    for name, key, other in (("signed", fund.KEY, "another"), ("blank", fund.KEY, "")):
        book = openpyxl.load_workbook(BytesIO(fund.old_blank(name)))
        text = book[META_SHEET]["B1"].value
        seal = decode_seal(text)
        assert seal is not None
        assert seal.layout == ""
        assert encode_seal(seal) == text
        assert sign(seal, key) == seal
        assert verify(seal, key)
        assert not verify(seal, other)


@pytest.mark.parametrize("name", ["unsigned", "signed", "S0"])
def test_blanks_of_the_first_version_are_read_as_ever(name: str) -> None:
    form = load_form("S0") if name == "S0" else FORM
    filing = Reader.of([form], key=fund.KEY if name == "signed" else "").read(fund.old_blank(name))
    assert filing.seal is not None
    assert filing.seal.layout == ""
    assert len(filing.records) == (44 if name == "S0" else 17)
    assert not codes(filing) & {"S07", "S08", "S30", "S34"}


def retold(data: bytes, change: Callable[[str], str], *, resealed: bool = False) -> bytes:
    """A workbook whose layout tells something else; with its seal made to fit, as somebody who knows how might."""
    book = openpyxl.load_workbook(BytesIO(data))
    meta = book[META_SHEET]
    lines = [row for row in meta.iter_rows() if str(row[0].value).startswith("layout ")]
    text = change("".join(str(row[1].value) for row in lines))
    for row, part in zip(lines, chunks_of(text) or ("",), strict=True):
        row[1].value = part
    if resealed:
        old = decode_seal(meta["B1"].value)
        assert old is not None
        before, after = encode_seal(old), encode_seal(resealed_as(text, old))
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == before:
                        cell.value = after
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def resealed_as(text: str, seal: Any) -> Any:
    grid = issued_layout(text, FORM).grid
    return replace(seal, layout=sha_of_text(text), fingerprint=grid.fingerprint)


def without_limits(text: str) -> str:
    told = json.loads(text)
    for field in told[2]["fields"]:
        field.pop("required", None)
        field.pop("most", None)
        field.pop("expect", None)
    return json.dumps(told, separators=(",", ":")).replace(" ", "\\u0020")


def test_a_layout_that_does_not_fit_its_seal_is_told_and_not_used() -> None:
    data = retold(fund.filed_blank()[1], without_limits)
    with_store = Reader.of([CORRECTED], issued=[known_layout(lay_out(FORM, 2026))]).read(data)
    assert {"S30", "S34"} <= codes(with_store)
    assert len(with_store.records) == 17
    today = Reader.of([FORM]).read(data)
    assert "S34" in codes(today)
    assert len(today.records) == 17


def test_a_layout_made_to_fit_its_seal_switches_no_rule_off() -> None:
    _blank, data = fund.filed_blank()
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "张三":
                    cell.value = None
                elif cell.value == 60:
                    cell.value = 6000
                elif cell.value == 123.5:
                    cell.value = 1
    out = BytesIO()
    book.save(out)
    filing = Reader.of([FORM]).read(retold(out.getvalue(), without_limits, resealed=True))
    weighty = {found.code: found for found in filing.findings if found.severity is not Severity.NOTE}
    assert {"S33", "S35"} <= set(weighty)
    told = " ".join(str(found) for found in filing.findings if found.severity is not Severity.NOTE)
    for word in ("填报人", "6000", "资金合计"):
        assert word in told


def test_a_real_mistake_on_an_older_blank_is_still_returned() -> None:
    values = {**fund.filed_values(), parse_key("funds.total.plan"): Decimal("999")}
    blank, _ = fund.filed_blank()
    data = fill(blank.data, blank.layout, values)
    for correction in ("a label", "a key", "a required row more", "rows in another order"):
        form = fund.form_of(fund.corrected(correction))
        assert returns(Reader.of([form], issued=[known_layout(blank.layout)]).read(data)) == ["R04"], correction


@settings(max_examples=60)
@given(st.data())
def test_no_text_makes_anything_but_a_layout_or_a_refusal(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.sampled_from(["", "[", "]", "{", "null", "9" * 5000, '"a"', "-1", "1e999", "[[[[" * 30_000]))
    try:
        issued_layout(TEXT[:start] + put + TEXT[start + length :], FORM)
    except ValueError:
        return


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"s",[5,2,5,5]', '"s",[5,2,5,500]'),
        ('"top":3', '"top":0'),
        ('"kind":"amount"', '"kind":"anything"'),
        ('"form":"town_funds"', '"form":"other"'),
        ('"funds.self.plan"', '"funds.fiscal.plan"'),
        ('"most":"5000"', '"most":"1E+999999"'),
    ],
)
def test_a_layout_out_of_shape_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(ValueError, match=" "):
        issued_layout(TEXT.replace(old, new), FORM)
