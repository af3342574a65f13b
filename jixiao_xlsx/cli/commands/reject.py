"""`jixiao reject`: 不收 — a file counts as nobody's."""

from __future__ import annotations

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO, why


@click.command(options_metavar="[选项]")
@click.argument("file", metavar="文件")
@why()
@WHO
@AS_JSON
def reject(*, file: str, why: str, who: str, as_json: bool) -> None:
    """不收：一个来件不算任何单位的；退给发来它的人的信由 jixiao send-back 生成和发送。

    \b
    例：jixiao reject 3f9a1c2b --why 用了一中的空表，请用发给本馆的空表填报
    """
    from jixiao_xlsx.cli.acting import registrar, tell

    with registrar(who) as desk:
        act = desk.reject(file, why=why)
    tell(act, f"不收 {act.sha256[:8]}（{act.who}：{act.why}）；退给发件人的信用 jixiao send-back 生成", as_json=as_json)
