"""The rollup workbook, opened again: who counts, what the totals say, and that foreign text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from jixiao_xlsx.findings import Where, finding
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.kinds.characters import units
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.report.kit.cell_text import MOST_TEXT, cell_text, sheet_name
from jixiao_xlsx.report.records.versions import kept_filings
from jixiao_xlsx.report.rollup.workbook import judged_filings, workbook_of
from report.records.made import SEAL, agency, figure, filing, record, wrong_number

HEADER = 3
OURS = re.compile(r"=(SUMIF\(\$|'按单位'!|COUNTIF\('问题清单')")
"""How the formulas begin that a workbook without forms and roster has."""


def rolled(filings: Iterable[Filing]) -> bytes:
    """The workbook of filings whose forms nobody knows: without 汇总表."""
    judged = judged_filings(filings, asking=lambda _: None, roster=Roster())
    return workbook_of(judged, asking=lambda _: None)


def opened(*filings: Filing, cached: bool = True) -> Workbook:
    return openpyxl.load_workbook(BytesIO(rolled(filings)), data_only=cached)


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """The rows below the header, by the header's words; the total row too."""
    names, *found = list(book[sheet].iter_rows(min_row=HEADER, values_only=True))
    return [dict(zip(map(str, names), row, strict=True)) for row in found]


def three() -> tuple[Filing, ...]:
    return (
        agency("00102", "示例市残联", "29.40", sha256="b" * 64),
        agency("00101", "示例市民政局", "4749.16", sha256="a" * 64),
        agency("00103", "示例市老龄办", "0", sha256="c" * 64),
    )


def test_one_row_per_agency_and_totals_that_live() -> None:
    found = rows(opened(*three()), "按单位")
    assert [row["单位编码"] for row in found] == ["00101", "00102", "00103", None]
    assert [row["财政拨款（万元）"] for row in found] == [4749.16, 29.4, 0, 4778.56]
    formulas = rows(opened(*three(), cached=False), "按单位")
    assert formulas[-1]["财政拨款（万元）"] == '=SUMIF($D$4:$D$6,"是",$E$4:$E$6)'


def test_the_same_bytes_twice_count_once_and_the_book_says_so() -> None:
    first = agency("00101", "示例市民政局", "10", sha256="a" * 64)
    book = opened(first, replace(first, source="最终版.xlsx"), *three()[:1])
    assert rows(book, "按单位")[-1]["财政拨款（万元）"] == 39.4
    assert "完全相同的文件另有 1 份" in str(book["按单位"]["A2"].value)
    assert "同样的文件收到 2 份" in str(rows(book, "来源")[0]["备注"])


def test_of_two_versions_only_the_newest_counts_and_both_are_listed() -> None:
    old = agency("00101", "示例市民政局", "10", sha256="f" * 64)
    assert old.modified is not None
    new = replace(
        agency("00101", "示例市民政局", "12", sha256="1" * 64), modified=old.modified + timedelta(1), source="改.xlsx"
    )
    found = rows(opened(old, new), "按单位")
    assert sorted((row["计入合计"], row["财政拨款（万元）"]) for row in found[:-1]) == [("否", 10), ("是", 12)]
    assert found[-1]["财政拨款（万元）"] == 12
    assert {kept.note for kept in kept_filings([old, new])} == {
        "已有更新的版本 改.xlsx，不计入合计",
        "同一填报件有 2 个版本，这是最新的",
    }


def test_a_tie_in_time_is_decided_by_content_and_a_missing_time_is_oldest() -> None:
    tied = [agency("00101", "示例市民政局", "1", sha256=digit * 64) for digit in "52"]
    undated = replace(agency("00101", "示例市民政局", "1", sha256="9" * 64), modified=None)
    naive = replace(undated, sha256="8" * 64, modified=datetime(2025, 1, 1))  # noqa: DTZ001
    counted = [kept.filing.sha256[0] for kept in kept_filings([undated, *tied, naive]) if kept.counts]
    assert counted == ["5"]


