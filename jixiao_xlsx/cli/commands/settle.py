"""`jixiao settle`: 核对过 — what 请核对 says of a filing was looked at and is as it should be."""

from __future__ import annotations

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO, why


@click.command(options_metavar="[选项]")
@click.argument("reference", metavar="单位编码/表[/项目编码]")
@click.option("--about", metavar="文字", default="", help="只办有这几个字的那句；不写就是这一份的全部")
@why()
@WHO
@AS_JSON
def settle(*, reference: str, about: str, why: str, who: str, as_json: bool) -> None:
    """核对过：“请核对”里说的看过了，没有问题，不再列出；单位又报来新的，再列出新的。可以用 jixiao undo 撤回。

    \b
    例：jixiao settle 101/S0 --why 电话问过，是代为发送
        jixiao settle 101/S0 --about 又发来 --why 单位确认以第1版为准
    """
    from jixiao_xlsx.cli.acting import office, tell_all
    from jixiao_xlsx.report.records.summary import one_line

    with office(who) as desk:
        made = desk.settle(reference, why=why, about=about)
        told = desk.called(made[0].identity)
    words = "\n".join(one_line(f"{told}：核对过“{act.words}”（{act.who}：{act.why}）") for act in made)
    tell_all(made, words, as_json=as_json)
