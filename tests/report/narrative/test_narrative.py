"""The report's sentences, figures, gaps and doubts, from workbooks as they come back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.report.narrative.facts import number_text, rate_text
from jixiao_xlsx.report.narrative.narrative import narrative_of
from jixiao_xlsx.report.narrative.pieces import FigureTable, Narrative, Origin, Paragraph
from report.narrative.filed import READER, filed, questions, told

EXECUTION = "texts.overview.execution.text"
DONE = "texts.achieved.done.text"


def computed(narrative: Narrative, heading: str) -> str:
    part = next(one for one in narrative.parts if heading in one.heading)
    return "".join(
        block.text for block in part.blocks if isinstance(block, Paragraph) and block.origin is Origin.COMPUTED
    )


def figure_tables(narrative: Narrative) -> list[FigureTable]:
    return [block for part in narrative.parts for block in part.blocks if isinstance(block, FigureTable)]


def test_the_sample_is_told_with_its_derived_figures() -> None:
    said = computed(told(), "预算及执行情况")
    assert said == (
        "2023年年初预算3,228.08万元，其中：基本支出412.92万元，占12.79%；项目支出2,815.16万元，占87.21%。"
        "与2022年年初预算3,859.65万元相比，减少631.57万元，减少幅度为16.36%。"
        "2023年全年总支出17,917.84万元，其中：基本支出378.60万元，占2.11%；项目支出17,539.24万元，占97.89%。"
        "总支出为年初预算的555.06%，超出年初预算14,689.76万元。"
        "全年收到上级补助收入5,349.81万元，相当于总支出的29.86%。"
    )


def test_key_results_are_told_with_their_own_measures() -> None:
    said = computed(told(), "履职完成情况")
    assert "社会组织175个，其中：社会团体95个，占54.29%；民办非企业单位80个，占45.71%。" in said
    assert "福利彩票销售额1,479.30万元" in said
    assert "筹款993,822.35元，其中：线上募集946,491.93元，占95.24%" in said
    assert "颐养之家已建成78个，城乡社区总数89个，占87.64%。" in said


def test_headings_follow_the_form() -> None:
    headings = [(part.level, part.heading) for part in told().parts]
    assert headings[0] == (1, "一、部门概况")
    assert headings[5] == (2, "（五）预算及执行情况")
    assert headings[-1] == (1, "四、结果应用和公开")
    assert len(headings) == 14


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("3228.08", "与2022年年初预算3,228.08万元持平。"),
        ("3000", "与2022年年初预算3,000.00万元相比，增加228.08万元，增加幅度为7.60%。"),
        ("3228.07", "增加0.01万元，增加幅度为不足0.01%。"),
        ("0", "2022年年初预算为0.00万元，本年增加3,228.08万元，增减率不适用。"),
    ],
)
def test_the_direction_is_that_of_the_figures(last: str, words: str) -> None:
    assert words in computed(told({"budget.total.y_1": Decimal(last)}), "预算及执行情况")


@settings(deadline=None)
@given(
    st.decimals(Decimal(0), Decimal(10) ** 9, places=2),
    st.decimals(Decimal(0), Decimal(10) ** 9, places=2),
)
def test_amounts_and_rates_read_back_as_what_they_are(part: Decimal, whole: Decimal) -> None:
    assert Decimal(number_text(part).replace(",", "")) == part
    if whole:
        shown = rate_text(part / whole)
        points = part / whole * 100
        assert shown == "不足0.01%" or abs(Decimal(shown.rstrip("%").replace(",", "")) - points) <= Decimal("0.005")


def test_a_sum_is_not_told_while_a_part_is_blank() -> None:
    narrative = told({"budget.project.y0": None})
    said = computed(narrative, "预算及执行情况")
    assert "年初预算412.92" not in said
    assert "相比" not in said
    assert [gap.label for gap in narrative.gaps if gap.is_number] == ["项目支出·2023年"]
    missing = [
        block.text
        for part in narrative.parts
        for block in part.blocks
        if isinstance(block, Paragraph) and block.is_missing
    ]
    assert "（项目支出·2023年未填全，有关的数字没有列出）" in missing
    budget = figure_tables(narrative)[0]
    assert budget.rows[2] == ("年初预算合计", "3,859.65", "", "", "")


def test_a_group_that_nobody_filled_is_left_out_and_no_gap() -> None:
    narrative = told({"results.lottery.computer.value": None, "results.lottery.instant.value": None})
    assert "福利彩票" not in computed(narrative, "履职完成情况")
    assert not [gap for gap in narrative.gaps if "福利彩票" in gap.label]


def test_a_group_half_filled_is_a_gap() -> None:
    narrative = told({"results.lottery.instant.value": None})
    assert "福利彩票" not in computed(narrative, "履职完成情况")
    assert [gap.cell for gap in narrative.gaps if "福利彩票" in gap.label] == ["F26"]


def test_an_amount_that_cannot_be_read_is_said() -> None:
    from dataclasses import replace

    filing = filed()
    records = tuple(replace(record, value=None) if record.cell == "E14" else record for record in filing.records)
    narrative = narrative_of(replace(filing, records=records), questions())
    assert ("项目支出·金额", "读不懂") in [(gap.label, gap.why) for gap in narrative.gaps]
    assert "总支出" not in computed(narrative, "预算及执行情况")


def test_unanswered_sections_are_said_where_they_stand_and_listed() -> None:
    narrative = told()
    empty = [part.heading for part in narrative.parts for block in part.blocks if getattr(block, "is_missing", False)]
    assert empty == ["（二）履职效果情况", "（三）满意度及可持续影响"]
    assert [note.heading for note in narrative.notes] == ["未填写的部分", "审核意见"]
    assert narrative.notes[0].lines[0] == "二、绩效实现情况·履职效果情况（填报表D39格）：未填写"
    assert not narrative.is_ready


def test_the_clean_sample_is_ready() -> None:
    narrative = told(clean=True)
    assert narrative.is_ready
    assert narrative.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "年初预算增长原因：上年基数偏低",
        "本年年初预算比上年增加631.57万元",
        "预算增长的主要原因是项目增多",
        "年初预算较2022年有所上升",
        "与上年相比预算增加",
    ],
)
def test_a_text_that_says_the_opposite_of_the_figures_is_doubted(text: str) -> None:
    doubts = told({EXECUTION: f"{text}。以项目支出为主。"}).doubts
    assert [(doubt.said, doubt.shown) for doubt in doubts] == [(text, "年初预算比2022年减少631.57万元（16.36%）")]


@pytest.mark.parametrize(
    "text",
    [
        "年初预算比上年减少，主要是项目结束。",
        "年初预算没有增加。",
        "预算执行率比上年提高，支出增加较多。",
        "本年预算绩效管理水平比上年上升。",
        "三公经费下降。服务对象增加。",
        "减少的主要原因是预算项目结束。",
        "项目支出占总支出的97.89%，基本支出占总支出的2.1%。总支出为年初预算的555%。",
    ],
)
def test_texts_that_fit_the_figures_are_not_doubted(text: str) -> None:
    assert told({EXECUTION: text}).doubts == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("项目支出占总支出的97%", "按填报的数字，项目支出占总支出为97.89%"),
        ("颐养之家建成78个，社区覆盖率达到90%以上", "按填报的数字，颐养之家已建成占比为87.64%"),
        ("颐养之家覆盖率85%", "按填报的数字，颐养之家已建成占比为87.64%"),
        ("总支出为年初预算的655%", "按填报的数字，总支出与年初预算之比为555.06%"),
    ],
)
def test_a_share_that_is_not_the_computed_one_is_doubted(text: str, shown: str) -> None:
    assert [(doubt.said, doubt.shown) for doubt in told({DONE: text}).doubts] == [(text, shown)]


@pytest.mark.parametrize("text", ["颐养之家覆盖率85%以上", "颐养之家覆盖率约88%左右", "颐养之家入住率60%"])
def test_a_bound_that_holds_is_not_doubted(text: str) -> None:
    assert told({DONE: text}).doubts == ()


@settings(deadline=None, max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from([EXECUTION, DONE, "texts.application.text"]),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80),
    )
)
def test_any_text_is_told_or_said_to_be_missing(texts: dict[str, str]) -> None:
    change: dict[str, Value | None] = {key: text or None for key, text in texts.items()}
    narrative = told(change)
    assert all(part.blocks for part in narrative.parts if part.level == 2)


def test_another_form_has_no_report() -> None:
    from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
    from jixiao_xlsx.spec.catalogue import load_form

    blank = issue_blank(Order(load_form("S0"), 2026, Party("202", "示例市民政局")))
    with pytest.raises(JixiaoError, match="没有自评报告的数据"):
        narrative_of(READER.read(blank.data, name="S0.xlsx"), blank.layout.questions)
