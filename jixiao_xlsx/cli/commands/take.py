"""`jixiao take`: 照收 — a file that waits is what its seal says."""

from __future__ import annotations

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO, why


@click.command(options_metavar="[选项]")
@click.argument("file", metavar="文件")
@why()
@WHO
@AS_JSON
def take(*, file: str, why: str, who: str, as_json: bool) -> None:
    """照收：待确认的来件核实以后，按封签记到它写的单位名下。

    文件写校验和的前几位或文件名，jixiao status 列出待确认的来件。记错了用 jixiao undo 撤回。

    \b
    例：jixiao take 3f9a1c2b --why 图书馆代报，已电话核实
        jixiao take 申报表.xlsx --why 单位改了名，名录里还没有写
    """
    from jixiao_xlsx.cli.acting import registrar, tell

    with registrar(who) as desk:
        act = desk.take(file, why=why)
        told = desk.called(act)
    tell(act, f"{told}：照收 {act.sha256[:8]}（{act.who}：{act.why}）", as_json=as_json)
