"""`jixiao reread`: 重读 — the kept originals go through today's forms and rules again."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from jixiao_xlsx.cli.options import JOBS, password_file


@click.command(options_metavar="[选项]")
@password_file
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程读取")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def reread(*, password_file: Path | None, jobs: int | None, as_json: bool) -> None:
    """重读：改了表样或 jixiao.yaml 里的审核设置以后，用现在的规则把库里的原件全部再读一遍，说出哪些意见变了。

    原件、收件记录、结论、豁免、更正都不动。

    \b
    例：jixiao reread
    """
    from jixiao_xlsx.cli.progress import with_progress
    from jixiao_xlsx.report.kit.plain import encodable
    from jixiao_xlsx.report.records.summary import one_line
    from jixiao_xlsx.season.collecting.reread import reread_all as read_again
    from jixiao_xlsx.season.workspace.passwords import read_passwords
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    given = read_passwords(password_file)
    workspace = find_workspace(Path.cwd())
    with workspace.open_store() as store:
        total = len(store.filings())
        done = list(
            with_progress(
                read_again(workspace, store, jobs=jobs or os.cpu_count() or 1, given=given), "重读", total=total
            )
        )
    changed, damaged = (
        [outcome for outcome in done if outcome.changed],
        [outcome for outcome in done if outcome.trouble],
    )
    if as_json:
        unread = [{"sha256": outcome.before.sha256, "trouble": outcome.trouble} for outcome in damaged]
        told = {"filings": len(done), "changed": [outcome.as_dict() for outcome in changed], "damaged": unread}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        sys.exit(2 if damaged else 0)
    click.echo(f"重读 {len(done) - len(damaged)} 份，有变化的 {len(changed)} 份。")
    for outcome in changed:
        gone, come = (", ".join(dict.fromkeys(found.code for found in some)) for some in (outcome.gone, outcome.come))
        click.echo(encodable(one_line(f"  {outcome.after.source}：不再提出 {gone or '—'}；新提出 {come or '—'}")))
    for outcome in damaged:
        click.echo(encodable(one_line(f"  没有重读 {outcome.before.source}：{outcome.trouble}")), err=True)
    # 2: the office's own store is damaged, which is no filing's fault.
    sys.exit(2 if damaged else 0)
