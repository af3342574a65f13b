"""`jixiao send-back`: 退回 — marked workbooks and 退回单 go back to the agencies."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from jixiao_xlsx.cli.acting import DRY_RUN, WHO


@click.command("send-back", options_metavar="[选项]")
@click.option("--agency", metavar="编码", default="", help="只退这个单位和它的下级的")
@click.option("--form", metavar="表", default="", help="只退这张表，例如 S0")
@click.option("--send", is_flag=True, help="由 jixiao.yaml 里的发信邮箱发出；不写只生成 .eml")
@click.option("--done", is_flag=True, help="已经用别的办法退给单位了：只记下，不发送")
@WHO
@DRY_RUN
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def send_back(*, agency: str, form: str, send: bool, done: bool, dry_run: bool, who: str, as_json: bool) -> None:
    """退回：有“退回”类意见的、审核人决定退回的、认不出的来件，每个单位一封信，附标注好意见的工作簿和退回单。
    来信里没有填报件的（只有扫描件、网盘链接等），写一封答复，说明怎样重报，附上空表；不在名录里的只生成、不发送。

    默认是试运行，只在“退回”文件夹里生成；加 --send 才发送并把状态记为退回，发过的不会重发。
    自己用微信、政务内网退的，加 --done 记下。

    \b
    例：jixiao send-back
        jixiao send-back --send
    """
    from jixiao_xlsx.cli.posting import refuse_both, tell_noted, tell_planned, tell_posted
    from jixiao_xlsx.cli.trail import user_name
    from jixiao_xlsx.model.clock import local_date
    from jixiao_xlsx.season.register.ledger import ledger_of
    from jixiao_xlsx.season.returning.everything import send_everything_back
    from jixiao_xlsx.season.returning.send_back import SENDING_BACK
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    refuse_both(send=send, done=done)
    workspace, now = find_workspace(Path.cwd()), datetime.now(UTC)
    with workspace.open_store() as store:
        whole = ledger_of(workspace, store, today=local_date(now))
        posted = send_everything_back(
            workspace,
            store,
            whole,
            now=now,
            who=who.strip() or user_name(),
            agency=agency,
            form=form,
            send=send,
            done=done,
            dry_run=dry_run,
        )
    if dry_run:
        tell_planned(posted, as_json=as_json)
    elif done and not as_json:
        tell_noted(posted, SENDING_BACK)
    else:
        tell_posted(posted, sending=send or done, as_json=as_json)
