"""What the instruction sheet says, and that no text of a form or an agency is ever run as a template."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.forms.form import Form, Open, Row, Section, Sheet, Table
from jixiao_xlsx.report.letters.instructions import instruction_lines

FORM = Form("s0", "部门整体绩效申报表", "2026", "万元", ())


def with_rows(form: Form) -> Form:
    block = Row("quantity", "数量指标", open=Open(3, 1, 20))
    nested = Row("output", "产出指标", children=(block, Row("quality", "质量指标", open=Open(3, 1, 20))))
    tasks = Section(("tasks",), "年度任务（<measure>）", table=Table((), (Row("r", "", open=Open(2, 1, 9)),)))
    inner = Section(("goals", "*"), sections=(Section(("goals", "*", "table"), table=Table((), (nested,))),))
    return replace(form, sheets=(Sheet("main", "表", (10.0,), (), (tasks, inner)),))


@pytest.fixture
def issued() -> Seal:
    return Seal("s0", "2026", 2026, "", agency_code="00202", agency_name="柳北区民政局", office="市财政局")


def test_the_first_line_is_the_title_and_heads_are_numbered_without_a_gap(issued: Seal) -> None:
    for form in (FORM, replace(FORM, instructions=("逐条填写。",))):
        lines = instruction_lines(form, 2026, seal=issued)
        assert lines[0] == "部门整体绩效申报表（2026年度）填表说明"
        heads = [line[0] for line in lines if line[1:2] == "、"]
        assert "".join(heads) == "一二三四五"[: len(heads)]
        assert len(heads) == (5 if form.instructions else 4)


def test_a_title_that_names_the_year_does_not_name_it_twice() -> None:
    lines = instruction_lines(replace(FORM, title="<year>年度部门整体绩效申报表"), 2026)
    assert lines[0] == "2026年度部门整体绩效申报表填表说明"


def test_it_says_agency_measure_office_deadline_and_contact(issued: Seal) -> None:
    text = "\n".join(instruction_lines(FORM, 2026, seal=issued, deadline="2026年3月31日", contact="预算绩效科"))
    for words in (
        "填报单位：柳北区民政局（代码 00202）",
        "“万元”",
        "下发机关：市财政局",
        "2026年3月31日",
        "（预算绩效科）",
    ):
        assert words in text


def test_what_is_not_known_is_left_out() -> None:
    text = "\n".join(instruction_lines(replace(FORM, measure=""), 2026))
    for words in ("填报单位", "计量单位：", "下发机关：", "报送期限", "项目：", "None", "（）"):
        assert words not in text
    assert "发回下发机关。" in text


def test_the_meaning_of_each_severity_and_how_to_copy_is_said(issued: Seal) -> None:
    lines = instruction_lines(FORM, 2026, seal=issued)
    assert [line[:3] for line in lines if line[:3] in ("退回：", "说明：", "提示：")] == ["退回：", "说明：", "提示："]
    assert any("选择性粘贴—数值" in line for line in lines)


def test_open_blocks_are_named_once_each_wherever_they_stand(issued: Seal) -> None:
    text = "\n".join(instruction_lines(with_rows(FORM), 2026, seal=issued))
    assert "（年度任务（万元）、数量指标、质量指标）" in text
    assert "行数固定" not in text
    assert "行数固定" in "\n".join(instruction_lines(FORM, 2026, seal=issued))


def test_foreign_text_is_printed_and_never_run(issued: Seal) -> None:
    evil = "{{ 7 * 7 }}{% for x in y %}"
    form = replace(FORM, title=f"表{evil}", instructions=(f"注{evil}\n第二行",))
    lines = instruction_lines(form, 2026, seal=replace(issued, agency_name=f"局{evil}\n一、伪造"), contact=evil)
    assert lines[0].startswith(f"表{evil}")
    assert f"1. 注{evil} 第二行" in lines
    assert f"填报单位：局{evil} 一、伪造（代码 00202）" in lines
    assert not any("49" in line for line in lines)


def test_a_form_may_speak_of_other_years() -> None:
    lines = instruction_lines(replace(FORM, instructions=("<year-1>年的数填决算数（<measure>）。",)), 2026)
    assert any("2025年的数填决算数（万元）。" in line for line in lines)