@pytest.mark.parametrize(
    "facts", [{"scope": "汇总"}, {"subject_code": "P01"}, {"year": 2025}, {"agency_code": "00109"}]
)
def test_filings_that_differ_in_one_part_of_their_identity_all_count(facts: dict[str, Any]) -> None:
    one = agency("00101", "示例市民政局", "1", sha256="a" * 64)
    assert one.seal is not None
    other = replace(one, sha256="b" * 64, seal=replace(one.seal, **facts))
    assert [kept.counts for kept in kept_filings([one, other])] == [True, True]


def test_filings_of_unknown_agencies_are_not_taken_for_versions_of_each_other() -> None:
    seal = replace(SEAL, agency_code="", agency_name="")
    pair = [filing(record("a", Decimal(1)), seal=seal, sha256=digit * 64) for digit in "ab"]
    assert [kept.counts for kept in kept_filings(pair)] == [True, True]


def test_amounts_in_doubt_of_their_measure_stay_out_until_explained() -> None:
    doubt = finding("G01", Where(), found="1", expected="元", reason="太小")
    doubted = replace(three()[0], findings=(doubt,))
    explained = replace(three()[0], findings=(replace(doubt, explanation="确为元"),))
    assert [kept.counts for kept in kept_filings([doubted])] == [False]
    assert [kept.counts for kept in kept_filings([explained])] == [True]


def test_an_unreadable_value_is_blank_and_never_zero() -> None:
    made = filing(record("f.a", None, raw="九十", kind="amount", label="甲"), record("f.b", Decimal(0), label="乙"))
    row = rows(opened(made), "按单位")[0]
    assert (row["甲（万元）"], row["乙（万元）"]) == (None, 0)
    assert "读不出数" in str(opened(made)["按单位"]["A2"].value)
    detail = rows(opened(made), "明细表")[0]
    assert (detail["值"], detail["原文"]) == (None, "九十")


def test_a_column_that_nobody_filled_and_rates_have_no_total() -> None:
    made = replace(
        filing(record("f.a", None, raw="x", kind="amount", label="甲")),
        figures=(figure("f.rate", Decimal("0.5"), kind="percent", measure=""), figure("f.none", None, "不适用")),
    )
    row, total = rows(opened(made), "按单位")
    assert (row["f.rate"], row["f.none（万元）"]) == (0.5, "不适用")
    assert (total["甲（万元）"], total["f.rate"], total["f.none（万元）"]) == (None, None, None)


def test_a_refused_file_is_in_sources_and_findings_and_nowhere_else() -> None:
    refused = replace(filing(name="照片.xlsx", seal=None, sha256="d" * 64), findings=(finding("S01"),))
    book = opened(refused, *three())
    assert rows(book, "来源")[-1]["文件"] == "照片.xlsx"
    assert [row["代码"] for row in rows(book, "问题清单")] == ["S01"]
    assert all(row["文件"] != "照片.xlsx" for sheet in ("按单位", "明细表") for row in rows(book, sheet))


def test_only_refused_files_still_give_a_book() -> None:
    refused = replace(filing(seal=None), findings=(finding("S01"), finding("S10")))
    assert opened(refused).sheetnames == ["指标库", "明细表", "问题清单", "来源"]
    assert opened().sheetnames == ["指标库", "明细表", "问题清单", "来源"]


def test_several_forms_and_years_have_sheets_of_their_own() -> None:
    seals = [replace(SEAL, form=form, year=year) for form in ("S0", "s0", "长" * 40) for year in (2025, 2026)]
    made = [filing(record("a", Decimal(1)), seal=seal, sha256=f"{n:064}") for n, seal in enumerate(seals)]
    names = opened(*made).sheetnames
    assert len(names) == 6 + len(("图表",)) + 3 + 4
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 31


