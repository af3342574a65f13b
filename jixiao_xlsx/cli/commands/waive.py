"""`jixiao waive`: 豁免 — a filing need not be sent, or one finding is let pass; why is kept."""

from __future__ import annotations

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO, why


@click.command(options_metavar="[选项]")
@click.argument("reference", metavar="单位编码/表[/项目编码]")
@click.option("--code", metavar="代码", default="", help="只放过这条审核意见，例如 R02；不写则整份免报")
@click.option("--key", metavar="键", default="", help="只放过这个键上的，例如 funds.total")
@why()
@WHO
@AS_JSON
def waive(*, reference: str, code: str, key: str, why: str, who: str, as_json: bool) -> None:
    """豁免：一份填报件免报，或它的一条审核意见不再要求改正。谁、什么时候、为什么都留下。

    \b
    例：jixiao waive 105/S0 --why 机构已撤并
        jixiao waive 101/S0 --code R02 --why 差额为历史挂账，已核实
    """
    from jixiao_xlsx.cli.acting import office, tell

    with office(who) as desk:
        act = desk.waive(reference, why=why, code=code.upper(), key=key)
        told = desk.called(act.identity)
    what = f"不再要求改正 {act.code} {act.key}".rstrip() if act.code else "免报"
    tell(act, f"{told}：{what}（{act.who}：{act.why}）", as_json=as_json)
