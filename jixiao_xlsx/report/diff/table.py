"""A 比较 for a terminal with colours: a table of the changes, what went out in red, what came in in green."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from jixiao_xlsx.report.diff.changes import Change, Diff
from jixiao_xlsx.report.diff.values import TextRun, shown_leaf
from jixiao_xlsx.report.diff.words import amounts_words, diff_lines, headline, history_summary, summary
from jixiao_xlsx.report.records.summary import one_line

_STYLES = {"-": "red strike", "+": "green", "=": ""}
_KINDS = {"新增": "green", "删去": "red", "改动": "yellow", "同义": "dim", "移动": "cyan"}


def render_diff(diff: Diff, titles: tuple[str, str]) -> Iterator[RenderableType]:
    """What to print one after another; foreign text is never taken for markup."""
    yield Text(f"原来：{headline(diff.before, titles[0])}")
    yield Text(f"现在：{headline(diff.after, titles[1])}")
    yield from (Text(f"注意：{one_line(note)}", style="yellow") for note in diff.notes)
    if diff.changes:
        yield _table(summary(diff), diff.changes, ("原来", "现在"))
    else:
        yield Text(summary(diff))
    if diff.history:
        yield _table(history_summary(diff), diff.history, ("当年报", "现在填"))
    elif history_summary(diff):
        yield Text(history_summary(diff))
    rest = list(diff_lines(diff, titles))
    # The table has shown the changes: of the plain lines only what follows them is left.
    first = next((number for number, line in enumerate(rest) if line.startswith(("只有", "审核意见："))), len(rest))
    yield from (Text(line) for line in rest[first:])


def _table(title: str, changes: Iterable[Change], ends: tuple[str, str]) -> Table:
    table = Table(title=title, title_justify="left", show_lines=True, expand=True)
    # Shares of the width: both values get the most, for texts are compared side by side.
    for name, ratio in (("变化", 3), ("项目", 9), (ends[0], 11), (ends[1], 11), ("差额、说明", 8)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for change in changes:
        amounts = amounts_words(change.amounts) if change.amounts else ""
        table.add_row(
            Text(str(change.kind), style=_KINDS[str(change.kind)]),
            Text(one_line(change.label) + ("（公式格）" if change.is_computed else "")),
            _side(change, sign="-"),
            _side(change, sign="+"),
            Text("，".join(part for part in (amounts, change.note) if part)),
        )
    return table


def _side(change: Change, *, sign: str) -> Text:
    leaf = change.before if sign == "-" else change.after
    if not change.runs:
        return Text(one_line(shown_leaf(leaf)))
    return _coloured(run for run in change.runs if run.sign in ("=", sign))


def _coloured(runs: Iterable[TextRun]) -> Text:
    text = Text()
    for run in runs:
        text.append(_visible(run.text), style=_STYLES[run.sign])
    return text


def _visible(text: str) -> str:
    """Without control characters, so that it cannot write to the terminal; spaces stay."""
    return "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
