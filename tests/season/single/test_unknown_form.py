"""A filing of a form whose spec was not given is refused by its own name, never read as a form that looks like it."""

from __future__ import annotations

from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.resources import specs_folder
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
from jixiao_xlsx.spec.catalogue import load_form
from jixiao_xlsx.spec.load import load_text


def test_the_seals_form_is_named_and_its_spec_asked_for() -> None:
    text = (specs_folder() / "liuzhou_dept_target@2023.yaml").read_text(encoding="utf-8")
    own = load_text(text.replace("liuzhou_dept_target", "our_own_form"), name="own.yaml")
    blank = issue_blank(Order(own, 2026, Party("101", "示例市民政局")))
    data = fill(blank.data, blank.layout, {parse_key("duties[1].text"): "负责社会救助工作"})
    refused = Reader.of().read(data, name="填好.xlsx")
    assert [finding.code for finding in refused.findings] == ["S13"]
    assert "our_own_form" in refused.findings[0].message
    assert Reader.of([own]).read(data, name="填好.xlsx").records


def test_a_refusal_says_titles_with_their_year() -> None:
    blank = issue_blank(Order(load_form("S0"), 2026, Party("101", "示例市民政局")))
    reader = Reader.of(expected=ExpectedReturns(form="national_project_review"))
    message = reader.read(blank.data).findings[0].message
    assert "2026年度部门整体绩效申报表" in message
    assert "<" not in message
