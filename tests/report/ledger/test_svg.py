"""The charts: well-formed whatever the texts, true to their numbers."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.report.kit.cell_text import text_width
from jixiao_xlsx.report.ledger.svg import (
    Point,
    Series,
    StackedBar,
    fitted,
    legend,
    line_chart,
    plain_bars,
    stacked_bars,
)

TWO = (Series("已报", "#2471a3"), Series("未报", "#c0392b"))
TEXTS = st.text(max_size=40)
COUNTS = st.integers(0, 10_000)


def shapes(chart: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(chart).iter(tag))


@given(st.lists(st.tuples(TEXTS, COUNTS, COUNTS), max_size=12), TEXTS)
def test_bars_are_well_formed_and_divide_their_length(rows: list[tuple[str, int, int]], title: str) -> None:
    chart = stacked_bars(title, [StackedBar(label, (row, two)) for label, row, two in rows], TWO)
    groups = shapes(chart, "g")
    assert len(groups) == len(rows)
    for group, (_, row, two) in zip(groups, rows, strict=True):
        ground, *parts = list(group.iter("rect"))
        widths = [float(part.get("width", "")) for part in parts]
        assert len(parts) == (row > 0) + (two > 0)
        if parts:
            assert abs(sum(widths) - float(ground.get("width", ""))) <= 0.2
        if row and two:
            assert abs(widths[0] * two - widths[1] * row) <= 0.11 * (row + two)


def test_the_longest_plain_bar_takes_the_whole_width() -> None:
    chart = plain_bars("意见", [StackedBar("R01", (10,)), StackedBar("R02", (5,))], ["#c0392b", "#2471a3"])
    widths = [[float(element.get("width", "")) for element in group.iter("rect")] for group in shapes(chart, "g")]
    assert widths[0][1] == widths[0][0]
    assert widths[1][1] * 2 == widths[0][1]


def test_a_bar_of_nothing_is_empty() -> None:
    group = shapes(stacked_bars("空", [StackedBar("甲", (0, 0))], TWO), "g")[0]
    assert len(list(group.iter("rect"))) == 1
    assert [element.text for element in group.iter("text")] == ["甲", "0"]


@given(st.lists(st.tuples(TEXTS, COUNTS), max_size=40), COUNTS, TEXTS)
def test_lines_are_well_formed_and_stay_inside(points: list[tuple[str, int]], most: int, mark: str) -> None:
    chart = line_chart("每日", [Point(label, value, value) for label, value in points], most=most, mark=mark)
    root = ElementTree.fromstring(chart)
    _, _, width, height = (float(number) for number in root.get("viewBox", "").split())
    for circle in root.iter("circle"):
        assert 0 <= float(circle.get("cx", "")) <= width
        assert 0 <= float(circle.get("cy", "")) <= height


def test_a_higher_value_stands_higher() -> None:
    points = shapes(line_chart("每日", [Point("3-1", 1), Point("3-2", 5)], most=10), "circle")
    assert float(points[1].get("cy", "")) < float(points[0].get("cy", ""))


def test_charts_say_what_they_show() -> None:
    root = ElementTree.fromstring(stacked_bars("各表进度", [StackedBar("申报表", (3, 1))], TWO))
    assert root.get("role") == "img"
    assert root.get("aria-label") == "各表进度"
    assert [element.text for element in root.iter("title")] == ["各表进度", "申报表：已报 3，未报 1"]


def test_hostile_labels_are_text() -> None:
    nasty = '</text><script>alert(1)</script>"\x00'
    for chart in (
        stacked_bars(nasty, [StackedBar(nasty, (1, 1), nasty)], TWO),
        line_chart(nasty, [Point(nasty, 1)], mark=nasty),
        legend((Series(nasty, '"/><script>'),)),
    ):
        assert not shapes(chart, "script")


@given(TEXTS, st.integers(20, 300))
def test_a_fitted_label_fits(text: str, pixels: int) -> None:
    assert text_width(fitted(text, pixels)) * 6.8 <= pixels or len(fitted(text, pixels)) <= 1
