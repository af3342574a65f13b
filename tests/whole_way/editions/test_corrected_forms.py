"""A form is put right while its blanks are out: every value is read as the blank was issued, and nobody is blamed for
what the office changed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.keys import Key, format_key, parse_key
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.layout_text import known_layout
from whole_way.editions import fund_form as fund

WITHOUT_HOME = {
    "a row fewer": {"funds.other.plan", "funds.other.paid"},
    "a column fewer": {f"funds.{row}.paid" for row in ("fiscal", "self", "other", "total")},
}
RENAMED = {
    "a key": ("funds.fiscal", "funds.state"),
    "a column's key": (".plan", ".budget"),
    "a section's key": ("tasks.", "works."),
    "an open block's key": ("tasks.item", "tasks.work"),
    "a line's key": ("head.filler", "head.writer"),
}
WAYS = ("old, by the old form", "old, by the store", "new, by itself", "new, signed", "new, by the store")


def read(way: str, text: str, data: bytes | None = None) -> Filing:
    """A filled blank of the first edition, read by the corrected form in one of the ways."""
    form, earlier = fund.form_of(text), [fund.form_of()] if "old form" in way else []
    issued = [known_layout(lay_out(fund.form_of(), 2026))] if "store" in way else []
    key = fund.KEY if "signed" in way else ""
    if data is None:
        data = fund.old_blank("unsigned") if way.startswith("old") else fund.filed_blank(key=key)[1]
    reader = Reader.of([form], earlier=earlier, issued=issued, key=key)
    return reader.read(data, name="专项资金.xlsx")


def expected_values(correction: str) -> Mapping[Key, Value]:
    old, new = RENAMED.get(correction, ("", ""))
    money = Decimal(10_000) if correction == "the measure" else Decimal(1)
    return {
        parse_key(format_key(key).replace(old, new)): value * money if isinstance(value, Decimal) else value
        for key, value in fund.filed_values().items()
        if format_key(key) not in WITHOUT_HOME.get(correction, ())
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("correction", fund.CORRECTIONS)
def test_every_value_is_read_and_nothing_is_returned(correction: str, way: str) -> None:
    filing = read(way, fund.corrected(correction))
    read_values = {record.key: record.value for record in filing.records if record.key != parse_key("head.agency")}
    assert read_values == expected_values(correction)
    assert [str(found) for found in filing.findings if found.severity is Severity.RETURN] == []
    told = {found.code: found for found in filing.findings}
    lost = set(told["S31"].expected.split()) if "S31" in told else set()
    assert lost == WITHOUT_HOME.get(correction, set())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("correction", fund.CORRECTIONS)
def test_nothing_is_asked_of_the_department(correction: str, way: str) -> None:
    filing = read(way, fund.corrected(correction))
    for_department = [found for found in filing.findings if not found.is_for_office]
    # Whose layout nobody vouches for, of that it is asked why a limit is not kept; a rule is not switched off by it.
    doubtful = {"S33", "S35"} if way == "new, by itself" else set()
    assert [str(found) for found in for_department if found.code not in doubtful] == []


# Of the same fingerprint with other limits: nothing tells that the blank is of another form.
NOT_TOLD = {"bounds", "choices"}


@pytest.mark.parametrize("correction", [name for name in fund.CORRECTIONS if name not in NOT_TOLD])
def test_an_old_blank_of_which_nobody_kept_the_layout_is_not_returned_either(correction: str) -> None:
    filing = Reader.of([fund.form_of(fund.corrected(correction))]).read(fund.old_blank("unsigned"))
    assert "S08" in {found.code for found in filing.findings}
    assert [str(found) for found in filing.findings if found.severity is Severity.RETURN] == []
    # Its keys are where they were; only nobody knows them.
    assert "P09" not in {found.code for found in filing.findings}
    values = set(fund.filed_values().values())
    told = " ".join(found.found for found in filing.findings)
    unread = values - {record.value for record in filing.records}
    assert [value for value in unread if str(value) not in told] == []


def test_another_measure_printed_is_not_taken_for_a_matter_of_words() -> None:
    filing = Reader.of([fund.form_of(fund.corrected("the measure"))]).read(fund.old_blank("unsigned"))
    (told,) = (found for found in filing.findings if found.code == "P05")
    assert (told.severity, told.found, told.expected) == (Severity.EXPLAIN, "单位：万元", "单位：元")
