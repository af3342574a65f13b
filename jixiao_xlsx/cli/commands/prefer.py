"""`jixiao prefer`: 以此为准 — an older version counts."""

from __future__ import annotations

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO, why


@click.command(options_metavar="[选项]")
@click.argument("file", metavar="版本")
@why()
@WHO
@AS_JSON
def prefer(*, file: str, why: str, who: str, as_json: bool) -> None:
    """以此为准：一份填报件不以最新的、而以这个版本为准，直到单位再报来更新的。

    版本写 单位编码/表@第几版，或文件校验和的前几位；记错了用 jixiao undo 撤回。

    \b
    例：jixiao prefer 101/S0@1 --why 第 2 版是误发的草稿
    """
    from jixiao_xlsx.cli.acting import registrar, tell

    with registrar(who) as desk:
        act = desk.prefer(file, why=why)
        told = desk.called(act)
    tell(act, f"{told}：以 {act.sha256[:8]} 为准（{act.who}：{act.why}）", as_json=as_json)
