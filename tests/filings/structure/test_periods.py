"""The time a project takes: as people write it, and beside the year and the nature of the project."""

from __future__ import annotations

import pytest

from filings.filled import found
from filings.structure.told import said, told
from jixiao_xlsx.filings.structure.periods import ProjectPeriod, read_period
from jixiao_xlsx.findings import Severity

# As it is written, and first and last month and length as read.
WRITTEN = (
    ("2026—2028年", "2026-01", "2028-12", 36),
    ("2026-2028", "2026-01", "2028-12", 36),
    ("2026～2028年", "2026-01", "2028-12", 36),
    ("2026年至2028年", "2026-01", "2028-12", 36),
    ("2026 年 — 2028 年", "2026-01", "2028-12", 36),
    ("２０２６－２０２８年", "2026-01", "2028-12", 36),
    ("2026-28年", "2026-01", "2028-12", 36),
    ("二〇二六年至二〇二八年", "2026-01", "2028-12", 36),
    ("2026—2028年（三年）", "2026-01", "2028-12", 36),
    ("36个月（2026年1月—2028年12月）", "2026-01", "2028-12", 36),
    ("2026年1月至12月", "2026-01", "2026-12", 12),
    ("2026年1-12月", "2026-01", "2026-12", 12),
    ("2026.1-2027.12", "2026-01", "2027-12", 24),
    ("2026.01-12", "2026-01", "2026-12", 12),
    ("2026.1.1-12.31", "2026-01", "2026-12", 12),
    ("2026/1/1-2026/12/31", "2026-01", "2026-12", 12),
    ("2026-1-1至2026-12-31", "2026-01", "2026-12", 12),
    ("20260101-20281231", "2026-01", "2028-12", 36),
    ("202601-202812", "2026-01", "2028-12", 36),
    ("2026年3月1日—11月30日", "2026-03", "2026-11", 9),
    ("2026年9月至次年6月", "2026-09", "2027-06", 10),
    ("2025年10月至2026年6月", "2025-10", "2026-06", 9),
    ("一期2024—2025年，二期2026—2027年", "2024-01", "2027-12", 48),
    ("“十五五”时期", "2026-01", "2030-12", 60),
    ("2026年", "2026-01", "2026-12", 12),
    ("2026年度", "2026-01", "2026-12", 12),
    ("2026", "2026-01", "2026-12", 12),
    ("2026年6月", "2026-01", "2026-12", 1),
    ("2026年起", "2026-01", "", None),
    ("2026年至今", "2026-01", "", None),
    ("2023年起，为期3年", "2023-01", "2025-12", 36),
    ("截至2027年底", "", "2027-12", None),
    ("三年", "", "", 36),
    ("12个月", "", "", 12),
    ("项目批复后24个月", "", "", 24),
)


@pytest.mark.parametrize(("text", "first", "last", "months"), WRITTEN, ids=[text for text, *_ in WRITTEN])
def test_a_period_is_read(text: str, first: str, last: str, months: int | None) -> None:
    period = read_period(text)
    assert period is not None
    assert (_month(period.first), _month(period.last), period.months) == (first, last, months)
    assert not period.reversed
    assert not period.endless


def _month(number: int | None) -> str:
    return "" if number is None else f"{number // 12}-{number % 12 + 1:02d}"


@pytest.mark.parametrize("text", ["长期", "常年", "每年", "2026年—长期", "自2026年起长期实施", "经常性项目"])
def test_what_goes_on_has_no_end(text: str) -> None:
    period = read_period(text)
    assert period is not None
    assert period.endless
    assert period.last is None


@pytest.mark.parametrize("text", ["按批复执行", "一次性", "见附件", "无", "第一年度"])
def test_what_says_no_time_is_no_period(text: str) -> None:
    assert read_period(text) in (None, ProjectPeriod())


TURNED = (
    "2028—2026年",
    "2028-2026",
    "2027年1月至2026年12月",
    "2026年12月—2026年1月",
    "2026.12-2026.1",
    "2026/12/31-2026/1/1",
    "20281231-20260101",
    "2028年底至2026年初",
)


@pytest.mark.parametrize("form", ["P2", "P2B"])
@pytest.mark.parametrize("text", TURNED)
def test_a_period_turned_round_is_sent_back(form: str, text: str) -> None:
    (finding,) = said(form, {"head.period": text})
    assert (finding.code, finding.where.key, finding.severity) == ("T32", "head.period", Severity.RETURN)
    assert "前后颠倒" in finding.message


@pytest.mark.parametrize("form", ["P2", "P2B"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023—2025年", "已经结束"),
        ("2024.1-2025.12", "已经结束"),
        ("2025年", "已经结束"),
        ("截至2025年底", "已经结束"),
        ("2022年起，为期三年", "已经结束"),
        ("“十四五”期间", "已经结束"),
        ("2027—2029年", "才开始"),
        ("2027年1月起", "才开始"),
        ("2027年度", "才开始"),
        ("20270101-20271231", "才开始"),
    ],
)
def test_a_period_apart_from_the_year_is_told(form: str, text: str, words: str) -> None:
    (finding,) = said(form, {"head.period": text})
    assert (finding.code, finding.where.key, finding.severity) == ("T31", "head.period", Severity.EXPLAIN)
    assert words in finding.message
    assert "2026" in finding.message


@pytest.mark.parametrize("form", ["P2", "P2B"])
@pytest.mark.parametrize(
    "text",
    [
        "2026年",
        "2026—2028年",
        "2024—2026年",
        "2025年10月至2026年6月",
        "2026年12月",
        "2023年起",
        "长期",
        "三年",
        "2026.1-2026.12",
        "2025年9月至次年6月",
        "“十五五”时期",
        "2025-2027年",
        "一期2024—2025年，二期2026—2027年",
        "2024年、2026年",
        "项目批复后24个月",
        "常年",
        "2026年1月—2026年12月31日",
        "截至2027年底",
        "2026年12月至1月",
    ],
)
def test_a_period_with_the_year_in_it_is_let_be(form: str, text: str) -> None:
    assert told(form, {"head.period": text}) == []


def test_a_period_of_other_years_is_one_matter() -> None:
    assert [code for code, key in found("P2", {"head.period": "2022年度—2024年度"}) if key == "head.period"] == ["T31"]


ONE_OFF = {"head.nature": "一次性项目"}


@pytest.mark.parametrize("form", ["P2", "P2B"])
@pytest.mark.parametrize(
    "text", ["2026—2028年", "2024-2027年", "三年", "36个月", "长期", "2026年起长期", "2026.1-2029.12"]
)
def test_a_one_time_project_over_years_is_told(form: str, text: str) -> None:
    (finding,) = said(form, {**ONE_OFF, "head.period": text})
    assert (finding.code, finding.where.key, finding.severity) == ("T33", "head.period", Severity.EXPLAIN)
    assert "一次性项目" in finding.message


@pytest.mark.parametrize(
    ("nature", "text"),
    [
        ("一次性项目", "2026年"),
        ("一次性项目", "2026—2027年"),
        ("一次性项目", "2026年3月至11月"),
        ("一次性项目", "2025年10月—2027年3月"),
        ("一次性项目", "24个月"),
        ("一次性项目", "2026年起"),
        ("一次性项目", "一年"),
        ("延续项目", "2026—2028年"),
        ("新增项目", "2026—2030年"),
        ("延续项目", "长期"),
    ],
)
def test_a_project_as_long_as_it_may_be_is_let_be(nature: str, text: str) -> None:
    assert told("P2", {"head.nature": nature, "head.period": text}) == []
