"""One indicator under two sorts, and names under a sort that they are not."""

from __future__ import annotations

import pytest

from filings.filled import Cells
from filings.structure.told import said, told
from jixiao_xlsx.findings import Severity


def row(place: str, name: str, target: str) -> dict[str, str]:
    return {f"indicators.{place}.name": name, f"indicators.{place}.target": target}


QUANTITY, QUALITY, TIMELY = "output.quantity[1]", "output.quality[1]", "output.timeliness[1]"
SOCIAL, PLEASED = "benefit.social[1]", "satisfaction.beneficiaries[1]"


@pytest.mark.parametrize("form", ["S0", "P1", "P1B", "P2", "P2B", "P3", "P4", "P5"])
def test_an_indicator_under_two_sorts_is_told_at_the_second(form: str) -> None:
    cells = row(QUANTITY, "困难老人探访率", "≥95%") | row(SOCIAL, "困难老人探访率", "≥95%")
    (finding,) = said(form, cells)
    assert (finding.code, finding.where.key) == ("T28", f"indicators.{SOCIAL}.name")
    assert finding.severity is Severity.EXPLAIN
    assert "困难老人探访率" in finding.message


def test_signs_and_spaces_make_no_other_indicator() -> None:
    cells = row(QUANTITY, "困难老人 探访率（%）", "≥95%") | row(SOCIAL, "困难老人探访率%", "≥ 95％")
    assert told("P1", cells) == [("T28", f"indicators.{SOCIAL}.name")]


@pytest.mark.parametrize(
    "cells",
    [
        row(QUANTITY, "困难老人探访率", "≥95%") | row(SOCIAL, "困难老人探访率", "≥90%"),
        row(QUANTITY, "困难老人探访率", "≥95%") | row(SOCIAL, "困难老人关爱率", "≥95%"),
        row(QUANTITY, "探访率", "≥95%") | row(SOCIAL, "探访率", "≥95%"),
        row(QUANTITY, "困难老人探访率", "≥95%") | row("output.quantity[2]", "困难老人探访率", "≥95%"),
        row(QUANTITY, "困难老人探访人次", "≥500人次") | row(QUALITY, "困难老人探访合格率", "≥95%"),
        row(QUANTITY, "困难老人探访率", "无") | row(SOCIAL, "困难老人探访率", "无"),
        row(QUANTITY, "", "≥95%") | row(SOCIAL, "", "≥95%"),
        row(SOCIAL, "带动就业人数", "≥95人") | row("benefit.economic[1]", "带动增收人数", "≥95人"),
        row(SOCIAL, "社会公众知晓率", "≥95%") | row(PLEASED, "社会公众满意度", "≥95%"),
        row(QUALITY, "改造验收合格率", "≥98%") | row(TIMELY, "改造完成及时率", "≥98%"),
    ],
)
def test_different_indicators_are_let_be(cells: Cells) -> None:
    assert told("P1", {key: value or None for key, value in cells.items()}) == []


def test_goals_may_share_an_indicator() -> None:
    cells = {
        f"goals[{goal}].indicators.{place}.{column}": value
        for goal, place in ((1, "output.quality[1]"), (2, "benefit.social[1]"))
        for column, value in (("name", "困难老人探访率"), ("plan", "≥95%"))
    }
    assert told("S2", cells) == []


def test_a_wide_form_has_its_names_in_the_targets() -> None:
    cells = {
        "projects[1].output.quality.target": "补贴发放准确率100%",
        "projects[1].benefit.social.target": "补贴发放准确率100%",
        "projects[2].output.quality.target": "补贴发放准确率100%",
    }
    assert told("S3", cells) == [("T28", "projects[1].benefit.social.target")]


@pytest.mark.parametrize(
    "name", ["群众满意度", "服务对象满意率", "受益群众满意程度", "老人满意度（%）", "社会公众满意度", "“群众满意度”"]
)
@pytest.mark.parametrize("place", ["benefit.social[1]", "benefit.economic[1]", "benefit.sustainability[1]"])
def test_satisfaction_under_an_effect_is_told(name: str, place: str) -> None:
    (finding,) = said("P1", row(place, name, "≥90%"))
    assert (finding.code, finding.where.key, finding.severity) == (
        "T29",
        f"indicators.{place}.name",
        Severity.EXPLAIN,
    )


def test_satisfaction_told_once_is_not_told_as_a_double() -> None:
    cells = row(SOCIAL, "受益群众满意度", "≥90%") | row(PLEASED, "受益群众满意度", "≥90%")
    assert told("P1", cells) == [("T29", f"indicators.{SOCIAL}.name")]


@pytest.mark.parametrize(
    "cells",
    [
        row(PLEASED, "群众满意度", "≥90%"),
        row(SOCIAL, "群众满意度提升幅度", "≥2%"),
        row(SOCIAL, "满意度调查次数", "≥2次"),
        row(SOCIAL, "满意度调查覆盖率", "≥90%"),
        row(SOCIAL, "群众获得感", "明显提升"),
        row(SOCIAL, "群众认可度", "≥90%"),
        row(SOCIAL, "投诉办结率", "≥95%"),
        row(SOCIAL, "不满意事项整改率", "100%"),
        row(SOCIAL, "社会知晓率", "≥90%"),
        row(SOCIAL, "营商环境评价", "优"),
    ],
)
def test_other_effects_are_let_be(cells: Cells) -> None:
    assert told("P1", cells) == []


