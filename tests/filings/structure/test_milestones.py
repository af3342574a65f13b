"""T32 over two indicators: what begins is not over before; other things may end when they like."""

from __future__ import annotations

import pytest

from filings.filled import Cells, found
from filings.national import P1

FIRST, SECOND = "indicators.output.timeliness[1]", "indicators.output.timeliness[2]"


def _cells(first: tuple[str, str, str], second: tuple[str, str, str]) -> Cells:
    rows = {}
    for row, (name, target, actual) in ((FIRST, first), (SECOND, second)):
        rows |= {f"{row}.name": name, f"{row}.target": target, f"{row}.actual": actual}
    return {**P1, **rows}


def _told(cells: Cells) -> list[tuple[str, str]]:
    return [said for said in found("P1", cells) if said[0] == "T32"]


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        (("道路开工时间", "9月底前", "9月1日"), ("道路完工时间", "5月底前", "11月20日"), "target"),
        (("泵站改造开工时间", "3月10日前", "3月5日"), ("泵站改造竣工时间", "10月底前", "2月22日"), "actual"),
        (("培训启动日期", "2024年6月1日前", "5月30日"), ("培训结束日期", "2024年4月30日前", "6月20日"), "target"),
    ],
)
def test_an_end_before_its_beginning_is_told(
    first: tuple[str, str, str], second: tuple[str, str, str], place: str
) -> None:
    assert _told(_cells(first, second)) == [("T32", f"{SECOND}.{place}")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("道路开工时间", "3月底前", "3月1日"), ("道路完工时间", "11月底前", "11月20日")),
        (("道路开工时间", "9月底前", "9月1日"), ("泵站完工时间", "5月底前", "5月20日")),
        (("道路完工时间", "5月底前", "5月20日"), ("桥梁开工时间", "9月底前", "9月1日")),
        (("道路开工时间", "6月底前", "6月1日"), ("道路完工时间", "6月底前", "6月20日")),
        (("设备采购完成时间", "4月底前", "4月2日"), ("设备安装完成时间", "3月底前", "3月20日")),
        (("道路开工率", "≥90%", "92%"), ("道路完工率", "≥80%", "85%")),
        (("普查启动时间", "年初", "1月"), ("普查完成时间", "年底前", "11月底")),
        (("道路开工时间", "按计划", "已开工"), ("道路完工时间", "5月底前", "5月20日")),
        (("一期开工时间", "9月底前", "9月1日"), ("二期完工时间", "5月底前", "5月20日")),
        (("道路开工时间", "2023年9月底前", "2023年9月1日"), ("道路完工时间", "5月底前", "5月20日")),
    ],
)
def test_other_times_are_let_be(first: tuple[str, str, str], second: tuple[str, str, str]) -> None:
    assert _told(_cells(first, second)) == []
