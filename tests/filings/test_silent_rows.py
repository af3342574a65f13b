"""A row of an open table that is filled with marks for none counts as blank: what an empty row draws, it draws, and
nothing else; a row in which one cell says something keeps all of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from filings.filled import Cells, amount, filing_of, findings, found, reader_of
from filings.national import NATIONAL, P1, P2, P2B, P3, P4, P5
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.filings.identity import identity_of
from jixiao_xlsx.model.season.acts import Correction
from jixiao_xlsx.season.single.corrected import Corrector

Row = dict[str, Value | int | str | None]
FORMS = {"P1": P1, "P1B": NATIONAL["P1B"], "P2": P2, "P2B": P2B, "P3": P3, "P4": P4, "P5": P5}
COLUMNS: dict[str, tuple[str, ...]] = {
    "P1": ("name", "target", "actual", "points", "score", "deviation"),
    "P1B": ("name", "target", "actual", "points", "score", "deviation"),
    "P2": ("cycle_name", "cycle", "name", "target"),
    "P2B": ("name", "operator", "target", "measure", "points"),
    "P3": ("name", "target"),
    "P4": ("name", "target", "actual", "forecast", "certain", "remark"),
    "P5": ("name", "core", "target", "actual", "coefficient", "points", "score", "deviation"),
}
UNUSED = "indicators.benefit.economic[1]"
MARKS = (
    "-",
    "—",
    "——",
    "－－",
    "/",
    "／",
    "\\",
    "无",
    "没有",
    "不涉及",
    "不适用",
    "N/A",
    "…",
    "……",
    "......",
    "、",
    "*",
    "指标2",
    "指标2：",
    "指标二：",
    "指标2：……",
    "三级指标（2）",
    " / ",
    "本项目不涉及此类指标。",
    "无经济效益指标",
)


def _row(form: str, start: str, text: str | int) -> Row:
    return {f"{start}.{column}": text for column in COLUMNS[form]}


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("form", ["P1", "P2B"])
def test_a_row_of_marks_that_nobody_needs_draws_nothing(form: str, mark: str) -> None:
    assert [str(finding) for finding in findings(form, {**FORMS[form], **_row(form, UNUSED, mark)})] == []


@pytest.mark.parametrize("mark", ["/", "无", "——", "指标1："])
@pytest.mark.parametrize("form", FORMS)
def test_no_form_sends_a_row_of_marks_back(form: str, mark: str) -> None:
    assert [str(finding) for finding in findings(form, {**FORMS[form], **_row(form, UNUSED, mark)})] == []


@pytest.mark.parametrize("form", FORMS)
def test_a_row_of_several_marks_is_blank_too(form: str) -> None:
    marks = dict(zip(COLUMNS[form], ("指标1：", "/", "-", "无", "……", "—", "/", "-"), strict=False))
    cells = {f"{UNUSED}.{column}": text for column, text in marks.items()}
    assert [str(finding) for finding in findings(form, {**FORMS[form], **cells})] == []


@pytest.mark.parametrize("form", FORMS)
def test_a_block_of_marks_is_as_an_empty_block(form: str) -> None:
    start = "indicators.satisfaction.beneficiaries[1]"
    empty = {key: value for key, value in FORMS[form].items() if not key.startswith(start)}
    assert found(form, {**empty, **_row(form, start, "/")}) == found(form, empty)
    assert "T20" in [code for code, _ in found(form, empty)]


@pytest.mark.parametrize("form", FORMS)
def test_the_least_number_of_rows_counts_no_row_of_marks(form: str) -> None:
    start = "indicators.output.quantity[1]"
    empty = {key: value for key, value in FORMS[form].items() if not key.startswith(start)}
    said = found(form, {**empty, **_row(form, start, "——")})
    assert said == found(form, empty)
    assert ("R05", "indicators.output.quantity") in said


@pytest.mark.parametrize("form", ["P1", "P2", "P3", "P4"])
def test_a_form_whose_indicators_are_all_marks_is_as_one_without(form: str) -> None:
    rows = sorted({key.rpartition(".")[0] for key in FORMS[form] if key.startswith("indicators.")})
    empty = {key: value for key, value in FORMS[form].items() if not key.startswith("indicators.")}
    marked = {key: text for row in rows for key, text in _row(form, row, "-").items()}
    assert found(form, {**empty, **marked}) == found(form, empty)


@pytest.mark.parametrize(
    "row",
    [
        {"name": "/", "target": "/", "actual": "/", "points": 0, "score": 0},
        {"points": 0, "score": 0},
        {"name": "—", "target": "0", "points": "0"},
        {"name": "无", "deviation": "无"},
    ],
    ids=["zeros beside marks", "points of nothing", "a zero for a target", "two cells"],
)
def test_zeros_beside_marks_say_nothing(row: Row) -> None:
    cells = {f"{UNUSED}.{column}": value for column, value in row.items()}
    assert [str(finding) for finding in findings("P1", {**P1, **cells})] == []


def test_a_comparison_and_a_measure_beside_marks_say_nothing() -> None:
    cells = {"name": "/", "operator": "≥", "target": "/", "measure": "%"}
    typed = {f"{UNUSED}.{column}": text for column, text in cells.items()}
    assert [str(finding) for finding in findings("P2B", {**P2B, **typed})] == []


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"name": "资金撬动额", "target": "/", "actual": "/", "points": "/", "score": "/"}, "V102"),
        ({"name": "/", "target": "≥500万元"}, "T25"),
        ({"name": "资金撬动额"}, "R01"),
        ({"target": "≥500万元", "actual": "-", "points": "-"}, "R01"),
        ({"name": "-", "target": "-", "points": 5, "score": 5}, "R02"),
        ({"name": "指标体系建设", "target": "-"}, "R01"),
        ({"name": "无障碍设施改造处数", "target": "/"}, "R01"),
        ({"name": "空置率", "target": "-"}, "R01"),
        ({"name": "目标任务完成率", "target": "/"}, "R01"),
        ({"name": "1号工程", "target": "/"}, "R01"),
    ],
)
def test_a_row_in_which_something_is_said_keeps_its_cells(cells: Row, code: str) -> None:
    typed = {f"{UNUSED}.{column}": value for column, value in cells.items()}
    assert code in [code for code, _ in found("P1", {**P1, **typed})]


def test_amounts_of_nothing_alone_are_an_answer() -> None:
    assert "R01" in [code for code, _ in found("P3", {**P3, "tasks[2].fiscal": 0})]
    assert found("P3", {**P3, "tasks[2].fiscal": 0, "tasks[2].name": "/", "tasks[2].content": "/"}) == []


def test_tasks_goals_and_duties_are_open_tables_too() -> None:
    marked = {"tasks[2].name": "任务2：", "tasks[2].content": "……", "goals[2].text": "目标2：", "goals[3].text": "/"}
    assert [str(finding) for finding in findings("P3", {**P3, **marked})] == []
    none = {key: value for key, value in P3.items() if not key.startswith("goals")}
    assert found("P3", {**none, "goals[1].text": "无"}) == found("P3", none)
    assert ("R05", "goals") in found("P3", none)


def test_a_rule_that_counts_counts_no_marks() -> None:
    duties = {f"duties[{number}].text": f"贯彻执行民政事业发展规划第{number}项。" for number in (1, 2)}
    goals = {"goals[1].text": "完成规划任务。", "goals[2].text": "/"}
    cells: Cells = {"funds.general.amount": amount("1234567.89"), **duties, **goals}
    assert "R02" in [finding.code for finding in findings("S0", cells)]


def test_a_repeat_of_marks_is_blank_and_the_rest_stays() -> None:
    start = "goals[2].indicators.output.quantity[1]"
    cells: Cells = {"goals[2].text": "/", f"{start}.name": "/", f"{start}.target": "/"}
    plain: Cells = {"goals[1].text": "为五百户困难老人家庭完成改造。"}
    assert found("plan", {**plain, **cells}) == found("plan", plain)


def test_the_filing_keeps_what_was_typed_and_its_sums_stay_readable() -> None:
    filing = filing_of("P1", {**P1, **_row("P1", UNUSED, "/")})
    kept = [record.raw for record in filing.records if record.key[:4] == ("indicators", "benefit", "economic", 1)]
    assert kept == ["/"] * 6
    total = next(figure for figure in filing.figures if figure.key == ("indicators", "total", "points"))
    assert total.value == 100


def _correction(filing: Filing, key: str, text: str) -> Correction:
    return Correction(
        identity_of(filing), filing.sha256, key, text, "经办人", datetime(2025, 3, 1, tzinfo=UTC), "来电说明"
    )


def test_a_correction_wakes_the_other_cells_of_its_row() -> None:
    filing = filing_of("P1", {**P1, **_row("P1", UNUSED, "/")})
    name = _correction(filing, f"{UNUSED}.name", "资金撬动额")
    told = Corrector(reader_of("P1")).corrected(filing, [name]).findings
    assert [(finding.code, finding.where.key) for finding in told if finding.code == "V102"] == [
        ("V102", f"{UNUSED}.points"),
        ("V102", f"{UNUSED}.score"),
    ]
