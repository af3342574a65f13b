"""The coloured table of a terminal: the same changes, foreign text never taken for markup or control codes."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from jixiao_xlsx.report.diff.changes import Diff
from jixiao_xlsx.report.diff.table import render_diff
from report.diff.returned import S2, compared, returned


def printed(diff: Diff) -> str:
    out = StringIO()
    console = Console(file=out, width=200, force_terminal=False)
    for part in render_diff(diff, ("原表", "新表")):
        console.print(part)
    return out.getvalue()


def test_the_table_tells_changes_history_and_findings() -> None:
    later = {**S2, "funds.income.fiscal.y_1": 5900, "tasks.text": "[red]推进工作[/red]\x1b[31m"}
    text = printed(compared(returned(S2, year=2025), returned(later, year=2026)))
    assert "增加 400 万元" in text
    assert "[red]推进工作[/red]" in text
    assert "\x1b[31m" not in text
    assert "对上年数的核对：" in text
    assert "当年报" in text
    assert "[不再有]" in text


def test_nothing_changed_is_said() -> None:
    text = printed(compared(returned(S2), returned(S2)))
    assert "没有变化" in text


def test_history_that_agrees_is_said_without_a_table() -> None:
    last = returned({**S2, "funds.income.fiscal.y0": 5500}, year=2025)
    text = printed(compared(last, returned(S2, year=2026)))
    assert "0 处与当年报送的不一致" in text
    assert "当年报 " not in text
