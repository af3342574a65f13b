"""Dates are ordered: a spec may say that a finish is not before its start, and the findings tell days as days."""

from __future__ import annotations

from datetime import date

import pytest

from filings.filled import Cells, blank_of, findings, reader_of
from jixiao_xlsx.errors import SpecError
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.load import load_text

SOUND: Cells = {
    "head.project": "养老服务中心改造",
    "head.date": date(2025, 11, 20),
    "plan.begun": date(2026, 1, 1),
    "plan.done": date(2026, 12, 31),
    "steps[1].name": "基础施工",
    "steps[1].start": date(2026, 1, 1),
    "steps[1].finish": date(2026, 6, 30),
    "steps[2].name": "设备安装",
    "steps[2].start": date(2026, 7, 1),
    "steps[2].finish": date(2026, 7, 1),
}


def told(cells: Cells) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in findings("dated", {**SOUND, **cells})]


def test_dates_in_their_order_draw_nothing() -> None:
    assert told({}) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"plan.done": None},
        {"plan.begun": None, "plan.done": None, "head.date": None},
        {"plan.done": date(2026, 1, 1)},
        {"steps[1].start": None},
        {"steps[2].finish": date(2027, 1, 1)},
        {"head.date": None},
        {"steps[3].name": "验收"},
    ],
)
def test_what_is_blank_or_the_same_day_is_let_be(cells: Cells) -> None:
    assert told(cells) == []


def test_a_finish_before_its_start_is_told_in_days() -> None:
    ((code, message),) = told({"plan.done": date(2025, 12, 1)})
    assert code == "R02"
    assert "计划开工日期 2026年1月1日 晚于计划完工日期 2025年12月1日，相差 31 天" in message
    assert "计划开工日期 不晚于 计划完工日期" in message


def test_a_row_of_dates_is_told_by_the_words_of_its_rule() -> None:
    ((code, message),) = told({"steps[1].finish": date(2025, 6, 30)})
    assert code == "R02"
    assert "每个分项的结束日期不应早于开始日期" in message
    assert "开始日期 2026年1月1日 晚于结束日期 2025年6月30日，相差 185 天" in message


def test_the_same_day_is_no_earlier_day() -> None:
    ((code, message),) = told({"head.date": date(2026, 1, 1)})
    assert code == "R02"
    assert "填报日期和计划开工日期都是 2026年1月1日" in message


@pytest.mark.parametrize("typed", ["2026年11月31日", "2026年13月40日", "2026-2-30", "20261131", "2026.00.10"])
def test_a_day_that_does_not_exist_is_sent_back_and_compared_with_nothing(typed: str) -> None:
    blank = blank_of("dated")
    cells = {parse_key(key): value for key, value in SOUND.items() if isinstance(value, (str, date))}
    done = parse_key("plan.done")
    del cells[done]
    data = fill(blank.data, blank.layout, cells, pasted={done: typed})
    (finding,) = reader_of("dated").read(data, name="表.xlsx").findings
    assert (finding.code, finding.where.key, finding.severity) == ("V112", "plan.done", Severity.RETURN)


def _faults(check: str) -> list[str]:
    text = f"""
form: sample
title: <year>年度示例表
edition: 2024
measure: 万元
columns: [12, 14]
sections:
  - key: head
    lines:
      - [{{label: 名称, key: name}}]
      - [{{label: 开始, key: start, kind: date}}]
      - [{{label: 结束, key: finish, kind: date}}]
      - [{{label: 金额, key: amount, kind: amount}}]
    rules: [{{check: "{check}"}}]
"""
    try:
        load_text(text, name="sample.yaml")
    except SpecError as caught:
        return [f"{fault.wrong}；{fault.write}" for fault in caught.faults]
    return []


@pytest.mark.parametrize(
    "check",
    [
        "start <= finish",
        "start < finish",
        "finish >= start",
        "start == finish",
        "start != finish",
        "start <= finish <= start",
        "blank(start) or start <= finish",
        "count(start, finish) == 2",
    ],
)
def test_dates_are_compared_with_dates(check: str) -> None:
    assert _faults(check) == []


@pytest.mark.parametrize(
    "check",
    [
        "start <= amount",
        "amount > finish",
        "start <= 20260101",
        "start < name",
        "start == '2026-01-01'",
        "finish - start > 30",
        "start + 30 <= finish",
        "max(start, finish) > 1",
        "start in (1, 2)",
    ],
)
def test_dates_are_nothing_to_reckon_with(check: str) -> None:
    faults = _faults(check)
    assert faults
    assert any("日期" in fault for fault in faults)