def test_the_same_key_in_another_measure_is_another_column() -> None:
    wan = filing(record("a", Decimal(1), label="甲"), sha256="a" * 64)
    yuan = filing(
        record("a", Decimal(10000), label="甲", measure="元"), sha256="b" * 64, seal=replace(SEAL, agency_code="2")
    )
    total = rows(opened(wan, yuan), "按单位")[-1]
    assert (total["甲（万元）"], total["甲（元）"]) == (1, 10000)


def test_indicators_are_listed_with_levels_and_read_targets() -> None:
    label = "年度目标1·产出指标·数量指标·第2行·"
    wide = "第3行·产出目标·时效指标·完成情况"
    made = filing(
        record("g[1].i.q[2].name", "养老床位", label=label + "指标名称"),
        record("g[1].i.q[2].plan", "≥400万人次", kind="target", label=label + "年度指标值"),
        record("p[3].name", "适老化改造", label="第3行·项目名称"),
        record("p[3].o.t.actual", "12月底前", kind="target", label=wide),
    )
    first, second = rows(opened(made), "指标库")
    assert [first[name] for name in ("所属", "一级指标", "二级指标", "指标名称")] == [
        "年度目标1",
        "产出指标",
        "数量指标",
        "养老床位",
    ]
    read = [first[f"年度指标值·{name}"] for name in ("类型", "符号", "数值", "计量单位", "方向")]
    assert (first["年度指标值"], *read) == ("≥400万人次", "数值", "≥", 4_000_000, "人次", "正向")
    assert [second[name] for name in ("所属", "一级指标", "二级指标")] == ["适老化改造", "产出目标", "时效指标"]
    read = [second[f"完成情况·{name}"] for name in ("类型", "符号", "数值", "时限")]
    assert read == ["时点", "≤", None, "2026-12-31"]


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "http://a.b/c", "<r>x</r>", "{=1}", "\x00\x07", "_x0041_", "\ud800", "\uffff"]
)
def test_foreign_text_stays_text_everywhere(text: str) -> None:
    seal = replace(SEAL, agency_name=text, subject_name=text)
    made = filing(record("t[1].name", text, label=text), name=text, seal=seal)
    book = opened(replace(made, findings=(wrong_number("D4", label=text),)), cached=False)
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=HEADER + 1) for cell in row]
    assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == [
        cell for cell in cells if OURS.match(str(cell.value))
    ]


def test_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    cut = cell_text("\U0001f600" * MOST_TEXT)
    assert units(cut) <= MOST_TEXT
    assert cut.endswith("（过长，未全部列出）")
    assert cell_text("字" * MOST_TEXT) == "字" * MOST_TEXT


@given(st.lists(st.text(max_size=40), max_size=8))
def test_sheet_names_are_always_valid_and_apart(wanted: list[str]) -> None:
    taken: set[str] = set()
    for text in wanted:
        name = sheet_name(text, taken)
        assert name.casefold() not in taken
        assert 0 < units(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        taken.add(name.casefold())


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_change_a_byte(random: Random) -> None:
    first, *_ = three()
    several = [
        *three(),
        replace(first, source="另存.xlsx"),
        replace(first, sha256="9" * 64, modified=datetime(2026, 4, 1, tzinfo=UTC)),
        replace(filing(name="x.xlsx", seal=None, sha256="0" * 64), findings=(finding("S01"),)),
    ]
    shuffled = list(several)
    random.shuffle(shuffled)
    assert rolled(shuffled) == rolled(several)


@settings(max_examples=30)
@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), min_size=1, max_size=8))
def test_a_cached_total_is_the_exact_sum_to_the_cent(amounts: list[Decimal]) -> None:
    made = [agency(f"{n:05}", f"单位{n}", str(amount), sha256=f"{n:064}") for n, amount in enumerate(amounts)]
    total = rows(opened(*made), "按单位")[-1]["财政拨款（万元）"]
    assert Decimal(repr(total)).quantize(Decimal("0.01")) == sum(amounts)
