"""The lines that an official sees in the terminal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jixiao_xlsx.findings import Where, finding
from jixiao_xlsx.report.records.summary import summary_lines
from report.records.made import filing, record, wrong_number

TITLE = "2026年度部门整体绩效申报表"


def test_the_headline_says_who_what_and_how_much() -> None:
    made = replace(filing(record("a", Decimal(1)), record("b", "甲")), findings=(wrong_number("D4"),), unplaced=3)
    (headline, *_) = summary_lines(made, TITLE)
    assert headline == (
        "民政局.xlsx：2026年度部门整体绩效申报表，00101 示例市民政局；填了 2 格，另有 3 处内容没有读取；"
        "退回 1 条，说明 0 条，提示 0 条"
    )


def test_findings_of_the_same_words_are_one_line_with_cells_in_reading_order() -> None:
    cells = ("A10", "B1", "A2", "AA2", "C2")
    made = replace(filing(), findings=tuple(wrong_number(cell, label="") for cell in cells))
    assert summary_lines(made, TITLE)[1:] == (
        "  退回（必须改正后重新报送）：",
        "    [V101] 填报表!B1、A2、C2、AA2、A10：应填数字，实填‘九十’。请只填数字，例如 90.00。",
    )


def test_severities_come_gravest_first_and_each_once() -> None:
    note = finding("S05", Where())
    made = replace(filing(), findings=(note, wrong_number("D4"), note, wrong_number("D5")))
    assert [line for line in summary_lines(made, TITLE) if line.startswith("  ") and line[2] != " "] == [
        "  退回（必须改正后重新报送）：",
        "  提示（供参考）：",
    ]
    assert summary_lines(made, TITLE)[-1].startswith("    [S05] （2 处）")


def test_more_than_twelve_places_are_counted() -> None:
    made = replace(filing(), findings=tuple(wrong_number(f"D{row}", label="") for row in range(1, 21)))
    assert "D12等 20 处：" in summary_lines(made, TITLE)[-1]


def test_an_explained_finding_shows_the_explanation() -> None:
    explained = replace(wrong_number("D4"), explanation="追加预算")
    assert summary_lines(replace(filing(), findings=(explained,)), TITLE)[-1].endswith("出错说明：追加预算")


def test_foreign_text_cannot_write_to_the_terminal() -> None:
    where = Where(sheet="填报表", cell="D4", label="名称\x1b[31m\r\n伪造的一行\u202e")
    made = replace(filing(name="a\x1b]0;x\x07.xlsx", seal=None), findings=(finding("V101", where, found="1", ask=""),))
    lines = summary_lines(made, "")
    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)
    assert "认不出是哪一张表" in lines[0]


def test_a_finding_on_a_whole_sheet_is_placed_by_the_sheet_alone() -> None:
    made = replace(filing(), findings=(finding("P10", Where(sheet="填报表"), listed="第 25 行"),))
    assert summary_lines(made, TITLE)[-1].startswith("    [P10] 填报表：")
