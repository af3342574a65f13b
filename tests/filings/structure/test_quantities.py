"""Targets without a figure: under 数量, and in all the form."""

from __future__ import annotations

import pytest

from filings.filled import Cells
from filings.structure.told import said, told
from jixiao_xlsx.findings import Severity

# Form, row under 数量, and the column of its target.
FORMS = (
    ("S0", "indicators.output.quantity[1]", "target"),
    ("S1", "indicators.output.quantity[1]", "annual"),
    ("S2", "goals[1].indicators.output.quantity[1]", "plan"),
    ("P1", "indicators.output.quantity[1]", "target"),
    ("P1B", "indicators.output.quantity[1]", "target"),
    ("P2", "indicators.output.quantity[1]", "target"),
    ("P2B", "indicators.output.quantity[1]", "target"),
    ("P3", "indicators.output.quantity[1]", "target"),
    ("P4", "indicators.output.quantity[1]", "target"),
    ("P5", "indicators.output.quantity[1]", "target"),
    ("S3", "projects[1].output.quantity", "target"),
)
WORDS = ("良好", "显著提升", "优", "有所提高", "较好", "明显改善", "达标", "优良", "合格")
COUNTED = (
    "≥500户",
    "100%",
    "全覆盖",
    "每季度一次",
    "7×24小时",
    "一户一档",
    "12份",
    "400万人次",
    "约74个",
    "三场",
    "2.3–3.5公里",
    "不低于上年",
    "高龄津贴80岁以上老人全覆盖",
    "手册5000份以上，指导换届选举工作2次以上",
    "每个月界线巡查一次",
    "九成以上",
    "全部社区",
    "按实际发生数",
    "不适用",
    "500",
)


@pytest.mark.parametrize(("form", "row", "column"), FORMS, ids=[form for form, _, _ in FORMS])
def test_a_quantity_in_words_is_told_at_its_target(form: str, row: str, column: str) -> None:
    cells: Cells = {f"{row}.{column}": "良好"} | ({} if form == "S3" else {f"{row}.name": "开展培训场次"})
    assert told(form, cells) == [("T26", f"{row}.{column}")]


@pytest.mark.parametrize("words", WORDS)
def test_levels_are_no_quantities(words: str) -> None:
    row = "indicators.output.quantity[2]"
    (finding,) = said("P1", {f"{row}.name": "开展培训场次", f"{row}.target": words})
    assert (finding.code, finding.severity) == ("T26", Severity.EXPLAIN)
    assert words[:4] in finding.message
    assert "开展培训场次" in finding.message


@pytest.mark.parametrize("words", COUNTED)
def test_what_counts_is_let_be(words: str) -> None:
    row = "indicators.output.quantity[2]"
    assert told("P1", {f"{row}.name": "开展培训场次", f"{row}.target": words}) == []


@pytest.mark.parametrize(
    "row",
    ["output.quality", "output.timeliness", "benefit.social", "benefit.sustainability", "satisfaction.beneficiaries"],
)
def test_words_elsewhere_are_let_be(row: str) -> None:
    assert told("P1", {f"indicators.{row}[1].name": "工作成效", f"indicators.{row}[1].target": "良好"}) == []


def test_two_halves_of_a_row_are_told_once() -> None:
    row = "indicators.output.quantity[1]"
    cells = {
        f"{row}.cycle_name": "培训场次",
        f"{row}.cycle": "良好",
        f"{row}.name": "培训场次",
        f"{row}.target": "良好",
    }
    assert told("P2", cells) == [("T26", f"{row}.target")]


def test_the_row_of_a_wide_form_tells_what_is_done() -> None:
    for words in ("确保如期开展勘察设计", "保障婚姻登记工作正常运行", "做好困难群众慰问"):
        assert told("S3", {"projects[1].output.quantity.target": words}) == []


ROWS = ("output.quality[1]", "benefit.social[1]", "benefit.sustainability[1]", "satisfaction.beneficiaries[1]")


def _rows(*targets: str) -> Cells:
    cells: dict[str, str] = {}
    for row, target in zip(ROWS, targets, strict=False):
        cells |= {f"indicators.{row}.name": f"工作{row[:8]}", f"indicators.{row}.target": target}
    return cells


@pytest.mark.parametrize("form", ["P1", "P1B", "P2", "P2B", "P3", "P4", "P5"])
def test_nothing_but_words_is_told_once(form: str) -> None:
    (finding,) = said(form, _rows("良好", "有所提升", "长期", "优"))
    assert (finding.code, finding.severity) == ("T27", Severity.NOTE)
    assert finding.where.key == "indicators.output.quality[1].target"
    assert "4 个" in finding.message


@pytest.mark.parametrize(
    "targets",
    [
        ("良好", "有所提升"),
        ("良好", "有所提升", "≥95%"),
        ("良好", "有所提升", "12月底前"),
        ("良好", "有所提升", "长期", "≥90%"),
        ("≥98%", "有所提升", "长期", "优"),
        ("良好", "全覆盖", "长期"),
        ("良好", "不低于上年", "长期"),
        ("良好", "每月一次", "优"),
        ("良好", "无", "/"),
        ("良好", "有所提升", "按实际发生数"),
    ],
)
def test_one_that_counts_is_enough(targets: tuple[str, ...]) -> None:
    assert told("P1", _rows(*targets)) == []


@pytest.mark.parametrize("text", ["逐步增加", "逐年提高", "逐渐扩大"])
def test_by_degrees_counts_nothing(text: str) -> None:
    key = "indicators.output.quantity[1]"
    assert told("P1", {f"{key}.name": "改造户数", f"{key}.target": text}) == [("T26", f"{key}.target")]


@pytest.mark.parametrize("text", ["逐户走访", "逐人建档", "逐村宣讲"])
def test_one_by_one_counts(text: str) -> None:
    key = "indicators.output.quantity[1]"
    assert told("P1", {f"{key}.name": "走访户数", f"{key}.target": text}) == []
