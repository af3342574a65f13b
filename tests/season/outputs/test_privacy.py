"""The law of 公开表: nothing that stood in a personal field is anywhere in the package, whatever it was."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Filing, Record, Seal
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.season.single.printed_forms import LEFT_OUT, Press, PrintJob, is_personal
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.grid import FormGrid, Slot
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import all_forms
from jixiao_xlsx.spec.load import load_text
from season.outputs.packages import everything, members

YEAR = 2026
OWN = """
form: own_personal
aliases: [X9]
title: "<year>年度项目支出计划申报表"
edition: 2024
measure: 万元
columns: [12, 18, 16, 16]
sections:
  - key: head
    spans: [1]
    lines:
      - [{label: 项目名称, key: project, kind: text}]
      - line: [{label: 负责人, key: leader, personal: true}, {label: 联系电话, key: phone, kind: phone}]
        spans: [1, 1, 1]
  - key: people
    table:
      corner: 人员
      stub: [1]
      columns: [{name: 姓名, personal: true}, {pay: 月薪, personal: true}, {job: 岗位}]
      rows: [{member: 成员, open: {shown: 3, most: 5}}]
"""


def personal_forms() -> dict[str, Form]:
    forms = [*all_forms(), load_text(OWN, name="own.yaml")]
    return {form.name: form for form in forms if any(is_personal(slot.field) for slot in slots_of(form))}


def slots_of(form: Form) -> tuple[Slot, ...]:
    return tuple(slot for grid in layout_of(form).sheets if not grid.aside for slot in grid.slots())


@cache
def layout_of(form: Form) -> FormGrid:
    return lay_out(form, YEAR)


def filing_of(form: Form, values: dict[Key, str]) -> Filing:
    layout = layout_of(form)
    seal = Seal(form.form, form.edition, YEAR, layout.fingerprint, (), "101", "示例市民政局")
    fields = {slot.key: slot for slot in slots_of(form)}
    records = tuple(
        Record(key, value, value, fields[key].field.kind, "表", "A1", fields[key].label)
        for key, value in values.items()
    )
    return Filing("表.xlsx", "0" * 64, "xlsx", seal, records)


FORMS = personal_forms()
SECRET = st.text(st.sampled_from("赵钱孙李周吴郑王甄贾丙丁13579-"), min_size=3, max_size=12).map(
    lambda text: f"密{text}"
)


def test_some_form_asks_for_personal_data() -> None:
    assert FORMS


@pytest.mark.parametrize("name", sorted(FORMS))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_nothing_personal_is_published(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    personal = [slot for slot in slots_of(form) if is_personal(slot.field)]
    texts = [slot for slot in slots_of(form) if slot.field.kind in ("text", "long_text") and slot not in personal]
    secrets = {slot.key: data.draw(SECRET) for slot in personal}
    others = data.draw(st.lists(st.sampled_from(texts), max_size=4, unique_by=lambda slot: slot.key))
    quoted = {slot.key: f"由{data.draw(st.sampled_from(sorted(secrets.values())))}负责。" for slot in others}
    sheet = Press(Reader.of([form])).sheets([PrintJob(filing_of(form, {**secrets, **quoted}))], ["公开"])[0]
    inside = everything(sheet.data) + sheet.name
    assert [secret for secret in secrets.values() if secret in inside] == []
    assert [secret for secret in secrets.values() if any(secret in one.found.around for one in sheet.to_check)] == []
    assert sheet.left_out == len(secrets)
    assert len(sheet.to_check) >= len(quoted)
    assert LEFT_OUT in inside


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_approval_says_who_filled_it(name: str) -> None:
    form = FORMS[name]
    secrets = {slot.key: "密甲乙丙" for slot in slots_of(form) if is_personal(slot.field)}
    sheet = Press(Reader.of([form])).sheets([PrintJob(filing_of(form, secrets))], ["批复"])[0]
    assert "密甲乙丙" in everything(sheet.data)


@pytest.mark.parametrize("name", sorted(form.name for form in all_forms()))
def test_a_published_form_hides_nothing_and_names_nobody(name: str) -> None:
    form = next(form for form in all_forms() if form.name == name)
    slot = next(slot for slot in slots_of(form) if slot.field.kind in ("text", "long_text"))
    sheet = Press(Reader.of([form])).sheets([PrintJob(filing_of(form, {slot.key: "内容"}))], ["公开"])[0]
    inside = members(sheet.data)
    text = "\n".join(inside.values())
    assert not [member for member in inside if "comment" in member or "vml" in member or "custom" in member]
    assert 'hidden="1"' not in text
    assert "veryHidden" not in text
    assert "_jixiao" not in text
    assert "dataValidation" not in text
    assert "<f>" not in text
    assert "自检" not in inside["xl/workbook.xml"]
    assert "<dc:creator></dc:creator>" in inside["docProps/core.xml"] or "dc:creator/" in inside["docProps/core.xml"]
    assert "Company></Company" in inside["docProps/app.xml"]