def test_a_form_without_satisfaction_has_no_other_place_for_it() -> None:
    cells = {f"indicators.benefit.social[1].{key}": "≥90%" for key in ("cycle", "annual")}
    assert told("S1", {**cells, "indicators.benefit.social[1].name": "群众满意度"}) == []


MISFITS = (
    (QUANTITY, "补贴发放及时率", "100%", "时效"),
    (QUANTITY, "工程验收合格率", "100%", "质量"),
    (QUANTITY, "户均改造成本", "≤3000元", "成本"),
    (QUANTITY, "规划编制", "12月底前", "时效"),
    (QUALITY, "培训人次", "≥500人次", "数量"),
    (QUALITY, "资金拨付及时性", "及时", "时效"),
    (QUALITY, "学员满意度", "≥95%", "满意度"),
    (QUALITY, "项目总成本", "≤90万元", "成本"),
    (TIMELY, "设备采购台数", "≥50台", "数量"),
    (TIMELY, "工程验收合格率", "≥95%", "质量"),
    ("output.cost[1]", "补助困难老人人数", "≥500人", "数量"),
    (SOCIAL, "救助金发放及时率", "100%", "时效"),
    (PLEASED, "设备验收合格率", "100%", "质量"),
    (PLEASED, "培训场次", "≥5场次", "数量"),
)


@pytest.mark.parametrize(("place", "name", "target", "sort"), MISFITS, ids=[name for _, name, _, _ in MISFITS])
def test_a_name_under_another_sort_is_noted(place: str, name: str, target: str, sort: str) -> None:
    (finding,) = said("P1", row(place, name, target))
    assert (finding.code, finding.where.key, finding.severity) == ("T30", f"indicators.{place}.name", Severity.NOTE)
    assert f"像是{sort}指标" in finding.message


def test_several_are_noted_once_with_their_places() -> None:
    cells = row(QUANTITY, "补贴发放及时率", "100%") | row(QUALITY, "培训人次", "≥500人次")
    (finding,) = said("P1", cells | row(TIMELY, "采购设备台数", "≥5台"))
    assert finding.code == "T30"
    assert "另有 2 处" in finding.message


FITTING = (
    (QUANTITY, "适老化改造户数", "≥500户"),
    (QUANTITY, "计划完成率", "100%"),
    (QUANTITY, "服务覆盖率", "100%"),
    (QUANTITY, "补助发放人数", "≥500人"),
    (QUANTITY, "高龄津贴发放率", "100%"),
    (QUANTITY, "绿化面积", "≥500亩"),
    (QUALITY, "改造验收合格率", "≥98%"),
    (QUALITY, "补贴标准执行率", "100%"),
    (QUALITY, "救助对象认定准确率", "≥99%"),
    (QUALITY, "三公经费控制率", "≤100%"),
    (QUALITY, "投诉处理率", "100%"),
    (QUALITY, "急救按时到达率", "≥95%"),
    (QUALITY, "救助资金按时发放率", "100%"),
    (QUALITY, "婚姻收养登记人数", "按实际发生数"),
    (TIMELY, "补贴发放及时率", "100%"),
    (TIMELY, "项目完成时间", "12月底前"),
    (TIMELY, "巡查频次", "每月1次"),
    (TIMELY, "年度任务完成率", "100%"),
    ("output.cost[1]", "成本控制率", "≤100%"),
    ("output.cost[1]", "人均培训费用", "≤500元"),
    (SOCIAL, "带动就业人数", "≥500人"),
    (SOCIAL, "空气质量优良率", "≥90%"),
    (SOCIAL, "受益老人户数", "≥500户"),
    ("benefit.economic[1]", "成本降低率", "≥5%"),
    ("benefit.economic[1]", "节约采购成本", "≥5万元"),
    (PLEASED, "群众满意度", "≥95%"),
    (PLEASED, "有责投诉率", "≤1%"),
    (PLEASED, "社会公众评价", "好"),
)


@pytest.mark.parametrize(("place", "name", "target"), FITTING, ids=[f"{place} {name}" for place, name, _ in FITTING])
def test_a_name_that_fits_is_let_be(place: str, name: str, target: str) -> None:
    assert told("P1", row(place, name, target)) == []


@pytest.mark.parametrize("again", ["95%以上", "不低于95%", "≥９５％", "大于等于95%"])
def test_the_same_amount_in_other_words_is_the_same(again: str) -> None:
    cells = row(QUANTITY, "困难老人探访率", "≥95%") | row(SOCIAL, "困难老人探访率", again)
    assert told("P1", cells) == [("T28", f"indicators.{SOCIAL}.name")]


@pytest.mark.parametrize("other", ["95%", "≤95%", "95人", "≥95人/月", "96%以上", "90%—95%", "≥95‰"])
def test_another_amount_under_the_same_name_is_let_be(other: str) -> None:
    cells = row(QUANTITY, "困难老人探访率", "≥95%") | row(SOCIAL, "困难老人探访率", other)
    assert told("P1", cells) == []
