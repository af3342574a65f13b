"""The law of new kinds: one class, and every room takes it for the number that it is, the totals included."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from jixiao_xlsx.errors import JixiaoError, SpecError
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.forms.form import Field, Form
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.kinds import KINDS, kind_named, traits_of, with_kind
from jixiao_xlsx.model.kinds.numeric import NumberKind
from jixiao_xlsx.report.diff.as_json import diff_json
from jixiao_xlsx.report.diff.compare import diff_filings
from jixiao_xlsx.report.records.filing_json import filing_json
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.export import export_filings
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.rollup import Rollup, roll_up
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.load import load_text
from jixiao_xlsx.spec.schema import schema_text
from model.kinds.law import assert_round_trip
from model.kinds.strategies import fields, values
from model.kinds.test_reference import test_every_kind_has_its_section_with_title_format_and_examples as documented


class SquareMetres(NumberKind):
    """面积: all that a new kind of numbers has to say."""

    name = "square_metres"
    title = "面积"
    places = 3
    tails = ("平方米", "㎡")


SPEC = """
form: rooms
title: <year>年度用房表
edition: 2026
measure: 万元
columns: [20, 16, 16, 12]
sections:
  - key: head
    spans: [1]
    lines:
      - [{label: 单位名称, key: agency, kind: text, prefill: agency.name}]
      - [{label: 在职人员, key: staff, kind: integer, measure: 人}]
  - key: rooms
    table:
      corner: 用房
      stub: [1]
      columns:
        - {area: 年初面积, kind: square_metres, measure: 平方米}
        - {later: 年末面积, kind: square_metres, measure: 平方米}
        - {each: 人均, kind: number, compute: later / head.staff}
      rows:
        - {office: 办公}
        - {hall: 会议}
        - {other: 其他, open: {shown: 2, most: 5}}
        - total: 合计
          cells: {area: {expect: office + hall + sum(other)}, later: {compute: office + hall + sum(other)}}
rules:
  - {check: rooms.office.later >= rooms.office.area, say: 办公用房不应减少}
