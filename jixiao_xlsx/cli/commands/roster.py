"""`jixiao roster`: 单位名录 — checked, and listed with what each agency is to file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table

    from jixiao_xlsx.season.workspace.roster_view import RosterLine, RosterView

# As wide as a table of all columns needs; files and pipes have no width of their own.
_WIDE = 160


@click.command(options_metavar="[选项]")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def roster(*, as_json: bool) -> None:
    """单位名录：检查设置、单位名录和项目名单，列出每个单位要报的表和应报的份数。

    有错时一次全部列出：文件:行:列（工作簿还有单元格）— 问题；怎么改。

    \b
    例：jixiao roster
        jixiao roster --json > 名录.json
    """
    from jixiao_xlsx.season.workspace.roster_view import roster_view
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    view = roster_view(find_workspace(Path.cwd()))
    if as_json:
        click.echo(json.dumps(view.as_dict(), ensure_ascii=False, indent=2))
        return
    click.echo(_shown(view), nl=False)
    click.echo(f"{view.year} 年度 {len(view.lines)} 个单位，应报 {view.due} 份")
    for note in view.notes:
        click.echo(f"  提示：{note}")


def _shown(view: RosterView) -> str:
    """The table as text: as wide as the terminal, wide enough for files and pipes."""
    from rich.console import Console

    wide = Console().width if sys.stdout.isatty() else _WIDE
    # Names are foreign text: no markup, no smileys.
    console = Console(width=wide, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(_table(view))
    return captured.get()


def _table(view: RosterView) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_footer=True)
    table.add_column("单位编码", footer="合计", no_wrap=True)
    for name in ("单位名称", "对口科室", "表"):
        table.add_column(name, overflow="fold")
    table.add_column("项目", justify="right", footer=str(sum(line.projects for line in view.lines)))
    table.add_column("应报", justify="right", footer=str(view.due))
    table.add_column("缺少")
    for line in view.lines:
        table.add_row(*_cells(line))
    return table


def _cells(line: RosterLine) -> tuple[str, ...]:
    agency = line.agency
    name = f"{'  ' * line.depth}{agency.name}"
    forms = " ".join(line.forms)
    return (agency.code, name, agency.section, forms, str(line.projects), str(line.due), "、".join(line.missing))
