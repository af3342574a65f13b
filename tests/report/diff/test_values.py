"""What changed in one cell: amounts by difference and percent, targets by meaning, texts by words."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Figure
from jixiao_xlsx.report.diff.changes import ChangeKind
from jixiao_xlsx.report.diff.values import shown_leaf, text_runs
from report.diff.returned import S2, changed, compared, one, returned

SATISFIED = "goals[1].indicators.satisfaction.beneficiaries[1].plan"


def test_the_same_filing_has_no_changes() -> None:
    diff = compared(returned(S2), returned(S2))
    assert (diff.changes, diff.notes, diff.solved, diff.raised) == ((), (), (), ())
    assert diff.equal > len(S2)


def test_an_amount_tells_difference_percent_and_yuan() -> None:
    diff = changed({"funds.income.fiscal.y0": 6300})
    change = one(diff)
    assert change.label == "收入构成·财政拨款·当年预算收支"
    assert change.amounts is not None
    assert (change.amounts.difference, change.amounts.measure, change.amounts.direction) == (300, "万元", "增加")
    assert (change.amounts.percent, change.amounts.yuan) == (Decimal("5.00"), Decimal(3_000_000))
    totals = [one for one in diff.changes if one.is_computed]
    assert "收入构成·合计·当年预算收支" in [one.label for one in totals]


def test_a_smaller_amount_is_a_decrease_and_zero_has_no_percent() -> None:
    less = one(changed({"funds.income.fiscal.y_1": 5000})).amounts
    assert less is not None
    assert (less.direction, less.percent) == ("减少", Decimal("-9.09"))
    zero = one(compared(returned({**S2, "funds.income.other.y0": 0}), returned({**S2, "funds.income.other.y0": 5})))
    assert zero.amounts is not None
    assert zero.amounts.percent is None


@pytest.mark.parametrize("written", ["不低于95%", "大于等于95%", "≥ 95％"])
def test_a_target_written_otherwise_means_the_same(written: str) -> None:
    change = one(changed({SATISFIED: written}))
    assert change.kind is ChangeKind.SAME
    assert change.note in ("写法不同，意思相同", "只有空格、换行或全角半角不同")


@pytest.mark.parametrize("written", ["≥95", "＞95%", "95%", "≤95%", "群众满意度较高"])
def test_a_target_that_means_something_else_is_changed(written: str) -> None:
    assert one(changed({SATISFIED: written})).kind is ChangeKind.CHANGED


@pytest.mark.parametrize(("written", "note"), [("≥90%", "目标调低"), ("≥98%", "目标调高")])
def test_a_target_made_easier_is_told(written: str, note: str) -> None:
    assert one(changed({SATISFIED: written})).note == note


def test_a_text_shows_the_words_taken_out_and_put_in() -> None:
    change = one(changed({"duties.text": "组织实施社会救助，指导基层治理和养老服务。"}))
    assert [(run.sign, run.text) for run in change.runs] == [
        ("=", "组织实施社会救助，指导"),
        ("-", "社区"),
        ("+", "基层"),
        ("=", "治理"),
        ("+", "和养老服务"),
        ("=", "。"),
    ]


def test_added_and_removed_values_are_told() -> None:
    added = one(changed({"tasks.text": "推进养老服务体系建设。"}))
    removed = one(changed({"duties.text": None}))
    assert (added.kind, added.before, added.whole_row) == (ChangeKind.ADDED, None, False)
    assert (removed.kind, removed.after) == (ChangeKind.REMOVED, None)


WORDS = st.text(st.sampled_from("救助养老服务，。；的12% \n"), max_size=60)


@given(before=WORDS, after=WORDS)
def test_the_runs_hold_both_texts(before: str, after: str) -> None:
    runs = text_runs(before, after)
    assert "".join(run.text for run in runs if run.sign != "+") == before
    assert "".join(run.text for run in runs if run.sign != "-") == after


def test_long_texts_are_compared_by_sentences_first() -> None:
    sentences = [f"第{number}项工作按计划推进并接受监督。" for number in range(400)]
    other = [*sentences[:200], "新增一项重点工作。", *sentences[200:399]]
    changes = [(run.sign, run.text) for run in text_runs("".join(sentences), "".join(other)) if run.sign != "="]
    assert changes == [("+", "新增一项重点工作。"), ("-", sentences[399])]


@given(seed=st.integers(0, 10_000), cut=st.integers(0, 1300))
@settings(deadline=None, max_examples=20)
def test_the_runs_of_long_texts_hold_both(seed: int, cut: int) -> None:
    before = "".join(Random(seed).choices("救助养老服务，。；的12% ", k=1400))
    after = before[:cut] + "新增内容" + before[cut + 7 :]
    runs = text_runs(before, after)
    assert "".join(run.text for run in runs if run.sign != "+") == before
    assert "".join(run.text for run in runs if run.sign != "-") == after


def test_a_long_text_without_sentences_shows_what_changed() -> None:
    before = "".join(f"第{number}项工作" for number in range(500))
    after = before.replace("第250项工作", "第250项任务")
    assert [(run.sign, run.text) for run in text_runs(before, after) if run.sign != "="] == [
        ("-", "工作"),
        ("+", "任务"),
    ]


def test_a_recomputed_figure_is_told_without_the_digits_of_a_division() -> None:
    points = Figure(("total", "score"), Decimal("94.5697205616572"), "", "points", "总分·得分")
    sums = Figure(("total", "amount"), Decimal("4974944.40"), "", "amount", "合计", "元")
    assert [shown_leaf(points), shown_leaf(sums)] == ["94.57", "4,974,944.40 元"]