"""
FILED = {
    "rooms.office.area": "1000.125",
    "rooms.hall.area": "200.25",
    "rooms.other[1].area": "30.001",
    "rooms.total.area": "1230.376",
    "rooms.office.later": "1000.125",
    "rooms.hall.later": "200.255",
    "rooms.other[1].later": "0.125",
    "rooms.other[2].later": "2",
    "head.staff": "100",
}


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    with with_kind(SquareMetres()):
        yield


@pytest.fixture
def form() -> Form:
    return load_text(SPEC, name="rooms.yaml")


def filing(form: Form, code: str = "101", **changes: str) -> Filing:
    blank = issue_blank(Order(form, 2026, Party(code, f"示例市第{code}局")))
    said = {parse_key(key): Decimal(text) for key, text in (FILED | changes).items()}
    return Reader.of([form]).read(fill(blank.data, blank.layout, said), name=f"{code}.xlsx")


def returns(read: Filing) -> list[str]:
    return [f"{finding.code} {finding.found}" for finding in read.findings if finding.severity is Severity.RETURN]


def rolled(form: Form, *filings: Filing) -> Rollup:
    return roll_up(filings, Reader.of([form]))


def test_what_is_filled_is_read_again_and_computed(form: Form) -> None:
    read = filing(form)
    assert {record.key: record.value for record in read.records if isinstance(record.value, Decimal)} == {
        parse_key(key): Decimal(text) for key, text in FILED.items()
    }
    assert [figure.value for figure in read.figures if figure.key == parse_key("rooms.total.later")] == [
        Decimal("1202.505")
    ]
    assert returns(read) == []


def test_the_audit_weighs_sums_to_its_own_last_decimal(form: Form) -> None:
    assert returns(filing(form, **{"rooms.total.area": "1230.377"})) == ["R04 1,230.377"]
    less = returns(filing(form, **{"rooms.office.later": "1000.124"}))
    assert less == ["R02 年末面积 1,000.124 小于年初面积 1,000.125，少 0.001"]


def test_a_cell_is_checked_shown_and_read_like_a_number(form: Form) -> None:
    blank = issue_blank(Order(form, 2026, Party("101", "示例市民政局")))
    slot = next(slot for _, slot in blank.layout.slots() if slot.key == parse_key("rooms.office.area"))
    cell = openpyxl.load_workbook(BytesIO(blank.data)).worksheets[0][str(slot.region)]
    assert (cell.number_format, cell.alignment.horizontal) == ("0.000", "right")
    pasted = fill(blank.data, blank.layout, {}, pasted={slot.key: "12.5平方米"})
    (record,) = [one for one in Reader.of([form]).read(pasted).records if one.key == slot.key]
    assert record.value == Decimal("12.5")


def test_totals_of_the_roll_up_add_it(form: Form) -> None:
    filings = [filing(form), filing(form, "102", **{"rooms.other[1].later": "0.375"})]
    book = openpyxl.load_workbook(BytesIO(rolled(form, *filings).data), data_only=True)
    shown = {str(label.value): [cell.value for cell in figures] for _, label, *figures in book["汇总表"].iter_rows()}
    assert shown["办公"][:2] == [2000.25, 2000.25]
    assert shown["其他"][:2] == [60.002, 4.5]
    assert shown["合计"][:2] == [2460.752, 2405.26]
    assert shown["办公"][2] == 10.00125, "the rate is worked out again from the sums"


def test_the_agencies_stand_in_a_table_with_its_decimals(form: Form) -> None:
    done = rolled(form, filing(form))
    sheet = openpyxl.load_workbook(BytesIO(done.data))["按单位"]
    heads = {str(cell.value): cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    column = heads["办公·年初面积（平方米）"]
    formats = {cell.number_format for (cell,) in sheet.iter_rows(min_col=column, max_col=column, min_row=4)}
    assert formats == {"#,##0.000"}
    totals = {entry["key"]: entry["total"] for entry in json.loads(json.dumps(done.as_dict()))["forms"][0]["totals"]}
    assert (totals["rooms.office.area"], totals["rooms.other[*].later"]) == ("1000.125", "2.125")


def test_the_exports_tell_it_as_a_number(form: Form) -> None:
    read, reader = filing(form), Reader.of([form])
    rows = list(csv.DictReader(StringIO(export_filings([read], "csv", reader=reader).decode("utf-8-sig"))))
    (row,) = [row for row in rows if row["key"] == "rooms.office.area"]
    assert (row["kind"], row["value"], row["measure"], row["yuan"]) == ("square_metres", "1000.125", "平方米", "")
    table = parquet.read_table(BytesIO(export_filings([read], "parquet", reader=reader))).to_pylist()
    numbers = {one["key"]: one["number"] for one in table}
    assert numbers["rooms.office.area"] == Decimal("1000.125")
    plain = filing_json(read, "用房表", questions=asking_of(reader)(read))
    assert '"value": "1000.125", "measure": "平方米"' in json.dumps(plain, ensure_ascii=False)


def test_two_versions_are_compared_by_their_difference(form: Form) -> None:
    before, after = filing(form), filing(form, **{"rooms.hall.area": "1200.125", "rooms.total.area": "2230.251"})
    diff = diff_json(diff_filings(before, after), ("用房表", "用房表"))
    assert '"difference": "999.875", "measure": "平方米"' in json.dumps(diff, ensure_ascii=False)


@given(st.data())
def test_the_law_of_kinds_holds_for_it(data: st.DataObject) -> None:
    field = data.draw(fields(SquareMetres.name))
    assert_round_trip(data.draw(values(SquareMetres.name, field)), field)


def test_specs_may_name_it_and_the_pages_must() -> None:
    assert f'"{SquareMetres.name}"' in schema_text()
    with pytest.raises(SpecError, match="是否 square_metres"):
        load_text(SPEC.replace("kind: square_metres", "kind: square_meters", 1), name="rooms.yaml")
    with pytest.raises(AssertionError):
        documented()


def test_a_name_is_given_once() -> None:
    with pytest.raises(JixiaoError, match="已有‘square_metres’"), with_kind(SquareMetres()):
        pass
    assert kind_named("square_metres").title == "面积"


class Litres(NumberKind):
    """容积."""

    name = "litres"
    title = "容积"


def known_where_the_block_fails() -> bool:
    with with_kind(Litres()):
        known = "litres" in KINDS
        raise ZeroDivisionError(known)


def test_it_is_forgotten_after_the_block_however_that_ends() -> None:
    with pytest.raises(ZeroDivisionError, match="True"):
        known_where_the_block_fails()
    assert "litres" not in KINDS
    assert not traits_of(Field(kind="litres")).is_number, "what was kept of it has no traits"
