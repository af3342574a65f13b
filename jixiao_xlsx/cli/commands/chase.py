"""`jixiao chase`: 催报 — a letter to each agency that owes something."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from jixiao_xlsx.cli.options import WholeType

# A year: nobody is left in peace for longer than a season.
DAYS = WholeType(0, 365)


@click.command(options_metavar="[选项]")
@click.option("--late", is_flag=True, help="只催已逾期的（默认未报的都催）")
@click.option("--agency", metavar="编码", default="", help="只催这个单位和它的下级")
@click.option("--form", metavar="表", default="", help="只催这张表，例如 S0")
# 3 as Chaser has it: long enough to answer, short enough to be asked twice within a week.
@click.option("--again-after", type=DAYS, default=3, metavar="天数", help="催过以后隔几天再催，默认 3 天")
@click.option("--blanks/--no-blanks", default=True, help="是否再附上空表，默认附上")
@click.option("--send", is_flag=True, help="由 jixiao.yaml 里的发信邮箱发出；不写只生成 .eml")
@click.option("--done", is_flag=True, help="已经用别的办法催过了：只记下，不发送")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def chase(
    *, late: bool, agency: str, form: str, again_after: int, blanks: bool, send: bool, done: bool, as_json: bool
) -> None:
    """催报：给还没有报、或退回后逾期没有改好的单位写信，每个单位一封，写明欠哪几份、期限、逾期几天。

    默认是试运行，只在“催报”文件夹里生成 .eml；加 --send 才发送，发过的有记录，不会重发。
    自己用电话、微信、政务内网催的，加 --done 记下，第几次、隔几天再催都算上。

    \b
    例：jixiao chase --late
        jixiao chase --send --again-after 5
        jixiao chase --agency 101 --done
    """
    from jixiao_xlsx.cli.posting import refuse_both, tell_noted, tell_posted
    from jixiao_xlsx.model.clock import local_date
    from jixiao_xlsx.season.register.ledger import ledger_of, selected
    from jixiao_xlsx.season.returning.chase import Chaser, chase_all
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    refuse_both(send=send, done=done)
    workspace, now = find_workspace(Path.cwd()), datetime.now(UTC)
    with workspace.open_store() as store:
        whole = ledger_of(workspace, store, today=local_date(now))
        lines = selected(whole.lines, workspace.roster, agency=agency, form=form)
        chaser = Chaser.of(workspace, store, whole, now=now, again_after=again_after, with_blanks=blanks)
        run = chase_all(chaser, store, lines, late_only=late, send=send, done=done)
    # What is spared stands in the JSON itself.
    if not as_json:
        for left in run.spared:
            way_out = "请先下发：jixiao issue" if left.never_issued else "--again-after 可改间隔"
            click.echo(f"{left.agency.code} {left.agency.name}：{left.spared}，这次不催（{way_out}）")
    if done and not as_json:
        tell_noted(run.posted, "催报")
        return
    tell_posted(
        run.posted,
        sending=send or done,
        as_json=as_json,
        more={"spared": [{"agency": reminder.agency.code, "why": reminder.spared} for reminder in run.spared]},
    )
