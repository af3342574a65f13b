"""`jixiao overview`: 总览 — the progress and the problems of a season on one page."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from jixiao_xlsx.cli.options import DAY, FILE


@click.command(options_metavar="[选项]")
@click.option("--out", "-o", type=FILE, default=None, metavar="文件", help="网页，默认为工作目录里的 报告/总览.html")
@click.option("--agency", metavar="编码", default="", help="只看这个单位和它的下级")
@click.option("--form", metavar="表", default="", help="只看这张表，例如 S0")
@click.option("--on", "day", type=DAY, metavar="日期", help="截至哪一天，默认今天")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出同样的数字；写了 -o 才另写网页")
def overview(*, out: Path | None, agency: str, form: str, day: datetime | None, as_json: bool) -> None:
    """总览：一个年度的报送进度、未报和逾期、每日收到、审核意见和主要数字，一个网页。

    网页不用联网，可以直接打开、打印（A4）或发给别人。

    \b
    例：jixiao overview
        jixiao overview -o 总览.html --on 2026-03-20
        jixiao overview --json
    """
    from jixiao_xlsx.model.clock import today
    from jixiao_xlsx.report.ledger.overview_page import overview_page
    from jixiao_xlsx.report.ledger.rows import asked_text
    from jixiao_xlsx.season.outputs.overview import season_overview
    from jixiao_xlsx.season.single.saving import save_file
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    as_of = day.date() if day else today()
    found = season_overview(workspace, today=as_of, agency=agency, form=form)
    # JSON is for programs: they get a page only if they ask for it.
    path = out or (None if as_json else workspace.path("报告") / "总览.html")
    if path is not None:
        save_file(path, overview_page(found).encode("utf-8"))
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        whole = found.whole
        click.echo(f"截至 {as_of}：{asked_text(whole)}，收到 {whole.arrived} 份，逾期 {found.late} 份")
        click.echo(f"已生成 {path}")
