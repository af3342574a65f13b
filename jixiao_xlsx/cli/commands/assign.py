"""`jixiao assign`: 归入 — a file counts as this filing."""

from __future__ import annotations

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO, why


@click.command(options_metavar="[选项]")
@click.argument("file", metavar="文件")
@click.argument("reference", metavar="单位编码/表[/项目编码]")
@why()
@WHO
@AS_JSON
def assign(*, file: str, reference: str, why: str, who: str, as_json: bool) -> None:
    """归入：一个来件算作这个单位的这一份，不论封签写的是谁。

    只能归入同一张表、同一年度的一份。待确认的、看不出单位的、记错了单位的来件都可以归入；记错了用 jixiao undo 撤回。

    \b
    例：jixiao assign 3f9a1c2b 107001/S0 --why 图书馆用错了一中的空表，内容是图书馆的
        jixiao assign 无名.xlsx 101/P1/X01 --why 单位来电说明
    """
    from jixiao_xlsx.cli.acting import registrar, tell

    with registrar(who) as desk:
        act = desk.assign(file, reference, why=why)
        told = desk.called(act)
    tell(act, f"{told}：归入 {act.sha256[:8]}（{act.who}：{act.why}）", as_json=as_json)
