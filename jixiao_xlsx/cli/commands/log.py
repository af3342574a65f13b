"""`jixiao log`: 操作记录 — every command that ran in the workspace, and every act of the office."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import WholeType

if TYPE_CHECKING:
    from jixiao_xlsx.season.register.history import Event


@click.command(options_metavar="[选项]")
# 50 are two screens, what happened today; a million is all there is.
@click.option(
    "--last", type=WholeType(1, 1_000_000), default=50, show_default=True, metavar="条数", help="只列最近的几条"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def log(*, last: int, as_json: bool) -> None:
    """操作记录：谁在什么时候运行了什么命令、结果如何；结论、豁免、更正、延期、退回的文件和发出的信也在内。

    \b
    例：jixiao log
        jixiao log --last 1000 --json > 操作记录.json
    """
    from jixiao_xlsx.model.clock import CHINA
    from jixiao_xlsx.report.records.summary import one_line
    from jixiao_xlsx.season.register.history import history
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    with workspace.open_store() as store:
        found = history(store, {form.form: form.short_name for form in workspace.forms()})
    events = [_named(event) for event in found[-last:]]
    if as_json:
        click.echo(json.dumps([event.as_dict() for event in events], ensure_ascii=False, indent=2))
        return
    for event in events:
        moment = event.when.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
        click.echo(one_line(f"{moment}  {event.who or '—'}  {event.kind}  {event.what}"))


def _named(event: Event) -> Event:
    """A run with the program's name before its arguments, as it was typed."""
    from jixiao_xlsx.season.register.history import COMMAND

    return replace(event, what=f"jixiao {event.what}") if event.kind == COMMAND else event
