"""The printed texts of a form, its title first, with the placeholders that they hold."""

from __future__ import annotations

import pytest

from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.spec.load import load_text

OWN = """
form: own_titled
title: "{title}"
edition: 2024
measure: 万元
columns: [12, 18]
sections:
  - key: head
    spans: [1]
    lines: [[{{label: 项目名称, key: project, kind: text}}]]
"""


def form_titled(title: str) -> Form:
    return load_text(OWN.format(title=title), name="own.yaml")


@pytest.mark.parametrize(
    ("title", "printed", "bare"),
    [
        ("部门整体支出绩效自评表", "部门整体支出绩效自评表", "部门整体支出绩效自评表"),
        ("<year>年度项目支出计划表", "2026年度项目支出计划表", "项目支出计划表"),
        ("项目支出计划表（<year>年度）", "项目支出计划表（2026年度）", "项目支出计划表"),
        ("<year>年项目支出计划表", "2026年项目支出计划表", "项目支出计划表"),
        ("<agency><year-1>年度决算表（<measure>）", "示例市民政局2025年度决算表（万元）", "决算表（万元）"),
    ],
)
def test_a_title_is_printed_with_its_year_and_agency_and_said_without(title: str, printed: str, bare: str) -> None:
    form = form_titled(title)
    assert form.printed_title(2026, "示例市民政局") == printed
    assert form.bare_title == bare


def test_a_title_for_nobody_names_no_agency() -> None:
    assert form_titled("<agency><year>年度计划表").printed_title(2026) == "2026年度计划表"


def test_a_printed_text_keeps_the_counters_that_its_place_decides() -> None:
    said = form_titled("计划表").words("目标<k>：<year>年与<year-1>年、<year+1>年（<measure>），职能<n>", 2026)
    assert said == "目标<k>：2026年与2025年、2027年（万元），职能<n>"
