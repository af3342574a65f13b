"""`jixiao decide`: 审核结论 — a reviewer passes a filing or sends it back, with an opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.acting import AS_JSON, WHO
from jixiao_xlsx.model.season.acts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao_xlsx.model.season.ledger import LedgerLine

# One screen; who wants them all has --json.
_SHOWN = 20


@click.command(options_metavar="[选项]")
@click.argument("reference", required=False, metavar="[单位编码/表[/项目编码]]")
@click.argument("verdict", required=False, type=click.Choice(tuple(map(str, Verdict))), metavar="[通过|退回]")
@click.option("--clean", is_flag=True, help="把等着审核、没有“退回”“说明”意见的一次全部通过")
@click.option("--step", type=click.Choice(["初审", "复审"]), default="初审", help="哪一道审核，默认初审")
@click.option("--section", metavar="科室", default="", help="哪个科室，默认是名录里的对口科室")
@click.option("--opinion", metavar="意见", default="", help="审核人自己的意见")
@WHO
@AS_JSON
def decide(
    *,
    reference: str | None,
    verdict: str | None,
    clean: bool,
    step: str,
    section: str,
    opinion: str,
    who: str,
    as_json: bool,
) -> None:
    """审核结论：对一份填报件的最新版本作出通过或退回的结论，记下谁、什么时候、什么意见。

    退回的结论只是记录；退回单和标注好的表由 jixiao send-back 生成和发送。

    \b
    例：jixiao decide 101/S0 通过 --opinion 同意
        jixiao decide 101/P1/X01 退回 --step 复审 --who 张三 --opinion 成本指标请补充
        jixiao decide --clean --opinion 同意
    """
    from jixiao_xlsx.cli.acting import office, tell, tell_all
    from jixiao_xlsx.errors import JixiaoError

    # Either a filing with its verdict or all clean ones: both or neither is a slip.
    if clean == bool(reference) or clean == bool(verdict):
        raise JixiaoError(
            "要写一份填报件和结论，或只写 --clean", "例如 jixiao decide 101/S0 通过；jixiao decide --clean"
        )
    with office(who) as desk:
        if clean:
            passed = desk.pass_clean(step=step, section=section, opinion=opinion)
            tell_all([act for _, act in passed], _passed([line for line, _ in passed]), as_json=as_json)
            return
        act = desk.decide(reference or "", Verdict(verdict or ""), step=step, section=section, opinion=opinion)
        told = desk.called(act.identity)
    tell(act, f"{told}：{act.step}{act.verdict}（{act.who}）", as_json=as_json)


def _passed(lines: Sequence[LedgerLine]) -> str:
    """How many passed, and the first of them by name."""
    from jixiao_xlsx.report.records.summary import one_line
    from jixiao_xlsx.season.register.ledger import reference_of

    if not lines:
        return "通过 0 份：没有等着审核、又没有“退回”“说明”意见的；用 jixiao status 看各份的意见。"
    told = [
        one_line(f"{reference_of(line)}  {line.agency_name}  {line.subject_name}").rstrip() for line in lines[:_SHOWN]
    ]
    more = [f"  ……共 {len(lines)} 份"] if len(lines) > _SHOWN else []
    return "\n".join((f"通过 {len(lines)} 份：", *(f"  {text}" for text in told), *more))
