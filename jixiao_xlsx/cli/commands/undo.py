"""`jixiao undo`: 撤回 — an act of the office holds no longer; it stays in the history, with who undid it and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO, why
from jixiao_xlsx.cli.options import WholeType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao_xlsx.season.register.undoing import DoneAct


@click.command(options_metavar="[选项]")
@click.argument("number", required=False, metavar="[编号]")
@why(required=False)
# 20 is one screen, what one may regret; a million is all there is.
@click.option(
    "--last", type=WholeType(1, 1_000_000), default=20, show_default=True, metavar="条数", help="列出最近的几件"
)
@WHO
@AS_JSON
def undo(*, number: str | None, why: str, last: int, who: str, as_json: bool) -> None:
    """撤回：不写编号时列出最近办的事（结论、豁免、更正、延期、核对、归属）和编号；写编号就撤回那一件，台账回到没有办过的样子。

    原来的事和撤回都留在操作记录里。

    \b
    例：jixiao undo
        jixiao undo 3f9a1c07 --why 看错了单位
    """
    from jixiao_xlsx.cli.acting import office
    from jixiao_xlsx.report.records.summary import one_line

    with office(who) as desk:
        if number:
            act = desk.undo(number, why=why)
            sentence = one_line(f"已撤回{act.kind}：{act.words}（{desk.actor.who}：{why}）")
            click.echo(json.dumps(act.as_dict(), ensure_ascii=False, indent=2) if as_json else sentence)
            return
        acts = desk.acts()[-last:]
    if as_json:
        click.echo(json.dumps([act.as_dict() for act in acts], ensure_ascii=False, indent=2))
        return
    for sentence in _listed(acts):
        click.echo(sentence)


def _listed(acts: Sequence[DoneAct]) -> Iterator[str]:
    from jixiao_xlsx.logs import SHA_DIGITS
    from jixiao_xlsx.model.clock import CHINA
    from jixiao_xlsx.report.records.summary import one_line

    for act in acts:
        moment = act.when.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
        done = f"（已由 {act.undone.who} 撤回）" if act.undone else ""
        yield one_line(f"{act.name[:SHA_DIGITS]}  {moment}  {act.who}  {act.kind}  {act.words}{done}")
    yield "要撤回，请写：jixiao undo 编号 --why 理由" if acts else "还没有结论、豁免、更正、延期、核对或归属。"
