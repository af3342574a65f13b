"""`jixiao status`: 报送台账 — who has filed what, how it stands, how late it is."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import DAY, FILE
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.season.ledger import LedgerState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from jixiao_xlsx.model.season.ledger import LedgerLine
    from jixiao_xlsx.season.register.ledger import Ledger

_STATES = tuple(map(str, LedgerState))
_STYLES = {
    LedgerState.MISSING: "red",
    LedgerState.RETURNED: "yellow",
    LedgerState.REVISED: "magenta",
    LedgerState.PASSED: "green",
    LedgerState.WAIVED: "dim",
}


@click.command(options_metavar="[选项]")
@click.option("--state", "states", type=click.Choice(_STATES), multiple=True, help="只列这种状态，可多次")
@click.option("--agency", metavar="编码", default="", help="只列这个单位和它的下级")
@click.option("--form", metavar="表", default="", help="只列这张表，例如 S0")
@click.option("--late", is_flag=True, help="只列逾期的")
@click.option("--on", "day", type=DAY, metavar="日期", help="按哪一天算逾期，默认今天")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--xlsx", type=FILE, metavar="文件", help="另存为工作簿")
@click.option("--html", type=FILE, metavar="文件", help="另存为网页")
def status(
    *,
    states: tuple[str, ...],
    agency: str,
    form: str,
    late: bool,
    day: datetime | None,
    as_json: bool,
    xlsx: Path | None,
    html: Path | None,
) -> None:
    """报送台账：每份应报的填报件一行：下发、收到、版本、状态、意见、逾期；最后按主管部门小计（应报含豁免的）。

    状态有 未报、已报、退回、已改（退回后又报来）、通过、豁免。逾期按期限（延期的按延期）和首次报来的日期计算。

    \b
    例：jixiao status
        jixiao status --state 未报 --late
        jixiao status --xlsx 台账.xlsx --html 台账.html
    """
    from jixiao_xlsx.model.clock import today
    from jixiao_xlsx.season.register.ledger import ledger_of, selected
    from jixiao_xlsx.season.register.ledger_files import ledger_files, ledger_json
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    as_of = day.date() if day else today()
    with workspace.open_store() as store:
        whole = ledger_of(workspace, store, today=as_of)
    lines = selected(whole.lines, workspace.roster, states=states, agency=agency, form=form, late=late)
    for path in ledger_files(whole, lines, workspace, today=as_of, xlsx=xlsx, html=html):
        click.echo(f"已写入 {path}", err=True)
    if as_json:
        click.echo(json.dumps(ledger_json(whole, lines, today=as_of), ensure_ascii=False, indent=2))
    else:
        _show(whole, lines)


def _show(whole: Ledger, lines: Sequence[LedgerLine]) -> None:
    from rich.console import Console
    from rich.table import Table

    from jixiao_xlsx.report.ledger.rows import by_parent, received_text, standing, standings
    from jixiao_xlsx.report.records.summary import one_line

    # 160: as wide as all columns need where the output goes to a file.
    console = Console(width=None if Console().is_terminal else 160, highlight=False)
    # The three counts share a column, for the terminal is 80 wide.
    table = Table("单位", "表", "项目", "状态", "版", "收到", "退/说/提", "逾期")
    for line in lines:
        counts = "/".join(str(line.counts.get(severity, 0)) for severity in Severity)
        table.add_row(
            _plain(one_line(f"{line.identity.agency_code} {line.agency_name}")),
            _plain(one_line(line.alias or line.title)),
            _plain(one_line(line.subject_name)),
            f"[{_STYLES.get(line.state, 'default')}]{line.state}[/]" + ("" if line.due else "（名录外）"),
            str(len(line.versions) or ""),
            received_text(line),
            counts if line.versions else "",
            f"{line.late} 天" if line.late else "",
        )
    console.print(table)
    sums = Table("主管部门", "应报", "收到", *_STATES)
    for found in (*standings(lines, by_parent), standing("合计", lines)):
        numbers = (found.total, found.arrived, *(found.states.get(state, 0) for state in found.states_in_order))
        sums.add_row(_plain(one_line(found.name)), *(str(number) for number in numbers))
    console.print(sums)
    _show_strays(whole, console)
    if whole.doubts:
        console.print(f"请核对 {len(whole.doubts)} 处：")
        for doubt in whole.doubts:
            console.print(_plain(one_line(f"  {doubt.reference}：{doubt.words}")))


def _show_strays(whole: Ledger, console: Console) -> None:
    from jixiao_xlsx.report.records.summary import one_line

    if whole.pending:
        console.print(f"另有 {len(whole.pending)} 个来件没有归入台账：")
    for stray in whole.pending:
        done = f"【{stray.done}】" if stray.done else ""
        console.print(_plain(one_line(f"  {stray.name}（{stray.sender or stray.origin}）：{done}{stray.why}")))
    for notice in whole.undelivered:
        console.print(_plain(one_line(f"  {notice.note}")))
    others = len(whole.notices) - len(whole.undelivered)
    if others:
        console.print(f"另有 {others} 封自动回复、投递报告一类的邮件，不用处理。")
    settled = len(whole.strays) - len(whole.pending)
    if settled:
        console.print(f"另有 {settled} 个没有归入台账的来件已由后来的文件改正，不再列出。")


def _plain(text: str) -> str:
    from rich.markup import escape

    # Names are foreign text, in which [red] is no colour.
    return escape(text)
