"""`jixiao correct`: 更正 — the office changes one value; what was filed stays."""

from __future__ import annotations

import click

from jixiao_xlsx.cli.acting import AS_JSON, DRY_RUN, WHO, why


# A negative amount begins with a hyphen and is no option.
@click.command(options_metavar="[选项]", context_settings={"ignore_unknown_options": True})
@click.argument("reference", metavar="单位编码/表[/项目编码]")
@click.argument("key", metavar="键或标签")
@click.argument("value", metavar="值")
@why()
@DRY_RUN
@WHO
@AS_JSON
def correct(*, reference: str, key: str, value: str, why: str, dry_run: bool, who: str, as_json: bool) -> None:
    """更正：替单位改一个数或一段文字（写空的 "" 就是删去），汇总和报告用更正后的，单位原来填的仍保留。

    说出这一格的标签、原来填的和更正后的；--dry-run 只说，不记。更正只管这一个版本；单位再报来新的版本，以新报的为准。
    格写键，或照表上印的标签写，上下级之间用 ·；各格的键和标签见 jixiao draw。

    \b
    例：jixiao correct 101/S0 funds.general.amount 14042.32 --why 电话核实，少填一位
        jixiao correct 101/S0 其中：一般公共预算拨款 14042.32 --why 电话核实
    """
    from jixiao_xlsx.cli.acting import office, tell
    from jixiao_xlsx.cli.wording import worded
    from jixiao_xlsx.report.records.summary import one_line

    with office(who) as desk:
        done = desk.correct(reference, key, value, why=why, dry_run=dry_run)
        act, told = done.act, desk.called(done.act.identity)
    cell = f"{done.label}（原填 {done.before or '（空）'}）" if done.label else f"原填 {done.before or '（空）'}，"
    ran = "试运行，没有记下。" if dry_run else ""
    sentence = one_line(f"{ran}{told}：{cell}{act.key} 更正为 {act.raw or '（空）'}（{act.who}：{act.why}）")
    tell(act, sentence, as_json=as_json, more={"label": done.label, "before": done.before, "kept": not dry_run})
    if done.words:
        click.echo(one_line(f"{done.words}{worded(done.advice)}"), err=True)
