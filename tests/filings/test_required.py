"""What a blank required cell is advised to hold is what its kind takes."""

from __future__ import annotations

import pytest

from filings.filled import Cells, findings
from filings.national import NATIONAL

ROW = "indicators.output.quantity[1]"
CASES: tuple[tuple[str, str, str, str], ...] = (
    # The form, the cell left blank, words of the advice, words that it must not have.
    ("P1", f"{ROW}.points", "请只填数字", "“无”"),
    ("P1", f"{ROW}.points", "整行清空", "填 0"),
    ("P1", f"{ROW}.name", "整行清空", "“无”"),
    ("P1", f"{ROW}.target", "请填指标值，例如 ≥95%", "“无”"),
    ("P1", "goal.expected", "请填写。", "“无”"),
    ("P1", "head.project", "请填写。", "“无”"),
    ("P2", "head.nature", "请从下拉列表中选择", "“无”"),
    ("P2", "funds.fiscal", "确实没有的，请填 0", "“无”"),
    ("P2B", f"{ROW}.operator", "请从下拉列表中选择", "“无”"),
    ("P5", "conclusion.date", "2024年1月14日", "“无”"),
    ("P5", f"{ROW}.coefficient", "请填 0", "“无”"),
)


@pytest.mark.parametrize(("form", "key", "words", "unsaid"), CASES)
def test_the_advice_follows_the_kind(form: str, key: str, words: str, unsaid: str) -> None:
    cells: Cells = {**NATIONAL[form], key: None}
    (missing,) = (found for found in findings(form, cells) if (found.code, found.where.key) == ("R01", key))
    assert words in missing.hint
    assert unsaid not in missing.hint
