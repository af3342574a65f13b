"""`jixiao extend`: 延期 — an agency gets a later deadline."""

from __future__ import annotations

from datetime import datetime

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO, why
from jixiao_xlsx.cli.options import DAY


@click.command(options_metavar="[选项]")
@click.argument("agency", metavar="单位编码")
@click.argument("until", metavar="日期", type=DAY)
@click.option("--form", metavar="表", default="", help="只延这张表，默认全部")
@why()
@WHO
@AS_JSON
def extend(*, agency: str, until: datetime, form: str, why: str, who: str, as_json: bool) -> None:
    """延期：给一个单位更晚的报送期限，台账和催报都按它算。

    \b
    例：jixiao extend 101 2026-03-31 --why 决算审计尚未结束
    """
    from jixiao_xlsx.cli.acting import office, tell

    with office(who) as desk:
        act = desk.extend(agency, until.date(), why=why, form=form)
    tell(
        act,
        f"{act.agency}{f' {form.upper()}' if form else ''} 延期到 {act.until}（{act.who}：{act.why}）",
        as_json=as_json,
    )
