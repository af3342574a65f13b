"""`jixiao decide`: 审核结论 — a reviewer passes a filing or sends it back, with an opinion."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.acting import AS_JSON, DRY_RUN, WHO
from jixiao_xlsx.model.season.acts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao_xlsx.model.season.ledger import LedgerLine
    from jixiao_xlsx.season.register.acts import Office

# One screen; who wants them all has --json.
_SHOWN = 20


@click.command(options_metavar="[选项]")
@click.argument("reference", required=False, metavar="[单位编码/表[/项目编码][@版本]]")
@click.argument("verdict", required=False, type=click.Choice(tuple(map(str, Verdict))), metavar="[通过|退回]")
@click.option("--clean", is_flag=True, help="把等着审核、没有“退回”“说明”意见的一次全部通过")
@click.option("--yes", is_flag=True, help="与 --clean 同用：列出以后不再问")
@DRY_RUN
@click.option("--step", type=click.Choice(["初审", "复审"]), default="初审", help="哪一道审核，默认初审")
@click.option("--section", metavar="科室", default="", help="哪个科室，默认是名录里的对口科室")
@click.option("--opinion", metavar="意见", default="", help="审核人自己的意见")
@WHO
@AS_JSON
def decide(  # noqa: PLR0913 — click hands over every option by name
    *,
    reference: str | None,
    verdict: str | None,
    clean: bool,
    yes: bool,
    dry_run: bool,
    step: str,
    section: str,
    opinion: str,
    who: str,
    as_json: bool,
) -> None:
    """审核结论：对一份填报件算数的版本作出通过或退回的结论，记下谁、什么时候、什么意见。

    写上看过的是第几版（@2，或校验和的前几位）：之后又报来新的，就不记，说出变了什么。同一版已有相反的结论，
    也不记，先商量，要改用 jixiao undo 撤回原来的。--clean 先列出要通过的，问过（或写 --yes）再记。

    退回的结论只是记录；退回单和标注好的表由 jixiao send-back 生成和发送。

    \b
    例：jixiao decide 101/S0 通过 --opinion 同意
        jixiao decide 101/S0@2 通过
        jixiao decide 101/P1/X01 退回 --step 复审 --who 张三 --opinion 成本指标请补充
        jixiao decide --clean --opinion 同意
        jixiao decide --clean --dry-run
    """
    from jixiao_xlsx.cli.acting import office, tell
    from jixiao_xlsx.errors import JixiaoError

    # Either a filing with its verdict or all clean ones: both or neither is a slip.
    if clean == bool(reference) or clean == bool(verdict):
        raise JixiaoError(
            "要写一份填报件和结论，或只写 --clean", "例如 jixiao decide 101/S0 通过；jixiao decide --clean"
        )
    words = {"step": step, "section": section, "opinion": opinion}
    if dry_run and not clean:
        raise JixiaoError("--dry-run 只和 --clean 一起用", "一份填报件的结论可以用 jixiao undo 撤回")
    with office(who) as desk:
        if clean:
            _pass_clean(desk, asks=not (yes or as_json), dry_run=dry_run, as_json=as_json, **words)
            return
        line, act = desk.decide(reference or "", Verdict(verdict or ""), **words)
        told = desk.called(act.identity)
    # Of several versions people are told which one they decided on.
    which = f"第{line.version}版" if len(line.versions) > 1 else ""
    tell(act, f"{told}：{which}{act.step}{act.verdict}（{act.who}）", as_json=as_json)


def _pass_clean(desk: Office, *, asks: bool, dry_run: bool, as_json: bool, **words: str) -> None:
    """Lists what would pass, and passes what is still so once somebody has agreed."""
    from jixiao_xlsx.cli.acting import tell_all

    listed = desk.clean()
    if dry_run:
        references = [_reference(line) for line in listed]
        told = _passed(listed, "试运行，什么也没有记；可以通过")
        click.echo(json.dumps(references, ensure_ascii=False, indent=2) if as_json else told)
        return
    # A script has nobody to ask; it has its list in the output all the same.
    if asks and listed and sys.stdin.isatty():
        click.echo(_passed(listed, "将要通过"))
        click.confirm("都通过吗", abort=True)
    passed = desk.pass_clean(listed=listed, **words)
    tell_all([act for _, act in passed], _passed([line for line, _ in passed], "通过"), as_json=as_json)
    if not as_json and len(passed) < len(listed):
        click.echo(f"另有 {len(listed) - len(passed)} 份在列出以后变了，没有通过，请用 jixiao status 再看。", err=True)


def _reference(line: LedgerLine) -> str:
    from jixiao_xlsx.season.register.ledger import reference_of

    return f"{reference_of(line)}@{line.version}"


def _passed(lines: Sequence[LedgerLine], what: str) -> str:
    """How many passed, and the first of them by name."""
    from jixiao_xlsx.report.records.summary import one_line

    if not lines:
        return f"{what} 0 份：没有等着审核、又没有“退回”“说明”意见的；用 jixiao status 看各份的意见。"
    told = [
        one_line(f"{_reference(line)}  {line.agency_name}  {line.subject_name}").rstrip() for line in lines[:_SHOWN]
    ]
    more = [f"  ……共 {len(lines)} 份"] if len(lines) > _SHOWN else []
    return "\n".join((f"{what} {len(lines)} 份：", *(f"  {text}" for text in told), *more))
