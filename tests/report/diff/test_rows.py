"""Rows are matched by what they say: one inserted row is one change, and a moved row is said to be moved."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.report.diff.changes import ChangeKind
from jixiao_xlsx.report.diff.rows import match_rows
from report.diff.returned import S2, compared, one, returned

BLOCK = "goals[1].indicators.output.quantity"


def with_rows(*rows: tuple[str, str], block: str = BLOCK) -> dict[str, str | int]:
    kept = {key: value for key, value in S2.items() if not key.startswith(BLOCK)}
    cells = {
        f"{block}[{number}].{name}": text
        for number, row in enumerate(rows, 1)
        for name, text in zip(("name", "plan"), row, strict=True)
    }
    return {**kept, **cells}


LOW, BED = ("发放低保人数", "≥500人"), ("新建养老床位", "200张")
EVENT, NEW = ("开展志愿活动场次", "≥30场"), ("医疗救助人次", "1万人次")


def test_a_row_inserted_at_the_top_changes_nothing_below() -> None:
    diff = compared(returned(with_rows(LOW, BED)), returned(with_rows(NEW, LOW, BED)))
    assert [(change.kind, change.whole_row) for change in diff.changes] == [(ChangeKind.ADDED, True)] * 2
    assert diff.changes[1].label == "年度目标1·产出指标·数量指标·‘医疗救助人次’·指标值·预期当年实现值"


def test_a_row_deleted_is_only_that_row() -> None:
    diff = compared(returned(with_rows(LOW, BED, EVENT)), returned(with_rows(BED, EVENT)))
    assert [(change.kind, change.whole_row) for change in diff.changes] == [(ChangeKind.REMOVED, True)] * 2


def test_a_renamed_row_is_a_changed_name() -> None:
    renamed = ("新建社区养老床位", "200张")
    change = one(compared(returned(with_rows(LOW, BED)), returned(with_rows(LOW, renamed))))
    assert change.kind is ChangeKind.CHANGED
    assert [(run.sign, run.text) for run in change.runs if run.sign != "="] == [("+", "社区")]


def test_a_row_said_anew_with_the_same_target_keeps_its_place() -> None:
    diff = compared(returned(with_rows(LOW, BED)), returned(with_rows(LOW, ("机构收住能力", "200张"))))
    assert [change.kind for change in diff.changes] == [ChangeKind.CHANGED]


def test_another_row_in_its_place_is_removed_and_added() -> None:
    diff = compared(returned(with_rows(LOW, BED)), returned(with_rows(LOW, NEW)))
    assert sorted(change.kind for change in diff.changes) == sorted([ChangeKind.ADDED] * 2 + [ChangeKind.REMOVED] * 2)


def test_a_moved_row_is_said_to_be_moved_and_still_compared() -> None:
    diff = compared(returned(with_rows(LOW, BED, EVENT)), returned(with_rows(("开展志愿活动场次", "≥40场"), LOW, BED)))
    assert [(change.kind, change.note) for change in diff.changes] == [
        (ChangeKind.MOVED, "从第 3 行移到第 1 行"),
        (ChangeKind.CHANGED, "目标调高"),
    ]
    assert diff.changes[0].label == "年度目标1·产出指标·数量指标·‘开展志愿活动场次’"


def test_a_row_put_into_another_block_is_moved_there() -> None:
    quality = with_rows(EVENT, block="goals[1].indicators.output.quality")
    diff = compared(returned(with_rows(LOW, BED, EVENT)), returned({**with_rows(LOW, BED), **quality}))
    assert [(change.kind, change.note) for change in diff.changes] == [(ChangeKind.MOVED, "从另一类移到这一类")]


def test_a_goal_that_moved_takes_its_indicators_along() -> None:
    second = {"goals[2].text": "推进养老服务体系建设。", "goals[2].indicators.output.quantity[1].name": "服务站数量"}
    swapped = {
        key.replace("goals[1]", "goals[3]").replace("goals[2]", "goals[1]").replace("goals[3]", "goals[2]"): value
        for key, value in {**S2, **second}.items()
    }
    diff = compared(returned({**S2, **second}), returned(swapped))
    assert [change.kind for change in diff.changes] == [ChangeKind.MOVED]


def test_forms_of_two_kinds_are_refused() -> None:
    with pytest.raises(JixiaoError, match="不是同一张表"):
        compared(returned(S2), returned({"goal.expected": "完成改造。"}, form="P1"))


def test_an_unfilled_blank_is_refused() -> None:
    with pytest.raises(JixiaoError, match="没有读入"):
        compared(returned(S2), returned({}))


def test_a_note_says_that_agencies_differ() -> None:
    from jixiao_xlsx.season.single.one_blank import Party

    diff = compared(returned(S2), returned(S2, agency=Party("102", "示例市教育局")))
    assert diff.notes == ("两份的单位不同：101 示例市民政局、102 示例市教育局",)


def records(names: Sequence[str]) -> list[Record]:
    return [
        Record(("rows", number, "name"), name, name, "text", "表", f"A{number}", "名称", order=number)
        for number, name in enumerate(names, 1)
    ]


NAMES = st.lists(st.text(st.sampled_from("救助养老床位人数"), min_size=1, max_size=5), max_size=8)


@given(before=NAMES, after=NAMES)
def test_no_two_rows_become_one(before: list[str], after: list[str]) -> None:
    matching = match_rows(records(before), records(after))
    said = [matching.said(record.key) for record in records(after)]
    assert len(set(said)) == len(said)


@given(names=st.lists(st.text(st.sampled_from("救助养老床位人数"), min_size=1, max_size=5), max_size=8, unique=True))
def test_reversed_rows_are_the_same_rows(names: list[str]) -> None:
    matching = match_rows(records(names), records(names[::-1]))
    by_name = {record.key: record.value for record in records(names)}
    for record in records(names[::-1]):
        assert by_name[matching.said(record.key)] == record.value
    assert len(matching.moves) == max(0, len(names) - 1)


def test_a_row_that_moves_within_a_goal_that_moved_is_said_once_each() -> None:
    pair = {
        "goals[2].text": "推进养老服务体系建设。",
        "goals[2].indicators.output.quantity[1].name": "服务站数量",
        "goals[2].indicators.output.quantity[2].name": "改造床位数量",
    }
    after = {
        "goals[1].text": "推进养老服务体系建设。",
        "goals[1].indicators.output.quantity[1].name": "改造床位数量",
        "goals[1].indicators.output.quantity[2].name": "服务站数量",
        "goals[2].text": "保障困难群众基本生活。",
    }
    before = {"goals[1].text": "保障困难群众基本生活。", **pair}
    diff = compared(returned(before), returned(after))
    assert [change.kind for change in diff.changes] == [ChangeKind.MOVED] * 2
