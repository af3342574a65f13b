"""`jixiao collect`: 回收 — what arrived is taken apart, kept, read and put in the store."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import DAY, JOBS, password_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao_xlsx.season.collecting.collect import ArrivalReport
    from jixiao_xlsx.season.register.holds import HeldFiling

# A screen and a half; thousands may come, and the ledger lists them all.
_MOST_SHOWN = 30


@click.command(options_metavar="[选项]")
@click.argument("sources", nargs=-1, metavar="[来源]…", type=click.Path(readable=False, path_type=Path))
@click.option("--imap", is_flag=True, help="从 jixiao.yaml 里的邮箱收取，只收上次以后的新邮件")
@click.option("--pop3", is_flag=True, help="同上，邮箱只有 POP3 的；邮件都留在服务器上")
@click.option("--mark-seen", is_flag=True, help="收完后把这些邮件标为已读（默认邮箱里什么都不改）")
@click.option(
    "--received", "day", type=DAY, metavar="日期", help="不是邮件来的文件算哪一天收到，默认看工作簿的保存时间"
)
@click.option("--any-year", is_flag=True, help="别的年度的表也收（默认退回）")
@password_file
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程读取")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每个来件一个对象")
def collect(  # noqa: PLR0913 — click hands over every option by name
    *,
    sources: tuple[Path, ...],
    imap: bool,
    pop3: bool,
    mark_seen: bool,
    day: datetime | None,
    any_year: bool,
    password_file: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """回收：收取填报件。来源可以是工作簿、文件夹、压缩包（zip、7z、rar）、邮件（.eml .msg）、mbox、Maildir；
    不写来源时收“收件”文件夹，加上 --imap（或 --pop3）收邮箱。

    每个文件看内容认表，不看文件名；原件按校验码保存，同样的文件只算一份；中途停下，再运行一次就接着收。

    \b
    例：jixiao collect
        jixiao collect 群里下载的 材料.zip 上周.mbox
        jixiao collect --imap
    """
    from jixiao_xlsx.cli.progress import with_progress
    from jixiao_xlsx.season.collecting.collect import ArrivalReport, arrived_json, collector_of
    from jixiao_xlsx.season.collecting.sources import Sources
    from jixiao_xlsx.season.register.shelf import Shelf
    from jixiao_xlsx.season.workspace.passwords import read_passwords
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    given = read_passwords(password_file)
    workspace = find_workspace(Path.cwd())
    with workspace.open_store() as store:
        found = Sources(workspace, store, received=day, given=given).arrivals(
            sources, imap=imap, pop3=pop3, mark_seen=mark_seen
        )
        collector = collector_of(
            workspace, store, now=datetime.now(UTC), jobs=jobs or os.cpu_count() or 1, any_year=any_year, given=given
        )
        told, plain, fresh = [], [], []
        for arrival in with_progress(collector.collect(found), "收取"):
            # The filings are let go of one by one: ten thousand would not fit in memory.
            told.append(ArrivalReport.of(arrival))
            if as_json:
                plain.append(arrived_json(arrival))
            if arrival.new and arrival.filing:
                fresh.append(arrival.delivery.sha256)
        waiting = Shelf(store, workspace.roster, collector.reader).waiting(fresh)
    if as_json:
        held = {each.filing.sha256 for each in waiting}
        click.echo(
            json.dumps([{**each, "held": each["sha256"] in held} for each in plain], ensure_ascii=False, indent=2)
        )
    else:
        _show(told, waiting)
    # 1 where a filing must go back, for scripts.
    sys.exit(int(any(arrival.to_return for arrival in told)))


def _show(told: Sequence[ArrivalReport], waiting: Sequence[HeldFiling]) -> None:
    from jixiao_xlsx.report.kit.plain import encodable
    from jixiao_xlsx.report.records.summary import one_line
    from jixiao_xlsx.season.collecting.collect import CollectTally

    tally = CollectTally.of(told)
    roles = "，".join(f"{name} {count}" for name, count in tally.roles.items()) or "没有"
    click.echo(f"新收到 {tally.new} 个文件：{roles}；以前收过的 {tally.known} 个。")
    fresh = [arrival for arrival in told if arrival.words]
    for arrival in fresh[:_MOST_SHOWN]:
        click.echo(f"  {encodable(one_line(arrival.words))}")
    if len(fresh) > _MOST_SHOWN:
        click.echo(f"  ……另有 {len(fresh) - _MOST_SHOWN} 个，见 jixiao status")
    for note in tally.notes[:_MOST_SHOWN]:
        click.echo(f"  注意：{encodable(one_line(note))}")
    for held in waiting[:_MOST_SHOWN]:
        click.echo(f"  待确认：{encodable(one_line(f'{held.filing.source}（{held.sender}）：{held.why}'))}")
    if waiting:
        click.echo(f"待确认 {len(waiting)} 个，没有记在任何单位名下；怎么办见 jixiao status。")
    click.echo("接下来：jixiao status 看台账，jixiao send-back 退回有问题的。")
