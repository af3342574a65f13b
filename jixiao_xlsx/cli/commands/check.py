"""`jixiao check`: 检查 — every fault of YAML specs at once, and whether each can be laid out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao_xlsx.errors import Fault
    from jixiao_xlsx.season.single.checking import CheckedSpec

# As for any failure (cli/lazy_group.py): a faulty spec is ours to mend, no filing that goes back.
_FAULTY = 2


@click.command(options_metavar="[选项]")
@click.argument("specs", nargs=-1, metavar="[表样]…")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每张表一个对象")
def check(*, specs: tuple[str, ...], as_json: bool) -> int:
    """检查：检查 YAML 表样，一次列出全部问题（文件:行:列 位置 — 问题；怎么写）；没有问题的表各列一行。

    不写表样时检查自带的全部。

    \b
    例：jixiao check 我的表.yaml
        jixiao check --json
    """
    from jixiao_xlsx.season.single.checking import checked_spec, embedded_specs

    checked = [checked_spec(reference) for reference in specs or embedded_specs()]
    if as_json:
        click.echo(json.dumps([_plain(form) for form in checked], ensure_ascii=False, indent=2))
    else:
        for form in checked:
            _show(form)
    return _FAULTY if any(form.faults for form in checked) else 0


def _plain(checked: CheckedSpec) -> dict[str, object]:
    figures = checked.figures.as_dict() if checked.figures else {}
    return {"spec": checked.spec, "faults": [_told(fault) for fault in checked.faults], **figures}


def _told(fault: Fault) -> dict[str, object]:
    from jixiao_xlsx.cli.wording import worded_fault

    said = worded_fault(fault)
    words = ("file", "line", "column", "path", "wrong", "write")
    return {word: getattr(said, word) for word in words} | {"text": str(said)}


def _show(checked: CheckedSpec) -> None:
    for fault in checked.faults:
        # Faults to stderr, so that the list of what is right can be kept.
        click.echo(_told(fault)["text"], err=True)
    if checked.figures:
        figures, form = checked.figures, checked.figures.form
        told = f"{figures.sheets} 张工作表，{figures.year} 年度 {figures.slots} 个填报格，{len(form.rules)} 条勾稽关系"
        names = "、".join([*form.aliases, form.form])
        click.echo(f"{names}  {figures.title}  版次 {form.edition}：{told}")
