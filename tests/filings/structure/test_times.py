"""A time given as a percentage, and a rate given as a day."""

from __future__ import annotations

import pytest

from filings.filled import Cells
from filings.structure.told import said, told
from jixiao_xlsx.findings import Severity

ROW = "indicators.output.timeliness[1]"


def row(name: str, target: str) -> dict[str, str]:
    return {f"{ROW}.name": name, f"{ROW}.target": target}


@pytest.mark.parametrize("form", ["S0", "P1", "P1B", "P2", "P3", "P4", "P5"])
def test_a_time_of_a_hundred_percent_is_told_at_the_target(form: str) -> None:
    (finding,) = said(form, row("项目完成时间", "100%"))
    assert (finding.code, finding.where.key, finding.severity) == ("T35", f"{ROW}.target", Severity.EXPLAIN)
    assert "项目完成时间" in finding.message


@pytest.mark.parametrize(
    "name",
    [
        "完成时间",
        "补贴发放时间",
        "项目完成时限",
        "工程竣工日期",
        "资金拨付时限",
        "施工工期",
        "项目完成时间（月）",
        "各项工作完成时间",
    ],
)
@pytest.mark.parametrize("target", ["100%", "≥98%", "＝100％", "95%以上"])
def test_no_time_is_a_percentage(name: str, target: str) -> None:
    assert told("P1", row(name, target)) == [("T35", f"{ROW}.target")]


def test_a_time_that_came_out_as_a_percentage_is_told_at_the_actual() -> None:
    cells = row("项目完成时间", "2024年12月31日前") | {f"{ROW}.actual": "100%"}
    assert told("P1", cells) == [("T35", f"{ROW}.actual")]


def test_a_wide_form_has_its_names_in_the_targets() -> None:
    key = "projects[1].output.timeliness.target"
    assert told("S3", {key: "项目完成时间100%"}) == [("T35", key)]
    assert told("S3", {key: "项目按时完成率100%"}) == []


@pytest.mark.parametrize(
    "cells",
    [
        row("完成及时率", "100%"),
        row("按时完成率", "100%"),
        row("按计划时间完成率", "100%"),
        row("项目完成时间", "12月31日前"),
        row("项目完成时间", "2024年12月底"),
        row("完成时间", "按计划完成"),
        row("完成时间", "1个月内"),
        row("平均响应时间", "≤30分钟"),
        row("办理时限压缩比例", "≥50%"),
        row("压缩办理时间", "≥50%"),
        row("审批时间", "缩短50%"),
        row("项目进度", "100%"),
        row("时间节点完成情况", "100%"),
        row("完成时间达标率", "≥95%"),
        row("项目完成时间", "2024年12月31日前") | {f"{ROW}.actual": "2024年11月20日"},
        row("完成及时率", "100%") | {f"{ROW}.actual": "100%"},
    ],
)
def test_times_and_rates_in_their_place_are_let_be(cells: Cells) -> None:
    assert told("P1", cells) == []


@pytest.mark.parametrize("name", ["补贴发放及时率", "项目按时完成率", "按期办结率", "资金拨付及时率（%）"])
@pytest.mark.parametrize("target", ["12月31日前", "2024年12月底", "每月25日前"])
def test_a_rate_that_is_a_day_is_noted(name: str, target: str) -> None:
    (finding,) = said("P1", row(name, target))
    assert (finding.code, finding.where.key, finding.severity) == ("T36", f"{ROW}.target", Severity.NOTE)


def test_a_rate_that_is_a_day_under_quantity_is_one_matter() -> None:
    place = "indicators.output.quantity[1]"
    cells = {f"{place}.name": "补贴发放及时率", f"{place}.target": "12月31日前"}
    assert told("P1", cells) == [("T36", f"{place}.target")]


@pytest.mark.parametrize("target", ["≥95", "100", "98"])
def test_a_number_that_is_no_day_is_no_time(target: str) -> None:
    assert told("P1", row("改造工程完工时间", target)) == [("T35", f"{ROW}.target")]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("改造完成时间", "12"),
        ("改造完成时间", "30"),
        ("资金拨付时间", "≤30"),
        ("资金拨付时间", "≤60天"),
        ("故障响应时间", "≤45"),
        ("平均等待时间", "≤90"),
        ("改造工期", "90"),
        ("审批时限", "60"),
        ("改造完成时间", "2024"),
        ("改造完成及时率", "100"),
    ],
)
def test_numbers_that_may_be_times_are_let_be(name: str, target: str) -> None:
    assert "T35" not in [code for code, _ in told("P1", row(name, target))]


TWO = "indicators.output.timeliness[2]"


def stages(start: str, finish: str, begun: str, done: str) -> dict[str, str]:
    return {f"{ROW}.name": start, f"{ROW}.target": begun, f"{TWO}.name": finish, f"{TWO}.target": done}


@pytest.mark.parametrize(
    ("start", "finish"),
    [
        ("工程开工时间", "工程完工时间"),
        ("改造启动日期", "改造竣工日期"),
        ("项目开工时间", "项目竣工验收时间"),
        ("设备进场时间", "设备交付时间"),
        ("开工时间", "完工时间"),
    ],
)
def test_a_work_finished_before_it_begins_is_told_at_its_finish(start: str, finish: str) -> None:
    (finding,) = said("P3", stages(start, finish, "2026年9月底前", "2026年5月底前"))
    assert (finding.code, finding.where.key, finding.severity) == ("T32", f"{TWO}.target", Severity.EXPLAIN)
    assert "2026年9月底前" in finding.message


def test_what_was_done_is_held_against_what_was_done() -> None:
    cells = stages("工程开工时间", "工程完工时间", "2024年3月底前", "2024年9月底前")
    done = {f"{ROW}.actual": "2024年8月5日", f"{TWO}.actual": "2024年7月9日"}
    assert told("P1", cells | done) == [("T32", f"{TWO}.actual")]


@pytest.mark.parametrize(
    ("start", "finish", "begun", "done"),
    [
        ("工程开工时间", "工程完工时间", "2026年3月底前", "2026年9月底前"),
        ("工程开工时间", "工程完工时间", "2026年5月底前", "2026年5月底前"),
        ("二期开工时间", "一期完工时间", "2026年9月底前", "2026年5月底前"),
        ("道路开工时间", "管网完工时间", "2026年9月底前", "2026年5月底前"),
        ("工程开工时间", "资金拨付时间", "2026年9月底前", "2026年5月底前"),
        ("工程开工时间", "工程完工及时率", "2026年9月底前", "100%"),
        ("工程开工时间", "工程完工时间", "按合同约定", "2026年5月底前"),
        ("工程开工时间", "工程完工时间", "2026年9月底前", "按期完工"),
        ("工程工期", "工程完工时间", "90天", "2026年5月底前"),
        ("工程开工率", "工程完工率", "100%", "60%"),
    ],
)
def test_stages_in_order_and_of_different_works_are_let_be(start: str, finish: str, begun: str, done: str) -> None:
    assert "T32" not in [code for code, _ in told("P3", stages(start, finish, begun, done))]
